"""Step 14 of the schema: batches and their rows."""

from __future__ import annotations

from sqlite_utils import Database


def batches(db: Database) -> None:
    """A batch, and its rows in the order of the list; a row has its order number from the beginning."""
    db.execute(
        "CREATE TABLE batches (id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
        " origin TEXT NOT NULL, made_at REAL NOT NULL, made_by TEXT NOT NULL, made_by_id INTEGER NOT NULL,"
        " state TEXT NOT NULL, cause TEXT NOT NULL, notices TEXT NOT NULL, notices_seen INTEGER NOT NULL,"
        " confirmation TEXT NOT NULL, confirmed_at REAL, after INTEGER NOT NULL) STRICT"
    )
    db.execute(
        "CREATE TABLE batch_rows (batch INTEGER NOT NULL REFERENCES batches (id), position INTEGER NOT NULL,"
        " line INTEGER NOT NULL, source TEXT NOT NULL, mobile TEXT NOT NULL, face INTEGER, speed INTEGER NOT NULL,"
        " price INTEGER, note TEXT NOT NULL, codes TEXT NOT NULL, looked TEXT NOT NULL, choice TEXT NOT NULL,"
        " order_no TEXT NOT NULL, queued INTEGER NOT NULL, repeats INTEGER NOT NULL, held TEXT NOT NULL,"
        " retries TEXT NOT NULL, PRIMARY KEY (batch, position)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE UNIQUE INDEX batch_rows_order_no ON batch_rows (order_no)")
    db.execute("CREATE INDEX batch_rows_retries ON batch_rows (retries) WHERE retries <> ''")
