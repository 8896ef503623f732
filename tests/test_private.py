"""Data is its owner's only: folders, files, what an older version left, and what others keep beside it."""

import logging
import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.program.program import close_off
from desktop.system import log, private
from desktop.system.paths import DataFolder
from desktop.system.private import lets_others_read

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def open_ones(folder: Path) -> list[str]:
    """What others may read or write in the folder."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_symlink() and mode(path) & 0o077]


@pytest.fixture(params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def careless(request: pytest.FixtureRequest) -> Iterator[None]:
    """A user whose files everybody may read."""
    before = os.umask(request.param)
    yield
    os.umask(before)


@posix
@pytest.mark.usefixtures("careless")
def test_what_is_made_is_its_owners_only(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    private.make_folder(folder)
    private.make_folder(folder)
    private.touch(folder / "one")
    private.write(folder / "two", "x")
    private.write(folder / "two", "李")
    assert (folder / "two").read_text("utf-8") == "李"
    assert open_ones(tmp_path) == []
    assert sorted(path.name for path in folder.iterdir()) == ["one", "two"]


def test_a_file_where_a_folder_belongs_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r".+"):
        private.make_folder(tmp_path / "file")
    with pytest.raises(OSError, match=r".+"):
        private.make_folder(tmp_path / "file" / "deeper")


@posix
def test_a_write_that_fails_leaves_the_old_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=r".+"):
        private.write(tmp_path / "folder", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@posix
def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there" / "file")
    private.write(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there" / "file").read_text() == "x"


@posix
@pytest.mark.usefixtures("careless")
def test_the_log_is_its_owners_only_also_after_it_was_rotated(tmp_path: Path) -> None:
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    try:
        log.begin(tmp_path / "logs" / "x.log")
        log.go_on()
        for _ in range(60):
            logging.getLogger("x").info("x" * 50_000)
        assert len(list((tmp_path / "logs").iterdir())) == 2
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = handlers
        root.setLevel(level)
        sys.excepthook, threading.excepthook = hooks
    assert open_ones(tmp_path) == []


def older_version(root: Path) -> None:
    for name in (
        "logs/x.log",
        "shop/orders.db",
        "shop/backups/a.db",
        "practice/orders.db",
        "settings.json",
        "window.ini",
    ):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)


@posix
@pytest.mark.usefixtures("careless")
def test_what_an_older_version_left_open_is_closed(tmp_path: Path) -> None:
    root = tmp_path / "topup-desk"
    older_version(root)
    (tmp_path / "elsewhere").write_text("")
    (root / "shop" / "link").symlink_to(tmp_path / "elsewhere")
    close_off(DataFolder(root))
    assert open_ones(tmp_path) == ["elsewhere"]
    assert mode(root) == 0o700
    assert (root / "shop" / "orders.db").read_text() == "shop/orders.db"


@posix
@pytest.mark.usefixtures("careless")
def test_what_others_keep_in_the_same_folder_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    older_version(tmp_path)
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday" / "picture").touch()
    tmp_path.chmod(0o755)
    close_off(DataFolder(tmp_path))
    assert sorted(open_ones(tmp_path)) == ["holiday", "holiday/picture"]
    assert mode(tmp_path) == 0o755
    assert "other users" in caplog.text


@posix
def test_a_folder_for_everybody_stays_one(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    close_off(DataFolder(tmp_path))
    assert mode(tmp_path) == 0o1777
    tmp_path.chmod(0o700)


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    close_off(DataFolder(tmp_path / "none"))


@pytest.mark.parametrize(
    ("sddl", "others"),
    [
        ("D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;S-1-5-21-1-2-3-1001)", False),
        ("D:PAI(A;OICI;FA;;;SY)(A;OICI;0x1301bf;;;AU)(A;OICI;0x1200a9;;;BU)", True),
        ("D:(A;;0x1200a9;;;WD)", True),
        ("D:(A;OICI;GR;;;BU)", True),
        ("D:(A;OICI;RCGX;;;BU)", False),
        ("D:(A;CI;LC;;;BU)(A;;FA;;;OW)", False),
        ("D:(D;;FA;;;WD)(A;;FA;;;BA)", False),
        ("D:NO_ACCESS_CONTROL", True),
        ("", True),
    ],
)
def test_the_rights_of_a_folder_in_windows_writing(sddl: str, others: bool) -> None:
    assert lets_others_read(sddl) is others
