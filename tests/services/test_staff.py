"""Who is signed in, who may change the list, and whose name the acts carry."""

import asyncio
import logging
from pathlib import Path

import pytest

from desktop.domain.actor import Actor
from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.report import Grouping
from desktop.domain.books.voucher import Voucher
from desktop.domain.history.search import Search
from desktop.domain.orders.events import Acted, CancelAsked
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Balance
from desktop.domain.orders.request import Request
from desktop.domain.right import ForbiddenError
from desktop.domain.staff.person import Person, Role, StaffProblem
from desktop.domain.staff.pin import FORGOTTEN_AFTER_S
from desktop.services.orders.ordering import Draft, Started
from desktop.services.staff.pins import TooSoon, WrongPin
from desktop.services.staff.staff import Staff
from desktop.storage.staff.staff_store import StaffStore
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway

OWNER, CLERK = Person(0, "王姐", Role.OWNER), Person(0, "小李", Role.CLERK)


async def set_up(staff: Staff) -> tuple[Person, Person]:
    """An owner with 1111, who is signed in, and a clerk with 2222."""
    owner = await staff.keep(OWNER, "1111")
    clerk = await staff.keep(CLERK, "2222")
    assert isinstance(owner, Person)
    assert isinstance(clerk, Person)
    return owner, clerk


async def test_without_a_list_nobody_signs_in_and_the_name_is_the_one_of_the_settings(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff, duty = parts.desk.staff, parts.desk.runtime.duty
        staff.name("小王")
        assert (staff.is_set_up, duty.locked, duty.actor) == (False, False, Actor(0, "小王"))
        staff.lock()
        assert not duty.locked


async def test_a_name_that_was_cleared_in_the_form_of_a_close_is_none(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        parts.desk.staff.name("小王")
        closing = parts.desk.books.closing
        for typed in ("小张", ""):
            close = await closing.keep(await closing.draft(), CashDrawer(), typed, "")
            assert (close.by, close.by_id) == (typed, 0)


async def test_the_list_begins_with_its_owner_and_a_later_desk_begins_locked(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff = parts.desk.staff
        assert await staff.keep(CLERK, "2222") is StaffProblem.NO_OWNER
        owner, clerk = await set_up(staff)
        assert (staff.signed_in, parts.desk.runtime.duty.actor) == (owner, Actor(owner.id, "王姐"))
        await staff.keep_idle_minutes(5)
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff, duty = parts.desk.staff, parts.desk.runtime.duty
        assert (duty.locked, duty.actor, staff.idle_minutes) == (True, Actor(), 5)
        assert staff.everybody == [owner, clerk]
        assert await staff.sign_in("2222") == clerk
        assert (duty.locked, duty.actor) == (False, Actor(clerk.id, "小李"))
        staff.lock()
        assert (duty.locked, staff.signed_in) == (True, None)


async def test_a_pin_belongs_to_one_person(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff = parts.desk.staff
        _owner, clerk = await set_up(staff)
        assert await staff.keep(Person(0, "小张", Role.CLERK), "2222") is StaffProblem.TAKEN_PIN
        assert await staff.keep(clerk, "2222") == clerk, "their own one"
        gone = Person(clerk.id, clerk.name, clerk.role, active=False)
        assert await staff.keep(gone) == gone
        assert isinstance(await staff.keep(Person(0, "小张", Role.CLERK), "2222"), Person)
        assert gone in staff.everybody, "nobody is ever deleted"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"1": "4"}'])
async def test_a_rule_that_cannot_be_read_keeps_no_desk_shut(tmp_path: Path, text: str) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts.desk.staff)
        store = StaffStore(parts.database)
        for rule in ("pin_digits", "idle_minutes"):
            await store.keep_rule(rule, text)
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        assert (parts.desk.staff.pin_digits, parts.desk.staff.idle_minutes) == (0, 0)
        assert isinstance(await parts.desk.staff.sign_in("1111"), Person)


async def test_only_an_owner_changes_the_list(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff = parts.desk.staff
        _owner, clerk = await set_up(staff)
        await staff.sign_in("2222")
        for locks in (False, True):
            if locks:
                staff.lock()
            assert not staff.may_change
            with pytest.raises(ForbiddenError):
                await staff.keep(clerk, "3333")
            with pytest.raises(ForbiddenError):
                await staff.keep_idle_minutes(1)


async def test_who_leaves_is_locked_out_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff = parts.desk.staff
        owner, clerk = await set_up(staff)
        second = await staff.keep(Person(0, "老板", Role.OWNER), "9999")
        assert isinstance(second, Person)
        await staff.keep(Person(owner.id, owner.name, owner.role, active=False))
        assert (staff.signed_in, parts.desk.runtime.duty.locked) == (None, True)
        assert isinstance(await staff.sign_in("1111"), WrongPin)
        assert await staff.sign_in("2222") == clerk


async def test_wrong_pins_wait_longer_and_longer_also_after_a_restart(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, FakeGateway(), clock) as parts:
        staff = parts.desk.staff
        await set_up(staff)
        staff.lock()
        told = [await staff.sign_in("0000") for _ in range(3)]
        assert told == [WrongPin(0.0), WrongPin(0.0), WrongPin(5.0)]
        assert await staff.sign_in("1111") == TooSoon(5.0), "the right one must wait, too"
        clock.jump(6)
        assert await staff.sign_in("0000") == WrongPin(10.0)
    async with running(tmp_path, FakeGateway(), clock) as parts:
        staff = parts.desk.staff
        assert isinstance(await staff.sign_in("1111"), TooSoon)
        clock.jump(-3600)  # a clock that is set back shortens nothing
        assert isinstance(await staff.sign_in("1111"), TooSoon)
        clock.jump(3600 + 11)
        assert isinstance(await staff.sign_in("1111"), Person)
        staff.lock()
        clock.jump(4 * FORGOTTEN_AFTER_S)
        assert await staff.sign_in("0000") == WrongPin(0.0), "they were forgotten"


async def test_who_has_a_pin_cannot_guess_anothers_in_between(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, FakeGateway(), clock) as parts:
        staff = parts.desk.staff
        await set_up(staff)
        waits = list[float]()
        for guess in range(6):
            told = await staff.sign_in(f"{guess:04}")
            assert isinstance(told, WrongPin)
            waits.append(told.wait)
            clock.jump(told.wait + 1)
            assert isinstance(await staff.sign_in("2222"), Person)
        assert waits == [0.0, 0.0, 5.0, 10.0, 20.0, 40.0]


async def test_several_at_once_are_looked_at_one_by_one(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff = parts.desk.staff
        await set_up(staff)
        staff.lock()
        told = await asyncio.gather(*(staff.sign_in(f"{pin:04}") for pin in range(6)))
        assert sum(isinstance(one, TooSoon) for one in told) == 3


async def test_a_lost_pin_is_replaced_by_whoever_has_the_accounts_secret(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock(), secret="s3cret-秘") as parts:
        staff = parts.desk.staff
        owner, _clerk = await set_up(staff)
        staff.lock()
        assert staff.can_prove_owner
        assert await staff.replace_lost_pin("guess", "4444") == WrongPin(0.0)
        assert await staff.replace_lost_pin("s3cret-秘", "44") is StaffProblem.BAD_PIN
        assert await staff.replace_lost_pin("s3cret-秘", "2222") is StaffProblem.TAKEN_PIN
        assert await staff.replace_lost_pin("s3cret-秘", "4444") == owner
        assert staff.signed_in == owner
        assert isinstance(await staff.sign_in("1111"), WrongPin)
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        assert not parts.desk.staff.can_prove_owner
        assert isinstance(await parts.desk.staff.replace_lost_pin("", "5555"), WrongPin)


async def placed(parts: RunningDesk, mobile: str) -> str:
    draft = await parts.desk.orders.ordering.prepare(Request(mobile, 5000, 4990, Speed.FAST, "老客户"))
    assert isinstance(draft, Draft)
    assert isinstance(await parts.desk.orders.ordering.place(draft), Started)
    return draft.order_no


async def test_every_act_has_the_name_and_number_of_who_did_it(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.balance_outcome = Balance(100_000)
    async with running(tmp_path, gateway, FakeClock()) as parts:
        staff, desk = parts.desk.staff, parts.desk
        await until(lambda: desk.books.balance.last)
        _owner, clerk = await set_up(staff)
        await staff.sign_in("2222")
        order_no = await placed(parts, "13800138000")
        await until(lambda: gateway.pushed)
        await staff.sign_in("1111")
        await desk.orders.notebook.note(order_no, "补充")
        await desk.orders.notebook.printed(order_no, "58mm")
        order = await parts.orders.get(order_no)
        assert order is not None
        await desk.orders.notebook.acknowledge(order)
        await desk.orders.notebook.cash_returned(order, True)
        await desk.orders.ordering.cancel(order)
        assert (order.placed_by, order.placed_by_id) == ("小李", clerk.id)
        acts = [one for one in await parts.orders.history(order_no) if isinstance(one, Acted)]
        assert {type(one).__name__: (one.by, one.by_id) for one in acts} == {
            "Placed": ("小李", clerk.id),
            "Noted": ("王姐", 1),
            "Printed": ("王姐", 1),
            "Acknowledged": ("王姐", 1),
            "CashReturned": ("王姐", 1),
            "CancelAsked": ("王姐", 1),
        }
        await desk.books.bookkeeping.deposit(10_000, Voucher(desk.runtime.clock.now() - 60, "", "typed"))
        entry = (await desk.books.bookkeeping.statement(None, 1))[0]
        assert (entry.by, entry.by_id) == ("王姐", 1)
        close = await desk.books.closing.keep(await desk.books.closing.draft(), CashDrawer(), "typed", "")
        assert (close.by, close.by_id) == ("王姐", 1)
        assert (await desk.books.closing.all(1))[0].by_id == 1


async def test_reports_and_lists_know_who_placed_an_order(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, FakeClock()) as parts:
        staff, desk = parts.desk.staff, parts.desk
        earlier = await placed(parts, "13100131000")
        _owner, clerk = await set_up(staff)
        await staff.sign_in("2222")
        theirs = {await placed(parts, mobile) for mobile in ("13800138000", "13900139000")}
        await staff.sign_in("1111")
        await placed(parts, "13700137000")
        today = desk.books.reporting.today
        report = await desk.books.reporting.report(today, today, Grouping.PERSON)
        assert {(group.key, group.figures.orders) for group in report.groups} == {("", 1), ("小李", 2), ("王姐", 1)}
        for search in (Search(person=clerk.id), Search(("小李",), named=frozenset({clerk.id}))):
            found: set[str] = set()
            async for opened in desk.history.history.open(search):
                found = {order.order_no for order in opened.first}
                count = sum(one.orders for one in opened.listing.totals.values())
            assert (found, count) == (theirs, 2)
        assert earlier not in theirs


async def test_a_cancel_is_of_who_asked_for_it_whoever_is_there_at_the_answer(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, FakeClock()) as parts:
        staff = parts.desk.staff
        await set_up(staff)
        order_no = await placed(parts, "13800138000")
        await until(lambda: gateway.pushed)
        order = await parts.orders.get(order_no)
        assert order is not None
        cancelling = asyncio.ensure_future(parts.desk.orders.ordering.cancel(order))
        await asyncio.sleep(0)
        staff.lock()
        await cancelling
        asked = [one for one in await parts.orders.history(order_no) if isinstance(one, CancelAsked)]
        assert [(one.by, one.by_id) for one in asked] == [("王姐", 1)]


async def test_a_pin_is_in_no_file_and_in_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff = parts.desk.staff
        await staff.keep(OWNER, "739164")
        staff.lock()
        await staff.sign_in("739165")
        await staff.sign_in("739164")
    assert "73916" not in caplog.text
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"73916" not in file.read_bytes(), file
