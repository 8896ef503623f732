"""Sums by day against a plain recount of the orders, whatever happened to them."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.domain.books.close import counted
from desktop.domain.books.report import Group, Grouping, GroupKey, china_day
from desktop.domain.mobile import Operator
from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.status import DID_NOT_ARRIVE, Standing, Status
from desktop.storage.database import Database
from desktop.storage.errors import NumberLockedError
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from tests.interleaving import interleave
from tests.storage.shop import MOBILES, NOW, Shop, opened, shop
from tests.storage.test_migrations import old_database

T = TypeVar("T")
DAY = 86_400.0
FIRST, LAST = date(1971, 1, 1), date(2100, 1, 1)
BINS = [0.0, *(1.08**number for number in range(1, 200))]
which = st.integers(0, 9)

KEY_OF: dict[Grouping, Callable[[Order], GroupKey]] = {
    Grouping.DAY: lambda order: china_day(order.placed_at),
    Grouping.MONTH: lambda order: china_day(order.placed_at).replace(day=1),
    Grouping.OPERATOR: lambda order: order.operator,
    Grouping.FACE: lambda order: order.face,
    Grouping.SPEED: lambda order: order.speed,
    Grouping.STATUS: lambda order: order.standing,
    Grouping.NOTE: lambda order: order.note,
    Grouping.PERSON: lambda order: order.placed_by,
    Grouping.PAYMENT: lambda order: order.paid_with,
}


def recounted(orders: list[Order], grouping: Grouping, first: date = FIRST, last: date = LAST) -> dict[GroupKey, Group]:
    groups: dict[GroupKey, Group] = {}
    for order in orders:
        key = KEY_OF[grouping](order)
        if first <= china_day(order.placed_at) <= last and not (grouping is Grouping.NOTE and not key):
            group = groups.get(key, Group(key))
            succeeded, failed = order.standing is Standing.SUCCESS, order.standing in DID_NOT_ARRIVE
            groups[key] = group.plus(Group(key, counted(order), int(succeeded), int(failed)))
    return groups


def timed(orders: list[Order]) -> dict[tuple[Operator | None, Speed], list[float]]:
    found: dict[tuple[Operator | None, Speed], list[float]] = defaultdict(list)
    for order in orders:
        if order.standing is Standing.SUCCESS and order.sent_at is not None and order.ended_at is not None:
            found[order.operator, order.speed].append(max(0.0, order.ended_at - order.sent_at))
    return found


async def compare(it: Shop, first: date = FIRST, last: date = LAST) -> None:
    """Every grouping, the totals and the arrivals."""
    orders = [order for order in await it.every() if first <= china_day(order.placed_at) <= last]
    for grouping in Grouping:
        found = await it.reports.report(first, last, grouping)
        wanted = recounted(orders, grouping)
        assert {group.key: group for group in found.groups} == wanted, grouping
        assert len(found.groups) == len(wanted)
        whole = Group("")
        for group in wanted.values():
            whole = whole.plus(group)
        assert found.total == whole
    arrivals = await it.reports.arrivals(first, last)
    by_kind = timed(orders)
    assert {(one.operator, one.speed): one.orders for one in arrivals} == {
        key: len(all_) for key, all_ in by_kind.items()
    }
    for one in arrivals:
        took = sorted(by_kind[one.operator, one.speed])
        for told, share in ((one.median, 0.5), (one.p90, 0.9)):
            assert begin_of_bin(took[ceil(share * len(took)) - 1]) <= told
            assert told <= end_of_bin(took[min(int(share * len(took)), len(took) - 1)])


def begin_of_bin(seconds: float) -> float:
    return BINS[bisect_right(BINS, seconds) - 1]


def end_of_bin(seconds: float) -> float:
    return BINS[min(bisect_right(BINS, seconds), len(BINS) - 1)]


class Sums(RuleBasedStateMachine):
    """Anything that can happen to orders, also on a clock that is set back over midnight."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="topup-sums-"))
        self.now = NOW

    @initialize()
    def open(self) -> None:
        self.shop = self.do(opened(self.folder))

    @rule(mobile=st.sampled_from(MOBILES), speed=st.integers(0, 1), note=st.sampled_from(["", "老顾客", "VIP 老顾客"]))
    def place(self, mobile: str, speed: int, note: str) -> None:
        with suppress(NumberLockedError):
            self.do(self.shop.place(self.tick(), mobile=mobile, speed=speed, note=note))

    @rule(
        which=which, status=st.integers(0, 13), cost=st.sampled_from([None, 0, 9_700, 9_999]), arrived=st.integers(0, 3)
    )
    def report(self, which: int, status: int, cost: int | None, arrived: int) -> None:
        part = arrived * 3_333 if status == Status.PARTIAL and arrived < 3 else None
        self.change(which, ev.Reported(self.tick(), status, self.number(which), cost, part, ""))

    @rule(which=which, kind=st.sampled_from(["accepted", "rejected", "not sent", "unknown", "not found", "closed"]))
    def answer(self, which: int, kind: str) -> None:
        at = self.tick()
        answers: dict[str, ev.Event] = {
            "accepted": ev.PushAccepted(at, self.number(which), ""),
            "rejected": ev.PushRejected(at, "1", "no"),
            "not sent": ev.PushNotSent(at, "no route"),
            "unknown": ev.PushUnknown(at, "timeout"),
            "not found": ev.QueryDeclined(at, "1030", "no", 99_999.0, True),
        }
        order = self.pick(which)
        if kind == "closed":
            if order is not None and order.may_be_closed(at):
                self.do(self.shop.orders.decide(order.order_no, ev.Closed(at)))
        elif kind != "accepted" or (order is not None and order.order_number == ""):
            self.change(which, answers[kind])

    @rule(which=which, returned=st.booleans(), amount=st.sampled_from([None, 1_000, 9_990]))
    def cash(self, which: int, returned: bool, amount: int | None) -> None:
        self.write_down(which, ev.CashReturned(self.tick(), returned, amount))

    @rule(which=which, note=st.sampled_from(["", "老顾客", "monthly"]))
    def note(self, which: int, note: str) -> None:
        self.write_down(which, ev.Noted(self.tick(), note))

    @rule(seconds=st.sampled_from([20.0, 3_600.0, DAY, 31 * DAY, -3_600.0, -DAY]))
    def clock_moves(self, seconds: float) -> None:
        self.now += seconds

    @invariant()
    def the_report_is_the_recount(self) -> None:
        if hasattr(self, "shop"):
            self.do(compare(self.shop))

    @invariant()
    def also_of_one_day(self) -> None:
        if hasattr(self, "shop"):
            self.do(compare(self.shop, china_day(self.now), china_day(self.now)))

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.do(self.shop.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    def change(self, which: int, event: ev.Event) -> None:
        if order := self.pick(which):
            self.do(self.shop.record(order.order_no, event))

    def write_down(self, which: int, event: ev.Annotation) -> None:
        if order := self.pick(which):
            self.do(self.shop.orders.annotate(order.order_no, event))

    def number(self, which: int) -> str:
        """The platform's number of an order."""
        order = self.pick(which)
        return "W0" if order is None else f"W{order.order_no}"

    def pick(self, which: int) -> Order | None:
        found = self.do(self.shop.every())
        return found[which % len(found)] if found else None

    def tick(self) -> float:
        self.now += 3
        return self.now

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)


Sums.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestSums = Sums.TestCase

WEIGHTS = {"place": 8, "report": 14, "answer": 4, "cash": 4, "note": 3, "clock_moves": 4}
ARGUMENTS: dict[str, Callable[[Random], Any]] = {
    "mobile": lambda draw: draw.choice([*MOBILES, f"139{draw.randrange(10**8):08d}"]),
    "speed": lambda draw: draw.randrange(2),
    "note": lambda draw: draw.choice(["", "老顾客", "VIP 老顾客", "monthly"]),
    "which": lambda draw: draw.randrange(10),
    "status": lambda draw: draw.choice([1, 2, 2, 2, 3, 4, 9, 10, 11, 11, 77]),
    "cost": lambda draw: draw.choice([None, 0, 9_700, 9_700, 9_999]),
    "arrived": lambda draw: draw.randrange(4),
    "kind": lambda draw: draw.choice(
        ["accepted", "rejected", "not sent", "unknown", "not found", "not found", "closed"]
    ),
    "returned": lambda draw: draw.random() < 0.7,
    "amount": lambda draw: draw.choice([None, 1_000, 9_990]),
    "seconds": lambda draw: draw.choice([20.0, 3_600.0, DAY, 31 * DAY, -3_600.0, -DAY]),
}


@settings(max_examples=15)
@given(st.randoms(use_true_random=True))
def test_the_same_in_long_ways(draw: Random) -> None:
    sums = Sums()
    sums.open()

    def check() -> None:
        sums.the_report_is_the_recount()
        sums.also_of_one_day()

    interleave(sums, draw, 60, WEIGHTS, ARGUMENTS, check)


@pytest.mark.parametrize("version", [1, 2, 3, 4])
async def test_orders_of_every_older_schema_are_summed_like_new_ones(tmp_path: Path, version: int) -> None:
    database = Database(old_database(tmp_path, version))
    await database.open()
    try:
        it = Shop(database, OrderStore(database, lambda _order, _now: None, Journal(tmp_path / "orders.journal"), "77"))
        orders = await it.every()
        assert len(orders) > 10
        await compare(it)
        for order in orders:
            if order.is_open and order.sent_at is not None:
                await it.report(order.order_no, 2, NOW + 10 * DAY)
        await compare(it)
    finally:
        await database.close()


async def test_a_day_is_chinas(tmp_path: Path) -> None:
    midnight = NOW - (NOW + 8 * 3600) % DAY
    async with shop(tmp_path) as it:
        await it.sold(midnight - 1)
        await it.sold(midnight)
        day = china_day(midnight)
        report = await it.reports.report(day, day, Grouping.DAY)
        assert [(group.key, group.figures.orders) for group in report.groups] == [(day, 1)]
        assert await it.reports.span() == (day - timedelta(days=1), day)
        assert list(await it.reports.spent_by_day(FIRST, LAST)) == [day - timedelta(days=1), day]


async def test_groups_come_in_their_order_of_reading(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        for back, mobile in ((40, "13300133000"), (0, "13800138000"), (0, "13800138001"), (10, "10000000000")):
            order_no = await it.place(NOW - back * DAY, mobile=mobile)
            await it.report(order_no, 2, NOW)
        days = (await it.reports.report(FIRST, LAST, Grouping.DAY)).groups
        assert [group.key for group in days] == sorted(china_day(NOW - back * DAY) for back in (40, 10, 0))
        months = (await it.reports.report(FIRST, LAST, Grouping.MONTH)).groups
        assert [group.key for group in months] == [date(2026, 10, 1), date(2026, 11, 1)]
        operators = (await it.reports.report(FIRST, LAST, Grouping.OPERATOR)).groups
        assert operators[0].key is Operator.MOBILE


async def test_a_report_of_nothing(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        assert await it.reports.span() is None
        for grouping in Grouping:
            report = await it.reports.report(FIRST, LAST, grouping)
            assert (report.groups, report.total, report.arrivals) == ((), Group(""), ())
        await it.sold()
        assert (await it.reports.report(LAST, FIRST, Grouping.DAY)).groups == ()


async def test_the_same_note_is_one_group_and_a_part_of_it_another(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        for note in ("王姐", "王姐", "王姐 代付", ""):
            order_no = await it.place(note=note)
            await it.report(order_no, 2, NOW + 30)
        report = await it.reports.report(FIRST, LAST, Grouping.NOTE)
        assert {group.key: group.figures.orders for group in report.groups} == {"王姐": 2, "王姐 代付": 1}
        assert (report.total.figures.orders, report.total.succeeded) == (3, 3)
        assert (await it.reports.report(FIRST, FIRST, Grouping.NOTE)).groups == ()


async def test_how_long_orders_took(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        for seconds in range(1, 101):
            order_no = await it.place(NOW)
            await it.report(order_no, 2, NOW + seconds)
        (fast,) = await it.reports.arrivals(FIRST, LAST)
        assert (fast.operator, fast.speed, fast.orders) == (Operator.MOBILE, Speed.FAST, 100)
        assert fast.median == pytest.approx(50, rel=0.08)
        assert fast.p90 == pytest.approx(90, rel=0.08)
