"""The disk of a folder: network or local, free space, durable writes."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "webdav", "davfs", "sshfs"}


def is_on_network(folder: Path) -> bool:
    """Whether the folder is on a network drive; False if the system does not tell."""
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
"""Space that backups leave free on a disk: four times what results need (`orders._RESERVE_BYTES`)."""


def free_bytes(folder: Path) -> int:
    """The free space on the folder's disk. Raises OSError."""
    return shutil.disk_usage(folder).free


def see_that_there_is_room(folder: Path, size: int) -> None:
    """Raise OSError (ENOSPC) if a file of that size would leave too little space."""
    if free_bytes(folder) < size + LEFT_FREE:
        raise OSError(errno.ENOSPC, f"{size + LEFT_FREE} bytes are wanted on the disk")


def sync(file: Path) -> None:
    """Make a written file durable (fsync). Raises OSError."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())
