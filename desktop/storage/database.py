"""The database thread, which writes, and a second, read-only one, so that a search never delays an order."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from desktop.domain.upkeep.upgrade import UpgradeProgress
from desktop.storage.disk import is_on_network
from desktop.storage.errors import (
    DamagedDatabaseError,
    ForeignDatabaseError,
    MovedDatabaseError,
    NetworkDriveError,
    NewerDatabaseError,
    UnwritableFolderError,
    WriteFailedError,
)
from desktop.storage.schema import comparison
from desktop.storage.schema.file_format import SCHEMA_VERSION, SHOP_ID, distrust
from desktop.storage.schema.upgrading import bring_up_to_date
from desktop.storage.whereabouts import Whereabouts
from desktop.system import private
from desktop.system.instance_lock import LOCK_NAME

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

_FULL = 2
_OPCODES_BETWEEN_LOOKS = 2000
_READING_CACHE_KIB = 8192
LOOK_FOR_FILES_S = 2.0

# Errors of the environment, as opposed to bugs in our SQL.
_ENVIRONMENT = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Database:
    """Runs functions of a connection on the database thread, one at a time, in the order of the calls.

    WAL with synchronous=FULL: a commit that returned survives a power cut (decisions/0002). A given
    `thread` also does the reading. While there is work, the files are looked for every `look_every` seconds.
    """

    def __init__(
        self,
        file: Path,
        application_id: int = SHOP_ID,
        thread: Executor | None = None,
        look_every: float = LOOK_FOR_FILES_S,
    ) -> None:
        self._file = file
        self._application_id = application_id
        self._thread = thread or ThreadPoolExecutor(1, thread_name_prefix="database")
        self._reading = thread or ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._connection: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self.on_damage: Callable[[str], None] = lambda _what: None
        """Called on the event loop when SQLite finds the file damaged, before the error is raised."""
        self.on_moved: Callable[[str], None] = lambda _missing: None
        """Called on the event loop with the name of the file or lock that was taken away; "" when it is back."""
        self._whereabouts = Whereabouts([])
        self._look_every = look_every
        self._looked_at = 0.0
        self._missing = self._told_missing = ""

    @property
    def file(self) -> Path:
        return self._file

    def free_bytes(self) -> int:
        """The free space for new orders; call it on the database thread. Raises OSError, and MovedDatabaseError if the
        file was taken away: writes would be lost, or beside those of another program.
        """
        self._look_for_files()
        if self._missing:
            raise MovedDatabaseError(f"{self._missing} was moved, deleted or replaced")
        return shutil.disk_usage(self._file.parent).free

    async def open(
        self,
        before_migration: Callable[[int], object] = lambda _version: None,
        upgrading: Callable[[UpgradeProgress], object] = lambda _progress: None,
    ) -> None:
        """Open the file, creating or migrating it as needed.

        `before_migration` is called with the old version before a migration, `upgrading` before each of its steps, of
        which the backup is the first; both on the database thread.

        Raises NewerDatabaseError, ForeignDatabaseError, DamagedDatabaseError, NetworkDriveError or
        UnwritableFolderError; the orders are untouched then.
        """
        self._connection = await self._on_thread(_open, self._file, self._application_id, before_migration, upgrading)
        self._whereabouts = Whereabouts([self._file, self._file.with_name(LOCK_NAME)])

    async def run(self, work: Callable[..., R], *args: object) -> R:
        """Run `work(connection, *args)` on the database thread; cancelling the caller does not stop work that has
        begun.

        Raises WriteFailedError for an error of the environment, DamagedDatabaseError for a damaged file.
        """
        try:
            return await self._on_thread(self._work, work, *args)
        except DamagedDatabaseError as damage:
            self.on_damage(str(damage))
            raise
        finally:
            self._tell_of_files()

    async def read(self, work: Callable[..., R], *args: object) -> R:
        """Run `work(connection, *args)` on the reading thread, on a read-only connection that sees all commits.

        Cancelling the caller prevents or stops the work. Raises like `run`.
        """
        dropped = threading.Event()
        try:
            return await asyncio.wrap_future(self._reading.submit(self._read, dropped, work, *args))
        except asyncio.CancelledError:
            dropped.set()
            raise
        except DamagedDatabaseError as damage:
            self.on_damage(str(damage))
            raise

    async def close(self) -> None:
        """Checkpoint the write-ahead log into the file and close it; also allowed if `open` failed."""
        await asyncio.wrap_future(self._reading.submit(self._close_reader))
        await self._on_thread(self._close)
        self._reading.shutdown()
        self._thread.shutdown()

    async def _on_thread(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return await asyncio.wrap_future(self._thread.submit(work, *args, **kwargs))

    def _read(self, dropped: threading.Event, work: Callable[..., R], *args: object) -> R:
        if self._connection is None:
            raise RuntimeError("the database is not open")
        try:
            reader = self._reader = self._reader or reading(self._file)
            reader.set_progress_handler(dropped.is_set, _OPCODES_BETWEEN_LOOKS)
            return work(reader, *args)
        except sqlite3.Error as error:
            raise _named(error) from error

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _work(self, work: Callable[..., R], *args: object) -> R:
        if self._connection is None:
            raise RuntimeError("the database is not open")
        try:
            if time.monotonic() - self._looked_at > self._look_every:
                with suppress(OSError):
                    self._look_for_files()
            return work(self._connection, *args)
        except sqlite3.Error as error:
            raise _named(error) from error

    def _look_for_files(self) -> None:
        """Check whether the files are still there, with two system calls; raises OSError. Results are still written if
        one is missing: that does no harm.
        """
        self._looked_at = time.monotonic()
        self._missing = self._whereabouts.missing()

    def _tell_of_files(self) -> None:
        if self._missing != self._told_missing:
            self._told_missing = self._missing
            log.error("open files moved or missing: %s", self._missing or "none")
            self.on_moved(self._missing)

    def _close(self) -> None:
        if self._connection is None:
            return
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error:  # nothing is lost: the log is replayed at the next start
            log.exception("the write-ahead log cannot be checkpointed")
        self._connection.close()
        self._connection = None


def _named(error: sqlite3.Error) -> Exception:
    """Convert an error of the environment or the file to ours; any other is returned unchanged, as a bug."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _ENVIRONMENT:
        return WriteFailedError(str(error))
    return DamagedDatabaseError(str(error)) if code in _DAMAGE else error


def _open(
    file: Path,
    application_id: int,
    before_migration: Callable[[int], object],
    upgrading: Callable[[UpgradeProgress], object],
) -> sqlite3.Connection:
    try:
        private.make_folder(file.parent)
        if is_on_network(file.parent):
            raise NetworkDriveError(str(file.parent))
        if file.exists():
            version = _check_ours(file, application_id)
            if 0 < version < SCHEMA_VERSION:
                upgrading(UpgradeProgress(0, SCHEMA_VERSION - version + 1))
                before_migration(version)
        return _prepared(file, application_id, upgrading)
    except OSError as error:
        raise UnwritableFolderError(str(error)) from error
    except sqlite3.Error as error:
        named = _named(error)
        raise UnwritableFolderError(str(error)) if isinstance(named, WriteFailedError) else named from error


def _prepared(file: Path, application_id: int, upgrading: Callable[[UpgradeProgress], object]) -> sqlite3.Connection:
    private.touch(file)  # SQLite gives the write-ahead log the same rights
    # Autocommit, so that all transactions are explicit; every call is made on the one database thread.
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=True)
    try:
        distrust(connection, orders_are_written=True)
        connection.row_factory = sqlite3.Row
        for pragma in (f"synchronous={_FULL}", "foreign_keys=ON", "recursive_triggers=ON", "busy_timeout=3000"):
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
            raise UnwritableFolderError("this folder takes no write-ahead log")
        if connection.execute("PRAGMA synchronous").fetchone()[0] != _FULL:
            raise UnwritableFolderError("this SQLite does not wait for the disk")
        bring_up_to_date(connection, application_id, upgrading)
    except BaseException:
        connection.close()
        raise
    return connection


def reading(file: Path) -> sqlite3.Connection:
    """A read-only connection that sees all commits."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    distrust(connection)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA busy_timeout=3000")
    connection.execute(f"PRAGMA cache_size=-{_READING_CACHE_KIB}")
    return connection


def _check_ours(file: Path, application_id: int) -> int:
    """Check that the file is ours and return its schema version. Raises NewerDatabaseError, ForeignDatabaseError,
    AlteredDatabaseError.
    """
    try:
        return _checked_version(file, application_id, "ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        # The process that created the file died before its first commit: SQLite must roll back, so it must write.
        return _checked_version(file, application_id, "rw")


def _checked_version(file: Path, application_id: int, mode: str) -> int:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True)) as look:
        distrust(look)
        version = look.execute("PRAGMA user_version").fetchone()[0]
        application = look.execute("PRAGMA application_id").fetchone()[0]
        empty = look.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if version > SCHEMA_VERSION:
            raise NewerDatabaseError(f"schema {version}, this program knows {SCHEMA_VERSION}")
        if not empty and application != application_id:
            raise ForeignDatabaseError("not a database of this program, or one of its other mode")
        if not empty:
            comparison.see_that_it_is_ours(look, version)
    return int(version)
