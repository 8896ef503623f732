"""The account's balance: read whenever it may have changed, stored with the time of the reading."""

from __future__ import annotations

import asyncio
import logging

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import Balance, BalanceOutcome, Declined, NoAnswer, Trouble
from desktop.domain.orders.status import CASH_OWED, Standing
from desktop.services.books.sharing import Sharing
from desktop.services.runtime import Runtime
from desktop.services.waits import unless
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.books.balances import BalanceStore, Mark
from desktop.storage.errors import WriteFailedError

log = logging.getLogger(__name__)

_IDLE_S = 600.0
_SETTLE_S = 2.0
_JUST_NOW_S = 60.0
_RETRY_S = (5.0, 10.0, 20.0, 40.0, 60.0)
_APART_S = 1.0
"""Readings after a failure begin at least this far apart, however often they are wished for."""
_TAKE_NOTHING = CASH_OWED - {Standing.CLOSED, Standing.LOST}
"""Orders that certainly cost nothing, or were refunded. FAILED still awaits its refund; CLOSED may turn up."""


class BalanceKeeper:
    """Holds the last reading and, if the last query failed, the reason. Its retries also detect when the platform is
    reachable again."""

    def __init__(self, runtime: Runtime, store: BalanceStore, gateway: WatchedGateway, sharing: Sharing) -> None:
        self.sharing = sharing
        self._changes = runtime.changes
        self._clock = runtime.clock
        self._store = store
        self._gateway = gateway
        self._soon = asyncio.Event()
        self._overtaken = asyncio.Event()
        """A query that hangs is to be given up for a new one."""
        self._asked_at = 0.0
        """The time at which the last query began (steady seconds)."""
        self._reading = asyncio.Lock()
        self._failures = 0
        self._unread: dict[str, Order] = {}
        """Orders sent since the last reading began, which may not include their cost."""
        self._standings: dict[str, Standing] = {}
        """The last known status of each order that is followed or changed in this run."""
        self.last: BalanceReading | None = None
        self.trouble: Declined | NoAnswer | None = None
        runtime.changes.orders.subscribe(self._note)
        runtime.changes.reachability.subscribe(lambda _news: self._reachability_changed())
        runtime.changes.access.subscribe(lambda _news: self._access_changed())

    async def load(self) -> None:
        """Load the newest stored reading, the orders placed since, and the status of those that are followed."""
        self._standings = await self._store.followed()
        newest = await self._store.newest(1)
        self.last = newest[0] if newest else None
        if self.last is not None:
            since = await self._store.placed_since(self.last.read_at)
            self._unread = {order.order_no: order for order in since if order.standing not in _TAKE_NOTHING}
        self._changes.balance.announce(None)

    async def readings(self, limit: int) -> list[BalanceReading]:
        """The last stored readings, newest first."""
        return await self._store.newest(limit)

    async def before(self, at: float) -> BalanceReading | None:
        """The last stored reading at or before that time (unix seconds)."""
        return await self._store.before(at)

    @property
    def left(self) -> int | None:
        """The minimum balance (fen): the last reading minus the face values of orders sent since; None without a
        reading.
        """
        if self.last is None:
            return None
        return self.last.money - sum(order.face for order in self._unread.values())

    async def is_untouched_by(self, order: Order) -> bool:
        """Read the balance again; whether it proves that an order has cost nothing so far: all readings since before
        the order was sent are equal, and nothing else can have changed the balance (`BalanceStore`).
        """
        if await self.sharing.is_shared() or not await self.read() or self.last is None:
            return False
        return await self._store.untouched_since_before(order.order_no, self.last.money)

    def soon(self) -> None:
        """Request a reading because the balance may have changed; requests within a moment are combined."""
        self._soon.set()

    def probe(self) -> None:
        """Find out now whether the platform can be reached again: somebody is waiting. A query that has hung for a
        second is given up, because it may be on a connection that died with the line; there are never two at once.
        """
        if self._reading.locked() and self._clock.steady() - self._asked_at >= _APART_S:
            self._overtaken.set()
        self.soon()

    async def run(self) -> None:
        """Read at start, on request, after failures, and at long intervals when idle; until cancelled."""
        while True:
            if self._failures and (apart := self._asked_at + _APART_S - self._clock.steady()) > 0:
                await self._clock.rest(apart, asyncio.Event())
            self._soon.clear()
            self._failures = 0 if await self.read() else self._failures + 1
            await self._clock.rest(self._interval(), self._soon)
            settles = not self._failures and not self._gateway.reachability.offline
            if self._soon.is_set() and settles and not self._gateway.access.doubted:
                await self._clock.rest(_SETTLE_S, asyncio.Event())

    async def read(self) -> bool:
        """Query the balance now, after any earlier query has been answered; whether that succeeded."""
        async with self._reading:
            return await self._read()

    async def _read(self) -> bool:
        settled = [number for number, order in self._unread.items() if order.standing is not Standing.SENDING]
        mark = await self._mark()
        outcome = await self._asked()
        if isinstance(outcome, Balance):
            await self._keep(BalanceReading(self._clock.now(), outcome.money), mark)
            self.trouble = None
            for number in settled:
                self._unread.pop(number, None)
        else:
            self.trouble = outcome
        self._changes.balance.announce(None)
        return self.trouble is None

    async def _asked(self) -> BalanceOutcome:
        self._overtaken.clear()
        self._asked_at = self._clock.steady()
        if self._gateway.reachability.offline:
            await self._gateway.drop_connections()  # they died with the line, and a query on one would hang
        outcome = await unless(self._overtaken, self._gateway.balance())
        return NoAnswer(Trouble.UNREACHABLE, "given up for a new query") if outcome is None else outcome

    async def _mark(self) -> Mark:
        try:
            return await self._store.mark()
        except WriteFailedError:
            log.exception("the state of the books cannot be read")
            return Mark()

    async def _keep(self, reading: BalanceReading, mark: Mark) -> None:
        self.last = reading
        try:
            self.last = await self._store.add(reading, mark)
        except WriteFailedError:
            log.exception("the reading of %d fen cannot be stored", reading.money)

    def _note(self, orders: list[Order]) -> None:
        """Track orders that the balance may not include yet, and request a reading if an order's status changed, except
        for one that is about to be sent. Annotations do not change the status.
        """
        for order in orders:
            if self._is_news(order):
                self.soon()
            self._standings[order.order_no] = order.standing
            if order.standing is Standing.SENDING or order.order_no in self._unread:
                self._unread[order.order_no] = order
            if order.standing in _TAKE_NOTHING:
                self._unread.pop(order.order_no, None)

    def _is_news(self, order: Order) -> bool:
        """Whether an order's status changed just now. An unknown order is an old one, or one that a recovery brings
        back: it is news if it ended just now.
        """
        if order.standing is Standing.SENDING:
            return False
        if order.order_no in self._standings:
            return self._standings[order.order_no] is not order.standing
        return order.ended_at is not None and self._clock.now() - order.ended_at < _JUST_NOW_S

    def _reachability_changed(self) -> None:
        """Without the platform nothing else is asked: the readings find out when it is back."""
        if self._gateway.reachability.offline:
            self.soon()

    def _access_changed(self) -> None:
        """A refusal is checked at once: a wrong one must not stop the shop."""
        if self._gateway.access.doubted:
            self.soon()

    def _interval(self) -> float:
        return _RETRY_S[min(self._failures, len(_RETRY_S)) - 1] if self._failures else _IDLE_S
