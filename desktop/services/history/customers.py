"""Recent customers, as suggestions for the number field: only numbers with an arrived order, so no mistyped ones."""

from __future__ import annotations

from heapq import nlargest

from msgspec import Struct

from desktop.domain.orders.order import Order
from desktop.domain.orders.status import ARRIVED
from desktop.services.changes import Changes
from desktop.storage.history.history import HistoryStore

ORDERS_READ = 3000
FEWEST_DIGITS = 3


class Customer(Struct, frozen=True):
    """A number and its newest order: face in fen, unix seconds."""

    mobile: str
    face: int
    placed_at: float


class Customers:
    """The numbers of the newest ORDERS_READ arrived orders and of later ones, in memory; empty before `load`."""

    def __init__(self, history: HistoryStore, changes: Changes) -> None:
        self._history = history
        self._kept: dict[str, Customer] = {}
        changes.orders.subscribe(self._take)

    async def load(self) -> None:
        """Read them from the history; orders noted meanwhile are kept."""
        rows = await self._history.newest_numbers(ORDERS_READ)
        self._kept = {row[0]: Customer(*row) for row in reversed(rows)} | self._kept

    def like(self, digits: str, limit: int) -> list[Customer]:
        """Customers whose number begins or ends with these digits, newest first; none for fewer than FEWEST_DIGITS."""
        if len(digits) < FEWEST_DIGITS:
            return []
        fitting = [one for one in self._kept.values() if one.mobile.startswith(digits) or one.mobile.endswith(digits)]
        return nlargest(limit, fitting, key=lambda one: one.placed_at)

    def _take(self, orders: list[Order]) -> None:
        for order in orders:
            known = self._kept.get(order.mobile)
            if order.standing in ARRIVED and (known is None or known.placed_at < order.placed_at):
                self._kept[order.mobile] = Customer(order.mobile, order.face, order.placed_at)
