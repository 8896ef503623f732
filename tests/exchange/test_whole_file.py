"""Nothing is overwritten that nobody was asked about, and no link is torn."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.exchange.whole_file import whole_file, write_whole


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def write(path: Path, contents: bytes, meanwhile: Callable[[], object] = lambda: None) -> None:
    with whole_file(path) as passing:
        passing.write_bytes(contents)
        meanwhile()


def test_it_takes_its_place(tmp_path: Path) -> None:
    write_whole(tmp_path / "one.pdf", b"1")
    write_whole(tmp_path / "one.pdf", b"2")
    assert (tmp_path / "one.pdf").read_bytes() == b"2"
    assert names(tmp_path) == {"one.pdf"}


@pytest.mark.parametrize("before", [None, b"agreed to"])
@pytest.mark.parametrize("links", [True, False])
def test_what_came_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None, links: bool
) -> None:
    path = tmp_path / "report.xlsx"
    if before is not None:
        path.write_bytes(before)
    if not links:
        monkeypatch.setattr(os, "link", _no_links)

    def another() -> None:
        (tmp_path / "other").write_bytes(b"another export's")
        os.replace(tmp_path / "other", path)

    with pytest.raises(FileExistsError):
        write(path, b"ours", another)
    assert path.read_bytes() == b"another export's"
    assert names(tmp_path) == {"report.xlsx"}


def _no_links(_old: Path, _new: Path) -> None:
    raise PermissionError("this disk knows no links")


def test_a_disk_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _no_links)
    write_whole(tmp_path / "one.pdf", b"1")
    assert names(tmp_path) == {"one.pdf"}


def test_of_two_at_once_the_second_to_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    with pytest.raises(FileExistsError):
        write(path, b"second", lambda: write(path, b"first"))
    assert path.read_bytes() == b"first"
    assert names(tmp_path) == {"orders.csv"}


def test_one_that_was_deleted_meanwhile_is_written(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(b"old")
    write(path, b"new", path.unlink)
    assert path.read_bytes() == b"new"


def test_a_link_stays_one_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "far" / "real.csv")
    write_whole(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "far" / "real.csv").read_bytes() == b"new"
    (tmp_path / "hanging.csv").symlink_to(tmp_path / "far" / "none.csv")
    write_whole(tmp_path / "hanging.csv", b"made")
    assert (tmp_path / "far" / "none.csv").read_bytes() == b"made"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_file_is_no_place_for_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(OSError, match="directory"):
            write_whole(path, b"1")
    assert names(tmp_path) == {"pipe"}


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "one", b"1", lambda: 1 // 0)
    assert names(tmp_path) == set()
