"""Backups of the orders: made, checked, thinned out and put back. Used on worker threads, on connections of their own.

Each is the whole database: a chain of changed pages would be worth no more than its weakest link, and could not be
opened on a computer that has nothing else. So large databases are backed up less often instead (`_interval_s`): what
is written by the hour stays the same, and the journal has the orders in between.
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
_HOURLY_S = 3500.0  # a little less than the hour between two tries
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

    `stop` ends what is under way: it raises BackupError soon. All together take `at_most` bytes.
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
        """What there is, newest first. Raises OSError."""
        found = [backup for path in self._folder.glob("*.db") if (backup := _named(path)) is not None]
        return sorted(found, key=lambda backup: -backup.serial)

    def set_aside(self) -> list[Backup]:
        """What was there before another was put back, newest first. Raises OSError."""
        found = [
            Backup(path, 0, BackupKind.SET_ASIDE, _aside_at(path)) for path in self.file.parent.glob(restoring.ASIDE)
        ]
        return sorted(found, key=lambda backup: backup.made_at, reverse=True)

    def readable(self) -> list[Contents]:
        """What there is to put back: backups, then what was set aside, each newest first; unreadable ones are left out.
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
        """What any file holds that could be put back. Raises RefusedBackupError and BackupError."""
        with _in_words(), closing(look(path)) as opened:
            see_that_it_fits(opened, self._place(path, store_id))
            return _contents(Backup(path, 0, BackupKind.FILE, path.stat().st_mtime))

    def make(self, now: float) -> Backup | None:
        """Back up if anything happened since the last one, and no sooner than an hour after it (a large database:
        than some hours), so that many starts do not push the older ones out; the day's first is a daily one, the others
        hourly.

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
        """Back up whatever the hour; the newest one, where nothing happened since. Raises BackupError."""
        with self._at_work(), _in_words():
            kept = self.all()
            if kept and _last_written_of(kept[0]) == _last_written(self.file):
                return kept[0]
            return self.copy(kind, now)

    def make_last(self, now: float, seconds: float) -> Backup | None:
        """At exit, also after `stop`: back up if any order or entry was written since the last one, for so long.

        None for nothing new, and for a database that cannot be copied in seconds. Raises BackupError.
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
        """Copy the database to a temporary file, check the copy, make it durable, give it its name; drop what is too
        much. Raises BackupError; no half-made backup has a backup's name.
        """
        with self._at_work(), _in_words():
            private.make_folder(self._folder)
            self._sweep()
            kept = self.all()
            serial = kept[0].serial + 1 if kept else 1
            path = self._folder / f"{serial:06d}-{kind}-{time.strftime(_STAMP, time.localtime(now))}.db"
            self._make_room()
            self._copy_checked(self.file, path)
            self._rotate()
            self._thin_out()
            return Backup(path, serial, kind, now)

    def restore(self, backup: Backup | None, now: float, store_id: str = "") -> Path | None:
        """Put a backup in the database's place, or None: nothing, so that the next start begins a new one.

        The database must be closed. What was there is set aside, never deleted; its new place is returned. Raises
        RefusedBackupError and BackupError; the backup is checked before anything is touched.
        """
        with _in_words():
            chosen = None if backup is None else backup.path
            place = Place(self._application_id) if chosen is None else self._place(chosen, store_id)
            return restoring.put_back(self.file, chosen, now, place)

    def damage(self, thorough: bool) -> str | None:
        """What SQLite's quick_check (or, thorough, integrity_check) finds wrong with the database; None for nothing.

        Raises BackupError when the check could not be made.
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
        """The database is open here until the context ends; not any more after `stop`."""
        with self._busy:
            self._see_that_there_is_time()
            yield

    def _place(self, path: Path, store_id: str) -> Place:
        """A file from elsewhere must have orders of our account, or of one that the database has orders of; what lies
        here is ours where the database itself does not tell.
        """
        known = accounts_in(self.file)
        lies_here = path.parent in (self._folder, self.file.parent)
        wanted = known | {store_id} if store_id and (known or not lies_here) else frozenset[str]()
        return Place(self._application_id, wanted)

    def _copy_checked(self, source: Path, path: Path) -> None:
        unfinished = path.with_suffix(_UNFINISHED)
        private.touch(unfinished)
        with closing(_look(source)) as original, closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            distrust(copy)
            original.execute("BEGIN")  # one state of the orders, whatever is written meanwhile
            original.execute("SELECT 1 FROM sqlite_master").fetchone()
            original.backup(copy, pages=_PAGES_A_STEP, progress=lambda *_: self._see_that_there_is_time())
            copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one file
            if (wrong := self._check(copy, thorough=True)) is not None:
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
        """Old backups go where the disk is short, but never all of them; nor may results be left without room."""
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
        """All together take `at_most`, and a quarter of what would be free without them; three are always kept."""
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
    """A connection that cannot write, to a database that others write to."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    distrust(connection)
    return connection


def _last_written_of(backup: Backup) -> tuple[int, ...] | None:
    """None for a backup that cannot be read: it must not keep others from being made."""
    try:
        return _last_written(backup.path)
    except sqlite3.Error:
        log.exception("%s cannot be read", backup.path.name)
        return None


def _last_written(path: Path) -> tuple[int, ...]:
    """The newest balance, event, entry and close. Nobody takes those away."""
    keys = ("balances.id", "events.id", "entries.id", "closes.number")
    sums = ", ".join(f"(SELECT ifnull(max({key.partition('.')[2]}), 0) FROM {key.partition('.')[0]})" for key in keys)
    with closing(_look(path)) as opened:
        found: tuple[int, ...] = opened.execute(f"SELECT {sums}").fetchone()
    return found


def _remove(path: Path) -> None:
    """Not being able to (a virus scanner holds it) is no reason to call the new backup failed."""
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
