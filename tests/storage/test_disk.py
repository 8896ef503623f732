import sys
from pathlib import Path

import psutil
import pytest

from desktop.storage import disk
from desktop.storage.database import Database
from desktop.storage.disk import is_on_network
from desktop.storage.errors import NetworkDriveError


def mounts(monkeypatch: pytest.MonkeyPatch, *found: tuple[Path | str, str, str]) -> None:
    """Let the system have these drives: (where, file system, options)."""
    drives = [disk.Mount(str(where), kind, options) for where, kind, options in found]
    monkeypatch.setattr(disk, "mounts", lambda: drives)


def test_all_mounted_file_systems_are_known() -> None:
    told = {(one.mountpoint, one.fstype) for one in psutil.disk_partitions(all=True)}
    assert {(mount.point, mount.kind) for mount in disk.mounts()} == told


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux writes them into a file")
@pytest.mark.parametrize(
    ("written", "point"), [("/mnt/the\\040shop", "/mnt/the shop"), ("/m\u2028\xa0\x85", "/m\u2028\xa0\x85")]
)
def test_a_mount_point_with_spaces_is_read(monkeypatch: pytest.MonkeyPatch, written: str, point: str) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_args: f"//shop/disk {written} cifs rw,relatime 0 0\n")
    assert disk.mounts() == [disk.Mount(point, "cifs", "rw,relatime")]


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
