"""The account's balance: read when something may have changed it, kept with the time it was read."""

from __future__ import annotations

import asyncio
import logging

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import Balance, Declined, NoAnswer
from desktop.domain.orders.status import CASH_OWED, Standing
from desktop.services.books.sharing import Sharing
from desktop.services.ports import Gateway
from desktop.services.runtime import Runtime
from desktop.storage.books.balances import BalanceStore, Mark
from desktop.storage.errors import WriteFailedError

log = logging.getLogger(__name__)

_IDLE_S = 600.0
_SETTLE_S = 2.0
_RETRY_S = (5.0, 10.0, 20.0, 40.0, 60.0)
_TAKE_NOTHING = CASH_OWED - {Standing.CLOSED, Standing.LOST}
"""What certainly took nothing, or gave it back. A failed order's refund is still awaited, a closed one may turn up."""


class BalanceKeeper:
    """Knows the last balance and, where the last question brought none, why. Its retries also find out when we are
    back online."""

    def __init__(self, runtime: Runtime, store: BalanceStore, gateway: Gateway, sharing: Sharing) -> None:
        self.sharing = sharing
        self._changes = runtime.changes
        self._clock = runtime.clock
        self._store = store
        self._gateway = gateway
        self._soon = asyncio.Event()
        self._reading = asyncio.Lock()
        self._failures = 0
        self._unread: dict[str, Order] = {}
        """Orders sent since the last reading began: it may not have them in it."""
        self._standings: dict[str, Standing] = {}
        """How the orders that changed in this run stood when they were heard of last."""
        self.last: BalanceReading | None = None
        self.trouble: Declined | NoAnswer | None = None
        runtime.changes.orders.subscribe(self._note)

    async def load(self) -> None:
        """Take up the newest kept snapshot, and the orders since."""
        newest = await self._store.newest(1)
        self.last = newest[0] if newest else None
        if self.last is not None:
            since = await self._store.placed_since(self.last.read_at)
            self._unread = {order.order_no: order for order in since if order.standing not in _TAKE_NOTHING}
        self._changes.balance.announce(None)

    async def readings(self, limit: int) -> list[BalanceReading]:
        """The last kept snapshots, newest first."""
        return await self._store.newest(limit)

    async def before(self, at: float) -> BalanceReading | None:
        """The last kept snapshot that was read at that time (unix seconds) or before."""
        return await self._store.before(at)

    @property
    def left(self) -> int | None:
        """Fen that the account holds at least, by all that is known: the last balance less the face of what was sent
        since. None where no balance is known.
        """
        if self.last is None:
            return None
        return self.last.money - sum(order.face for order in self._unread.values())

    async def is_untouched_by(self, order: Order) -> bool:
        """Whether the account shows, read once more now, that an order has cost nothing so far: every balance since
        before it was sent is the same, and nothing else can have moved the account (`BalanceStore`).
        """
        if await self.sharing.is_shared() or not await self.read() or self.last is None:
            return False
        return await self._store.untouched_since_before(order.order_no, self.last.money)

    def soon(self) -> None:
        """Something may have changed the balance: read it in a moment, once for all that happens meanwhile."""
        self._soon.set()

    async def run(self) -> None:
        """Read at start, when asked for, after failures, and seldom when idle; until cancelled."""
        while True:
            self._soon.clear()
            self._failures = 0 if await self.read() else self._failures + 1
            await self._clock.rest(self._interval(), self._soon)
            if self._soon.is_set() and not self._failures:
                await self._clock.rest(_SETTLE_S, asyncio.Event())

    async def read(self) -> bool:
        """Ask the platform now, once what was asked before is answered; whether it told the balance."""
        async with self._reading:
            return await self._read()

    async def _read(self) -> bool:
        settled = [number for number, order in self._unread.items() if order.standing is not Standing.SENDING]
        mark = await self._mark()
        outcome = await self._gateway.balance()
        if isinstance(outcome, Balance):
            await self._keep(BalanceReading(self._clock.now(), outcome.money), mark)
            self.trouble = None
            for number in settled:
                self._unread.pop(number, None)
        else:
            self.trouble = outcome
        self._changes.balance.announce(None)
        return self.trouble is None

    async def _mark(self) -> Mark:
        try:
            return await self._store.mark()
        except WriteFailedError:
            log.exception("it is not known where the books stand")
            return Mark()

    async def _keep(self, reading: BalanceReading, mark: Mark) -> None:
        self.last = reading
        try:
            self.last = await self._store.add(reading, mark)
        except WriteFailedError:
            log.exception("the snapshot of %d fen could not be kept", reading.money)

    def _note(self, orders: list[Order]) -> None:
        """Follow what the balance may not show yet, and read it soon where an order stands differently than before:
        not for one that is only about to be sent, and not for a note that was written about it.
        """
        for order in orders:
            before = self._standings.get(order.order_no)
            self._standings[order.order_no] = order.standing
            if order.standing not in (Standing.SENDING, before):
                self.soon()
            if order.standing is Standing.SENDING or order.order_no in self._unread:
                self._unread[order.order_no] = order
            if order.standing in _TAKE_NOTHING:
                self._unread.pop(order.order_no, None)

    def _interval(self) -> float:
        return _RETRY_S[min(self._failures, len(_RETRY_S)) - 1] if self._failures else _IDLE_S
