"""What the clerk writes down about an order: a note, and that the customer has the cash back."""

from __future__ import annotations

from desktop.domain.events import CashReturned, Noted
from desktop.domain.order import Order
from desktop.services.order_book import OrderBook
from desktop.services.ports import Clock
from desktop.storage.errors import WriteFailedError

LONGEST_NOTE = 200


class NotKeptError(Exception):
    """The disk refused; nothing was written. The text is SQLite's."""


class Notebook:
    """Both raise NotKeptError where the disk refuses."""

    def __init__(self, book: OrderBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock

    async def note(self, order_no: str, text: str) -> Order:
        """Keep this note instead of the one before; line breaks become spaces, LONGEST_NOTE characters are kept."""
        plain = " ".join(text.split())[:LONGEST_NOTE]
        return await self._annotate(order_no, Noted(self._clock.now(), plain))

    async def cash_returned(self, order_no: str, returned: bool) -> Order:
        """Keep whether the customer has the cash of a failed order back."""
        return await self._annotate(order_no, CashReturned(self._clock.now(), returned))

    async def _annotate(self, order_no: str, event: Noted | CashReturned) -> Order:
        try:
            return await self._book.annotate(order_no, event)
        except WriteFailedError as failed:
            raise NotKeptError(str(failed)) from failed
