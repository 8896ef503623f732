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
    raw = written(tmp_path / "t.csv", [("TD1", "好", 9500, 1)]).read_bytes()
    assert raw == "\ufeff订单号,备注,售价,次数\r\nTD1\t,好,95.00,1\r\n".encode()


def test_a_table_without_rows_is_its_titles(tmp_path: Path) -> None:
    assert csv_rows(written(tmp_path / "t.csv", [])) == [[column.title for column in COLUMNS]]


@pytest.mark.parametrize("code", ["13800138000", "003", "20261125210000123456", "1E5", "3-4", "TD2026"])
def test_a_code_ends_with_a_tab_so_that_it_stays_text(tmp_path: Path, code: str) -> None:
    assert one_cell(tmp_path, ColumnKind.CODE, code) == f"{code}\t"


@pytest.mark.parametrize("kind", [ColumnKind.TEXT, ColumnKind.CODE])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_nothing_from_outside_runs_as_a_formula(tmp_path: Path, kind: ColumnKind, start: str) -> None:
    text = one_cell(tmp_path, kind, f'{start}HYPERLINK("http://x",1)')
    assert text.removesuffix("\t") == f'\'{start}HYPERLINK("http://x",1)'


@pytest.mark.parametrize("text", ["a,b", 'say "hi"', "两\r\n行", "两\n行", "两\r行", "，、；", "a=1", " 空 ", "0", "'"])
def test_words_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, text) == text


def test_codes_with_commas_or_quotes_stay_one_cell(tmp_path: Path) -> None:
    assert one_cell(tmp_path, ColumnKind.CODE, 'a,"b') == 'a,"b\t'


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_none_is_an_empty_cell(tmp_path: Path, kind: ColumnKind) -> None:
    assert one_cell(tmp_path, kind, None) == ""


@pytest.mark.parametrize(
    ("fen", "yuan"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (9950, "99.50"), (-123456, "-1234.56"), (10**13 - 1, "99999999999.99")],
)
def test_amounts_are_exact(tmp_path: Path, fen: int, yuan: str) -> None:
    assert one_cell(tmp_path, ColumnKind.AMOUNT, fen) == yuan


def test_numbers_in_columns_of_words_and_codes_are_words(tmp_path: Path) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, 0) == "0"
    assert one_cell(tmp_path, ColumnKind.CODE, 13800138000) == "13800138000\t"


def test_half_a_surrogate_pair_does_not_stop_an_export(tmp_path: Path) -> None:
    assert one_cell(tmp_path, ColumnKind.TEXT, "a\ud800b") == "a?b"


def test_long_tables_keep_their_order(tmp_path: Path) -> None:
    rows = [(f"TD{i}", None if i % 2 else f"备注,{i}", i, i) for i in range(1_003)]
    got = csv_rows(written(tmp_path / "t.csv", rows))[1:]
    assert got == [
        [f"TD{i}\t", "" if i % 2 else f"备注,{i}", f"{i // 100}.{i % 100:02d}", str(i)] for i in range(1_003)
    ]
