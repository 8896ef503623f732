"""Copies of backups in a second folder: a USB stick, a synced disk. Used on a thread that may hang with it."""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.domain.upkeep.backup import Backup, FolderTrouble, least_missed
from desktop.storage.errors import SecondFolderError
from desktop.storage.journal.journal import sync_folder

_BLOCK = 1024 * 1024
COPIES = 12
LEFT_FREE = 16 * 1024 * 1024
_STAMP = "%Y%m%d-%H%M%S"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class SecondFolder:
    """One database's copies in a folder that others may use, too: their names contain the account and the installation,
    so that shops and computers sharing the folder do not touch each other's copies. `abandon` ends a copy in progress.
    """

    def __init__(
        self,
        folder: Path,
        database: Path,
        store_id: str,
        free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._folder = folder
        self._prefix = f"topup-desk-{_code(store_id)}-{_installation(database)}-"
        self._free_bytes = free_bytes
        self._abandoned = threading.Event()

    def abandon(self) -> None:
        """Let the copy end soon, leaving nothing behind, because its caller has given up."""
        self._abandoned.set()

    def keep(self, newest: Backup | None) -> float | None:
        """Copy the newest backup, if any, unless it is there already; returns the backup time of the newest copy (unix
        seconds; None for no copies). A copy gets its name once it is complete, verified and durable; older ones are
        thinned out. Raises SecondFolderError.
        """
        with _in_words():
            if not self._folder.is_dir():  # never created: without its stick, it would be on this computer's disk
                raise SecondFolderError(FolderTrouble.UNREACHABLE, str(self._folder))
            if newest is not None and not self._path(newest).exists():
                self._sweep()
                self._make_room(newest.path.stat().st_size)
                self._copy(newest.path, self._path(newest))
                self._thin_out(COPIES)
            kept = self._all()
            return _made_at(kept[0]) if kept else None

    def _path(self, backup: Backup) -> Path:
        stamp = time.strftime(_STAMP, time.localtime(backup.made_at))
        return self._folder / f"{self._prefix}{backup.serial:06d}-{stamp}.db"

    def _all(self) -> list[Path]:
        """Our copies, newest first."""
        ours = re.compile(re.escape(self._prefix) + r"\d{6,}-\d{8}-\d{6}\.db")
        found = [path for path in self._folder.iterdir() if ours.fullmatch(path.name)]
        return sorted(found, key=_serial, reverse=True)

    def _copy(self, source: Path, path: Path) -> None:
        unfinished = path.with_name(f".{path.name}.unfinished")
        try:
            written = self._written(source, unfinished)
            if self._digest(unfinished) != written:
                raise SecondFolderError(FolderTrouble.REFUSED, "the copy is not what was written")
            os.replace(unfinished, path)
            with suppress(OSError):  # some drives do not support this call
                sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise

    def _written(self, source: Path, target: Path) -> bytes:
        """Copy and fsync; returns the digest of the source."""
        digest = hashlib.sha256()
        with source.open("rb") as original, open(target, "xb", opener=_for_the_owner) as copy:
            while block := original.read(_BLOCK):
                self._go_on()
                digest.update(block)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        return digest.digest()

    def _digest(self, file: Path) -> bytes:
        digest = hashlib.sha256()
        with file.open("rb") as copy:
            while block := copy.read(_BLOCK):
                self._go_on()
                digest.update(block)
        return digest.digest()

    def _go_on(self) -> None:
        if self._abandoned.is_set():
            raise SecondFolderError(FolderTrouble.SILENT, "abandoned")

    def _make_room(self, size: int) -> None:
        """Delete our own older copies if the folder is short of space, but never the newest."""
        wanted = size + LEFT_FREE
        for left in range(len(self._all()) - 1, 0, -1):
            if self._free_bytes(self._folder) >= wanted:
                break
            self._thin_out(left)
        if (free := self._free_bytes(self._folder)) < wanted:
            raise SecondFolderError(FolderTrouble.FULL, f"{wanted} bytes are wanted and {free} are free")

    def _thin_out(self, number: int) -> None:
        kept = self._all()
        while len(kept) > number:
            at = least_missed([_made_at(one) for one in kept]) if len(kept) > 2 else -1
            kept.pop(at).unlink(missing_ok=True)

    def _sweep(self) -> None:
        for left in self._folder.glob(f".{self._prefix}*.unfinished"):
            left.unlink(missing_ok=True)


def _code(store_id: str) -> str:
    """The account in a form that is safe in a file name."""
    if re.fullmatch(r"[A-Za-z0-9_]{1,24}", store_id):
        return store_id
    return f"x{hashlib.sha256(store_id.encode()).hexdigest()[:12]}"


def _installation(database: Path) -> str:
    """The installation's code: two computers, or two data folders, have separate databases even if they share an
    account.
    """
    return hashlib.sha256(f"{platform.node()}\n{database.resolve()}".encode()).hexdigest()[:6]


def _serial(path: Path) -> int:
    return int(path.stem.split("-")[-3])


def _made_at(path: Path) -> float:
    try:
        return time.mktime(time.strptime("-".join(path.stem.split("-")[-2:]), _STAMP))
    except (ValueError, OverflowError):
        return 0.0


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as gone:
        raise SecondFolderError(FolderTrouble.UNREACHABLE, str(gone)) from gone
    except OSError as error:
        why = FolderTrouble.FULL if error.errno in _FULL else FolderTrouble.REFUSED
        raise SecondFolderError(why, str(error)) from error
