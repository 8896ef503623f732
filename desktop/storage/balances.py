"""The balances that were read, kept for good."""

from __future__ import annotations

import sqlite3

from desktop.domain.snapshot import Snapshot
from desktop.storage.database import Database, transaction


class BalanceStore:
    """Reads and writes snapshots on the database thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, snapshot: Snapshot) -> None:
        """Keep a snapshot. Raises WriteFailedError."""
        await self._database.run(_add, snapshot)

    async def before(self, at: float) -> Snapshot | None:
        """The last snapshot read at that time (unix seconds) or before."""
        return await self._database.run(_before, at)

    async def newest(self, limit: int) -> list[Snapshot]:
        """The last snapshots, newest first."""
        return await self._database.run(_newest, limit)


def _before(connection: sqlite3.Connection, at: float) -> Snapshot | None:
    sql = "SELECT read_at, money FROM balances WHERE read_at <= ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (at,)).fetchone()
    return None if row is None else Snapshot(row["read_at"], row["money"])


def _add(connection: sqlite3.Connection, snapshot: Snapshot) -> None:
    with transaction(connection):
        connection.execute("INSERT INTO balances (read_at, money) VALUES (?, ?)", (snapshot.read_at, snapshot.money))


def _newest(connection: sqlite3.Connection, limit: int) -> list[Snapshot]:
    rows = connection.execute("SELECT read_at, money FROM balances ORDER BY id DESC LIMIT ?", (limit,))
    return [Snapshot(row["read_at"], row["money"]) for row in rows]
