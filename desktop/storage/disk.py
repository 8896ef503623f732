"""The disk of a folder: network or local, free space, durable writes."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "webdav", "davfs", "sshfs"}


def is_on_network(folder: Path) -> bool:
    """Whether the folder is on a network drive; False if the system does not tell."""
    place = folder.resolve()
    if str(place).startswith("\\\\"):
        return True
    try:
        around = [mount for mount in mounts() if place.is_relative_to(mount.point)]
    except OSError:
        return False
    if not around:
        return False
    nearest = max(around, key=lambda mount: len(mount.point))
    kind = nearest.kind.lower().removeprefix("fuse.")
    return kind in _NETWORK or "remote" in nearest.options.split(",")


class Mount(NamedTuple):
    """A mounted file system: its mount point, its type, and its options, comma-separated."""

    point: str
    kind: str
    options: str


def mounts() -> list[Mount]:
    """Every mounted file system. Raises OSError. On Linux without psutil, which takes 7 ms to import."""
    if sys.platform.startswith("linux"):
        # Only " " and "\n" separate: names may hold what Python takes for other spaces and line ends.
        lines = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").split("\n")
        fields = [line.split(" ") for line in lines]
        return [Mount(_unescaped(one[1]), one[2], one[3]) for one in fields if len(one) >= 4]
    import psutil

    return [Mount(one.mountpoint, one.fstype, one.opts) for one in psutil.disk_partitions(all=True)]


def _unescaped(point: str) -> str:
    """The kernel writes a space in a path as ``\\040`` (proc(5), fstab(5))."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point)


RESERVE_BYTES = 64 * 1024 * 1024
"""With less free space than this, new orders are refused, so that results of other orders can still be saved."""
LEFT_FREE = 4 * RESERVE_BYTES
"""Space that backups leave free on a disk."""


def free_bytes(folder: Path) -> int:
    """The free space on the folder's disk. Raises OSError."""
    return shutil.disk_usage(folder).free


def size_with_log(file: Path) -> int:
    """Of a database, with the write-ahead log beside it. Raises OSError."""
    log = file.with_name(f"{file.name}-wal")
    return file.stat().st_size + (log.stat().st_size if log.exists() else 0)


def see_that_there_is_room(folder: Path, size: int) -> None:
    """Raise OSError (ENOSPC) if a file of that size would leave too little space."""
    if free_bytes(folder) < size + LEFT_FREE:
        raise OSError(errno.ENOSPC, f"{size + LEFT_FREE} bytes are wanted on the disk")


def sync(file: Path) -> None:
    """Make a written file durable (fsync). Raises OSError."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())
