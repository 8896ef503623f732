"""What is in the audit log, and that another tool cannot change it unnoticed."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.actor import Actor
from desktop.domain.audit import AuditEntry, AuditKind, AuditRow, first_broken, row_of, setting_at
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders.order import Speed
from desktop.domain.orders.request import Request
from desktop.domain.right import ForbiddenError, Right
from desktop.domain.staff.person import Person, Role
from desktop.domain.staff.rights import RightsTable
from desktop.services.orders.ordering import Draft
from desktop.services.runtime import Runtime
from desktop.services.staff.auditing import Auditing
from desktop.services.staff.staff import Staff
from desktop.storage.database import Database
from desktop.storage.errors import StorageError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Record
from desktop.storage.schema import guards
from desktop.storage.staff.audit_store import AuditStore
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway


async def set_up(staff: Staff) -> None:
    await staff.keep(Person(0, "王姐", Role.OWNER), "1111")
    await staff.keep(Person(0, "小李", Role.CLERK), "2222")


async def told(parts: RunningDesk) -> list[tuple[str, str, str]]:
    """(kind, by, allowed by) of all rows, oldest first."""
    return [(row.kind, row.by, row.allowed_by) for row in (await parts.desk.auditing.rows())[::-1]]


async def test_who_did_what_is_in_the_log(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        desk, staff = parts.desk, parts.desk.staff
        await until(lambda: desk.books.balance.last)
        await set_up(staff)
        await staff.keep_rights(RightsTable(frozenset(Right) - {Right.EXPORT}), 30_000)
        await staff.sign_in("9999")
        await staff.sign_in("2222")
        await staff.permit("1111", frozenset({Right.ADJUST}))
        await staff.sign_in("1111")
        await desk.books.bookkeeping.adjust(-300, Voucher(None, "少了三块"))
        entry = (await desk.books.bookkeeping.statement(None, 1))[0]
        await desk.books.bookkeeping.take_back(entry, Voucher(None, "找到了"))
        draft = await desk.orders.ordering.prepare(Request("13800138000", 5000, 4990, Speed.FAST))
        assert isinstance(draft, Draft)
        await desk.orders.ordering.place(draft)
        for _ in range(2):
            await desk.orders.notebook.printed(draft.order_no, "58mm")
        desk.auditing.note(AuditKind.SETTING, Actor(1, "王姐"), name="offers", old="[]", new="[1]")
        assert await told(parts) == [
            ("staff", "王姐", ""),
            ("staff", "王姐", ""),
            ("rights", "王姐", ""),
            ("wrong_pin", "王姐", ""),
            ("sign_in", "小李", ""),
            ("permit", "小李", "王姐"),
            ("sign_in", "王姐", ""),
            ("adjustment", "王姐", ""),
            ("taken_back", "王姐", ""),
            ("reprint", "王姐", ""),
            ("setting", "王姐", ""),
        ]
        assert await desk.auditing.verify() == 0
        only = await desk.auditing.rows([AuditKind.SIGN_IN], 2)
        assert [row.by for row in only] == ["小李"]
        await staff.sign_in("2222")
        with pytest.raises(ForbiddenError):
            await desk.auditing.rows()


def tampered(file: Path, sql: str) -> None:
    """Change the log as another tool would, which knows how to take the guards away."""
    with closing(sqlite3.connect(file)) as connection:
        guards.lift(connection)
        connection.execute(sql)
        connection.commit()


@pytest.mark.parametrize(
    ("sql", "row"),
    [
        ("UPDATE audit SET by = '小李' WHERE id = 2", 2),
        ("UPDATE audit SET detail = '[]' WHERE id = 3", 3),
        ("UPDATE audit SET at = at - 1 WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 4", 4),
        ("DELETE FROM audit", 1),
    ],
)
async def test_a_row_that_was_changed_or_taken_out_is_found(tmp_path: Path, sql: str, row: int) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts.desk.staff)
        for pin in ("2222", "1111"):
            await parts.desk.staff.sign_in(pin)
        await parts.desk.auditing.settle()
        found: list[int] = []
        parts.desk.runtime.changes.audit_checked.subscribe(found.append)
        with pytest.raises(sqlite3.IntegrityError, match="guard_audit"):
            await parts.database.run(lambda connection: connection.execute(sql))
        assert await parts.desk.auditing.verify() == 0
        tampered(parts.database.file, sql)
        assert await parts.desk.auditing.verify() == row
        assert found == [0, row]


def test_the_chain_alone_tells_a_changed_row() -> None:
    rows: list[AuditRow] = []
    for at in (1.0, 2.0, 3.0, 4.0):
        rows.append(row_of(AuditEntry(at, AuditKind.SIGN_IN, Actor(1, "王姐")), rows[-1] if rows else None))
    assert first_broken(rows) == 0
    assert first_broken([*rows[:1], replace(rows[1], by="小李"), *rows[2:]]) == 2
    assert first_broken([*rows[:1], replace(rows[1], hash="0" * 64), *rows[2:]]) == 2
    assert first_broken([*rows[:2], *rows[3:]]) == 3


async def test_a_chain_that_was_written_anew_is_found_by_the_journal(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts.desk.staff)
        await parts.desk.auditing.settle()
        rows = (await parts.desk.auditing.rows())[::-1]
        forged: list[AuditRow] = []
        for row in rows:
            entry = AuditEntry(row.at, AuditKind(row.kind), Actor(row.by_id, "别人"), row.details)
            forged.append(row_of(entry, forged[-1] if forged else None))
        assert first_broken(forged) == 0, "the chain itself is sound"
        for row in forged:
            tampered(parts.database.file, f"UPDATE audit SET by = '别人', hash = '{row.hash}' WHERE id = {row.id}")
        assert await parts.desk.auditing.verify() == 1


async def test_rows_outlive_an_older_database(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts.desk.staff)
    old = (tmp_path / "orders.db").read_bytes()
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await parts.desk.staff.sign_in("2222")
        await parts.desk.staff.sign_in("1111")
        before = await parts.desk.auditing.rows()
    for file in tmp_path.glob("orders.db*"):
        file.unlink()
    (tmp_path / "orders.db").write_bytes(old)
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await parts.desk.staff.sign_in("1111")
        after = await parts.desk.auditing.rows()
        assert after[1:] == before
        assert await parts.desk.auditing.verify() == 0


async def test_a_clock_that_is_set_back_is_noted(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, FakeGateway(), clock) as parts:
        await set_up(parts.desk.staff)
        await clock.advance(61)
        clock.jump(-7200)
        await clock.advance(61)
        rows = await parts.desk.auditing.rows([AuditKind.CLOCK_BACK])
        assert [int(row.details["seconds"]) for row in rows] == [7200]
    earlier = FakeClock()
    earlier.jump(-3 * 86400.0)
    async with running(tmp_path, FakeGateway(), earlier) as parts:
        await parts.desk.staff.sign_in("1111")
        await until(lambda: parts.desk.auditing.broken == 0)
        rows = await parts.desk.auditing.rows([AuditKind.CLOCK_BACK])
        assert len(rows) == 2


async def test_settings_that_were_changed_elsewhere_are_noted_at_the_start(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        auditing = parts.desk.auditing
        for present in ("[1]", "[1]", "[2]"):
            await auditing.note_outside({"offers": present, "clerk": '""'})
        auditing.note(AuditKind.SETTING, Actor(), name="clerk", old='""', new='"小王"')
        await auditing.note_outside({"offers": "[2]", "clerk": '""'})
        rows = (await auditing.rows())[::-1]
        assert [(row.details["name"], row.details["new"], "outside" in row.details) for row in rows] == [
            ("offers", "[1]", False),
            ("offers", "[2]", True),
            ("clerk", '"小王"', False),
            ("clerk", '""', True),
        ]


def test_the_value_of_a_setting_on_a_past_day() -> None:
    rows: list[AuditRow] = []
    for at, old, new in ((100.0, "a", "b"), (200.0, "b", "c")):
        detail = {"name": "offers", "old": old, "new": new}
        rows.append(row_of(AuditEntry(at, AuditKind.SETTING, Actor(), detail), rows[-1] if rows else None))
    found = [setting_at(rows, "offers", at, "now") for at in (50.0, 100.0, 150.0, 300.0)]
    assert found == ["a", "b", "b", "c"]
    assert setting_at([], "offers", 50.0, "now") == "now"
    assert setting_at(rows, "clerk", 50.0, "now") == "now"


async def test_a_log_that_cannot_be_written_now_is_written_later(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts.desk.staff)
        await parts.desk.auditing.settle()
        await parts.database.run(lambda it: it.execute("PRAGMA query_only = 1"))
        parts.desk.auditing.note(AuditKind.EXPORT, Actor(), file="x")
        with pytest.raises(StorageError):
            await parts.desk.auditing.settle()
        await parts.database.run(lambda it: it.execute("PRAGMA query_only = 0"))
        parts.desk.auditing.note(AuditKind.EXPORT, Actor(), file="y")
        rows = await parts.desk.auditing.rows([AuditKind.EXPORT])
        assert [json.loads(row.detail)["file"] for row in rows] == ["y", "x"]


class HeldJournal(Journal):
    """Holds the database thread up between the journal's copy of an audit row and the row itself."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.written, self.let_go = threading.Event(), threading.Event()

    def append(self, record: Record) -> None:
        super().append(record)
        self.written.set()
        self.let_go.wait(30)


@asynccontextmanager
async def log_in(folder: Path) -> AsyncIterator[tuple[Auditing, HeldJournal, Database]]:
    """An audit log whose journal is held; nothing else is in the database."""
    database, journal = Database(folder / "orders.db"), HeldJournal(folder / "orders.journal")
    await database.open()
    runtime = Runtime(FakeClock())
    try:
        yield Auditing(runtime, AuditStore(database, journal)), journal, database
    finally:
        journal.let_go.set()
        await runtime.tasks.shutdown(5.0)
        await database.close()


async def test_a_row_that_is_being_written_is_not_missed(tmp_path: Path) -> None:
    async with log_in(tmp_path) as (auditing, journal, database):
        auditing.note(AuditKind.PRACTICE, Actor(1, "王姐"))
        await until(journal.written.is_set)
        checking = asyncio.ensure_future(auditing.verify())
        await asyncio.sleep(0)
        await database.read(lambda _connection: None)  # whatever the check asked to read has been read by now
        journal.let_go.set()
        assert await checking == 0


async def test_a_row_that_only_the_journal_could_take_is_not_missed(tmp_path: Path) -> None:
    async with log_in(tmp_path) as (auditing, journal, database):
        journal.let_go.set()
        await database.run(lambda connection: connection.execute("PRAGMA query_only=ON").close())
        auditing.note(AuditKind.PRACTICE, Actor(1, "王姐"))
        with pytest.raises(StorageError):
            await auditing.verify()
        assert auditing.broken == 0
        await database.run(lambda connection: connection.execute("PRAGMA query_only=OFF").close())
        assert await auditing.verify() == 0
        assert [row.kind for row in await auditing.rows()] == ["practice"]
