"""A small table of every kind of column, and how the files are read back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from desktop.exchange.table import Column, ColumnKind, Row, Table, write

COLUMNS = [
    Column("订单号", ColumnKind.CODE, 20),
    Column("备注", ColumnKind.TEXT, 30),
    Column("售价", ColumnKind.AMOUNT, 10),
    Column("次数", ColumnKind.COUNT, 8),
]
TABLE = Table("订单", COLUMNS)
SUFFIXES = [".csv", ".xlsx"]


def ignore_count(rows: int) -> None:
    """For tests that look at something else."""


def written(path: Path, rows: Iterable[Row], columns: Sequence[Column] = COLUMNS, total: Row | None = None) -> Path:
    held = list(rows)
    write(path, Table("订单", columns, None if total is None else lambda: total), held, len(held), ignore_count)
    return path


def csv_rows(path: Path) -> list[list[str]]:
    """All lines, the titles too, as the csv module reads them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def xlsx_rows(path: Path, sheet: int = 0) -> list[list[object]]:
    """A sheet's rows, the titles too, as a reader that is not ours sees them."""
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()]


def sheet_names(path: Path) -> list[str]:
    """The names on an .xlsx file's tabs."""
    return list(CalamineWorkbook.from_path(path).sheet_names)


def part(path: Path, name: str) -> str:
    """A part of an .xlsx file as it stands there."""
    with ZipFile(path) as archive:
        return archive.read(name).decode()
