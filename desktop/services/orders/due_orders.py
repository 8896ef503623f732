"""The orders to query next, read ahead in batches: a read per query would cost more than the query."""

from __future__ import annotations

from collections import deque

from desktop.domain.orders.order import Order
from desktop.services.runtime import Runtime
from desktop.storage.orders.order_store import OrderStore

_AHEAD = 64
_KEEPS_S = 1.0  # any longer, and a more urgent order that became due meanwhile would wait behind these


class DueOrders:
    """This account's due orders as stored; one that changed after it was read is left to the next read."""

    def __init__(self, runtime: Runtime, store: OrderStore) -> None:
        self._clock = runtime.clock
        self._store = store
        self._read: deque[Order] = deque()
        self._read_at = 0.0
        self._out_of_date: set[str] = set()
        runtime.changes.orders.subscribe(lambda orders: self._out_of_date.update(order.order_no for order in orders))

    async def look(self, now: float, asking: set[str]) -> None:
        """Read the orders that are due at `now` (unix seconds), except those in `asking`, if no recent read is left."""
        if self._read and self._clock.steady() - self._read_at < _KEEPS_S:
            return
        self._out_of_date.clear()
        self._read_at = self._clock.steady()
        # Orders being queried are still due, and may come first.
        found = await self._store.due(now, _AHEAD + len(asking))
        self._read = deque(order for order in found if order.order_no not in asking)

    def take(self) -> Order | None:
        """Take the next order, if any."""
        while self._read:
            order = self._read.popleft()
            if order.order_no not in self._out_of_date:
                return order
        return None

    def leave_out(self, order_no: str) -> None:
        """Discard the stored read of an order that was just queried."""
        self._out_of_date.add(order_no)

    def forget(self) -> None:
        """Discard all that was read, because all plans have changed."""
        self._read.clear()
