"""Backups of the orders: made, checked, rotated and put back. Used on worker threads, on connections of their own."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop import private
from desktop.domain.backup import Backup, Contents, Kind
from desktop.storage.errors import BackupError
from desktop.storage.journal import sync_folder

log = logging.getLogger(__name__)

_PAGES_A_STEP = 2000
_CHECK_OPCODES = 10_000
_HOURLY_S = 3500.0  # a little less than the hour between two tries
_UNFINISHED = ".unfinished"


_KEPT = {Kind.HOURLY: 24, Kind.DAILY: 14, Kind.UPGRADE: 3}


class Backups:
    """The backups beside one database file. `stop` ends what is under way: it raises BackupError soon."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._folder = file.parent / "backups"
        self._stopped = threading.Event()
        self._busy = threading.RLock()

    def stop(self) -> None:
        """Let work on other threads end soon."""
        self._stopped.set()

    def wait_until_idle(self) -> None:
        """Return when no other thread has the database open for a backup or a check."""
        with self._busy:
            pass

    def all(self) -> list[Backup]:
        """What there is, newest first. Raises OSError."""
        found = [backup for path in self._folder.glob("*.db") if (backup := _named(path)) is not None]
        return sorted(found, key=lambda backup: -backup.serial)

    def contents(self, backup: Backup) -> Contents:
        """What a backup holds. Raises BackupError for one that cannot be read."""
        with _in_words(), closing(_look(backup.path)) as look:
            orders, newest_at = look.execute("SELECT count(*), max(placed_at) FROM orders").fetchone()
        return Contents(backup, orders, newest_at)

    def readable(self) -> list[Contents]:
        """What there is to put back, newest first; unreadable ones are left out."""
        found = []
        for backup in self.all():
            try:
                found.append(self.contents(backup))
            except BackupError:
                log.exception("%s cannot be read", backup.path.name)
        return found

    def make(self, now: float) -> Backup | None:
        """Back up if anything happened since the last one, and no sooner than an hour after it, so that many starts do
        not push the older ones out; the day's first is a daily one, the others hourly.

        Raises BackupError.
        """
        with self._at_work(), _in_words():
            kept = self.all()
            if kept and _last_event_of(kept[0]) == _last_event(self._file):
                return None
            day = time.localtime(now)[:3]
            has_daily = any(one.kind is Kind.DAILY and time.localtime(one.made_at)[:3] == day for one in kept)
            if has_daily and 0 <= now - kept[0].made_at < _HOURLY_S:
                return None
            return self.copy(Kind.HOURLY if has_daily else Kind.DAILY, now)

    def copy(self, kind: Kind, now: float) -> Backup:
        """Copy the database to a temporary file, check the copy, make it durable, give it its name; drop the oldest.

        Raises BackupError; no half-made backup has a backup's name.
        """
        with self._at_work(), _in_words():
            private.make_folder(self._folder)
            self._sweep()
            kept = self.all()
            serial = kept[0].serial + 1 if kept else 1
            stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
            path = self._folder / f"{serial:06d}-{kind}-{stamp}.db"
            self._see_that_there_is_room()
            self._copy_checked(self._file, path)
            self._rotate()
            return Backup(path, serial, kind, now)

    def restore(self, backup: Backup | None, now: float) -> Path | None:
        """Put a backup in the database's place, or None: nothing, so that the next start begins a new one.

        The database must be closed. What was there is set aside, never deleted; its new place is returned. Raises
        BackupError; the backup is checked before anything is touched.
        """
        with _in_words():
            ready = self._file.with_name(self._file.name + ".restoring")
            if backup is not None:
                private.touch(ready)
                shutil.copyfile(backup.path, ready)
                _checked(ready)
                _sync(ready)
            aside = self._set_aside(now)
            if backup is not None:
                os.replace(ready, self._file)
            sync_folder(self._file.parent)
            return aside

    def damage(self, thorough: bool) -> str | None:
        """What SQLite's quick_check (or, thorough, integrity_check) finds wrong with the database; None for nothing.

        Raises BackupError when the check could not be made.
        """
        try:
            with self._at_work(), closing(_look(self._file)) as look:
                return self._check(look, thorough=thorough)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                return str(error)
            raise BackupError(str(error)) from error

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """The database is open here until the context ends; not any more after `stop`."""
        with self._busy:
            if self._stopped.is_set():
                raise BackupError("stopped: the program closes")
            yield

    def _copy_checked(self, source: Path, path: Path) -> None:
        unfinished = path.with_suffix(_UNFINISHED)
        private.touch(unfinished)
        with closing(_look(source)) as original, closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            original.execute("BEGIN")  # one state of the orders, whatever is written meanwhile
            original.execute("SELECT 1 FROM sqlite_master").fetchone()
            original.backup(copy, pages=_PAGES_A_STEP, progress=self._go_on)
            copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one file
            if (wrong := self._check(copy, thorough=True)) is not None:
                raise BackupError(f"the copy is damaged: {wrong}")
        _sync(unfinished)
        os.replace(unfinished, path)
        sync_folder(path.parent)

    def _check(self, connection: sqlite3.Connection, *, thorough: bool) -> str | None:
        connection.set_progress_handler(self._stopped.is_set, _CHECK_OPCODES)
        found = connection.execute("PRAGMA integrity_check(1)" if thorough else "PRAGMA quick_check(1)").fetchone()[0]
        return None if found == "ok" else str(found)

    def _go_on(self, _status: int, _left: int, _pages: int) -> None:
        if self._stopped.is_set():
            raise BackupError("stopped: the program closes")

    def _see_that_there_is_room(self) -> None:
        wanted, free = 2 * self._file.stat().st_size, shutil.disk_usage(self._folder).free
        if free < wanted:
            raise BackupError(f"{wanted} bytes are wanted and {free} are free on the disk")

    def _rotate(self) -> None:
        for kind, number in _KEPT.items():
            for old in [one for one in self.all() if one.kind is kind][number:]:
                _remove(old.path)

    def _sweep(self) -> None:
        for left in self._folder.glob(f"*{_UNFINISHED}*"):
            _remove(left)

    def _set_aside(self, now: float) -> Path | None:
        """Move the database away, its log after it: in every moment between, it is missing rather than half there."""
        aside = self._place_aside(now)
        there = self._file.exists()
        for ending in ("", "-wal", "-shm"):
            old = self._file.with_name(self._file.name + ending)
            if old.exists():
                os.replace(old, aside.with_name(aside.name + ending))
        return aside if there else None

    def _place_aside(self, now: float) -> Path:
        """A free name; that of the database which an earlier try moved away without its log, where there is one."""
        if not self._file.exists():
            moved = sorted(self._file.parent.glob("set-aside-*.db"), key=lambda path: path.stat().st_mtime)
            if moved and not moved[-1].with_name(f"{moved[-1].name}-wal").exists():
                return moved[-1]
        stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
        names = (f"set-aside-{stamp}{'' if number == 1 else f'-{number}'}.db" for number in itertools.count(1))
        return next(path for path in map(self._file.with_name, names) if not path.exists())


def _named(path: Path) -> Backup | None:
    serial, _, rest = path.stem.partition("-")
    kind, _, stamp = rest.partition("-")
    try:
        made_at = time.mktime(time.strptime(stamp, "%Y%m%d-%H%M%S"))
        return Backup(path, int(serial), Kind(kind), made_at)
    except (ValueError, OverflowError):
        return None


def _look(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. (Not immutable: the newest orders are in the write-ahead log.)"""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _last_event_of(backup: Backup) -> tuple[int, int] | None:
    """None for a backup that cannot be read: it must not keep others from being made."""
    try:
        return _last_event(backup.path)
    except sqlite3.Error:
        log.exception("%s cannot be read", backup.path.name)
        return None


def _last_event(path: Path) -> tuple[int, int]:
    with closing(_look(path)) as look:
        events: int = look.execute("SELECT ifnull(max(id), 0) FROM events").fetchone()[0]
        balances: int = look.execute("SELECT ifnull(max(id), 0) FROM balances").fetchone()[0]
    return events, balances


def _checked(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupError(f"the backup is damaged: {found}")


def _remove(path: Path) -> None:
    """Not being able to (a virus scanner holds it) is no reason to call the new backup failed."""
    try:
        path.unlink()
    except OSError:
        log.exception("%s cannot be removed", path.name)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise BackupError(str(error)) from error
