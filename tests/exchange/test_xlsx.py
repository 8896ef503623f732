"""Tables as .xlsx: read back by another program, and looked at as they stand in the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.exchange.table import Cell, Column, ColumnKind, Table
from desktop.exchange.xlsx_file import write_xlsx
from tests.exchange.tables import COLUMNS, TABLE, part, sheet_names, written, xlsx_rows

SHEET = "xl/worksheets/sheet1.xml"
TITLES = [column.title for column in COLUMNS]


def one_cell(tmp_path: Path, kind: ColumnKind, cell: Cell) -> object:
    columns = [Column("甲", kind, 10), Column("乙", ColumnKind.TEXT, 10)]
    [_, [value, neighbour]] = xlsx_rows(written(tmp_path / "t.xlsx", [(cell, "邻")], columns))
    assert neighbour == "邻"
    return value


def test_each_kind_has_its_type(tmp_path: Path) -> None:
    path = written(tmp_path / "t.xlsx", [("13800138000", "好", 9500, 1)])
    assert xlsx_rows(path) == [TITLES, ["13800138000", "好", 95.0, 1.0]]
    assert 'formatCode="0.00"' in part(path, "xl/styles.xml") or 'numFmtId="2"' in part(path, "xl/styles.xml")


def test_the_titles_are_bold_and_frozen_and_the_widths_are_set(tmp_path: Path) -> None:
    path = written(tmp_path / "t.xlsx", [("1", "a", 1, 1)])
    sheet = part(path, SHEET)
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert 'state="frozen"' in sheet
    assert '<col min="2" max="2" width="30' in sheet
    assert "<b/>" in part(path, "xl/styles.xml")


def test_a_table_without_rows_is_its_titles(tmp_path: Path) -> None:
    assert xlsx_rows(written(tmp_path / "t.xlsx", []))[0] == TITLES


def test_identifiers_are_not_marked_as_numbers_stored_as_text(tmp_path: Path) -> None:
    path = written(tmp_path / "t.xlsx", [("1", None, None, None)] * 3)
    assert '<ignoredError sqref="A2:A4" numberStoredAsText="1"/>' in part(path, SHEET)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@a",
        "=cmd|'/C calc'!A0",
        " =1",
        "http://x.cn",
        "mailto:a@b.cn",
        "{=1}",
        "TRUE",
        "1E5",
        "003",
    ],
)
@pytest.mark.parametrize("kind", [ColumnKind.TEXT, ColumnKind.CODE])
def test_strings_are_strings(tmp_path: Path, kind: ColumnKind, text: str) -> None:
    assert one_cell(tmp_path, kind, text) == text
    sheet = part(tmp_path / "t.xlsx", SHEET)
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 't="inlineStr"><is><t' in sheet


def test_a_text_stays_a_text_also_when_its_cell_is_edited(tmp_path: Path) -> None:
    """Excel makes a formula of "=1+1" once somebody presses Enter in it, unless its cell is marked as text."""
    path = written(tmp_path / "t.xlsx", [("=2", "=1+1", 1, 1)])
    styles = part(path, "xl/styles.xml").split("<cellXfs", 1)[1].split("<xf ")[1:]
    code, words = (int(part(path, SHEET).split(f'<c r="{place}" s="', 1)[1].split('"')[0]) for place in ("A2", "B2"))
    assert 'quotePrefix="1"' in styles[words]
    assert 'numFmtId="49"' in styles[code] or 'formatCode="@"' in part(path, "xl/styles.xml")


@pytest.mark.parametrize(
    "text", ["a & b <c> \"d\" 'e'", "]]>", "&amp;", "两\n行", "全角　空格", "𝟙😀", "a>>b", "\u200b零宽", "_x", "_x00"]
)
def test_words_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, text) == text


@pytest.mark.parametrize("text", [" 前", "后 ", "\n行", "行\n", "　全角"])
def test_outer_spaces_are_kept(tmp_path: Path, text: str) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00\x08\x0b\x1fb", "ab"),
        ("a\ufffe\uffffb", "ab"),
        ("a\ud800b", "ab"),
        ("\x01", ""),
        ("\ta\tb", " a b"),
    ],
)
def test_what_xml_cannot_hold_is_left_out_and_no_cell_holds_a_tab(tmp_path: Path, text: str, kept: str) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, text) == kept


def test_what_excel_would_take_for_an_escape_is_escaped(tmp_path: Path) -> None:
    written(tmp_path / "t.xlsx", [("1", "a_x0041_b", 1, 1)])
    assert "a_x005F_x0041_b" in part(tmp_path / "t.xlsx", SHEET)


@pytest.mark.parametrize(("letter", "kept"), [("长", 32_767), ("😀", 16_383)])
def test_a_text_longer_than_a_cell_can_hold_is_cut(tmp_path: Path, letter: str, kept: int) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, letter * 40_000) == letter * kept


def test_none_and_empty_text_are_empty_cells(tmp_path: Path) -> None:
    path = written(tmp_path / "t.xlsx", [("1", "a", 1, 1), (None, None, None, None), ("", "", 0, 0)])
    assert xlsx_rows(path)[2:] == [["", "", "", ""], ["", "", 0.0, 0.0]]


@pytest.mark.parametrize("fen", [0, 1, -5, 9950, -123456, 10**13 - 1])
def test_amounts_are_numbers_with_two_decimals(tmp_path: Path, fen: int) -> None:
    assert one_cell(tmp_path, ColumnKind.AMOUNT, fen) == fen / 100


@pytest.mark.parametrize(
    ("kind", "cell", "value", "number_format"),
    [
        (ColumnKind.MOMENT, "2026-11-23 14:20:05", datetime(2026, 11, 23, 14, 20, 5), "yyyy-mm-dd hh:mm:ss"),
        (ColumnKind.DAY, "2026-11-23", date(2026, 11, 23), "yyyy-mm-dd"),
        (ColumnKind.MONTH, "2026-11", date(2026, 11, 1), "yyyy-mm"),
        (ColumnKind.SHARE, 987, 0.987, "0.0%"),
        (ColumnKind.SHARE, 0, 0.0, "0.0%"),
        (ColumnKind.MOMENT, None, "", "yyyy-mm-dd hh:mm:ss"),
        (ColumnKind.SHARE, None, "", "0.0%"),
    ],
)
def test_times_and_shares_are_numbers_that_look_like_what_they_are(
    tmp_path: Path, kind: ColumnKind, cell: Cell, value: object, number_format: str
) -> None:
    assert one_cell(tmp_path, kind, cell) == value
    assert f'formatCode="{number_format}"' in part(tmp_path / "t.xlsx", "xl/styles.xml")


def test_a_text_in_the_total_is_a_text_in_any_column(tmp_path: Path) -> None:
    columns = [Column(kind.value, kind, 10) for kind in ColumnKind]
    path = written(tmp_path / "t.xlsx", [], columns, total=["=合计" for _ in columns])
    assert xlsx_rows(path)[-1] == ["=合计"] * len(columns)
    assert part(path, SHEET).count("<row ") == 2  # a row that is written twice makes Excel call a file broken


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("订单", "订单"),
        ("a[b]:c*d?e/f\\g", "a-b--c-d-e-f-g"),
        ("'日结'", "日结"),
        ("", "1"),
        ("History", "History-"),
        ("长" * 40, "长" * 31),
    ],
)
def test_a_sheet_is_called_what_it_is_as_far_as_excel_allows(tmp_path: Path, name: str, kept: str) -> None:
    write_xlsx(tmp_path / "t.xlsx", Table(name, COLUMNS), [], 0)
    assert sheet_names(tmp_path / "t.xlsx") == [kept]


def test_several_sheets_are_numbered_and_the_total_has_room(tmp_path: Path) -> None:
    table = Table("长" * 31, COLUMNS, lambda: ("合计", None, 1, 1))
    write_xlsx(tmp_path / "t.xlsx", table, [[("a", "b", 1, 1)] * 4], 4, rows_a_sheet=5)
    assert sheet_names(tmp_path / "t.xlsx") == [f"{'长' * 29} 1", f"{'长' * 29} 2"]
    assert xlsx_rows(tmp_path / "t.xlsx", 1) == [TITLES, ["合计", "", 0.01, 1.0]]


def sheets_of(tmp_path: Path, rows: int, rows_a_sheet: int) -> list[list[list[object]]]:
    path = tmp_path / "t.xlsx"
    cells: list[Sequence[Cell]] = [(f"TD{i}", None, i * 100, i) for i in range(rows)]
    write_xlsx(path, TABLE, [list(cells[i : i + 7]) for i in range(0, rows, 7)], rows, rows_a_sheet)
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        sheets = sum(name.startswith("xl/worksheets/sheet") for name in archive.namelist())
    return [xlsx_rows(path, sheet) for sheet in range(sheets)]


@pytest.mark.parametrize(("rows", "sizes"), [(9, [9]), (10, [9, 1]), (18, [9, 9]), (30, [9, 9, 9, 3])])
def test_rows_that_a_sheet_cannot_hold_go_on_the_next_one(tmp_path: Path, rows: int, sizes: list[int]) -> None:
    sheets = sheets_of(tmp_path, rows, rows_a_sheet=10)
    assert [len(sheet) - 1 for sheet in sheets] == sizes
    assert all(sheet[0] == TITLES for sheet in sheets)
    assert [row[0] for sheet in sheets for row in sheet[1:]] == [f"TD{i}" for i in range(rows)]


def test_more_rows_than_were_told_are_not_left_out_silently(tmp_path: Path) -> None:
    rows: list[Sequence[Cell]] = [("a", "b", 1, 1)] * 5
    with pytest.raises(ValueError, match="more than 2"):
        write_xlsx(tmp_path / "t.xlsx", TABLE, [list(rows)], 2, rows_a_sheet=4)


def test_titles_must_be_different(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="different"):
        written(tmp_path / "t.xlsx", [("1", "2")], [COLUMNS[0], COLUMNS[0]])
