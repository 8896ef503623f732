"""The staff list with its PIN hashes, and the wrong PINs in a row."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from desktop.domain.staff.person import Person, Role
from desktop.storage.database import Database
from desktop.storage.orders.first_page import file_uri
from desktop.storage.schema.file_format import distrust
from desktop.storage.transaction import transaction


def has_staff(file: Path) -> bool:
    """Whether the orders in this file have a staff list; also before it is opened, and if it cannot be read."""
    try:
        with closing(sqlite3.connect(file_uri(file), uri=True)) as look:
            distrust(look)
            return bool(look.execute("SELECT EXISTS (SELECT 1 FROM staff WHERE active)").fetchone()[0])
    except sqlite3.Error:
        return False


class WrongPins(NamedTuple):
    """The number of wrong PINs that count, and the time of the last of them (unix seconds)."""

    counted: int = 0
    last_at: float = 0.0


class StaffStore:
    """PIN hashes leave it only as `pins`. Writes raise WriteFailedError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def everybody(self) -> list[Person]:
        """All people, active ones and others, in the order in which they were entered. An unknown role is a clerk."""
        return await self._database.run(_everybody)

    async def pins(self) -> dict[int, str]:
        """The PIN hash of each active person."""
        return await self._database.run(_pins)

    async def keep(self, person: Person, pin_hash: str = "") -> Person:
        """Add a person (`id` 0) or change one; "" keeps the PIN. Returns the person with the number."""
        return await self._database.run(_keep, person, pin_hash)

    async def wrong_pins(self) -> WrongPins:
        """The wrong PINs so far."""
        return await self._database.run(_wrong_pins)

    async def note_wrong_pin(self, count: int, at: float) -> None:
        """Keep that so many wrong PINs count, the last of which was entered then."""
        await self._database.run(_note_wrong_pin, count, at)

    async def begin_delay(self, at: float) -> None:
        """Let the delay after the wrong PINs begin then: the clock was set back."""
        await self._database.run(_begin_delay, at)

    async def rule(self, name: str) -> str | None:
        """A rule of the shop about its staff, as stored; None if it was never set."""
        return await self._database.run(_rule, name)

    async def keep_rule(self, name: str, value: str) -> None:
        """Set a rule."""
        await self._database.run(_keep_rule, name, value)


def _everybody(connection: sqlite3.Connection) -> list[Person]:
    rows = connection.execute("SELECT id, name, role, active FROM staff ORDER BY id")
    roles = {role.value: role for role in Role}
    return [Person(row[0], row[1], roles.get(row[2], Role.CLERK), bool(row[3])) for row in rows]


def _pins(connection: sqlite3.Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT id, pin FROM staff WHERE active").fetchall())


def _keep(connection: sqlite3.Connection, person: Person, pin_hash: str) -> Person:
    values = (person.name, person.role, int(person.active))
    with transaction(connection):
        if not person.id:
            sql = "INSERT INTO staff (name, role, active, pin) VALUES (?, ?, ?, ?)"
            key = connection.execute(sql, (*values, pin_hash)).lastrowid
            return Person(int(key or 0), person.name, person.role, person.active)
        connection.execute("UPDATE staff SET name = ?, role = ?, active = ? WHERE id = ?", (*values, person.id))
        if pin_hash:
            connection.execute("UPDATE staff SET pin = ? WHERE id = ?", (pin_hash, person.id))
    return person


def _wrong_pins(connection: sqlite3.Connection) -> WrongPins:
    return WrongPins(*connection.execute("SELECT count, last_at FROM wrong_pins").fetchone())


def _note_wrong_pin(connection: sqlite3.Connection, count: int, at: float) -> None:
    with transaction(connection):
        connection.execute("UPDATE wrong_pins SET count = ?, last_at = ?", (count, at))


def _begin_delay(connection: sqlite3.Connection, at: float) -> None:
    with transaction(connection):
        connection.execute("UPDATE wrong_pins SET last_at = ?", (at,))


def _rule(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM staff_rules WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def _keep_rule(connection: sqlite3.Connection, name: str, value: str) -> None:
    with transaction(connection):
        sql = "INSERT INTO staff_rules VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        connection.execute(sql, (name, value))
