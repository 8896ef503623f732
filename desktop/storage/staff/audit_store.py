"""The audit log in the database, with a copy of each row in the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from desktop.domain.audit import AuditEntry, AuditKind, AuditRow, first_broken, row_of
from desktop.storage.database import Database
from desktop.storage.errors import WriteFailedError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Audited
from desktop.storage.transaction import transaction

_COLUMNS = "id, at, kind, by, by_id, allowed_by, detail, hash"
_MOST_COMPARED = 2_000
"""The number of the journal's copies that a check compares, the newest."""


class AuditStore:
    """Append-only. Writes raise WriteFailedError."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    async def append(self, entry: AuditEntry) -> AuditRow:
        """Add an entry after the last row."""
        return await self._database.run(self._append, entry)

    async def last(self) -> AuditRow | None:
        """The newest row."""
        return await self._database.read(last_row)

    async def rows(
        self, kinds: Sequence[AuditKind] = (), by_id: int | None = None, limit: int = 1_000_000
    ) -> list[AuditRow]:
        """The newest rows of these kinds (() for all) and of this person (None for all), newest first."""
        return await self._database.read(_rows, tuple(kinds), by_id, limit)

    async def broken(self) -> int:
        """The number of the first row that another tool changed or took out; 0 if all is as written."""
        return await self._database.read(self._broken)

    def _append(self, connection: sqlite3.Connection, entry: AuditEntry) -> AuditRow:
        """The journal first: a row that it lacked would be a gap after an older database was restored. One that only
        the journal has is recovered at the next start.
        """
        row = row_of(entry, last_row(connection))  # nobody else writes: one thread of one program
        try:
            self._journal.append(Audited(row))
        except OSError as error:
            raise WriteFailedError(str(error)) from error
        with transaction(connection):
            insert(connection, row)
        return row

    def _broken(self, connection: sqlite3.Connection) -> int:
        number = first_broken(_every(connection))
        return number or self._missing(connection)

    def _missing(self, connection: sqlite3.Connection) -> int:
        """The first of the journal's newest copies that the log has not, or has otherwise."""
        missing, compared = 0, 0
        for record in self._journal.newest_first():
            if isinstance(record, Audited):
                compared += 1
                found = connection.execute(f"SELECT {_COLUMNS} FROM audit WHERE id = ?", (record.row.id,)).fetchone()
                if found is None or AuditRow(*found) != record.row:
                    missing = record.row.id
                if compared == _MOST_COMPARED:
                    break
        return missing


def insert(connection: sqlite3.Connection, row: AuditRow) -> None:
    """Add a row; call it in a transaction. Raises sqlite3.IntegrityError if its number is taken."""
    values = (row.id, row.at, row.kind, row.by, row.by_id, row.allowed_by, row.detail, row.hash)
    connection.execute(f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def last_row(connection: sqlite3.Connection) -> AuditRow | None:
    """The newest row."""
    found = connection.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return None if found is None else AuditRow(*found)


def _every(connection: sqlite3.Connection) -> list[AuditRow]:
    return [AuditRow(*row) for row in connection.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY id")]


def _rows(
    connection: sqlite3.Connection, kinds: tuple[AuditKind, ...], by_id: int | None, limit: int
) -> list[AuditRow]:
    where, args = ["1"], []
    if kinds:
        where.append(f"kind IN ({', '.join('?' for _ in kinds)})")
        args += [kind.value for kind in kinds]
    if by_id is not None:
        where.append("by_id = ?")
        args.append(by_id)  # type: ignore[arg-type]
    sql = f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?"
    return [AuditRow(*row) for row in connection.execute(sql, (*args, limit))]
