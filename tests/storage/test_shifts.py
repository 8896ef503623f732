"""Shifts add up: all of them together are what all orders came to since the first one."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.domain.books.shift import CashEntered, DrawerCounted, Shift, ShiftClosed, ShiftOpened, ShiftProblem
from desktop.domain.books.taking import Taking
from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CASH, CREDIT, WECHAT
from desktop.domain.orders.takings import flows
from desktop.storage.books.shifts import ShiftStore
from desktop.storage.errors import NumberLockedError
from tests.storage.shop import MOBILES, NOW, Shop, opened, shop

which = st.integers(0, 50)
WAYS = ("", CASH, WECHAT, CREDIT)


def shifts_of(it: Shop) -> ShiftStore:
    return ShiftStore(it.database, it.store_id, it.orders.journal)


async def closed(it: Shop, at: float, counted: int | None = None) -> Shift:
    """Count and hand over; by default all is there."""
    store = shifts_of(it)
    shown = await store.count(DrawerCounted(at, counted or 0, 0))
    assert isinstance(shown, Shift)
    there = shown.expected if counted is None else counted
    made = await store.close(ShiftClosed(at, there, ""), shown.expected)
    assert isinstance(made, Shift)
    return made


async def begun(it: Shop, at: float, change: int = 0) -> Shift:
    made = await shifts_of(it).open(ShiftOpened(at, change))
    assert isinstance(made, Shift)
    return made


class Evenings(RuleBasedStateMachine):
    """Orders paid in every way, refunds, corrections and shifts, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="topup-shifts-"))
        self.now = NOW

    @initialize(old=st.integers(0, 2))
    def open(self, old: int) -> None:
        self.it = self.do(opened(self.folder))
        for number in range(old):
            self.do(self.it.place(self.tick(), mobile=f"1370000000{number}", paid_with=CASH))
        self.before = {order.order_no: flows(order) for order in self.do(self.it.every())}
        self.do(begun(self.it, self.tick(), 1_000))

    @rule(mobile=st.sampled_from(MOBILES), way=st.sampled_from(WAYS))
    def place(self, mobile: str, way: str) -> None:
        with suppress(NumberLockedError):
            self.do(self.it.place(self.tick(), mobile=mobile, paid_with=way))

    @rule(which=which, status=st.sampled_from([1, 2, 4, 4, 9, 10, 11]))
    def report(self, which: int, status: int) -> None:
        if order := self.pick(which):
            arrived = 3_000 if status == 11 else None
            self.do(self.it.report(order.order_no, status, self.tick(), arrived=arrived))

    @rule(which=which, way=st.sampled_from(WAYS[:3]), returned=st.booleans())
    def cash(self, which: int, way: str, returned: bool) -> None:
        if order := self.pick(which):
            self.do(self.it.orders.annotate(order.order_no, ev.CashReturned(self.tick(), returned, None, way)))

    @rule(which=which, way=st.sampled_from(WAYS[1:]))
    def pay_otherwise(self, which: int, way: str) -> None:
        if order := self.pick(which):
            self.do(self.it.orders.annotate(order.order_no, ev.PaidOtherwise(self.tick(), way, "工地")))

    @rule(which=which)
    def try_again(self, which: int) -> None:
        if failed := [order for order in self.do(self.it.every()) if order.may_be_tried_again]:
            with suppress(NumberLockedError):
                self.do(self.it.try_again(failed[which % len(failed)], self.tick()))

    @rule(amount=st.integers(-5_000, 5_000))
    def enter(self, amount: int) -> None:
        self.do(shifts_of(self.it).enter(CashEntered(self.tick(), amount, "bank")))

    @rule(off=st.sampled_from([0, 0, -50, 200]), at_once=st.booleans())
    def hand_over(self, off: int, at_once: bool) -> None:
        store = shifts_of(self.it)
        shown = self.do(store.count(DrawerCounted(self.tick(), 1, 0)))
        if isinstance(shown, Shift):
            made = self.do(store.close(ShiftClosed(self.tick(), max(0, shown.expected + off), ""), shown.expected))
            assert isinstance(made, Shift)
            assert made.closed is not None
            assert made.difference == made.closed.counted - shown.expected
        if at_once:
            self.take_over()

    @rule()
    def take_over(self) -> None:
        self.do(shifts_of(self.it).open(ShiftOpened(self.tick(), 500)))

    @invariant()
    def together_they_are_all_orders(self) -> None:
        if not hasattr(self, "it"):
            return
        found = self.do(shifts_of(self.it).all())
        if found[0].closed is not None:
            return  # what comes now belongs to the next one
        held: Counter[str] = Counter()
        orders = self.do(self.it.every())
        for order in orders:
            held.update(flows(order))
        for earlier in self.before.values():
            held.subtract(earlier)
        counted: Counter[str] = Counter()
        for shift in found:
            for way, taking in shift.takings.items():
                counted[way] += taking.net
        assert {way: fen for way, fen in counted.items() if fen} == {way: fen for way, fen in held.items() if fen}
        assert sum(shift.orders for shift in found) == len(orders) - len(self.before)
        assert [shift.number for shift in found] == list(range(len(found), 0, -1))

    @invariant()
    def what_was_handed_over_stays(self) -> None:
        if hasattr(self, "it"):
            kept = getattr(self, "kept", {})
            for shift in self.do(shifts_of(self.it).all()):
                if shift.closed is not None:
                    assert kept.setdefault(shift.number, shift) == shift
            self.kept = kept

    def teardown(self) -> None:
        if hasattr(self, "it"):
            self.do(self.it.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    def pick(self, which: int) -> Order | None:
        found = self.do(self.it.every())
        return found[which % len(found)] if found else None

    def tick(self) -> float:
        self.now += 1
        return self.now

    def do(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)


Evenings.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestEvenings = Evenings.TestCase


async def test_a_shift_knows_its_cash_and_nothing_of_other_ways(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.place(NOW, paid_with=CASH)
        await begun(it, NOW + 1, 20_000)
        for number, way in enumerate((CASH, WECHAT, CREDIT, "")):
            await it.place(NOW + 2 + number, paid_with=way)
        store = shifts_of(it)
        await store.enter(CashEntered(NOW + 10, -15_000, "to the bank"))
        await store.enter(CashEntered(NOW + 11, 500, "change"))
        (shift,) = await store.all()
        assert shift.expected == 20_000 + 2 * 9_990 - 15_000 + 500
        assert shift.takings == {CASH: Taking(9_990), WECHAT: Taking(9_990), CREDIT: Taking(9_990), "": Taking(9_990)}
        assert (shift.orders, shift.face) == (4, 40_000)
        made = await closed(it, NOW + 20, 25_000)
        assert made.difference == 25_000 - 25_480


async def test_what_comes_late_is_a_correction_in_the_shift_that_is_open_then(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await begun(it, NOW)
        order_no = await it.place(NOW + 1, paid_with=CASH)
        first = await closed(it, NOW + 2)
        await it.report(order_no, 4, NOW + 3)
        await it.orders.annotate(order_no, ev.CashReturned(NOW + 4, True, 9_990))
        await begun(it, NOW + 5, first.closed.counted if first.closed else 0)
        second, again = await shifts_of(it).all()
        assert again == first
        assert second.takings == {CASH: Taking(0, 9_990)}
        assert second.expected == 0


async def test_one_at_a_time_and_no_more_than_is_there(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        store = shifts_of(it)
        assert await store.enter(CashEntered(NOW, 100, "bank")) is ShiftProblem.NONE_OPEN
        assert await store.count(DrawerCounted(NOW, 100, 0)) is ShiftProblem.NONE_OPEN
        assert await store.close(ShiftClosed(NOW, 100, ""), 100) is ShiftProblem.NONE_OPEN
        await begun(it, NOW, 1_000)
        assert await store.open(ShiftOpened(NOW + 1, 0)) is ShiftProblem.OPEN
        assert await store.enter(CashEntered(NOW + 1, -1_001, "bank")) is ShiftProblem.NOT_THERE
        assert await store.enter(CashEntered(NOW + 1, 0, "bank")) is ShiftProblem.NO_AMOUNT
        assert await store.enter(CashEntered(NOW + 1, 5, " ")) is ShiftProblem.NO_REASON
        await it.place(NOW + 2, paid_with=CASH)
        assert await store.close(ShiftClosed(NOW + 3, 1_000, ""), 1_000) is ShiftProblem.CHANGED
        (shift,) = await store.all()
        assert (shift.closed, shift.moves) == (None, ())


async def test_a_close_lists_the_shifts_since_the_last_one_and_counts_cash_that_was_moved(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await begun(it, NOW, 1_000)
        await it.place(NOW + 1, paid_with=CASH)
        await shifts_of(it).enter(CashEntered(NOW + 2, -3_000, "bank"))
        first = await it.closes.keep(await it.closes.draft(NOW + 3))
        assert (first.shifts, first.drawer.moved, first.drawer.change) == ((), -3_000, 1_000)
        await shifts_of(it).enter(CashEntered(NOW + 4, 200, "change"))
        await closed(it, NOW + 5, 8_000)
        second = await it.closes.keep(await it.closes.draft(NOW + 6))
        assert second.drawer.moved == 200
        (line,) = second.shifts
        assert (line.number, line.cash, line.difference) == (1, 9_990, 8_000 - (1_000 + 9_990 - 2_800))
        assert (await it.closes.draft(NOW + 7)).shifts == ()
        assert await it.closes.all(2) == [second, first]


@pytest.mark.parametrize("is_closed", [True, False])
async def test_shifts_outlive_an_older_database(tmp_path: Path, is_closed: bool) -> None:
    async with shop(tmp_path) as it:
        await it.place(NOW, paid_with=CASH)
    (tmp_path / "old.db").write_bytes((tmp_path / "orders.db").read_bytes())
    async with shop(tmp_path) as it:
        await begun(it, NOW + 1, 1_000)
        it.placed = 1
        await it.place(NOW + 2, paid_with=CASH)
        await it.place(NOW + 3, paid_with=WECHAT)
        await shifts_of(it).enter(CashEntered(NOW + 4, 700, "change"))
        if is_closed:
            await closed(it, NOW + 5, 11_600)
        before = (await shifts_of(it).all())[0]
    for file in tmp_path.glob("orders.db*"):
        file.unlink()
    (tmp_path / "old.db").rename(tmp_path / "orders.db")
    async with shop(tmp_path) as it:
        await it.orders.recover(NOW + 100)
        (after,) = await shifts_of(it).all()
        assert (after.opened.change, after.moved, after.difference) == (1_000, 700, before.difference)
        assert (after.expected, after.takings, after.orders) == (before.expected, before.takings, before.orders)
        if is_closed:
            await begun(it, NOW + 101, 11_600)
            it.placed = 3
            await it.place(NOW + 102, paid_with=CASH)
            (fresh, _old) = await shifts_of(it).all()
            assert (fresh.takings, fresh.orders) == ({CASH: Taking(9_990)}, 1), "what was counted is not counted again"
        await it.orders.recover(NOW + 200)
        assert len(await shifts_of(it).all()) == 1 + is_closed
