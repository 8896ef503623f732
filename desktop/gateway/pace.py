"""The program-wide rate limit: a token bucket with three classes of requests."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from enum import IntEnum

_RECOVERY_S = 60.0
_ONE_BURST_S = 5.0
_SLOWEST = 1 / 32


class Class(IntEnum):
    """Each class overtakes those after it, and leaves its number of tokens of a burst to those before it: a push of the
    counter finds one at once, however many questions and rows of a batch wait.
    """

    COUNTER = 0
    QUESTION = 1
    BATCH = 2


class Pace:
    """At most `burst` requests at once and `rate` per second after that; used on one event loop."""

    def __init__(self, rate: float, burst: int) -> None:
        self._full_rate = rate
        self._burst = float(burst)
        self._tokens = float(burst)
        self._slowed = 1.0
        self._counted_at: float | None = None
        self._slowed_at = 0.0
        self._throttled_at: float | None = None
        self._order = itertools.count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, of: Class = Class.QUESTION) -> None:
        """Wait for a turn."""
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (of, next(self._order), turn))
        self._grant()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._tokens += 1
            raise

    def slow_down(self) -> None:
        """Halve the rate after a 429 answer; it doubles again after each minute without one.

        Several such answers within a few seconds count once: all were requested at the old rate.
        """
        self._refill()
        now = asyncio.get_running_loop().time()
        if self._throttled_at is not None and now - self._throttled_at < _ONE_BURST_S:
            return
        self._throttled_at = now
        self._slowed, self._slowed_at = max(self._slowed / 2, _SLOWEST), now
        self._tokens = min(self._tokens, 0.0)

    @property
    def rate(self) -> float:
        """The present rate in requests per second."""
        return self._full_rate * self._slowed

    def _grant(self) -> None:
        self._refill()
        while self._waiting and (self._waiting[0][2].done() or self._tokens >= self._needed()):
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                self._tokens -= 1
                turn.set_result(None)
        if self._waiting and self._timer is None:
            delay = (self._needed() - self._tokens) / self.rate
            self._timer = asyncio.get_running_loop().call_later(delay, self._on_timer)

    def _needed(self) -> float:
        """The tokens that must be there before the first that waits may take one."""
        return min(1.0 + self._waiting[0][0], self._burst)

    def _on_timer(self) -> None:
        self._timer = None
        self._grant()

    def _refill(self) -> None:
        now = asyncio.get_running_loop().time()
        while self._slowed < 1 and now - self._slowed_at >= _RECOVERY_S:
            self._slowed, self._slowed_at = self._slowed * 2, self._slowed_at + _RECOVERY_S
        since = 0.0 if self._counted_at is None else now - self._counted_at
        self._tokens = min(self._burst, self._tokens + since * self.rate)
        self._counted_at = now
