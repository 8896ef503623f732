"""The people of a simulated shop: their list, and what must hold about who did what."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from desktop.domain.audit import AuditRow, first_broken
from tests.simulation.truth import Violation

OWNER_PIN, CLERK_PIN, WRONG_PIN = "1111", "2222", "9999"
_PEOPLE = {1: ("owner", OWNER_PIN), 2: ("clerk", CLERK_PIN)}


def hire(file: Path) -> None:
    """Write a staff list into a database; the hashes are cheap, because nobody attacks them here."""
    with sqlite3.connect(file) as connection:
        for number, (role, pin) in _PEOPLE.items():
            salt = bytes(16)
            made = hashlib.scrypt(pin.encode(), salt=salt, n=2, r=8, p=1, dklen=32)
            stored = f"scrypt$2$8$1${salt.hex()}${made.hex()}"
            connection.execute("INSERT INTO staff VALUES (?, ?, ?, ?, 1)", (number, role, role, stored))
    connection.close()


def look_at_names(connection: sqlite3.Connection, *, staffed: bool) -> None:
    """Every order has the name of somebody of the list, or of nobody where there is none; the audit log is whole."""
    known = set(_PEOPLE) if staffed else {0}
    for order_no, number in connection.execute("SELECT order_no, placed_by_id FROM orders"):
        if number not in known:
            raise Violation(f"{order_no} was placed by number {number}")
    rows = connection.execute("SELECT id, at, kind, by, by_id, allowed_by, detail, hash FROM audit ORDER BY id")
    if broken := first_broken(AuditRow(*row) for row in rows):
        raise Violation(f"row {broken} of the audit log does not follow")
