"""Limits, blocked numbers, and what was topped up so far."""

from __future__ import annotations

import sqlite3

from desktop.domain.orders.limits import BlockedNumber, Limits, Spent
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import DID_NOT_ARRIVE
from desktop.storage.database import Database
from desktop.storage.orders import rows
from desktop.storage.transaction import transaction

_SHIFT_BEGAN = (
    "SELECT at FROM drawer_events WHERE kind = 'shift_opened' AND id >"
    " ifnull((SELECT max(id) FROM drawer_events WHERE kind = 'shift_closed'), 0) ORDER BY id LIMIT 1"
)
_MOST_RECENT = 200


class LimitStore:
    """Writes raise WriteFailedError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def limits(self) -> Limits:
        """The limits that are set."""
        return await self._database.run(_limits)

    async def keep_limits(self, limits: Limits) -> None:
        """Set the limits."""
        await self._database.run(_keep_limits, limits)

    async def spent(self, mobile: str, person: int, midnight: float) -> Spent:
        """The face values so far: of a number since this midnight (unix seconds), and of a person since then, or since
        the open shift began before it. (A shift that began later resets nothing: a clerk can begin one.)
        """
        return await self._database.run(_spent, mobile, person, midnight)

    async def recent(self, since: float) -> list[Order]:
        """The newest orders that were placed since (unix seconds), at most 200."""
        where = f"id >= ? ORDER BY id DESC LIMIT {_MOST_RECENT}"
        return await self._database.run(rows.select, where, (int(since * 1000),))

    async def blocked(self) -> list[BlockedNumber]:
        """All blocked numbers, also those whose time is over, the newest first."""
        return await self._database.run(_blocked)

    async def block(self, number: BlockedNumber) -> None:
        """Block a number, or change its reason and time."""
        await self._database.run(_block, number)

    async def unblock(self, mobile: str) -> None:
        """Let a number be topped up again."""
        await self._database.run(_unblock, mobile)


def _limits(connection: sqlite3.Connection) -> Limits:
    found = dict(connection.execute("SELECT name, fen FROM limits").fetchall())
    return Limits(*(found.get(name) for name in Limits._fields))


def _keep_limits(connection: sqlite3.Connection, limits: Limits) -> None:
    with transaction(connection):
        connection.execute("DELETE FROM limits")
        kept = [(name, fen) for name, fen in limits._asdict().items() if fen is not None]
        connection.executemany("INSERT INTO limits VALUES (?, ?)", kept)


def _spent(connection: sqlite3.Connection, mobile: str, person: int, midnight: float) -> Spent:
    failed = f"standing NOT IN ({rows.marks(DID_NOT_ARRIVE)})"
    sql = f"SELECT ifnull(sum(face), 0) FROM orders WHERE id >= ? AND {failed}"
    began = connection.execute(_SHIFT_BEGAN).fetchone()
    since = midnight if began is None else min(midnight, began[0])
    of_number = rows.scalar(connection, f"{sql} AND mobile = ?", (int(midnight * 1000), *DID_NOT_ARRIVE, mobile))
    of_person = rows.scalar(connection, f"{sql} AND placed_by_id = ?", (int(since * 1000), *DID_NOT_ARRIVE, person))
    return Spent(of_number, of_person)


def _blocked(connection: sqlite3.Connection) -> list[BlockedNumber]:
    found = connection.execute("SELECT mobile, reason, until, by, at FROM blocked_numbers ORDER BY at DESC")
    return [BlockedNumber(*row) for row in found]


def _block(connection: sqlite3.Connection, number: BlockedNumber) -> None:
    with transaction(connection):
        values = (number.mobile, number.reason, number.until, number.by, number.at)
        connection.execute("INSERT OR REPLACE INTO blocked_numbers VALUES (?, ?, ?, ?, ?)", values)


def _unblock(connection: sqlite3.Connection, mobile: str) -> None:
    with transaction(connection):
        connection.execute("DELETE FROM blocked_numbers WHERE mobile = ?", (mobile,))
