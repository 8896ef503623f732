"""Reports, the chart and the usual times as a window asks for them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from desktop.domain.books.report import Grouping
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.status import Status
from desktop.services.books.reporting import CHART_DAYS, FEWEST_ARRIVALS, DayPoint
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway
from tests.services.books_desk import books_desk

DAY = 86_400.0


def order(mobile: str, speed: Speed = Speed.FAST) -> Order:
    return Order("T1", "77", mobile, 5000, 5000, speed, 0.0)


async def test_without_orders_everything_is_empty(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        reporting = it.desk.books.reporting
        assert await reporting.span() is None
        assert (await reporting.report(reporting.today, reporting.today, Grouping.DAY)).groups == ()
        chart = await reporting.chart()
        assert len(chart) == CHART_DAYS
        assert chart[-1] == DayPoint(reporting.today, 0, 0, None)
        assert reporting.usual(order("13800138000")) is None


async def test_the_chart_has_what_was_spent_and_the_last_balance_of_each_day(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(100_000)
        await it.report(await it.place(), Status.SUCCESS)
        await it.report(await it.place(), Status.REFUNDED)
        await it.balance(90_300)
        first = it.desk.books.reporting.today
        it.clock.leap(2 * DAY)
        await it.report(await it.place(), Status.SUCCESS)
        chart = {point.day: point for point in await it.desk.books.reporting.chart()}
        assert chart[first] == DayPoint(first, 9_700, 2, 90_300)
        assert chart[first + timedelta(days=1)] == DayPoint(first + timedelta(days=1), 0, 0, None)
        assert chart[first + timedelta(days=2)] == DayPoint(first + timedelta(days=2), 9_700, 1, None)
        assert list(chart) == sorted(chart)


async def test_a_report_is_of_the_days_that_were_asked_for(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        today = it.desk.books.reporting.today
        await it.report(await it.place(), Status.SUCCESS)
        it.clock.leap(DAY)
        reversed_ = await it.report(await it.place(), Status.SUCCESS)
        await it.report(reversed_, Status.REVERSED)
        tomorrow = today + timedelta(days=1)
        assert await it.desk.books.reporting.span() == (today, tomorrow)
        assert (await it.desk.books.reporting.report(today, today, Grouping.STATUS)).total.succeeded == 1
        both = await it.desk.books.reporting.report(today, tomorrow, Grouping.DAY)
        assert [(group.key, group.figures.profit) for group in both.groups] == [(today, 290), (tomorrow, 0)]
        assert (both.total.succeeded, both.total.failed, both.total.success_rate) == (1, 1, 0.5)


async def test_usual_times_are_said_only_where_there_are_enough(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with books_desk(tmp_path, clock) as it:
        for _ in range(FEWEST_ARRIVALS):
            await it.report(await it.place(), Status.SUCCESS)
        await it.report(await it.place(mobile="13300133000"), Status.SUCCESS)
    async with running(tmp_path, gateway, clock) as parts:
        reporting = parts.desk.books.reporting
        await until(lambda: reporting.usual(order("13800138000")))
        found = reporting.usual(order("13800138000"))
        assert found is not None
        assert 0 <= found <= 2
        assert reporting.usual(order("13300133000")) is None
        assert reporting.usual(order("13800138000", Speed.SLOW)) is None
