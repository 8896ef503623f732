"""Backups of the orders: made, checked, thinned out and restored. Used on worker threads, on separate connections.

Each is the whole database: a chain of incremental backups would fail with any of its links, and could not be opened on
its own. So large databases are backed up less often instead (`_interval_s`): the bytes written per hour stay the same,
and the journal has the orders in between.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.domain.upkeep.backup import Backup, BackupKind, Contents, least_missed
from desktop.storage import disk
from desktop.storage.errors import BackupError
from desktop.storage.journal.journal import sync_folder
from desktop.storage.schema.file_format import SHOP_ID, distrust
from desktop.storage.upkeep import restoring
from desktop.storage.upkeep.admission import Place, accounts_in, look, see_that_it_fits
from desktop.system import private

log = logging.getLogger(__name__)

_PAGES_A_STEP = 2000
_CHECK_OPCODES = 10_000
_HOURLY_S = 3500.0  # a little less than the hour between two attempts
_BYTES_AN_HOUR = 64 * 1024 * 1024
_MOST_AT_EXIT = 256 * 1024 * 1024
MOST_BYTES = 4 * 1024 * 1024 * 1024
_SPARED = 2
_UNFINISHED = ".unfinished"
_STAMP = "%Y%m%d-%H%M%S"

_KEPT = {
    BackupKind.HOURLY: 24,
    BackupKind.DAILY: 14,
    BackupKind.UPGRADE: 3,
    BackupKind.CLOSE: 14,
    BackupKind.EXIT: 6,
    BackupKind.ASKED: 6,
}


class Backups:
    """The backups beside one database file, the shop's or (`application_id`) practice.

    `stop` ends work in progress, which then raises BackupError. All backups together take `at_most` bytes.
    """

    def __init__(
        self,
        file: Path,
        application_id: int = SHOP_ID,
        free_bytes: Callable[[Path], int] = disk.free_bytes,
        size_of: Callable[[Path], int] = disk.size_with_log,
        at_most: int = MOST_BYTES,
    ) -> None:
        self.file = file
        self.is_shop = application_id == SHOP_ID
        self._application_id = application_id
        self._free_bytes = free_bytes
        self._size_of = size_of
        self._at_most = at_most
        self._folder = file.parent / "backups"
        self._until = float("inf")
        self._busy = threading.RLock()

    def stop(self) -> None:
        """Let work on other threads end soon."""
        self._until = 0.0

    def wait_until_idle(self) -> None:
        """Return when no other thread has the database open for a backup or a check."""
        with self._busy:
            pass

    def all(self) -> list[Backup]:
        """All backups, newest first. Raises OSError."""
        found = [backup for path in self._folder.glob("*.db") if (backup := _named(path)) is not None]
        return sorted(found, key=lambda backup: -backup.serial)

    def set_aside(self) -> list[Backup]:
        """The databases that were set aside when another was restored, newest first. Raises OSError."""
        found = [
            Backup(path, 0, BackupKind.SET_ASIDE, _aside_at(path)) for path in self.file.parent.glob(restoring.ASIDE)
        ]
        return sorted(found, key=lambda backup: backup.made_at, reverse=True)

    def readable(self) -> list[Contents]:
        """All that can be restored: backups, then databases set aside, each newest first, without unreadable ones.
        Raises OSError.
        """
        found = []
        for backup in [*self.all(), *self.set_aside()]:
            try:
                found.append(_contents(backup))
            except (OSError, sqlite3.Error):
                log.exception("%s cannot be read", backup.path.name)
        return found

    def examined(self, path: Path, store_id: str) -> Contents:
        """The contents of any file that could be restored. Raises RefusedBackupError and BackupError."""
        with _in_words(), closing(look(path)) as opened:
            see_that_it_fits(opened, self._place(path, store_id))
            return _contents(Backup(path, 0, BackupKind.FILE, path.stat().st_mtime))

    def make(self, now: float) -> Backup | None:
        """Back up if there were changes since the last backup and it is at least an hour old (some hours for a large
        database), so that many starts do not displace the older ones; the day's first is a daily one, the others are
        hourly. None if no backup was made.

        Raises BackupError.
        """
        with self._at_work(), _in_words():
            kept = self.all()
            if kept and _last_written_of(kept[0]) == _last_written(self.file):
                return None
            day = time.localtime(now)[:3]
            has_daily = any(one.kind is BackupKind.DAILY and time.localtime(one.made_at)[:3] == day for one in kept)
            if has_daily and 0 <= now - kept[0].made_at < self._interval_s():
                return None
            return self.copy(BackupKind.HOURLY if has_daily else BackupKind.DAILY, now)

    def make_now(self, kind: BackupKind, now: float) -> Backup:
        """Back up now; returns the newest backup if nothing has changed since. Raises BackupError."""
        with self._at_work(), _in_words():
            kept = self.all()
            if kept and _last_written_of(kept[0]) == _last_written(self.file):
                return kept[0]
            return self.copy(kind, now)

    def make_last(self, now: float, seconds: float) -> Backup | None:
        """Back up at exit, also after `stop`, if any event, entry or close was written since the last backup; stops
        after `seconds`.

        None if nothing is new, and for a database too large to copy within seconds. Raises BackupError.
        """
        with self._busy, _in_words():
            kept = self.all()
            if kept and (_last_written_of(kept[0]) or ())[1:] == _last_written(self.file)[1:]:
                return None
            if self._size() > _MOST_AT_EXIT:
                return None
            self._until = time.monotonic() + seconds
            try:
                return self.copy(BackupKind.EXIT, now)
            finally:
                self.stop()

    def copy(self, kind: BackupKind, now: float) -> Backup:
        """Copy the database to a temporary file, check the copy, fsync it, rename it; then delete surplus backups.
        Raises BackupError; no incomplete backup has a backup's name.

        The clerk waits for the copy before an upgrade: its indexes, which a copy of pages cannot falsify, are not
        compared with their tables (15 s for a million orders).
        """
        with self._at_work(), _in_words():
            private.make_folder(self._folder)
            self._sweep()
            kept = self.all()
            serial = kept[0].serial + 1 if kept else 1
            path = self._folder / f"{serial:06d}-{kind}-{time.strftime(_STAMP, time.localtime(now))}.db"
            self._make_room()
            self._copy_checked(self.file, path, thorough=kind is not BackupKind.UPGRADE)
            self._rotate()
            self._thin_out()
            return Backup(path, serial, kind, now)

    def restore(self, backup: Backup | None, now: float, store_id: str = "") -> Path | None:
        """Restore a backup, or None: no database, so that the next start creates a new one.

        The database must be closed. The present one is set aside, never deleted; its new path is returned. Raises
        RefusedBackupError and BackupError; the backup is checked before anything is changed.
        """
        with _in_words():
            chosen = None if backup is None else backup.path
            place = Place(self._application_id) if chosen is None else self._place(chosen, store_id)
            return restoring.put_back(self.file, chosen, now, place)

    def damage(self, thorough: bool) -> str | None:
        """The first error that SQLite's quick_check (or, if thorough, integrity_check) finds in the database, or None.

        Raises BackupError if the check could not be made.
        """
        try:
            with self._at_work(), closing(_look(self.file)) as opened:
                return self._check(opened, thorough=thorough)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                return str(error)
            raise BackupError(str(error)) from error

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Hold the database open until the context ends. Raises BackupError after `stop`."""
        with self._busy:
            self._see_that_there_is_time()
            yield

    def _place(self, path: Path, store_id: str) -> Place:
        """The accounts that a file may have orders of: ours, and those of the database's orders. A file in our own
        folders is accepted if the database has no orders to compare with.
        """
        known = accounts_in(self.file)
        lies_here = path.parent in (self._folder, self.file.parent)
        wanted = known | {store_id} if store_id and (known or not lies_here) else frozenset[str]()
        return Place(self._application_id, wanted)

    def _copy_checked(self, source: Path, path: Path, *, thorough: bool) -> None:
        unfinished = path.with_suffix(_UNFINISHED)
        private.touch(unfinished)
        with closing(_look(source)) as original, closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            distrust(copy)
            original.execute("BEGIN")  # snapshot isolation
            original.execute("SELECT 1 FROM sqlite_master").fetchone()
            original.backup(copy, pages=_PAGES_A_STEP, progress=lambda *_: self._see_that_there_is_time())
            copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one file
            if (wrong := self._check(copy, thorough=thorough)) is not None:
                raise BackupError(f"the copy is damaged: {wrong}")
        disk.sync(unfinished)
        os.replace(unfinished, path)
        sync_folder(path.parent)

    def _check(self, connection: sqlite3.Connection, *, thorough: bool) -> str | None:
        connection.set_progress_handler(self._is_out_of_time, _CHECK_OPCODES)
        found = connection.execute("PRAGMA integrity_check(1)" if thorough else "PRAGMA quick_check(1)").fetchone()[0]
        return None if found == "ok" else str(found)

    def _is_out_of_time(self) -> bool:
        return time.monotonic() >= self._until

    def _see_that_there_is_time(self) -> None:
        if self._is_out_of_time():
            raise BackupError("stopped: the program closes")

    def _size(self) -> int:
        return self._size_of(self.file)

    def _interval_s(self) -> float:
        return max(_HOURLY_S, self._size() / _BYTES_AN_HOUR * 3600)

    def _make_room(self) -> None:
        """Delete old backups if the disk is short of space, but never all of them, and leave space for results."""
        wanted, kept = self._size() + disk.LEFT_FREE, self.all()
        while self._free_bytes(self._folder) < wanted and len(kept) > _SPARED:
            _remove(kept.pop(_first_to_go(kept)).path)
        if (free := self._free_bytes(self._folder)) < wanted:
            raise BackupError(f"{wanted} bytes are wanted and {free} are free on the disk")

    def _rotate(self) -> None:
        for kind, number in _KEPT.items():
            for old in [one for one in self.all() if one.kind is kind][number:]:
                _remove(old.path)

    def _thin_out(self) -> None:
        """Limit backups to `at_most` and to a quarter of the space that is free without them; always keep three."""
        kept = self.all()
        sizes = {one.path: one.path.stat().st_size for one in kept}
        at_most = min(self._at_most, (self._free_bytes(self._folder) + sum(sizes.values())) // 4)
        while sum(sizes.values()) > at_most and len(kept) > _SPARED + 1:
            gone = kept.pop(_first_to_go(kept)).path
            del sizes[gone]
            _remove(gone)

    def _sweep(self) -> None:
        for left in self._folder.glob(f"*{_UNFINISHED}*"):
            _remove(left)


def _first_to_go(kept: list[Backup]) -> int:
    return least_missed([one.made_at for one in kept])


def _named(path: Path) -> Backup | None:
    serial, _, rest = path.stem.partition("-")
    kind, _, stamp = rest.partition("-")
    try:
        return Backup(path, int(serial), BackupKind(kind), time.mktime(time.strptime(stamp, _STAMP)))
    except (ValueError, OverflowError):
        return None


def _aside_at(path: Path) -> float:
    try:
        return time.mktime(time.strptime(path.stem.removeprefix("set-aside-")[:15], _STAMP))
    except (ValueError, OverflowError):
        return path.stat().st_mtime


def _contents(backup: Backup) -> Contents:
    with closing(look(backup.path)) as opened:
        orders, newest_at = opened.execute("SELECT count(*), max(placed_at) FROM orders").fetchone()
    return Contents(backup, orders, newest_at)


def _look(path: Path) -> sqlite3.Connection:
    """A read-only connection to a database with a writer."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    distrust(connection)
    return connection


def _last_written_of(backup: Backup) -> tuple[int, ...] | None:
    """None for an unreadable backup, which must not prevent new ones."""
    try:
        return _last_written(backup.path)
    except sqlite3.Error:
        log.exception("%s cannot be read", backup.path.name)
        return None


def _last_written(path: Path) -> tuple[int, ...]:
    """The ids of the newest balance, event, entry and close, which are never deleted."""
    keys = ("balances.id", "events.id", "entries.id", "closes.number")
    sums = ", ".join(f"(SELECT ifnull(max({key.partition('.')[2]}), 0) FROM {key.partition('.')[0]})" for key in keys)
    with closing(_look(path)) as opened:
        found: tuple[int, ...] = opened.execute(f"SELECT {sums}").fetchone()
    return found


def _remove(path: Path) -> None:
    """Remove a file; a failure (a virus scanner holds it, for example) must not fail the new backup."""
    try:
        path.unlink()
    except OSError:
        log.exception("%s cannot be removed", path.name)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise BackupError(str(error)) from error
