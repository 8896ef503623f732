"""Compares reported refunds with the balance: only a reading proves that the money is back."""

from __future__ import annotations

import logging

from desktop.domain.orders.events import RefundCredited
from desktop.services.books.balance import BalanceKeeper
from desktop.services.orders.order_book import OrderBook
from desktop.services.runtime import Runtime
from desktop.storage.books.balances import BalanceStore
from desktop.storage.errors import StorageError

log = logging.getLogger(__name__)


class Crediting:
    """After each new reading, records the refunds that it confirms as events of their orders."""

    def __init__(self, runtime: Runtime, store: BalanceStore, book: OrderBook, balance: BalanceKeeper) -> None:
        self._tasks = runtime.tasks
        self._clock = runtime.clock
        self._store = store
        self._book = book
        self._balance = balance
        self._seen = balance.last
        runtime.changes.balance.subscribe(lambda _news: self._note())

    def _note(self) -> None:
        if self._balance.last is not self._seen:
            self._seen = self._balance.last
            self._tasks.read("credit refunds", self._credit())

    async def _credit(self) -> None:
        try:
            for order_no, refund, by_update in await self._store.borne_out():
                await self._book.record(order_no, RefundCredited(self._clock.now(), refund, by_update))
        except StorageError:
            log.exception("the refunds that the balance confirms cannot be determined")
