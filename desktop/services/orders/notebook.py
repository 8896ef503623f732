"""Annotations of an order at the counter: note, cash returned, result acknowledged, receipts."""

from __future__ import annotations

from desktop.domain.audit import AuditEntry, AuditKind, plain
from desktop.domain.orders.amounts import handed_back, to_give_back
from desktop.domain.orders.events import Acknowledged, Annotation, CashReturned, Noted, PaidOtherwise, Printed, signed
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT, LONGEST_PAYER
from desktop.domain.orders.request import LONGEST_NOTE
from desktop.domain.plain_text import one_line
from desktop.domain.right import Right
from desktop.services.orders.order_book import OrderBook
from desktop.services.runtime import Runtime
from desktop.storage.errors import WriteFailedError


def plain_line(text: str) -> str:
    """Normalise a note: line breaks become spaces, invisible characters visible, length at most LONGEST_NOTE."""
    return one_line(" ".join(text.split()), LONGEST_NOTE)


class NotKeptError(Exception):
    """The write failed; nothing was stored. The text is SQLite's."""


class Notebook:
    """All methods raise NotKeptError if the write fails."""

    def __init__(self, runtime: Runtime, book: OrderBook) -> None:
        self._book = book
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._audited = runtime.changes.audited

    async def note(self, order_no: str, text: str) -> Order:
        """Replace the note, normalised by `plain_line`."""
        return await self._annotate(order_no, Noted(self._clock.now(), plain_line(text)))

    async def cash_returned(self, shown: Order, returned: bool, paid_with: str = "") -> Order:
        """Record whether the customer has the cash of `to_give_back` back, as far as it belongs to this order, in the
        way in which it was paid or in another one (`paid_with`). Raises ForbiddenError.
        """
        if handed_back(shown):
            paid_with = ""  # an order's money goes back in one way
        amount = max(0, (to_give_back(shown) or shown.price) - shown.cash_moved)
        event = signed(
            CashReturned(self._clock.now(), returned, amount, paid_with), self._duty.require(Right.RETURN_CASH)
        )
        return await self._annotate(shown.order_no, event)

    async def pay_otherwise(self, shown: Order, paid_with: str, payer: str = "") -> Order:
        """Record that a debt was settled in this way, or that another way of payment was noted by mistake. `payer`
        names who owes it from now on, on credit. The order stays unchanged if this is not possible any more
        (`takings.may_pay_otherwise`). Raises ForbiddenError, and ValueError for credit without a payer.
        """
        payer = one_line(payer, LONGEST_PAYER) if paid_with == CREDIT else ""
        if paid_with == CREDIT and not payer:
            raise ValueError("nobody owes for an order on credit")
        by = self._duty.require(Right.ORDER if shown.paid_with == CREDIT else Right.RETURN_CASH)
        return await self._annotate(shown.order_no, signed(PaidOtherwise(self._clock.now(), paid_with, payer), by))

    async def acknowledge(self, shown: Order) -> Order:
        """Record that the clerk has read an order's result; ignored if its status has changed since it was shown."""
        return await self._annotate(shown.order_no, Acknowledged(self._clock.now(), shown.standing))

    async def printed(self, order_no: str, paper: str) -> Order:
        """Record that a receipt was printed."""
        by = self._duty.actor  # another may be at the counter when it is written
        order = await self._annotate(order_no, Printed(self._clock.now(), paper))
        if order.prints > 1:
            detail = plain({"order_no": order_no, "times": order.prints})
            self._audited.announce(AuditEntry(self._clock.now(), AuditKind.REPRINT, by, detail))
        return order

    async def _annotate(self, order_no: str, event: Annotation) -> Order:
        try:
            return await self._book.annotate(order_no, event)
        except WriteFailedError as failed:
            raise NotKeptError(str(failed)) from failed
