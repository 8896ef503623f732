"""Step 12 of the schema: the audit log."""

from __future__ import annotations

from sqlite_utils import Database


def audit(db: Database) -> None:
    """Rows that are chained by their hashes."""
    db.execute(
        "CREATE TABLE audit (id INTEGER PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, by TEXT NOT NULL,"
        " by_id INTEGER NOT NULL, allowed_by TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL) STRICT"
    )
