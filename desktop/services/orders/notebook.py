"""What is written down about an order at the counter: a note, cash given back, a bad end seen to, receipts."""

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
    """A note as it is kept: line breaks become spaces, unseen characters are shown as such, LONGEST_NOTE at most."""
    return one_line(" ".join(text.split()), LONGEST_NOTE)


class NotKeptError(Exception):
    """The disk refused; nothing was written. The text is SQLite's."""


class Notebook:
    """All raise NotKeptError where the disk refuses."""

    def __init__(self, book: OrderBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self.clerk = ""
        """Who is on duty; kept with cash that is given back."""

    async def note(self, order_no: str, text: str) -> Order:
        """Keep this note, as `plain_line` makes it, instead of the one before."""
        return await self._annotate(order_no, Noted(self._clock.now(), plain_line(text)))

    async def cash_returned(self, shown: Order, returned: bool) -> Order:
        """Keep whether the customer has back what `to_give_back` says."""
        event = CashReturned(self._clock.now(), returned, to_give_back(shown) or shown.price, self.clerk)
        return await self._annotate(shown.order_no, event)

    async def acknowledge(self, shown: Order) -> Order:
        """Keep that the clerk has read how an order ended; nothing is kept where it stands differently by now."""
        return await self._annotate(shown.order_no, Acknowledged(self._clock.now(), shown.standing))

    async def printed(self, order_no: str, paper: str) -> Order:
        """Keep that a receipt was printed."""
        return await self._annotate(order_no, Printed(self._clock.now(), paper))

    async def _annotate(self, order_no: str, event: Annotation) -> Order:
        try:
            return await self._book.annotate(order_no, event)
        except WriteFailedError as failed:
            raise NotKeptError(str(failed)) from failed
