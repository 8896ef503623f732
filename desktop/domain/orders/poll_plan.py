"""The schedule of queries for an order (PROTOCOL.md, "Asking"): soon at first, then less and less often."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.orders.order import PATIENCE_S, Order, Speed, State

HOUR = 3600.0


class PollPlan(NamedTuple):
    """Intervals in seconds. An interval is a tenth of the order's age, between floor and cap, ± jitter.

    The first queries of a fast order are due at fixed ages; those of a refused order, when they can confirm the
    refusal.
    """

    fast_first: tuple[float, ...] = (5.0, 15.0)
    fast_floor: float = 30.0
    fast_cap: float = 300.0
    slow_floor: float = 60.0
    slow_cap: float = 1800.0
    refused_first: tuple[float, ...] = (5.0, 65.0, 305.0, 320.0)
    watch_floor: float = 600.0
    watch_cap: float = 6 * HOUR
    jitter: float = 0.15
    patience: float = PATIENCE_S
    daily: float = 24 * HOUR

    def next_ask(self, order: Order, now: float, chance: float) -> float | None:
        """The time of the next query for the order (unix seconds), or None if none is due.

        `chance` in [-1, 1] is the caller's random number, scaled by the jitter.
        """
        if order.sent_at is None or order.state is State.SENDING:
            return None
        if order.is_open:
            return self._while_open(order, order.sent_at, now, chance)
        if not order.is_watched or order.ended_at is None:
            return None
        watched_for = max(0.0, now - order.ended_at)
        return (
            self._after(now, watched_for, self.watch_floor, self.watch_cap, chance)
            if watched_for < self.patience
            else None
        )

    def _while_open(self, order: Order, sent_at: float, now: float, chance: float) -> float:
        age = max(0.0, now - sent_at)
        if age >= self.patience:
            return now + self.daily
        if now >= sent_at:  # else the clock was set back, and "5 s after sending" would be queried again and again
            for first in self._first_questions(order):
                if age < first:
                    return sent_at + first
        if order.speed is Speed.SLOW:
            return self._after(now, age, self.slow_floor, self.slow_cap, chance)
        return self._after(now, age, self.fast_floor, self.fast_cap, chance)

    def _first_questions(self, order: Order) -> tuple[float, ...]:
        if order.state is State.CHECKING:
            return self.refused_first
        return self.fast_first if order.speed is Speed.FAST else ()

    def _after(self, now: float, age: float, floor: float, cap: float, chance: float) -> float:
        return now + min(max(age / 10, floor), cap) * (1 + self.jitter * chance)


PRACTICE_PLAN = PollPlan(
    fast_first=(1.0, 2.0),
    fast_floor=2.0,
    fast_cap=20.0,
    slow_floor=5.0,
    slow_cap=30.0,
    refused_first=(1.0, 61.0, 301.0, 303.0),
    watch_floor=5.0,
    watch_cap=60.0,
)
"""The practice platform plays its stories in seconds and minutes; the queries keep pace with it."""
