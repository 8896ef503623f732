"""Daily closes on a real database: whatever happens when, together they count every order as it came to stand."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import Close, Figures, counted, line_of, sum_of
from desktop.domain.books.ledger import Books, EntryKind, Move, Reading
from desktop.domain.books.taking import Taking
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders import events as ev
from desktop.domain.orders.amounts import handed_back
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CASH, CREDIT, NOT_RECORDED, WECHAT
from desktop.domain.orders.status import Standing, Status
from desktop.domain.orders.takings import collected, flows
from desktop.storage.errors import NumberLockedError, StaleCloseError
from tests.interleaving import interleave
from tests.storage.shop import MOBILES, NOW, Shop, opened, shop

T = TypeVar("T")
DAY = 86_400.0
which = st.integers(0, 11)


def of_all(orders: Iterable[Order]) -> Figures:
    return sum_of(counted(order) for order in orders)


def standings_of(closes: Iterable[Close]) -> Counter[Standing]:
    """How many orders more stand where, by the lines and by what was corrected."""
    found: Counter[Standing] = Counter()
    for close in closes:
        for key, figures in close.lines.items():
            found[key.standing] += figures.orders
        for one in close.corrections:
            found[one.before] -= 1
            found[one.after] += 1
    return found


class Days(RuleBasedStateMachine):
    """Orders, cash, deposits and closes in any order, on a clock that is also set back."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="topup-closes-"))
        self.now = NOW
        self.kept: list[Close] = []
        self.drafts: list[tuple[Close, list[Order], int]] = []
        """Each with the orders as it saw them, and how many closes there were."""
        self.at_close: list[Order] = []

    @initialize(old=st.integers(0, 2), begun=st.booleans())
    def open(self, old: int, begun: bool) -> None:
        """Some orders are of days before the first close."""
        self.before_first: list[Order] = []
        self.shop = self.do(opened(self.folder))
        for number in range(old):
            order_no = self.do(self.shop.place(NOW - 2 * DAY + number, mobile=f"1370000000{number}"))
            self.do(self.shop.report(order_no, 2, NOW - 2 * DAY + 60))
        if begun:
            self.do(self.shop.read_balance(1_000_000, NOW - DAY))
        self.before_first = self.orders()

    @rule(mobile=st.sampled_from(MOBILES), price=st.sampled_from([9_990, 10_000]), speed=st.integers(0, 1))
    def place(self, mobile: str, price: int, speed: int) -> None:
        with suppress(NumberLockedError):
            self.do(self.shop.place(self.tick(), mobile=mobile, price=price, speed=speed))

    @rule(which=which, status=st.integers(0, 13), cost=st.sampled_from([None, 9_700, 9_650]))
    def report(self, which: int, status: int, cost: int | None) -> None:
        if order := self.pick(which):
            arrived = 3_000 if cost and status == Status.PARTIAL else None
            self.do(self.shop.report(order.order_no, status, self.tick(), cost=cost, arrived=arrived))

    @rule(which=which, lost=st.booleans())
    def answer(self, which: int, lost: bool) -> None:
        if order := self.pick(which):
            event = ev.PushUnknown(self.tick(), "lost") if lost else ev.PushRejected(self.tick(), "1010", "no")
            self.do(self.shop.record(order.order_no, event))

    @rule(which=which, returned=st.booleans(), amount=st.sampled_from([None, 5_000, 6_993]))
    def cash(self, which: int, returned: bool, amount: int | None) -> None:
        if order := self.pick(which):
            self.do(self.shop.orders.annotate(order.order_no, ev.CashReturned(self.tick(), returned, amount)))

    @rule(which=which, price=st.sampled_from([9_990, 10_000]))
    def try_again(self, which: int, price: int) -> None:
        if failed := [order for order in self.orders() if order.may_be_tried_again]:
            with suppress(NumberLockedError):
                self.do(self.shop.try_again(failed[which % len(failed)], self.tick(), price=price))

    @rule(which=which)
    def write_down(self, which: int) -> None:
        if order := self.pick(which):
            self.do(self.shop.orders.annotate(order.order_no, ev.Noted(self.tick(), f"note {self.now}")))

    @rule(amount=st.integers(1, 10**6))
    def deposit(self, amount: int) -> None:
        if self.do(self.shop.ledger.books()) is not None:
            self.do(self.shop.ledger.post(Move(EntryKind.DEPOSIT, amount), self.tick(), Voucher(self.now)))

    @precondition(lambda self: self.kept)  # the first close begins by the clock
    @rule(seconds=st.sampled_from([0.0, 3600.0, DAY, 3 * DAY, -3600.0, -DAY]))
    def clock_moves(self, seconds: float) -> None:
        self.now += seconds if self.kept else 0.0

    @rule()
    def draw_up(self) -> None:
        draft = self.do(self.shop.closes.draft(self.now))  # at the very time of the last event
        self.drafts.append((draft, self.orders(), len(self.kept)))

    @precondition(lambda self: self.drafts)
    @rule(which=which, counted=st.sampled_from([None, 0, 12_345]), phone=st.integers(0, 5_000))
    def keep(self, which: int, counted: int | None, phone: int) -> None:
        if not self.drafts:
            return
        draft, seen, closes = self.drafts.pop(which % len(self.drafts))
        drawer = replace(draft.drawer, counted=counted, by_phone=phone)
        wanted = replace(draft, drawer=drawer, by="小李", note="晚班")
        try:
            kept = self.do(self.shop.closes.keep(wanted))
        except StaleCloseError:
            assert closes != len(self.kept), "nothing was kept meanwhile"
            return
        assert closes == len(self.kept), "another one was kept meanwhile"
        assert kept == replace(wanted, number=closes + 1)
        assert kept.follows == closes
        self.at_close = seen
        self.kept.append(kept)

    @rule()
    def close_now(self) -> None:
        self.draw_up()
        self.keep(len(self.drafts) - 1, 0, 0)

    @invariant()
    def closes_stay_as_they_were_kept(self) -> None:
        if hasattr(self, "shop"):
            assert self.do(self.shop.closes.all(1000)) == self.kept[::-1]

    @invariant()
    def together_they_are_what_all_orders_come_to(self) -> None:
        if not self.kept:
            return
        before = {order.order_no: order for order in self.before_first}
        found = sum_of(one for close in self.kept for one in (close.total, close.corrected))
        ours = [order for order in self.at_close if order.order_no not in before]
        changed = of_all(order for order in self.at_close if order.order_no in before) - of_all(before.values())
        assert found == of_all(ours) + changed
        for close in self.kept:
            assert close.profit == close.total.profit + close.corrected.profit

    @invariant()
    def also_standing_by_standing(self) -> None:
        if not self.kept:
            return
        before = {order.order_no: order.standing for order in self.before_first}
        wanted = Counter(order.standing for order in self.at_close)
        wanted.subtract(before.values())
        assert standings_of(self.kept) == wanted

    @invariant()
    def cash_adds_up(self) -> None:
        if not self.kept:
            return
        before = {order.order_no for order in self.before_first}
        fresh = [order for order in self.at_close if order.order_no not in before]
        taken, returned = (sum(getattr(one.drawer, name) for one in self.kept) for name in ("taken", "returned"))
        paid, back = [collected(order) for order in fresh], [handed_back(order) for order in self.at_close]
        assert taken == sum(one for one in paid if one > 0)
        assert returned == sum(back) - sum(one for one in paid if one < 0)
        assert sum(order.cash_moved - order.paid_before for order in self.at_close) == 0
        theirs = sum(order.cash_back for order in self.at_close)
        assert taken - returned == sum(order.price for order in fresh) - theirs
        for earlier, later in zip(self.kept, self.kept[1:], strict=False):
            assert later.drawer.change == (earlier.drawer.counted or 0)
            assert later.since == earlier.at

    @invariant()
    def the_accounts_book_goes_on_from_close_to_close(self) -> None:
        for earlier, later in zip(self.kept, self.kept[1:], strict=False):
            assert later.books.opening == earlier.books.expected

    @invariant()
    def a_correction_names_the_close_that_counted_its_order(self) -> None:
        for close in self.kept:
            placed_before = {order.order_no for order in self.before_first}
            for one in close.corrections:
                assert one.close_number < close.number
                assert (one.close_number == 0) == (one.order_no in placed_before), one

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.do(self.shop.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    def pick(self, which: int) -> Order | None:
        found = self.orders()
        return found[which % len(found)] if found else None

    def orders(self) -> list[Order]:
        return self.do(self.shop.every())

    def tick(self) -> float:
        self.now += 1
        return self.now

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)


WAYS = (NOT_RECORDED, CASH, WECHAT, CREDIT)


class PaidDays(Days):
    """The same, paid in several ways that are corrected later, with debts that are settled."""

    @rule(mobile=st.sampled_from(MOBILES), way=st.sampled_from(WAYS))
    def place_paid(self, mobile: str, way: str) -> None:
        with suppress(NumberLockedError):
            self.do(self.shop.place(self.tick(), mobile=mobile, paid_with=way))

    @rule(which=which, way=st.sampled_from(WAYS))
    def return_with(self, which: int, way: str) -> None:
        if (order := self.pick(which)) and way != CREDIT:
            self.do(self.shop.orders.annotate(order.order_no, ev.CashReturned(self.tick(), True, None, way)))

    @rule(which=which, way=st.sampled_from(WAYS[1:]))
    def pay_otherwise(self, which: int, way: str) -> None:
        if order := self.pick(which):
            self.do(self.shop.orders.annotate(order.order_no, ev.PaidOtherwise(self.tick(), way, "工地")))

    @invariant()
    def cash_adds_up(self) -> None:
        """All closes together have what all orders brought in, way by way."""
        if not self.kept:
            return
        held: Counter[str] = Counter()
        for order in self.at_close:
            held.update(flows(order))
        for order in self.before_first:
            held.subtract(flows(order))
        counted: Counter[str] = Counter()
        for close in self.kept:
            for way, taking in close.takings.items():
                counted[way] += taking.net
            cash = [close.takings.get(way, Taking()) for way in (NOT_RECORDED, CASH)]
            assert close.drawer.taken == sum(one.taken for one in cash)
            assert close.drawer.returned == sum(one.returned for one in cash)
        assert {way: fen for way, fen in counted.items() if fen} == {way: fen for way, fen in held.items() if fen}


PaidDays.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestPaidDays = PaidDays.TestCase

Days.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestDays = Days.TestCase

WEIGHTS = {
    "place": 8, "report": 14, "answer": 3, "try_again": 6, "cash": 5, "write_down": 1, "deposit": 1, "clock_moves": 2,
    "draw_up": 2, "keep": 2, "close_now": 2,
}  # fmt: skip
ARGUMENTS: dict[str, Callable[[Random], Any]] = {
    "mobile": lambda draw: draw.choice([*MOBILES, f"139{draw.randrange(10**8):08d}"]),
    "price": lambda draw: draw.choice([9_990, 10_000]),
    "speed": lambda draw: draw.randrange(2),
    "which": lambda draw: draw.randrange(12),
    "status": lambda draw: draw.choice([1, 2, 2, 2, 3, 4, 9, 10, 11, 11, 77]),
    "cost": lambda draw: draw.choice([None, 9_700, 9_700, 9_650]),
    "amount": lambda draw: draw.choice([5_000, 6_993, 9_990]),
    "seconds": lambda draw: draw.choice([0.0, 3600.0, DAY, -3600.0, -DAY]),
    "counted": lambda draw: draw.choice([None, 0, 12_345]),
    "phone": lambda draw: draw.randrange(5_000),
    "way": lambda draw: draw.choice(WAYS[1:]),
    **dict.fromkeys(("lost", "returned"), lambda draw: draw.random() < 0.7),
}
PAID_WEIGHTS = WEIGHTS | {"place": 1, "place_paid": 8, "cash": 2, "return_with": 4, "pay_otherwise": 6}


@settings(max_examples=25)
@given(st.randoms(use_true_random=True), st.booleans())
def test_the_same_in_long_ways(draw: Random, paid: bool) -> None:
    days = PaidDays() if paid else Days()
    days.open(draw.randrange(3), draw.random() < 0.8)

    def check() -> None:
        days.closes_stay_as_they_were_kept()
        days.together_they_are_what_all_orders_come_to()
        days.also_standing_by_standing()
        days.cash_adds_up()
        days.the_accounts_book_goes_on_from_close_to_close()
        days.a_correction_names_the_close_that_counted_its_order()

    interleave(days, draw, 70, PAID_WEIGHTS if paid else WEIGHTS, ARGUMENTS, check)


async def closed(it: Shop, at: float) -> Close:
    return await it.closes.keep(await it.closes.draft(at))


def midnight(at: float) -> float:
    day = time.localtime(at)
    return time.mktime((day.tm_year, day.tm_mon, day.tm_mday, 0, 0, 0, 0, 0, -1))


async def test_the_first_close_counts_from_midnight(tmp_path: Path) -> None:
    today = midnight(NOW)
    async with shop(tmp_path) as it:
        await it.read_balance(100_000, today - 3 * DAY)
        await it.sold(today - DAY)
        late = await it.place(today - 5)
        first = await it.sold(today + 5)
        await it.report(late, 2, today + 40)
        close = await closed(it, NOW)
        assert (close.number, close.since, close.total.orders) == (1, today, 1)
        assert [one.order_no for one in close.corrections] == [late]
        assert close.corrections[0].close_number == 0
        assert close.books == Books(90_300, costs=-19_400)
        assert (close.drawer.taken, close.drawer.returned) == (9_990, 0)
        assert first not in [one.order_no for one in close.corrections]


async def test_also_what_happened_to_earlier_orders_before_the_days_first(tmp_path: Path) -> None:
    today = midnight(NOW)
    async with shop(tmp_path) as it:
        await it.read_balance(100_000, today - 3 * DAY)
        old = await it.sold(today - DAY)
        await it.report(old, Status.REVERSED, today + 5)
        await it.orders.annotate(old, ev.CashReturned(today + 6, True, 9_990))
        await it.sold(today + 10)
        close = await it.closes.draft(NOW)
        assert [one.order_no for one in close.corrections] == [old]
        assert close.books == Books(90_300, costs=-9_700, refunds=9_700)
        assert close.drawer.returned == 9_990


async def test_a_clock_that_is_set_back_on_the_first_day_loses_none_of_its_orders(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.sold(NOW)
        await it.sold(NOW - 2 * DAY)
        await it.sold(NOW + 60)
        assert (await it.closes.draft(NOW + 90)).total.orders == 3


async def test_what_is_corrected_twice_keeps_the_close_that_counted_it(tmp_path: Path) -> None:
    today = midnight(NOW)
    async with shop(tmp_path) as it:
        old = await it.sold(today - DAY)
        ours = await it.sold(NOW)
        await closed(it, NOW + 60)
        third = await it.sold(NOW + 61)
        await closed(it, NOW + 120)
        for order_no in (old, ours, third):
            await it.report(order_no, Status.REVERSED, NOW + 150)
        close = await closed(it, NOW + 180)
        assert {one.order_no: one.close_number for one in close.corrections} == {old: 0, ours: 1, third: 2}


async def test_a_day_without_orders_can_be_closed(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        empty = await closed(it, NOW)
        assert (empty.lines, empty.corrections, empty.books, empty.reading) == ({}, (), Books(), None)
        assert (empty.drawer, empty.profit, empty.difference) == (CashDrawer(), 0, None)
        await it.sold(NOW + 1)
        assert (await closed(it, NOW + 60)).total.orders == 1


async def test_a_reversal_the_day_after_is_a_correction_and_rewrites_nothing(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        order_no = await it.sold(NOW + 1)
        first = await closed(it, NOW + 60)
        await it.report(order_no, Status.REVERSED, NOW + DAY)
        await it.orders.annotate(order_no, ev.CashReturned(NOW + DAY, True, 9_990))
        second = await closed(it, NOW + DAY + 60)
        (correction,) = second.corrections
        assert (correction.before, correction.after) == (Standing.SUCCESS, Standing.REVERSED)
        assert (correction.close_number, correction.change.profit) == (1, -290)
        assert second.lines == {}
        assert second.books == Books(90_300, refunds=9_700)
        assert second.drawer.returned == 9_990
        assert await it.closes.all(9) == [second, first]


async def test_events_after_the_draft_belong_to_the_next_close(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        order_no = await it.place(NOW + 1)
        draft = await it.closes.draft(NOW + 2)
        await it.report(order_no, 2, NOW + 3)
        await it.sold(NOW + 4)
        first = await it.closes.keep(draft)
        assert [key.standing for key in first.lines] == [Standing.SENDING]
        second = await closed(it, NOW + 5)
        assert (second.total.orders, len(second.corrections)) == (1, 1)
        assert (first.books.costs, second.books.costs) == (0, -19_400)


@pytest.mark.parametrize("later", [0.0, 1.0, -3600.0])
async def test_a_draft_from_before_another_close_is_refused(tmp_path: Path, later: float) -> None:
    """Also where the clock stood still, or was set back, between the closes."""
    async with shop(tmp_path) as it:
        await closed(it, NOW)
        await it.sold(NOW + 1)
        one, other = await it.closes.draft(NOW), await it.closes.draft(NOW + later)
        await it.closes.keep(one)
        with pytest.raises(StaleCloseError):
            await it.closes.keep(other)
        with pytest.raises(StaleCloseError):
            await it.closes.keep(one)
        assert len(await it.closes.all(9)) == 2


async def test_two_first_drafts_make_one_close(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        draft = await it.closes.draft(midnight(NOW))
        await it.closes.keep(draft)
        with pytest.raises(StaleCloseError):
            await it.closes.keep(draft)


async def test_a_close_reads_back_with_all_that_was_said(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        await it.sold(NOW + 1)
        slow = await it.place(NOW + 2, mobile="10000000000", speed=0)
        await it.report(slow, 77, NOW + 3, cost=None)
        draft = await it.closes.draft(NOW + 9)
        drawer = replace(draft.drawer, change=5_000, by_phone=1, counted=0)
        kept = await it.closes.keep(replace(draft, drawer=drawer, by="小李 ✓", note="多了\n一分"))
        assert kept.reading == Reading(100_000, NOW, outdated=True)
        assert await it.closes.all(1) == [kept]
        assert {line_of(order) for order in await it.every()} == set(kept.lines)


async def test_a_close_of_another_account_counts_all_orders_and_its_own_book(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        await it.sold(NOW + 1)
        await closed(it, NOW + 60)
        other = Shop(it.database, it.orders, "88", placed=50)
        await other.read_balance(7_000, NOW + 61)
        await other.sold(NOW + 62)
        await it.sold(NOW + 63)
        close = await closed(other, NOW + 120)
        assert (close.store_id, close.number, close.total.orders) == ("88", 2, 2)
        assert close.books == Books(7_000, costs=-9_700)
        assert close.reading == Reading(7_000, NOW + 61, outdated=True)


async def test_an_order_that_only_the_journal_knew_is_new_when_it_comes_back(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await closed(it, NOW)
        await it.database.run(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        shutil.copyfile(it.database.file, tmp_path / "backup.db")
        await it.place(NOW - DAY)
    shutil.copyfile(tmp_path / "backup.db", tmp_path / "orders.db")
    async with shop(tmp_path) as it:
        await it.orders.recover(NOW + DAY)
        close = await closed(it, NOW + DAY)
        assert [key.standing for key in close.lines] == [Standing.UNKNOWN]
        assert close.corrections == ()


async def test_closes_are_in_the_file_in_plain_columns(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await closed(it, NOW)
    with closing(sqlite3.connect(tmp_path / "orders.db")) as look:
        assert look.execute("SELECT number, store_id, at, last_event FROM closes").fetchall() == [(1, "77", NOW, 0)]
