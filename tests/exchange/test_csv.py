"""Tables as .csv: what Excel makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.exchange.table import Cell, Column, ColumnKind
from tests.exchange.tables import COLUMNS, csv_rows, written


def one_cell(tmp_path: Path, kind: ColumnKind, cell: Cell) -> str:
    columns = [Column("甲", kind, 10), Column("乙", ColumnKind.TEXT, 10)]
    [_, [text, neighbour]] = csv_rows(written(tmp_path / "t.csv", [(cell, "邻")], columns))
    assert neighbour == "邻"
    return text


def test_a_file_has_a_bom_crlf_and_the_titles_first(tmp_path: Path) -> None:
    raw = written(tmp_path / "t.csv", [("T20261123", "好", 9500, 1)]).read_bytes()
    assert raw == "\ufeff订单号,备注,售价,次数\r\nT20261123,好,95.00,1\r\n".encode()


def test_a_table_without_rows_is_its_titles(tmp_path: Path) -> None:
    assert csv_rows(written(tmp_path / "t.csv", [])) == [[column.title for column in COLUMNS]]


@pytest.mark.parametrize(
    "code",
    ["13800138000", "003", "20261125210000123456", "1E5", "3-4", "12:30", "50%", "1,5", "(5)", "$5", "MAR2026", "TRUE"],
)
def test_a_code_that_excel_would_take_for_something_else_is_the_formula_of_a_text(tmp_path: Path, code: str) -> None:
    """Nothing but that text: no quote in it ends it early."""
    assert one_cell(tmp_path, ColumnKind.CODE, code) == f'="{code}"'


@pytest.mark.parametrize("code", ["T202611250001ABCD", "W2026112500012", "WK179_1-2", "T2"])
def test_a_code_that_cannot_be_mistaken_is_written_plainly(tmp_path: Path, code: str) -> None:
    assert one_cell(tmp_path, ColumnKind.CODE, code) == code


@pytest.mark.parametrize(
    "code", ["=1\"&cmd|'/C calc'!A0&\"", '=HYPERLINK("http://x",1)', "＝1", "=单", "+1", "-7", "@SUM(1)", "=1+1"]
)
def test_a_code_that_begins_like_a_formula_or_could_end_the_text_is_words(tmp_path: Path, code: str) -> None:
    assert one_cell(tmp_path, ColumnKind.CODE, code) == f"'{code}"


@pytest.mark.parametrize("kind", [ColumnKind.TEXT, ColumnKind.CODE])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\r", "\n", "＝", "＋", "－", "＠"])
def test_nothing_from_outside_runs_as_a_formula(tmp_path: Path, kind: ColumnKind, start: str) -> None:
    text = one_cell(tmp_path, kind, f'{start}HYPERLINK("http://x",1)')
    assert text == f'\'{start}HYPERLINK("http://x",1)'


@pytest.mark.parametrize("before", ["\t", "\0", "\x0b", "\x85", " ", "\u3000", " \t ", "\x00\x01"])
def test_a_formula_hides_behind_no_space_and_no_control_character(tmp_path: Path, before: str) -> None:
    for kind in (ColumnKind.TEXT, ColumnKind.CODE):
        text = one_cell(tmp_path, kind, f"{before}=1+1单")
        assert (text[0], text[1:].strip()) == ("'", "=1+1单")


@pytest.mark.parametrize("kind", [ColumnKind.TEXT, ColumnKind.CODE])
def test_no_cell_holds_a_tab(tmp_path: Path, kind: ColumnKind) -> None:
    assert one_cell(tmp_path, kind, "号\t码\x07了\t") == "号 码 了 "
    assert b"\t" not in written(tmp_path / "t.csv", [("13800138000", "a\tb", 1, 1)]).read_bytes()


@pytest.mark.parametrize("text", ["a,b", 'say "hi"', "两\r\n行", "两\n行", "两\r行", "，、；", "a=1", " 空 ", "0", "'"])
def test_words_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, text) == text


def test_codes_with_commas_or_quotes_stay_one_cell(tmp_path: Path) -> None:
    assert one_cell(tmp_path, ColumnKind.CODE, 'a,"b') == 'a,"b'


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_none_is_an_empty_cell(tmp_path: Path, kind: ColumnKind) -> None:
    assert one_cell(tmp_path, kind, None) == ""


@pytest.mark.parametrize(
    ("fen", "yuan"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (9950, "99.50"), (-123456, "-1234.56"), (10**13 - 1, "99999999999.99")],
)
def test_amounts_are_exact(tmp_path: Path, fen: int, yuan: str) -> None:
    assert one_cell(tmp_path, ColumnKind.AMOUNT, fen) == yuan


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        (ColumnKind.MOMENT, "2026-11-23 14:20:05", "2026-11-23 14:20:05"),
        (ColumnKind.DAY, "2026-11-23", "2026-11-23"),
        (ColumnKind.MONTH, "2026-11", "2026-11"),
        (ColumnKind.SHARE, 987, "98.7%"),
        (ColumnKind.SHARE, 1000, "100.0%"),
        (ColumnKind.SHARE, 0, "0.0%"),
    ],
)
def test_times_and_shares_are_written_as_excel_reads_them(
    tmp_path: Path, kind: ColumnKind, cell: Cell, text: str
) -> None:
    assert one_cell(tmp_path, kind, cell) == text


def test_numbers_in_columns_of_words_and_codes_are_words(tmp_path: Path) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, 0) == "0"
    assert one_cell(tmp_path, ColumnKind.CODE, 13800138000) == '="13800138000"'


def test_half_a_surrogate_pair_does_not_stop_an_export(tmp_path: Path) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, "a\ud800b") == "a?b"


def test_long_tables_keep_their_order(tmp_path: Path) -> None:
    rows = [(f"T{i}", None if i % 2 else f"备注,{i}", i, i) for i in range(1_003)]
    got = csv_rows(written(tmp_path / "t.csv", rows))[1:]
    assert got == [[f"T{i}", "" if i % 2 else f"备注,{i}", f"{i // 100}.{i % 100:02d}", str(i)] for i in range(1_003)]
