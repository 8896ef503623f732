"""Restores a file as the database: validates a copy first, and sets the present database aside."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from desktop.storage.disk import see_that_there_is_room, sync
from desktop.storage.journal.journal import sync_folder
from desktop.storage.schema.file_format import distrust
from desktop.storage.upkeep.admission import Place, see_that_it_fits
from desktop.system import private

ASIDE = "set-aside-*.db"
_WITH_IT = ("", "-wal", "-shm", "-journal")


def put_back(database: Path, chosen: Path | None, now: float, place: Place) -> Path | None:
    """Replace the closed database with a file and its write-ahead log, if any; None: no database, so that the next
    start creates a new one. Returns the path of the database that was set aside, if any.

    Raises RefusedBackupError, OSError and sqlite3.Error; nothing is changed until the copy is validated.
    """
    ready = database.with_name(f"{database.name}.restoring")
    _remove_all(ready)
    if chosen is not None:
        try:
            _copy_that_fits(chosen, ready, place)
        except BaseException:
            _remove_all(ready)
            raise
    aside = _set_aside(database, now)
    if chosen is not None:
        os.replace(ready, database)
    sync_folder(database.parent)
    return aside


def _copy_that_fits(chosen: Path, ready: Path, place: Place) -> None:
    """Copy the file and validate the copy, which no one else can change."""
    log = chosen.with_name(f"{chosen.name}-wal")
    see_that_there_is_room(ready.parent, chosen.stat().st_size)
    for source, copied in ((chosen, ready), (log, ready.with_name(f"{ready.name}-wal"))):
        if source is chosen or source.exists():
            private.touch(copied)
            shutil.copyfile(source, copied)
    with closing(sqlite3.connect(ready, isolation_level=None)) as copy:
        distrust(copy)
        see_that_it_fits(copy, place)
        copy.execute("PRAGMA journal_mode=DELETE")  # merges the log into the file
    sync(ready)


def _set_aside(database: Path, now: float) -> Path | None:
    """Move the database away, then its log: at every moment in between it is missing rather than incomplete."""
    aside = _place_aside(database, now)
    there = database.exists()
    for ending in ("", "-wal", "-shm"):
        old = database.with_name(database.name + ending)
        if old.exists():
            os.replace(old, aside.with_name(aside.name + ending))
    return aside if there else None


def _place_aside(database: Path, now: float) -> Path:
    """A free name, or that of a database which an earlier attempt moved away without its log."""
    if not database.exists():
        moved = sorted(database.parent.glob(ASIDE), key=lambda path: path.stat().st_mtime)
        if moved and not moved[-1].with_name(f"{moved[-1].name}-wal").exists():
            return moved[-1]
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    names = (f"set-aside-{stamp}{'' if number == 1 else f'-{number}'}.db" for number in itertools.count(1))
    return next(path for path in map(database.with_name, names) if not path.exists())


def _remove_all(file: Path) -> None:
    for ending in _WITH_IT:
        file.with_name(file.name + ending).unlink(missing_ok=True)
