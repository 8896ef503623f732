"""Step 11 of the schema: shifts, as the log of the cash drawer."""

from __future__ import annotations

from sqlite_utils import Database


def shifts(db: Database) -> None:
    """The log of the drawer beside the orders: opened, cash put in or taken out, counted, handed over."""
    db.execute(
        "CREATE TABLE drawer_events (id INTEGER PRIMARY KEY, store_id TEXT NOT NULL, at REAL NOT NULL,"
        " kind TEXT NOT NULL, detail TEXT NOT NULL) STRICT"
    )
