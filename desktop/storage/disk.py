"""What kind of disk a folder lies on."""

from __future__ import annotations

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
