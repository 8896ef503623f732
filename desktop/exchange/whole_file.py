"""Atomic file writes that only replace a file whose replacement may have been confirmed."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

_Identity = tuple[int, int, int, int]


def write_whole(path: Path, contents: bytes) -> None:
    """Write a file; call it on a worker thread. Raises OSError like `whole_file`."""
    with whole_file(path) as passing:
        passing.write_bytes(contents)


async def keep_file(path: Path, contents: bytes) -> str:
    """Write the file on a worker thread. Returns "" or, if nothing was written, the system's reason."""
    try:
        await asyncio.to_thread(write_whole, path, contents)
    except OSError as failed:
        return str(failed)
    return ""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary name beside `path`; its file replaces `path` on success.

    On failure nothing is left behind, and an existing file of this name is unchanged. A link is followed. Raises
    OSError, and FileExistsError if another export or program created or changed the file since this began: the user
    confirmed the replacement before that.
    """
    path = path.resolve()
    before = _identity(path)
    passing = path.with_name(f".{token_hex(8)}.unfinished")
    try:
        passing.touch(exist_ok=False)
        yield passing
        if before is None:
            _take_free_name(passing, path)
        elif _identity(path) in (before, None):
            os.replace(passing, path)
        else:
            raise _taken(path)
    except BaseException:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
        raise


def _take_free_name(passing: Path, path: Path) -> None:
    """Rename without replacing; fails atomically if the name is taken."""
    if os.name == "nt":
        os.rename(passing, path)
        return
    try:
        os.link(passing, path)
    except FileExistsError as taken:
        raise _taken(path) from taken
    except OSError:  # a file system without links, such as a USB stick's
        if path.exists():
            raise _taken(path) from None
        os.replace(passing, path)
    else:
        passing.unlink()


def _taken(path: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _identity(path: Path) -> _Identity | None:
    """None if absent. Raises OSError for anything but a regular file: a folder, a device."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
