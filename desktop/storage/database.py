"""The one database thread and its one connection."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from desktop.storage.errors import (
    DamagedDatabaseError,
    ForeignDatabaseError,
    NewerDatabaseError,
    UnwritableFolderError,
    WriteFailedError,
)

P = ParamSpec("P")
R = TypeVar("R")

SHOP_ID = 0x54445553
PRACTICE_ID = 0x54445052
"""Written into the file, so that practice data is never opened as the shop's, nor the other way round."""
SCHEMA_VERSION = 1

# What the disk does to us, as opposed to a mistake in our SQL.
_ENVIRONMENT = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}


class Database:
    """Runs functions of a connection on the database thread, one at a time, in the order of the calls.

    WAL with synchronous=FULL: a commit that returned survives a power cut (PITFALLS, "SQLite").
    """

    def __init__(self, file: Path, application_id: int = SHOP_ID) -> None:
        self._file = file
        self._application_id = application_id
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._connection: sqlite3.Connection | None = None

    async def open(self) -> None:
        """Open the file, making or migrating it as needed.

        Raises NewerDatabaseError, DamagedDatabaseError or UnwritableFolderError; the file is untouched then.
        """
        self._connection = await self._on_thread(_open, self._file, self._application_id)

    async def run(self, work: Callable[..., R], *args: object) -> R:
        """`work(connection, *args)` on the database thread. A cancelled caller does not stop the work."""
        return await self._on_thread(self._work, work, *args)

    async def close(self) -> None:
        """Fold the write-ahead log into the file and close it; also fine when `open` failed."""
        await self._on_thread(self._close)
        self._thread.shutdown()

    async def _on_thread(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return await asyncio.wrap_future(self._thread.submit(work, *args, **kwargs))

    def _work(self, work: Callable[..., R], *args: object) -> R:
        if self._connection is None:
            raise RuntimeError("the database is not open")
        return work(self._connection, *args)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
            self._connection = None


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE … COMMIT, rolled back on any error. Raises WriteFailedError where SQLite cannot write."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF in _ENVIRONMENT:
            raise WriteFailedError(str(error)) from error
        raise


def _open(file: Path, application_id: int) -> sqlite3.Connection:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            _check_ours(file, application_id)
        # Every call is made on the one database thread; autocommit, so that transactions are only ours.
        connection = sqlite3.connect(file, isolation_level=None, check_same_thread=True)
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=3000"):
            connection.execute(f"PRAGMA {pragma}")
    except (OSError, sqlite3.OperationalError) as error:
        raise UnwritableFolderError(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DamagedDatabaseError(str(error)) from error
    _migrate(connection, application_id)
    return connection


def _check_ours(file: Path, application_id: int) -> None:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as look:
        version = look.execute("PRAGMA user_version").fetchone()[0]
        application = look.execute("PRAGMA application_id").fetchone()[0]
        empty = look.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if version > SCHEMA_VERSION:
        raise NewerDatabaseError(f"schema {version}, this program knows {SCHEMA_VERSION}")
    if not empty and application != application_id:
        raise ForeignDatabaseError("not a database of this program, or one of its other mode")


def _migrate(connection: sqlite3.Connection, application_id: int) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        return
    from sqlite_utils import Database as Tables

    from desktop.storage.migrations import migrations

    connection.execute(f"PRAGMA application_id={application_id}")
    migrations.apply(Tables(connection))
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
