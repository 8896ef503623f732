"""Tables that the window has in hand, kept as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.exchange.table import Cell, Column, ColumnKind, Table, keep_table
from tests.exchange.tables import csv_rows, xlsx_rows

TABLE = Table("日结", [Column("项目", ColumnKind.TEXT, 20), Column("金额", ColumnKind.AMOUNT, 10)])
ROWS: list[list[Cell]] = [["=差额", -123_456], ["空", None]]


async def test_a_table_is_kept_for_excel(tmp_path: Path) -> None:
    assert await keep_table(tmp_path / "表.xlsx", TABLE, ROWS) == ""
    assert xlsx_rows(tmp_path / "表.xlsx") == [["项目", "金额"], ["=差额", -1234.56], ["空", ""]]
    assert await keep_table(tmp_path / "表.csv", TABLE, ROWS) == ""
    assert csv_rows(tmp_path / "表.csv") == [["项目", "金额"], ["'=差额", "-1234.56"], ["空", ""]]


@pytest.mark.parametrize("place", ["nowhere/a.xlsx", "a file/a.csv"])
async def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    assert await keep_table(tmp_path / place, TABLE, ROWS) != ""
    assert sorted(tmp_path.rglob("*")) == before
