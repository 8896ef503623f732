"""Queries for the views: the desk's open orders, the history, and one order's sheet."""

from __future__ import annotations

from collections.abc import AsyncIterator

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.history.search import Search
from desktop.domain.orders.events import Event, Reported
from desktop.domain.orders.first_page import DESK_HOURS, DESK_LIMIT
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import OPEN, Standing
from desktop.domain.orders.unconfirmed import UnconfirmedOrder
from desktop.services.runtime import Runtime
from desktop.storage.history.history import HistoryStore
from desktop.storage.history.history import Opened as Opened
from desktop.storage.history.listing import Listing as Listing
from desktop.storage.orders.order_store import OrderStore

PAGE = 32


class OrderDetails(Struct, frozen=True):
    """One order with all its events, oldest first, and the orders of its chain if it was tried again or tries another
    one again.
    """

    order: Order
    events: list[Event]
    chain: list[Order] = []


class OpenCounts(Struct, frozen=True):
    """Numbers of undecided orders, each counted once: unconfirmed, refused and being checked, failed with the refund
    pending, or running.
    """

    running: int
    unconfirmed: int
    checking: int
    refunds: int


class History:
    """Read-only; works offline. Somebody who may not see costs gets orders without them."""

    def __init__(self, runtime: Runtime, orders: OrderStore, history: HistoryStore) -> None:
        self._orders = orders
        self._history = history
        self._clock = runtime.clock
        self._duty = runtime.duty

    async def open(self, search: Search) -> AsyncIterator[Opened]:
        """Yield the list of a search with its first PAGE rows, repeatedly while more of it is found."""
        async for opened in self._history.open(search, PAGE):
            yield opened if self._duty.sees_profit else replace(opened, first=self.seen(opened.first))

    def seen(self, orders: list[Order]) -> list[Order]:
        """The orders as who is at the counter may see them."""
        return orders if self._duty.sees_profit else [order._replace(cost=None) for order in orders]

    async def pages(self, listing: Listing, numbers: range) -> dict[int, list[Order]]:
        """Adjacent pages of a list, of PAGE rows each, numbered from 0."""
        rows = self.seen(await self._history.orders(listing, numbers.start * PAGE, len(numbers) * PAGE))
        return {number: rows[place * PAGE : (place + 1) * PAGE] for place, number in enumerate(numbers)}

    async def position(self, listing: Listing, order_no: str) -> int | None:
        """The row of an order in a list; None if it is not in it."""
        return await self._history.position(listing, order_no)

    async def sheet(self, order_no: str) -> OrderDetails | None:
        """One order's sheet, or None."""
        order = await self._orders.get(order_no)
        if order is None:
            return None
        chain = await self._orders.chain(order_no) if order.instead_of or order.retried_as else []
        events = await self._orders.history(order_no)
        if self._duty.sees_profit:
            return OrderDetails(order, events, chain)
        told = [replace(one, cost=None) if isinstance(one, Reported) else one for one in events]
        return OrderDetails(self.seen([order])[0], told, self.seen(chain))

    async def on_desk(self) -> list[Order]:
        """The orders beside the form: open ones and those that ended within DESK_HOURS, newest first."""
        return self.seen(await self._orders.on_desk(self._clock.now() - DESK_HOURS * 3600, DESK_LIMIT))

    async def unconfirmed_orders(self) -> list[UnconfirmedOrder]:
        """The unconfirmed orders of the attention list: the newest DESK_LIMIT, oldest first."""
        found = await self._orders.unconfirmed_orders(self._clock.now())
        return [one._replace(order=self.seen([one.order])[0]) for one in found]

    async def open_counts(self) -> OpenCounts:
        """The numbers of undecided orders now."""
        apart = [{Standing.UNKNOWN}, {Standing.CHECKING}, {Standing.FAILED}]
        kinds = [OPEN.difference(*apart), *apart]
        return OpenCounts(*[await self._orders.count(standings) for standings in kinds])
