"""Each command of the services asks for its right, whoever is there and whatever the window offers."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.actor import Actor
from desktop.domain.batch.batch import Batch, Choice, Source, StagedRow
from desktop.domain.batch.staging import Staging
from desktop.domain.batch.verdict import Terms
from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.ledger import Entry, EntryKind, Move
from desktop.domain.books.report import Grouping
from desktop.domain.books.shift import DrawerCounted, Shift, ShiftOpened
from desktop.domain.books.voucher import Voucher
from desktop.domain.history.search import Search
from desktop.domain.orders.events import CashReturned, Closed
from desktop.domain.orders.limits import Limits
from desktop.domain.orders.offer import at_face
from desktop.domain.orders.order import Order, Speed, Verdict
from desktop.domain.orders.outcome import OrderReport
from desktop.domain.orders.payment import CREDIT, WECHAT
from desktop.domain.orders.request import Request
from desktop.domain.right import ForbiddenError, Right
from desktop.domain.staff.person import Person, Role, StaffProblem
from desktop.domain.staff.rights import DEFAULTS, RightsTable
from desktop.services.batch.open_list import OpenList
from desktop.services.desk import Desk
from desktop.services.duty import Permit, permitted
from desktop.services.history.exporting import KINDS, ExportLabels, Progress
from desktop.services.orders.ordering import Draft, Started
from desktop.services.staff.pins import TooSoon, WrongPin
from desktop.services.staff.staff import NotEntitled
from desktop.storage.history.export import Words
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway

LIMIT = 10_000
SMALL, LARGE = Request("13800138000", 5000, 4990, Speed.FAST), Request("13900139000", 20000, 19990, Speed.FAST)
BLOCKED = Request("13300133000", 5000, 4990, Speed.FAST)
ORDER = Order("T1", "77", "13800138000", 5000, 4990, Speed.FAST, 1.0, paid_with=WECHAT)
LIST = Source("pasted", [StagedRow(1, 1, "13200132000 50", "13200132000", 5_000)])
DEBT = ORDER._replace(paid_with=CREDIT)
ENTRY = Entry(1, 1.0, Move(EntryKind.DEPOSIT, 100), 100)
SHIFT = Shift(1, ShiftOpened(1.0, 0), counts=(DrawerCounted(2.0, 0, 0),))
TODAY = date(2026, 11, 23)
LABELS = ExportLabels("", ("",) * len(KINDS), "")

Command = Callable[[Desk], Awaitable[object]]


def place(request: Request) -> Command:
    return lambda desk: desk.orders.ordering.place(Draft("T9", request, None))


COMMANDS: dict[str, tuple[frozenset[Right], Command]] = {
    "Ordering.place": (frozenset({Right.ORDER}), place(SMALL)),
    "Ordering.place (large)": (frozenset({Right.ORDER, Right.LARGE_ORDER}), place(LARGE)),
    "Ordering.cancel": (frozenset({Right.CANCEL}), lambda desk: desk.orders.ordering.cancel(ORDER)),
    "Settling.send_again": (frozenset({Right.DECIDE}), lambda desk: desk.orders.settling.send_again("T1")),
    "Settling.close": (frozenset({Right.DECIDE}), lambda desk: desk.orders.settling.close("T1")),
    "Settling.write_down": (
        frozenset({Right.DECIDE}),
        lambda desk: desk.orders.settling.write_down("T1", Verdict.ARRIVED, "said", ""),
    ),
    "Notebook.cash_returned": (
        frozenset({Right.RETURN_CASH}),
        lambda desk: desk.orders.notebook.cash_returned(ORDER, True),
    ),
    "Notebook.pay_otherwise": (
        frozenset({Right.RETURN_CASH}),
        lambda desk: desk.orders.notebook.pay_otherwise(ORDER, "cash"),
    ),
    "Notebook.pay_otherwise (debt)": (
        frozenset({Right.ORDER}),
        lambda desk: desk.orders.notebook.pay_otherwise(DEBT, "cash"),
    ),
    "Bookkeeping.ledger": (frozenset({Right.SEE_BALANCE}), lambda desk: desk.books.bookkeeping.ledger()),
    "Bookkeeping.statement": (
        frozenset({Right.SEE_BALANCE, Right.SEE_PROFIT}),
        lambda desk: desk.books.bookkeeping.statement(None, 1),
    ),
    "Bookkeeping.deposit": (
        frozenset({Right.DEPOSIT}),
        lambda desk: desk.books.bookkeeping.deposit(100, Voucher(desk.runtime.clock.now() - 1)),
    ),
    "Bookkeeping.adjust": (
        frozenset({Right.ADJUST}),
        lambda desk: desk.books.bookkeeping.adjust(100, Voucher(None, "why")),
    ),
    "Bookkeeping.take_back": (
        frozenset({Right.ADJUST}),
        lambda desk: desk.books.bookkeeping.take_back(ENTRY, Voucher(None, "why")),
    ),
    "Shifts.open": (frozenset({Right.ORDER}), lambda desk: desk.books.shifts.open(10_000)),
    "Shifts.enter_cash": (frozenset({Right.MOVE_CASH}), lambda desk: desk.books.shifts.enter_cash(100, "change")),
    "Shifts.count": (frozenset({Right.ORDER}), lambda desk: desk.books.shifts.count(100)),
    "Shifts.close": (frozenset({Right.ORDER}), lambda desk: desk.books.shifts.close(SHIFT, "why")),
    "Closing.keep": (frozenset({Right.CLOSE_DAY}), lambda desk: close(desk)),
    "Reporting.report": (
        frozenset({Right.SEE_PROFIT}),
        lambda desk: desk.books.reporting.report(TODAY, TODAY, Grouping.DAY),
    ),
    "Reporting.chart": (frozenset({Right.SEE_BALANCE}), lambda desk: desk.books.reporting.chart()),
    "Exporting.export": (frozenset({Right.EXPORT, Right.SEE_PROFIT}), lambda desk: export(desk)),
    "Ordering.place (blocked)": (frozenset({Right.ORDER, Right.OVER_LIMIT}), place(BLOCKED)),
    "Limiting.keep_limits": (frozenset({Right.PRICES}), lambda desk: desk.orders.limiting.keep_limits(Limits(1, 1))),
    "Limiting.block": (frozenset({Right.PRICES}), lambda desk: desk.orders.limiting.block("13100131000", "x", None)),
    "Limiting.unblock": (frozenset({Right.PRICES}), lambda desk: desk.orders.limiting.unblock("13300133000")),
    "BatchDesk.stage": (frozenset({Right.BATCH}), lambda desk: desk.batch.stage(LIST, "")),
    "BatchDesk.remove": (frozenset({Right.BATCH}), lambda desk: desk.batch.remove(1)),
    "BatchDesk.confirm": (frozenset({Right.BATCH, Right.ORDER}), lambda desk: confirm_list(desk)),
    "BatchSending.resume": (frozenset({Right.BATCH}), lambda desk: desk.batch.sending.resume(1)),
    "BatchSending.pause": (frozenset({Right.ORDER}), lambda desk: desk.batch.sending.pause(1)),
    "BatchSending.stop": (frozenset({Right.BATCH}), lambda desk: desk.batch.sending.stop(1)),
    "BatchSending.release": (frozenset({Right.BATCH}), lambda desk: desk.batch.sending.release(1, LIST.rows[0])),
    "BatchSending.take_out": (frozenset({Right.BATCH}), lambda desk: desk.batch.sending.take_out(1, LIST.rows[0])),
    "Auditing.rows": (frozenset({Right.SEE_AUDIT}), lambda desk: desk.auditing.rows()),
    "Auditing.opened": (frozenset({Right.SEE_AUDIT}), lambda desk: desk.auditing.opened()),
    "Staff.keep": (frozenset({Right.STAFF}), lambda desk: desk.staff.keep(Person(0, "新人", Role.CLERK), "7777")),
    "Staff.keep_idle_minutes": (frozenset({Right.STAFF}), lambda desk: desk.staff.keep_idle_minutes(5)),
    "Staff.keep_rights": (frozenset({Right.STAFF}), lambda desk: desk.staff.keep_rights(RightsTable(), LIMIT)),
    **{
        f"Staff.authorize ({right})": (
            frozenset({right}),
            lambda desk, right=right: desk.staff.authorize(right),  # type: ignore[misc]
        )
        for right in Right
    },
}
FREE = {
    *("Ordering.earlier", "Ordering.prepare", "Ordering.draft_of", "Ordering.place_for"),
    *("BatchDesk.read_text", "BatchDesk.read_files", "BatchDesk.open", "BatchDesk.newest", "BatchDesk.results"),
    *("BatchDesk.progress",),
    *("BatchDesk.failed_again", "BatchSending.recover", "BatchSending.run"),
    *("Settling.evidence", "Settling.known_evidence"),
    *("Notebook.note", "Notebook.acknowledge", "Notebook.printed"),
    *("Bookkeeping.owed", "Bookkeeping.charge_of", "Bookkeeping.pace", "Closing.draft", "Closing.all"),
    *("Reporting.of_today", "Reporting.span", "Reporting.run"),
    *("Shifts.all", "Shifts.open_one", "Shifts.left_in_drawer"),
    *("Limiting.load", "Limiting.rights_for", "Limiting.cautions"),
    *("Auditing.settle", "Auditing.verify", "Auditing.run", "Auditing.note_outside"),
    *("Staff.load", "Staff.sign_in", "Staff.permit", "Staff.replace_lost_pin"),
}
"""What everybody may do: look at orders, write notes, count the day, sign in; and what the program does by itself."""


async def confirm_list(desk: Desk) -> object:
    """Staged by the program itself, so that only the confirmation needs rights."""
    desk.batch.terms = Terms(at_face(50))
    staging = Staging([replace(row, choice=Choice.TICKED) for row in LIST.rows], desk.batch.terms)
    opened = OpenList(desk.batch.backing, Batch(1, "AAAAAA", "", "", 0.0), staging)
    return await desk.batch.confirm(opened, "")


async def close(desk: Desk) -> object:
    return await desk.books.closing.keep(await desk.books.closing.draft(), CashDrawer(), "", "")


async def export(desk: Desk) -> object:
    words = Words({}, {}, {}, {}, {}, {})
    return await desk.history.exporting.export(Search(), Path("/nowhere/x.csv"), LABELS, words, Progress())


def test_every_command_of_the_services_is_known_here() -> None:
    named = {name.partition(" (")[0] for name in COMMANDS} | FREE
    for kind in SERVICES:
        service = kind.__name__
        for name, _member in inspect.getmembers(kind, inspect.iscoroutinefunction):
            if not name.startswith("_"):
                assert f"{service}.{name}" in named, f"which right does {service}.{name} need?"
                named.discard(f"{service}.{name}")
    assert named == set(), "these are no commands"


def services() -> list[type]:
    from desktop.services.batch.lists import BatchDesk
    from desktop.services.batch.sending import BatchSending
    from desktop.services.books.bookkeeping import Bookkeeping
    from desktop.services.books.closing import Closing
    from desktop.services.books.reporting import Reporting
    from desktop.services.books.shifts import Shifts
    from desktop.services.history.exporting import Exporting
    from desktop.services.orders.limiting import Limiting
    from desktop.services.orders.notebook import Notebook
    from desktop.services.orders.ordering import Ordering
    from desktop.services.orders.settling import Settling
    from desktop.services.staff.auditing import Auditing
    from desktop.services.staff.staff import Staff

    own = [BatchDesk, BatchSending]
    return [
        *own,
        Limiting,
        Auditing,
        Bookkeeping,
        Closing,
        Reporting,
        Exporting,
        Notebook,
        Ordering,
        Settling,
        Shifts,
        Staff,
    ]


SERVICES = services()
PINS = {Role.OWNER: "1111", Role.MANAGER: "3333", Role.CLERK: "2222"}


async def set_up(parts: RunningDesk) -> dict[Role, Person]:
    """One person of each role; the owner is signed in, and large orders begin above LIMIT."""
    people = {}
    for number, role in enumerate((Role.OWNER, Role.MANAGER, Role.CLERK)):
        kept = await parts.desk.staff.keep(Person(0, "甲乙丙"[number], role), PINS[role])
        assert isinstance(kept, Person)
        people[role] = kept
    await parts.desk.staff.keep_rights(RightsTable(), LIMIT)
    await parts.desk.orders.limiting.block(BLOCKED.mobile, "fraud", None)
    return people


TABLES = (
    *("orders", "events", "entries", "closes", "drawer_events", "staff", "staff_rules"),
    *("limits", "blocked_numbers"),
)


async def traces(parts: RunningDesk) -> tuple[object, ...]:
    """All that a command could have left behind."""
    counts = [
        await parts.database.run(lambda it, table=table: it.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in (
            "orders",
            "events",
            "entries",
            "closes",
            "staff",
            "staff_rules",
            "drawer_events",
            "limits",
            "blocked_numbers",
            "batches",
            "batch_rows",
        )
    ]
    return (*counts, parts.desk.staff.everybody, parts.desk.staff.rights)


@pytest.mark.parametrize("name", COMMANDS)
async def test_who_lacks_the_right_gets_nothing_done(tmp_path: Path, name: str) -> None:
    needed, command = COMMANDS[name]
    gateway = FakeGateway()
    async with running(tmp_path, gateway, FakeClock(), start=False) as parts:
        await set_up(parts)
        staff, desk = parts.desk.staff, parts.desk
        for role, pin in PINS.items():
            await staff.sign_in(pin)
            if not needed <= DEFAULTS[role]:
                before = await traces(parts)
                with pytest.raises(ForbiddenError) as refused:
                    await command(desk)
                assert refused.value.rights == needed - DEFAULTS[role]
                assert (await traces(parts), gateway.pushed, gateway.cancelled) == (before, [], [])
        staff.lock()
        before = await traces(parts)
        with pytest.raises(ForbiddenError):
            await command(desk)
        assert await traces(parts) == before


@pytest.mark.parametrize("name", COMMANDS)
async def test_who_has_the_right_is_not_kept_from_it(tmp_path: Path, name: str) -> None:
    needed, command = COMMANDS[name]
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        staff = parts.desk.staff
        for step in ("no staff", "just this right"):
            if step != "no staff":
                await set_up(parts)
                await staff.keep_rights(RightsTable(frozenset(), needed), LIMIT)
                await staff.sign_in("2222" if name not in ("Staff.keep_rights",) else "1111")
            try:
                with suppress(KeyError, AttributeError, AssertionError, RuntimeError):
                    await asyncio.wait_for(command(parts.desk), 20)
            except ForbiddenError as refused:
                pytest.fail(f"{step}: {refused}")
            except Exception:
                pass
            if step == "no staff":
                assert parts.desk.runtime.duty.rights == frozenset(Right)
                for one in staff.everybody:  # Staff.keep has begun the list
                    assert one.name == "新人"
                if staff.everybody:
                    return


async def draft_of(parts: RunningDesk, request: Request) -> Draft:
    draft = await parts.desk.orders.ordering.prepare(request)
    assert isinstance(draft, Draft)
    return draft


async def test_a_permit_is_for_one_act_and_both_names_are_kept(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        people = await set_up(parts)
        staff, ordering = parts.desk.staff, parts.desk.orders.ordering
        await staff.sign_in("2222")
        draft = await draft_of(parts, LARGE)
        with pytest.raises(ForbiddenError) as refused:
            await ordering.place(draft)
        assert refused.value.rights == {Right.LARGE_ORDER}
        assert staff.holders(refused.value.rights) == [people[Role.OWNER], people[Role.MANAGER]]
        assert await staff.permit("2222", refused.value.rights) == NotEntitled(people[Role.CLERK])
        assert await staff.permit("9999", refused.value.rights) == WrongPin(0.0)
        permit = await staff.permit("3333", refused.value.rights)
        assert isinstance(permit, Permit)
        assert staff.signed_in == people[Role.CLERK], "nobody else is at the counter"
        with permitted(permit):
            assert isinstance(await ordering.place(draft), Started)
            second = await draft_of(parts, LARGE._replace(mobile="13700137000"))
            with pytest.raises(ForbiddenError):
                await ordering.place(second)
        first = (await parts.orders.history(draft.order_no))[0]
        assert (first.by, first.by_id) == ("丙", people[Role.CLERK].id)  # type: ignore[union-attr]
        assert (first.allowed_by, first.allowed_by_id) == ("乙", people[Role.MANAGER].id)  # type: ignore[union-attr]


async def test_a_permit_counts_in_its_own_task_for_its_own_right_and_not_behind_the_lock(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts)
        staff, duty = parts.desk.staff, parts.desk.runtime.duty
        await staff.sign_in("2222")
        other = asyncio.create_task(_needs(duty.require, Right.DEPOSIT))
        with permitted(Permit(Actor(1, "甲"), frozenset({Right.DEPOSIT}))):
            with pytest.raises(ForbiddenError):
                await other
            with pytest.raises(ForbiddenError):
                duty.require(Right.RESTORE)
            with pytest.raises(ForbiddenError):
                duty.require(Right.DEPOSIT, Right.RESTORE)
            staff.lock()
            with pytest.raises(ForbiddenError):
                duty.require(Right.DEPOSIT)
            await staff.sign_in("2222")
            assert duty.require(Right.ORDER) == duty.actor, "a right of one's own uses no permit"
            assert duty.require(Right.DEPOSIT) == Actor(3, "丙", "甲", 1)
        with pytest.raises(ForbiddenError):
            duty.require(Right.DEPOSIT)


async def _needs(require: Callable[..., Actor], right: Right) -> None:
    require(right)


async def test_wrong_pins_for_a_permit_wait_like_those_at_the_lock(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts)
        staff = parts.desk.staff
        for _ in range(3):
            assert isinstance(await staff.permit("0000", frozenset({Right.DEPOSIT})), WrongPin)
        assert isinstance(await staff.permit("1111", frozenset({Right.DEPOSIT})), TooSoon)
        assert isinstance(await staff.sign_in("1111"), TooSoon)


async def test_both_names_are_in_books_and_closes(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await until(lambda: parts.desk.books.balance.last)
        await set_up(parts)
        staff, books = parts.desk.staff, parts.desk.books
        await staff.keep_rights(RightsTable(frozenset(), frozenset()), None)
        await staff.sign_in("2222")
        owner = Actor(1, "甲")
        with permitted(Permit(owner, frozenset(Right))):
            await books.bookkeeping.deposit(10_000, Voucher(parts.desk.runtime.clock.now() - 60))
        with permitted(Permit(owner, frozenset(Right))):
            kept = await books.closing.keep(await books.closing.draft(), CashDrawer(), "", "")
        assert (kept.by, kept.allowed_by) == ("丙", "甲")
        assert (await books.closing.all(1))[0].allowed_by == "甲"
        await staff.sign_in("1111")
        entry = (await books.bookkeeping.statement(None, 1))[0]
        assert (entry.by, entry.allowed_by) == ("丙", "甲")


async def test_costs_are_not_told_to_who_may_not_see_them(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, FakeClock()) as parts:
        await set_up(parts)
        draft = await draft_of(parts, SMALL)
        gateway.known[draft.order_no] = OrderReport(2, "W1", 4800, 5000)
        await parts.desk.orders.ordering.place(draft)
        await until(lambda: gateway.pushed)
        await parts.desk.orders.tracking.ask(draft.order_no)
        history, reporting = parts.desk.history.history, parts.desk.books.reporting
        for pin, seen in (("1111", 4800), ("2222", None)):
            await parts.desk.staff.sign_in(pin)
            sheet = await history.sheet(draft.order_no)
            assert sheet is not None
            assert sheet.order.cost == seen
            assert {one.cost for one in sheet.events if hasattr(one, "cost")} == {seen}
            async for opened in history.open(Search()):
                assert [order.cost for order in opened.first] == [seen]
            pages = await history.pages(opened.listing, range(1))
            assert [order.cost for order in pages[0]] == [seen]
            assert (await reporting.of_today()).profit == (190 if seen else 0)


async def test_only_owners_change_owners_and_rights(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        people = await set_up(parts)
        staff = parts.desk.staff
        await staff.keep_rights(RightsTable(managers=frozenset({Right.STAFF})), LIMIT)
        await staff.sign_in("3333")
        assert staff.may_change
        manager, owner = people[Role.MANAGER], people[Role.OWNER]
        for wanted in (
            Person(manager.id, manager.name, Role.OWNER),
            Person(owner.id, owner.name, Role.CLERK),
            Person(0, "丁", Role.OWNER),
        ):
            assert await staff.keep(wanted, "4444") is StaffProblem.OWNERS_ONLY
        with pytest.raises(ForbiddenError):
            await staff.keep_rights(RightsTable(frozenset(Right)), None)
        assert isinstance(await staff.keep(Person(0, "丁", Role.CLERK), "4444"), Person)


async def test_rights_and_the_limit_outlive_a_restart(tmp_path: Path) -> None:
    table = RightsTable(frozenset({Right.ORDER}), frozenset({Right.ORDER, Right.EXPORT}))
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts)
        await parts.desk.staff.keep_rights(table, 30_000)
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        assert (parts.desk.staff.rights, parts.desk.runtime.duty.large_face) == (table, 30_000)
        assert not parts.desk.runtime.duty.may(), "the desk begins locked"
        await parts.desk.staff.sign_in("2222")
        assert parts.desk.runtime.duty.rights == table.clerks


def test_the_events_of_a_permit_are_read_as_they_were_written() -> None:
    from desktop.domain.orders.events import from_record, signed, to_record

    by = Actor(3, "丙", "甲", 1)
    for event in (signed(Closed(1.0), by), signed(CashReturned(1.0, True, 100, WECHAT), by)):
        assert from_record(*to_record(event)) == event
        assert (event.allowed_by, event.allowed_by_id) == ("甲", 1)
