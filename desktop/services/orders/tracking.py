"""Tracks every open order to its end by queries on the order's schedule, across restarts."""

from __future__ import annotations

import asyncio

from desktop.domain.orders.events import of_query
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import NoAnswer, QueryOutcome, Trouble
from desktop.services.orders.due_orders import DueOrders
from desktop.services.orders.order_book import OrderBook
from desktop.services.orders.platform_search import PlatformSearch
from desktop.services.orders.sent_times import SentTimes
from desktop.services.reachability import ReachabilityState
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.errors import WriteFailedError
from desktop.storage.orders.order_store import OrderStore

_IN_FLIGHT = 16
_UNSAVED = 128  # answers must not pile up while the disk is full
_HEARTBEAT_S = 5.0
_BUSY_S = 1.0
_JUMP_S = 30.0
_SPREAD_S = 60.0
_FURTHEST_S = 7 * 3600.0  # the longest interval except the daily one, where an extra query does no harm


class Tracking:
    """One loop queries the due orders; the gateway's pace keeps the rate limit.

    At most _IN_FLIGHT queries are under way at once; an answer that waits for its commit does not count.
    """

    def __init__(
        self,
        runtime: Runtime,
        store: OrderStore,
        book: OrderBook,
        search: PlatformSearch,
        gateway: WatchedGateway,
        sent_times: SentTimes,
    ) -> None:
        self._tasks = runtime.tasks
        self._clock = runtime.clock
        self._store = store
        self._book = book
        self._search = search
        self._gateway = gateway
        self._reachability = gateway.reachability
        self._sent_times = sent_times
        self._awaited: float | None = None
        """The planned time of the next round; kept until a clock jump has been handled."""
        self._asking: set[str] = set()
        """Orders that must not be queried now, until their answer is stored."""
        self._under_way: set[str] = set()
        """Those of them whose answer has not arrived yet."""
        self._cut_off: set[str] = set()
        """Orders whose last query the line did not carry; they are queried as soon as it is back."""
        self._was_offline = False
        self._due = DueOrders(runtime, store)
        self._wake = asyncio.Event()
        runtime.changes.orders.subscribe(lambda _orders: self._wake.set())
        runtime.changes.reachability.subscribe(lambda _news: self._line_changed())

    async def run(self) -> None:
        """Query due orders, until cancelled. Pauses while offline; the balance detects when the platform is back."""
        await self._store.respread(self._clock.now(), _FURTHEST_S, _SPREAD_S, jumped=False)
        while True:
            self._wake.clear()
            now = self._clock.now()
            if self._awaited is not None and abs(now - self._awaited) > _JUMP_S:
                await self._after_jump(now)
            self._awaited = now
            if self._reachability.state is not ReachabilityState.OFFLINE:
                await self._ask_cut_off()
                await self._ask_due(now)
            pause = await self._pause()
            self._awaited = now + pause  # by the clock before the pause, which may have been set since
            await self._clock.rest(pause, self._wake)

    async def ask(self, order_no: str) -> QueryOutcome | None:
        """Query one order now, regardless of its schedule.

        None if no query was sent: one is already under way, or the order is unknown or belongs to another account.
        """
        order = await self._store.get(order_no)
        if order is None or order_no in self._asking or order.store_id != self._store.store_id:
            return None
        self._begin(order_no)
        return await self._ask_begun(order)

    async def _ask_cut_off(self) -> None:
        """Query what the line did not carry, if it has been away since: their plans were made for silence."""
        if not self._was_offline:
            return
        while self._cut_off and self._has_room():
            order = await self._store.get(self._cut_off.pop())
            if order is not None and order.is_open and order.order_no not in self._asking:
                self._begin(order.order_no)
                self._tasks.read(f"ask {order.order_no}", self._ask_begun(order))
        self._was_offline = bool(self._cut_off)

    async def _ask_due(self, now: float) -> None:
        if self._has_room():
            await self._due.look(now, self._asking)
        while self._has_room() and (order := self._due.take()) is not None:
            if order.order_no not in self._asking:
                self._begin(order.order_no)
                self._tasks.read(f"ask {order.order_no}", self._ask_begun(order))

    def _line_changed(self) -> None:
        self._was_offline = self._was_offline or self._reachability.offline
        self._wake.set()

    def _has_room(self) -> bool:
        return len(self._under_way) < _IN_FLIGHT and len(self._asking) < _UNSAVED

    def _begin(self, order_no: str) -> None:
        self._asking.add(order_no)
        self._under_way.add(order_no)

    async def _ask_begun(self, order: Order) -> QueryOutcome:
        try:
            return await self._ask(order)
        except Exception:
            await self._postpone(order.order_no, self._clock.now())
            raise
        finally:
            self._asking.discard(order.order_no)
            self._due.leave_out(order.order_no)
            self._wake.set()

    async def _ask(self, order: Order) -> QueryOutcome:
        age = self._sent_times.age(order.order_no)
        outcome, control = await self._question(order, age)
        now = self._clock.now()
        # If it was resent meanwhile, the answer is about the earlier send.
        event = of_query(outcome, now, min(age, self._sent_times.age(order.order_no)), control=control)
        unheard = isinstance(outcome, NoAnswer) and outcome.trouble is Trouble.UNREACHABLE
        (self._cut_off.add if unheard else self._cut_off.discard)(order.order_no)
        if event is None:
            await self._postpone(order.order_no, now)
            return outcome
        await self._book.record(order.order_no, event)
        return outcome

    async def _question(self, order: Order, age: float) -> tuple[QueryOutcome, bool]:
        try:
            return await self._search.ask(order, age)
        finally:
            self._under_way.discard(order.order_no)
            self._wake.set()

    async def _postpone(self, order_no: str, now: float) -> None:
        try:
            await self._store.postpone(order_no, now)
        except WriteFailedError:
            await self._clock.rest(_HEARTBEAT_S, asyncio.Event())

    async def _after_jump(self, now: float) -> None:
        """Reschedule after sleep or a clock change: the kept connections are dead and the schedule is invalid."""
        await self._store.respread(now, _FURTHEST_S, _SPREAD_S, jumped=True)
        self._due.forget()
        await self._gateway.drop_connections()

    async def _pause(self) -> float:
        if self._reachability.state is ReachabilityState.OFFLINE:
            return _HEARTBEAT_S
        if self._asking:  # they stay due until answered; each answer wakes the loop
            return _BUSY_S
        due_at = await self._store.next_due_at()
        if due_at is None:
            return _HEARTBEAT_S
        ahead = due_at - self._clock.now()
        return min(max(ahead, 0.05), _HEARTBEAT_S)
