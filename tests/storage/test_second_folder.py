"""Copies in a folder that is full, gone, shared with others, or on a stick that lies."""

import errno
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.upkeep.backup import Backup, BackupKind, FolderTrouble
from desktop.storage.errors import SecondFolderError
from desktop.storage.upkeep import second_folder as module
from desktop.storage.upkeep.backups import Backups
from desktop.storage.upkeep.second_folder import SecondFolder
from tests.storage.test_backups import NOW, count, filled

MB = 1024 * 1024


async def shop(folder: Path) -> tuple[Path, Backup]:
    file = await filled(folder)
    return file, Backups(file).copy(BackupKind.DAILY, NOW)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def copies(stick: Path) -> list[int]:
    """The serials of the shop's copies on it, newest first."""
    named = re.compile(r"topup-desk-77-[0-9a-f]{6}-(\d{6,})-\d{8}-\d{6}\.db")
    return sorted((int(found[1]) for one in stick.iterdir() if (found := named.fullmatch(one.name))), reverse=True)


def place_of_copy(stick: Path, file: Path, backup: Backup) -> Path:
    """Where a copy is written before it has its name."""
    SecondFolder(stick, file, "77").keep(backup)
    (copy,) = stick.iterdir()
    copy.unlink()
    return stick / f".{copy.name}.unfinished"


def later(backup: Backup, number: int) -> Backup:
    return Backup(backup.path, backup.serial + number, backup.kind, backup.made_at + number * 3600)


async def test_the_newest_backup_is_copied_whole_and_once(tmp_path: Path, stick: Path) -> None:
    file, backup = await shop(tmp_path / "shop")
    second = SecondFolder(stick, file, "77")
    assert second.keep(None) is None
    for _ in range(2):
        assert second.keep(backup) == NOW
    (copy,) = stick.iterdir()
    assert copy.read_bytes() == backup.path.read_bytes()
    assert copy.name.startswith("topup-desk-77-")
    assert count(copy) == 3
    if os.name != "nt":
        assert copy.stat().st_mode & 0o077 == 0


async def test_shops_and_computers_share_a_folder_and_leave_each_others_copies(tmp_path: Path, stick: Path) -> None:
    places = [("a", "77"), ("b", "77"), ("a", "7"), ("c", "../../7"), ("d", "7*"), ("e", "")]
    shops = [(await shop(tmp_path / place / store.replace("/", "_")), store) for place, store in places]
    for number in range(module.COPIES + 3):
        for (file, backup), store in shops:
            SecondFolder(stick, file, store).keep(later(backup, number))
    assert len(list(stick.iterdir())) == len(shops) * module.COPIES
    assert not [path for path in tmp_path.rglob("topup-desk-*") if path.parent != stick]


async def test_their_number_is_bounded_and_others_files_are_left_alone(tmp_path: Path, stick: Path) -> None:
    file, backup = await shop(tmp_path / "shop")
    second = SecondFolder(stick, file, "77")
    prefix = place_of_copy(stick, file, backup).name[1:].removesuffix(".unfinished").rsplit("-", 3)[0] + "-"
    strangers = [stick / "holiday.db", stick / f"{prefix}notes.txt", stick / f"{prefix}1.db"]
    for stranger in strangers:
        stranger.write_text("theirs")
    for number in range(40):
        assert second.keep(later(backup, number)) == NOW + number * 3600
    kept = copies(stick)
    assert len(kept) == module.COPIES
    assert [kept[0], kept[-1]] == [40, 1]
    assert [stranger.read_text() for stranger in strangers] == ["theirs"] * 3


async def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    file, backup = await shop(tmp_path / "shop")
    with pytest.raises(SecondFolderError) as failed:
        SecondFolder(tmp_path / "unplugged", file, "77").keep(backup)
    assert failed.value.why is FolderTrouble.UNREACHABLE
    assert not (tmp_path / "unplugged").exists()
    (tmp_path / "unplugged").write_text("a file has its name")
    with pytest.raises(SecondFolderError) as failed:
        SecondFolder(tmp_path / "unplugged", file, "77").keep(backup)
    assert failed.value.why is FolderTrouble.UNREACHABLE


async def test_a_full_stick_gives_up_its_older_copies_but_not_the_newest(tmp_path: Path, stick: Path) -> None:
    file, backup = await shop(tmp_path / "shop")
    size, room = backup.path.stat().st_size, [1000 * MB]

    def free(folder: Path) -> int:
        return room[0] - sum(one.stat().st_size for one in folder.iterdir())

    second = SecondFolder(stick, file, "77", free)
    for number in range(6):
        second.keep(later(backup, number))
    room[0] = module.LEFT_FREE + 3 * size
    second.keep(later(backup, 6))
    assert copies(stick)[0] == 7
    assert len(copies(stick)) == 3
    room[0] = module.LEFT_FREE
    with pytest.raises(SecondFolderError) as failed:
        second.keep(later(backup, 7))
    assert failed.value.why is FolderTrouble.FULL
    assert copies(stick) == [7]


@pytest.mark.parametrize(
    ("error", "trouble"),
    [(errno.ENOSPC, FolderTrouble.FULL), (errno.EROFS, FolderTrouble.REFUSED), (errno.EIO, FolderTrouble.REFUSED)],
)
async def test_a_stick_that_fails_has_no_half_copy(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, error: int, trouble: FolderTrouble
) -> None:
    file, backup = await shop(tmp_path / "shop")

    def fails(_file: int) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(SecondFolderError) as failed:
        SecondFolder(stick, file, "77").keep(backup)
    assert failed.value.why is trouble
    assert list(stick.iterdir()) == []


async def test_a_stick_that_keeps_other_bytes_than_were_written_is_found_out(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, backup = await shop(tmp_path / "shop")
    sync = os.fsync

    def spoils(handle: int) -> None:
        sync(handle)
        os.pwrite(handle, b"Z", 5000)

    monkeypatch.setattr(os, "fsync", spoils)
    with pytest.raises(SecondFolderError) as failed:
        SecondFolder(stick, file, "77").keep(backup)
    assert failed.value.why is FolderTrouble.REFUSED
    assert list(stick.iterdir()) == []


async def test_what_a_pulled_stick_left_half_is_swept_and_an_abandoned_copy_ends(tmp_path: Path, stick: Path) -> None:
    file, backup = await shop(tmp_path / "shop")
    place_of_copy(stick, file, backup).write_text("half")
    second = SecondFolder(stick, file, "77")
    second.abandon()
    with pytest.raises(SecondFolderError):
        second.keep(backup)
    assert list(stick.iterdir()) == []
    assert SecondFolder(stick, file, "77").keep(backup) == NOW


async def test_a_link_that_lies_in_wait_is_not_written_through(tmp_path: Path, stick: Path) -> None:
    file, backup = await shop(tmp_path / "shop")
    second = SecondFolder(stick, file, "77")
    victim = tmp_path / "victim"
    victim.write_text("precious")
    place_of_copy(stick, file, backup).symlink_to(victim)
    assert second.keep(backup) == NOW
    assert victim.read_text() == "precious"


async def test_a_copy_can_be_put_back_on_a_new_computer(tmp_path: Path, stick: Path) -> None:
    file, backup = await shop(tmp_path / "shop")
    SecondFolder(stick, file, "77").keep(backup)
    shutil.rmtree(tmp_path / "shop")
    (copy,) = stick.iterdir()
    (tmp_path / "new").mkdir()
    backups = Backups(tmp_path / "new" / "orders.db")
    backups.restore(backups.examined(copy, "77").backup, NOW, "77")
    with closing(sqlite3.connect(tmp_path / "new" / "orders.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert count(tmp_path / "new" / "orders.db") == 3
