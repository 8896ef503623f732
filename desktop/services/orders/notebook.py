"""Annotations of an order at the counter: note, cash returned, result acknowledged, receipts."""

from __future__ import annotations

from desktop.domain.orders.amounts import to_give_back
from desktop.domain.orders.events import Acknowledged, Annotation, CashReturned, Noted, Printed
from desktop.domain.orders.order import Order
from desktop.domain.orders.request import LONGEST_NOTE
from desktop.domain.plain_text import one_line
from desktop.services.orders.order_book import OrderBook
from desktop.services.ports import Clock
from desktop.storage.errors import WriteFailedError


def plain_line(text: str) -> str:
    """Normalise a note: line breaks become spaces, invisible characters visible, length at most LONGEST_NOTE."""
    return one_line(" ".join(text.split()), LONGEST_NOTE)


class NotKeptError(Exception):
    """The write failed; nothing was stored. The text is SQLite's."""


class Notebook:
    """All methods raise NotKeptError if the write fails."""

    def __init__(self, book: OrderBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock

    async def note(self, order_no: str, text: str) -> Order:
        """Replace the note, normalised by `plain_line`."""
        return await self._annotate(order_no, Noted(self._clock.now(), plain_line(text)))

    async def cash_returned(self, shown: Order, returned: bool) -> Order:
        """Record whether the customer has the cash of `to_give_back` back, as far as it belongs to this order."""
        amount = max(0, (to_give_back(shown) or shown.price) - shown.cash_moved)
        event = CashReturned(self._clock.now(), returned, amount)
        return await self._annotate(shown.order_no, event)

    async def acknowledge(self, shown: Order) -> Order:
        """Record that the clerk has read an order's result; ignored if its status has changed since it was shown."""
        return await self._annotate(shown.order_no, Acknowledged(self._clock.now(), shown.standing))

    async def printed(self, order_no: str, paper: str) -> Order:
        """Record that a receipt was printed."""
        return await self._annotate(order_no, Printed(self._clock.now(), paper))

    async def _annotate(self, order_no: str, event: Annotation) -> Order:
        try:
            return await self._book.annotate(order_no, event)
        except WriteFailedError as failed:
            raise NotKeptError(str(failed)) from failed
