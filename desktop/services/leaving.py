"""Finds out what is open before the clerk leaves."""

from __future__ import annotations

from desktop.domain.leaving import OpenMatter, OpenOrder, Situation, open_matters
from desktop.domain.orders.status import DOUBTFUL
from desktop.services.books.wiring import BookServices
from desktop.services.history.history import History
from desktop.services.orders.order_book import OrderBook


class Leaving:
    """Read-only."""

    def __init__(self, book: OrderBook, history: History, books: BookServices) -> None:
        self._book = book
        self._history = history
        self._books = books

    async def open_matters(self, typed: str, *, practice: bool) -> list[OpenMatter]:
        """What is open now, the most urgent first; `typed` are the digits in the form. In practice nothing is real:
        there only they count.
        """
        if practice:
            return open_matters(Situation(typed=typed))
        owed, counts = await self._books.bookkeeping.owed(), await self._history.open_counts()
        unconfirmed = [one.order for one in await self._history.unconfirmed_orders()]
        doubts = [order for order in reversed(unconfirmed) if order.standing in DOUBTFUL]
        return open_matters(
            Situation(
                unsaved=self._book.unsaved,
                owed=tuple(OpenOrder(order.order_no, order.mobile, fen) for order, fen in owed.to_customers),
                doubtful=counts.unconfirmed + counts.checking,
                doubts=tuple(OpenOrder(order.order_no, order.mobile, order.face) for order in doubts),
                running=counts.running + counts.refunds,
                unclosed=await self._unclosed(),
                typed=typed,
            )
        )

    async def _unclosed(self) -> tuple[int, int] | None:
        """The orders since the last daily close and their takings, if there ever was one and today has orders."""
        if not await self._books.closing.all(1):
            return None
        today = (await self._books.reporting.chart())[-1]
        total = (await self._books.closing.draft()).total
        return (total.orders, total.price) if today.orders and total.orders else None
