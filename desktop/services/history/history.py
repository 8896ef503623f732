"""What the views read: the desk's running orders, the history, and one order's sheet."""

from __future__ import annotations

from collections.abc import AsyncIterator

from msgspec import Struct

from desktop.domain.history.search import Search
from desktop.domain.orders.events import Event
from desktop.domain.orders.first_page import DESK_HOURS, DESK_LIMIT
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import OPEN, Standing
from desktop.domain.orders.unconfirmed import UnconfirmedOrder
from desktop.services.ports import Clock
from desktop.storage.history.history import HistoryStore
from desktop.storage.history.history import Opened as Opened
from desktop.storage.history.listing import Listing as Listing
from desktop.storage.orders.order_store import OrderStore

PAGE = 32


class OrderDetails(Struct, frozen=True):
    """One order with all its events, oldest first."""

    order: Order
    events: list[Event]


class OpenCounts(Struct, frozen=True):
    """How many orders are undecided, each counted once: unconfirmed, refused and being checked, failed with the refund
    pending, or running.
    """

    running: int
    unconfirmed: int
    checking: int
    refunds: int


class History:
    """Reads only; works with no network."""

    def __init__(self, orders: OrderStore, history: HistoryStore, clock: Clock) -> None:
        self._orders = orders
        self._history = history
        self._clock = clock

    def open(self, search: Search) -> AsyncIterator[Opened]:
        """The list that a search asks for, with its first PAGE rows; again and again while more of it is found."""
        return self._history.open(search, PAGE)

    async def pages(self, listing: Listing, numbers: range) -> dict[int, list[Order]]:
        """Neighbouring pages of a list, of PAGE rows each, counted from 0."""
        rows = await self._history.orders(listing, numbers.start * PAGE, len(numbers) * PAGE)
        return {number: rows[place * PAGE : (place + 1) * PAGE] for place, number in enumerate(numbers)}

    async def position(self, listing: Listing, order_no: str) -> int | None:
        """The row in which an order stands in a list, None where it does not."""
        return await self._history.position(listing, order_no)

    async def sheet(self, order_no: str) -> OrderDetails | None:
        """One order's sheet, or None."""
        order = await self._orders.get(order_no)
        return OrderDetails(order, await self._orders.history(order_no)) if order else None

    async def on_desk(self) -> list[Order]:
        """What stands beside the form: open orders and the ones that ended in the last hours, newest first."""
        return await self._orders.on_desk(self._clock.now() - DESK_HOURS * 3600, DESK_LIMIT)

    async def unconfirmed_orders(self) -> list[UnconfirmedOrder]:
        """The unconfirmed lane, oldest first: the newest DESK_LIMIT."""
        return await self._orders.unconfirmed_orders(self._clock.now())

    async def open_counts(self) -> OpenCounts:
        """For the status bar."""
        apart = [{Standing.UNKNOWN}, {Standing.CHECKING}, {Standing.FAILED}]
        kinds = [OPEN.difference(*apart), *apart]
        return OpenCounts(*[await self._orders.count(standings) for standings in kinds])
