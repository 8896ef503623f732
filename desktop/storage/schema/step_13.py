"""Step 13 of the schema: limits, and blocked numbers."""

from __future__ import annotations

from sqlite_utils import Database


def limits(db: Database) -> None:
    """The shop's limits by name (fen), and the numbers that get nothing."""
    db.execute("CREATE TABLE limits (name TEXT PRIMARY KEY, fen INTEGER NOT NULL) STRICT")
    db.execute(
        "CREATE TABLE blocked_numbers (mobile TEXT PRIMARY KEY, reason TEXT NOT NULL, until REAL, by TEXT NOT NULL,"
        " at REAL NOT NULL) STRICT"
    )
