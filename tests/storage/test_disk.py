from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from desktop.storage.database import Database
from desktop.storage.disk import is_on_network
from desktop.storage.errors import NetworkDriveError


def mounts(monkeypatch: pytest.MonkeyPatch, *found: tuple[Path | str, str, str]) -> None:
    """Let the system have these drives: (where, file system, options)."""
    drives = [SimpleNamespace(mountpoint=str(where), fstype=kind, opts=options) for where, kind, options in found]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: drives)


@pytest.mark.parametrize(
    ("kind", "options", "remote"),
    [
        ("ext4", "rw", False),
        ("NTFS", "rw,fixed", False),
        ("nfs4", "rw", True),
        ("cifs", "rw", True),
        ("fuse.sshfs", "rw", True),
        ("NTFS", "rw,remote", True),
    ],
)
def test_the_nearest_drive_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str, remote: bool
) -> None:
    mounts(monkeypatch, ("/", "nfs" if not remote else "ext4", "rw"), (tmp_path, kind, options))
    assert is_on_network(tmp_path / "shop") is remote


def test_a_system_that_tells_nothing_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts(monkeypatch)
    assert not is_on_network(tmp_path)


async def test_a_database_on_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts(monkeypatch, (tmp_path, "cifs", "rw"))
    database = Database(tmp_path / "shop" / "orders.db")
    with pytest.raises(NetworkDriveError):
        await database.open()
    await database.close()
    assert not (tmp_path / "shop" / "orders.db").exists()
