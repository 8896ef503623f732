"""The identification of our database files, and the restrictions on untrusted ones."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from functools import cache

SHOP_ID = 0x54445553
PRACTICE_ID = 0x54445052
"""Application ids in the file, so that practice data is never opened as the shop's or vice versa."""
SCHEMA_VERSION = 14


def distrust(connection: sqlite3.Connection, *, orders_are_written: bool = False) -> None:
    """Confine the effects of a file's content to the file; call it for every connection, before its first statement.

    Views and triggers cannot call harmful functions or virtual tables, cell sizes are checked before reading, and (from
    Python 3.12 on) SQL cannot damage the file. Older releases of SQLite consider FTS5 harmful, and one of our triggers
    fills such a table: there, a connection that writes orders relies on the comparison of the schema (`comparison`).
    """
    if not orders_are_written or triggers_may_use_fts5():
        connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


@cache
def triggers_may_use_fts5() -> bool:
    with closing(sqlite3.connect(":memory:")) as trial:
        trial.executescript(
            "PRAGMA trusted_schema=OFF; CREATE TABLE one (n); CREATE VIRTUAL TABLE words USING fts5(n);"
            " CREATE TRIGGER fills AFTER INSERT ON one BEGIN INSERT INTO words VALUES (NEW.n); END;"
        )
        try:
            trial.execute("INSERT INTO one VALUES ('')")
        except sqlite3.OperationalError:
            return False
    return True
