"""Finds out what is open before the clerk leaves."""

from __future__ import annotations

import asyncio
import logging

from desktop.domain.leaving import OpenMatter, OpenOrder, Situation, open_matters
from desktop.domain.orders.payment import CREDIT
from desktop.domain.orders.status import DOUBTFUL
from desktop.services.books.wiring import BookServices
from desktop.services.history.history import History
from desktop.services.orders.order_book import OrderBook
from desktop.storage.errors import StorageError

log = logging.getLogger(__name__)

_PATIENCE_S = 3.0
"""A disk that hangs must not keep anybody in the program; nothing is lost by leaving."""


class Leaving:
    """Read-only."""

    def __init__(self, book: OrderBook, history: History, books: BookServices) -> None:
        self._book = book
        self._history = history
        self._books = books

    async def open_matters(self, typed: str) -> list[OpenMatter]:
        """The matters that are open now, the most urgent first; `typed` are the digits in the form. Only they count if
        the orders cannot be read within some seconds.
        """
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await self._of_shop(typed)
        except (StorageError, TimeoutError):
            log.warning("the open matters cannot be read", exc_info=True)
        return open_matters(Situation(typed=typed))

    async def _of_shop(self, typed: str) -> list[OpenMatter]:
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
        today = await self._books.reporting.of_today()
        draft = await self._books.closing.draft()
        taken = sum(taking.taken for way, taking in draft.takings.items() if way != CREDIT)
        return (draft.total.orders, taken) if today.orders and draft.total.orders else None
