"""Shifts: written with the sums of the orders since the last hand-over, from the same snapshot."""

from __future__ import annotations

import json
import sqlite3
from itertools import takewhile

from msgspec.structs import replace

from desktop.domain.books.shift import (
    CashEntered,
    DrawerCounted,
    DrawerEvent,
    Shift,
    ShiftClosed,
    ShiftOpened,
    ShiftProblem,
    from_record,
    move_problem,
    shifts_of,
    to_record,
)
from desktop.domain.books.taking import Takings, less, takings_of
from desktop.storage.books.touched import touched_between
from desktop.storage.database import Database
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Drawn
from desktop.storage.orders import rows
from desktop.storage.transaction import transaction


class ShiftStore:
    """Reads on the reading thread, writes on the database thread. Writes raise WriteFailedError."""

    def __init__(self, database: Database, store_id: str, journal: Journal) -> None:
        self._database = database
        self._store_id = store_id
        self._journal = journal

    async def all(self) -> list[Shift]:
        """All shifts, newest first; an open one with its sums until now."""
        return await self._database.read(_all, self._store_id)

    async def open(self, event: ShiftOpened) -> Shift | ShiftProblem:
        """Open a shift where the last one ended."""
        return await self._database.run(self._open, event)

    async def enter(self, event: CashEntered) -> Shift | ShiftProblem:
        """Put cash in or take it out."""
        return await self._database.run(self._enter, event)

    async def count(self, event: DrawerCounted) -> Shift | ShiftProblem:
        """Record a count with what is expected by then, which the event need not know."""
        return await self._database.run(self._count, event)

    async def close(self, event: ShiftClosed, expected: int) -> Shift | ShiftProblem:
        """Hand the drawer over, if so much is expected still."""
        return await self._database.run(self._close, event, expected)

    def _open(self, connection: sqlite3.Connection, event: ShiftOpened) -> Shift | ShiftProblem:
        before = events_of(connection, self._store_id)
        if (last := _last(before)) is not None and last.closed is None:
            return ShiftProblem.OPEN
        mark = _end(connection) if last is None or last.closed is None else last.closed.mark
        return self._written(connection, before, replace(event, mark=mark))

    def _enter(self, connection: sqlite3.Connection, event: CashEntered) -> Shift | ShiftProblem:
        before = events_of(connection, self._store_id)
        shift = _open_now(connection, before)
        if shift is None:
            return ShiftProblem.NONE_OPEN
        problem = move_problem(event.amount, event.reason, shift.expected)
        return problem or self._written(connection, before, event)

    def _count(self, connection: sqlite3.Connection, event: DrawerCounted) -> Shift | ShiftProblem:
        before = events_of(connection, self._store_id)
        shift = _open_now(connection, before)
        if shift is None:
            return ShiftProblem.NONE_OPEN
        return self._written(connection, before, replace(event, expected=shift.expected))

    def _close(self, connection: sqlite3.Connection, event: ShiftClosed, expected: int) -> Shift | ShiftProblem:
        before = events_of(connection, self._store_id)
        shift = _open_now(connection, before)
        if shift is None:
            return ShiftProblem.NONE_OPEN
        if shift.expected != expected:
            return ShiftProblem.CHANGED
        sums = {"orders": shift.orders, "face": shift.face, "takings": shift.takings}
        return self._written(connection, before, replace(event, mark=_end(connection), **sums))

    def _written(self, connection: sqlite3.Connection, before: list[DrawerEvent], event: DrawerEvent) -> Shift:
        with transaction(connection):
            insert(connection, self._store_id, event)
        kind, at, detail = to_record(event)
        self._journal.protect(Drawn(self._store_id, at, kind, json.dumps(detail, ensure_ascii=False)))
        shift = shifts_of([*before, event])[-1]
        return shift if shift.closed is not None else _with_sums(connection, shift, [*before, event])


def insert(connection: sqlite3.Connection, store_id: str, event: DrawerEvent) -> None:
    """Append an event; call it in a transaction."""
    kind, at, detail = to_record(event)
    sql = "INSERT INTO drawer_events (store_id, at, kind, detail) VALUES (?, ?, ?, ?)"
    connection.execute(sql, (store_id, at, kind, json.dumps(detail, ensure_ascii=False)))


def events_of(connection: sqlite3.Connection, store_id: str, after: int = 0, until: int = 1 << 62) -> list[DrawerEvent]:
    """The drawer's events after one id until another, oldest first."""
    sql = "SELECT kind, at, detail FROM drawer_events WHERE store_id = ? AND id > ? AND id <= ? ORDER BY id"
    found = connection.execute(sql, (store_id, after, until))
    return [from_record(kind, at, json.loads(detail)) for kind, at, detail in found]


def closed_in(connection: sqlite3.Connection, store_id: str, after: int, until: int) -> list[Shift]:
    """The shifts that were handed over after one event of the drawer until another, oldest first."""
    every = events_of(connection, store_id, 0, until)
    number_before = sum(isinstance(one, ShiftClosed) for one in events_of(connection, store_id, 0, after))
    closed = [shift for shift in shifts_of(every) if shift.closed is not None]
    return closed[number_before:]


def _all(connection: sqlite3.Connection, store_id: str) -> list[Shift]:
    connection.execute("BEGIN")  # snapshot isolation
    try:
        events = events_of(connection, store_id)
        found = shifts_of(events)
        if found and found[-1].closed is None:
            found[-1] = _with_sums(connection, found[-1], events)
        return found[::-1]
    finally:
        connection.execute("ROLLBACK")


def _last(events: list[DrawerEvent]) -> Shift | None:
    found = shifts_of(events)
    return found[-1] if found else None


def _open_now(connection: sqlite3.Connection, events: list[DrawerEvent]) -> Shift | None:
    last = _last(events)
    return None if last is None or last.closed is not None else _with_sums(connection, last, events)


def _with_sums(connection: sqlite3.Connection, shift: Shift, events: list[DrawerEvent]) -> Shift:
    """The open shift with what happened since it began, without what recovered shifts have counted."""
    touched = touched_between(connection, shift.opened.mark, _end(connection))
    again = list(takewhile(lambda one: one.restored, [one for one in reversed(events) if isinstance(one, ShiftClosed)]))
    fresh = [after for before, after in touched if before is None]
    takings: Takings = less(takings_of(touched), (one.takings for one in again))
    return replace(
        shift,
        orders=len(fresh) - sum(one.orders for one in again),
        face=sum(order.face for order in fresh) - sum(one.face for one in again),
        takings=takings,
    )


def _end(connection: sqlite3.Connection) -> int:
    return int(rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM events"))
