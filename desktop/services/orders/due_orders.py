"""The orders to ask about next, read some ahead: a read for every question would cost more than the question."""

from __future__ import annotations

from collections import deque

from desktop.domain.orders.order import Order
from desktop.services.runtime import Runtime
from desktop.storage.orders.order_store import OrderStore

_AHEAD = 64
_KEEPS_S = 1.0  # longer than that, and an order that became due meanwhile and goes first would wait behind these


class DueOrders:
    """This account's due orders as they are stored: one that changes after it was read is left to the next read."""

    def __init__(self, runtime: Runtime, store: OrderStore) -> None:
        self._clock = runtime.clock
        self._store = store
        self._read: deque[Order] = deque()
        self._read_at = 0.0
        self._out_of_date: set[str] = set()
        runtime.changes.orders.subscribe(lambda orders: self._out_of_date.update(order.order_no for order in orders))

    async def look(self, now: float, asking: set[str]) -> None:
        """See what is due at `now` (unix seconds), apart from what is being asked about, unless that is known."""
        if self._read and self._clock.steady() - self._read_at < _KEEPS_S:
            return
        self._out_of_date.clear()
        self._read_at = self._clock.steady()
        # What is being asked about is due still, and may stand in front of all others.
        found = await self._store.due(now, _AHEAD + len(asking))
        self._read = deque(order for order in found if order.order_no not in asking)

    def take(self) -> Order | None:
        """The next one, once."""
        while self._read:
            order = self._read.popleft()
            if order.order_no not in self._out_of_date:
                return order
        return None

    def leave_out(self, order_no: str) -> None:
        """This order was asked about: what was read of it before holds no more."""
        self._out_of_date.add(order_no)

    def forget(self) -> None:
        """All plans have changed."""
        self._read.clear()
