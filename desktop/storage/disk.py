"""The disk that a folder lies on: what kind it is, how much room it has, what it keeps through a power cut."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "webdav", "davfs", "sshfs"}


def is_on_network(folder: Path) -> bool:
    """Whether the folder lies on a network drive; False where the system does not tell."""
    place = folder.resolve()
    if str(place).startswith("\\\\"):
        return True
    import psutil

    try:
        mounts = [mount for mount in psutil.disk_partitions(all=True) if place.is_relative_to(mount.mountpoint)]
    except OSError:
        return False
    if not mounts:
        return False
    nearest = max(mounts, key=lambda mount: len(mount.mountpoint))
    kind = nearest.fstype.lower().removeprefix("fuse.")
    return kind in _NETWORK or "remote" in nearest.opts.split(",")


LEFT_FREE = 256 * 1024 * 1024
"""So much of a disk no backup takes: four times what results need (`order_store.RESERVE_BYTES`)."""


def free_bytes(folder: Path) -> int:
    """The room that is left on the folder's disk. Raises OSError."""
    return shutil.disk_usage(folder).free


def size_with_log(file: Path) -> int:
    """Of a database, with the write-ahead log beside it. Raises OSError."""
    log = file.with_name(f"{file.name}-wal")
    return file.stat().st_size + (log.stat().st_size if log.exists() else 0)


def see_that_there_is_room(folder: Path, size: int) -> None:
    """Raises OSError (ENOSPC) where a file of that size would leave too little."""
    if free_bytes(folder) < size + LEFT_FREE:
        raise OSError(errno.ENOSPC, f"{size + LEFT_FREE} bytes are wanted on the disk")


def sync(file: Path) -> None:
    """Make a file that was written survive a power cut. Raises OSError."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())
