"""A table that is written whole or not at all, and says how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.exchange.table import Cell, Column, ColumnKind, ExportCancelledError, Row, Table, write
from tests.exchange.tables import COLUMNS, SUFFIXES, TABLE, csv_rows, ignore_count, written, xlsx_rows

Rows = Iterator[tuple[Cell, ...]]


def many(count: int) -> Rows:
    return ((f"TD{i}", f"备注 {i}", i, i) for i in range(count))


@pytest.fixture(params=SUFFIXES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"订单 导出{request.param}"


def test_progress_is_told_every_two_thousand_rows_and_at_the_end(path: Path) -> None:
    seen: list[int] = []
    assert write(path, TABLE, many(5_100), 5_100, seen.append) == 5_100
    assert seen == [2_000, 4_000, 5_100]


def test_a_file_takes_its_place_and_nothing_else_stays(path: Path) -> None:
    path.write_text("old")
    assert write(path, TABLE, many(3), 3, ignore_count) == 3
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert len(csv_rows(path) if path.suffix == ".csv" else xlsx_rows(path)) == 4


def test_the_old_file_is_there_until_the_new_one_is_complete(path: Path) -> None:
    path.write_text("old")
    seen: list[str] = []
    write(path, TABLE, many(5_000), 5_000, lambda _: seen.append(path.read_text("utf-8")))
    assert seen == ["old"] * 3


def test_a_suffix_in_capitals_will_do(tmp_path: Path) -> None:
    assert written(tmp_path / "T.CSV", many(1)).read_bytes().startswith(b"\xef\xbb\xbf")
    assert written(tmp_path / "T.XLSX", many(1)).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("at", [2_000, 4_000, 4_500])
@pytest.mark.parametrize("old", [None, "old"])
def test_a_cancelled_export_leaves_what_was_there(path: Path, at: int, old: str | None) -> None:
    if old:
        path.write_text(old)

    def cancel(rows: int) -> None:
        if rows >= at:
            raise ExportCancelledError

    with pytest.raises(ExportCancelledError):
        write(path, TABLE, many(4_500), 4_500, cancel)
    assert [one.read_text() for one in path.parent.iterdir()] == ([old] if old else [])


def test_trouble_with_the_rows_comes_through_and_leaves_nothing(path: Path) -> None:
    def rows() -> Rows:
        yield from many(3_000)
        raise RuntimeError("database is gone")

    with pytest.raises(RuntimeError, match="database is gone"):
        write(path, TABLE, rows(), 3_000, ignore_count)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("rows", [[("a", "b", 1)], [("a", "b", 1, 1, 1)], [("a", "b", 1, 1), ("a", "b", 1)]])
def test_rows_that_do_not_fit_the_columns_are_refused(path: Path, rows: list[tuple[Cell, ...]]) -> None:
    with pytest.raises(ValueError, match=r"rows of|shorter|longer"):
        write(path, TABLE, rows, len(rows), ignore_count)
    assert list(path.parent.iterdir()) == []


def test_text_for_an_amount_is_refused(path: Path) -> None:
    with pytest.raises(TypeError):
        write(path, Table("价", [Column("售价", ColumnKind.AMOUNT, 9)]), [("95.00",)], 1, ignore_count)
    assert list(path.parent.iterdir()) == []


def test_the_total_is_the_last_line_and_is_asked_for_once_all_rows_were_read(path: Path) -> None:
    seen: list[int] = []

    def rows() -> Rows:
        for row in many(600):
            seen.append(int(row[2] or 0))
            yield row

    def total() -> Row:
        return ("合计", None, sum(seen), "没有")

    assert write(path, Table("订单", COLUMNS, total), rows(), 600, ignore_count) == 600
    lines = [[str(cell) for cell in row] for row in (csv_rows if path.suffix == ".csv" else xlsx_rows)(path)]
    assert len(lines) == 602
    assert [lines[-1][0], lines[-1][1], float(lines[-1][2]), lines[-1][3]] == ["合计", "", 1797.0, "没有"]


def test_a_total_that_does_not_fit_the_columns_is_refused(path: Path) -> None:
    with pytest.raises(ValueError, match="a total of 1 cells"):
        written(path, many(1), total=("合计",))
    assert list(path.parent.iterdir()) == []


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.txt"):
        write(tmp_path / "t.txt", TABLE, many(1), 1, ignore_count)


def test_a_folder_that_cannot_be_written_to_is_an_os_error(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        written(path.parent / "missing" / path.name, many(1))
    path.write_text("a file, not a folder")
    with pytest.raises(OSError, match="订单 导出"):
        written(path / path.name, many(1))


def test_a_name_that_is_a_folder_is_an_os_error_and_nothing_stays(path: Path) -> None:
    path.mkdir()
    with pytest.raises(OSError, match="订单 导出"):
        written(path, many(1))
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_full_disk_is_an_os_error_and_the_old_file_stays(path: Path) -> None:
    resource = pytest.importorskip("resource", reason="the disk is made small by a limit that Windows lacks")
    path.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            write(path, TABLE, many(20_000), 20_000, ignore_count)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [one.read_text() for one in path.parent.iterdir()] == ["old"]
