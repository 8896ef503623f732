"""Reports, the chart of the last days, and the usual times of orders."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from msgspec import Struct

from desktop.domain.books.close import Figures
from desktop.domain.books.report import Arrivals, Grouping, Report, begin_of, china_day
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Order, Speed
from desktop.domain.right import Right
from desktop.services.runtime import Runtime
from desktop.storage.books.balances import BalanceStore
from desktop.storage.books.day_sums import ReportStore

CHART_DAYS = 30
FEWEST_ARRIVALS = 20
"""The minimum of successful orders in the last CHART_DAYS days for a usual time."""
_RENEW_S = 1800.0


class DayPoint(Struct, frozen=True):
    """A day of the chart, in fen: the net cost of its orders, and its last balance (None if not read)."""

    day: date
    spent: int
    orders: int
    balance: int | None


class Today(Struct, frozen=True):
    """The orders placed today: their number, what their customers paid for them (fen, without those on credit), and the
    profit so far.
    """

    orders: int
    taken: int
    profit: int


class Reporting:
    """Read-only. `usual` is cached in memory and refreshed by `run`. Somebody without the right to see profit or
    balance gets ForbiddenError.
    """

    def __init__(self, runtime: Runtime, store: ReportStore, balances: BalanceStore) -> None:
        self._store = store
        self._balances = balances
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._usual: dict[tuple[Operator | None, Speed], Arrivals] = {}

    @property
    def today(self) -> date:
        """The day in China."""
        return china_day(self._clock.now())

    async def report(self, first: date, last: date, grouping: Grouping) -> Report:
        """The report on orders placed from the first to the last day, both included, in their present state."""
        self._duty.require(Right.SEE_PROFIT)
        return await self._store.report(first, last, grouping)

    async def of_today(self) -> Today:
        """Today so far; the profit is 0 for somebody who may not see it."""
        today = self.today
        figures = (await self._store.spent_by_day(today, today)).get(today, Figures())
        profit = figures.profit if self._duty.may(Right.SEE_PROFIT) else 0
        return Today(figures.orders, figures.price - await self._store.not_paid(today), profit)

    async def span(self) -> tuple[date, date] | None:
        """The days of the first and of the last order; None without any."""
        return await self._store.span()

    async def chart(self) -> list[DayPoint]:
        """The last CHART_DAYS days, today last."""
        self._duty.require(Right.SEE_BALANCE)
        days = [self.today - timedelta(days=back) for back in reversed(range(CHART_DAYS))]
        spent = await self._store.spent_by_day(days[0], days[-1])
        ends = [begin_of(day) for day in (*days, days[-1] + timedelta(days=1))]
        balances = await self._balances.last_of_days(ends)
        return [
            DayPoint(
                day,
                spent[day].cost - spent[day].refund if day in spent else 0,
                spent[day].orders if day in spent else 0,
                None if last is None else last.money,
            )
            for day, last in zip(days, balances, strict=True)
        ]

    def usual(self, order: Order) -> float | None:
        """The time (seconds) within which nine of ten orders of the same operator and speed arrived in the last days;
        None if there were too few.
        """
        found = self._usual.get((order.operator, order.speed))
        return found.p90 if found is not None and found.orders >= FEWEST_ARRIVALS else None

    async def run(self) -> None:
        """Keep `usual` up to date, until cancelled."""
        while True:
            first = self.today - timedelta(days=CHART_DAYS)
            found = await self._store.arrivals(first, self.today)
            self._usual = {(one.operator, one.speed): one for one in found}
            await self._clock.rest(_RENEW_S, asyncio.Event())
