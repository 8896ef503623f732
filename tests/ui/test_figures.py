"""A column of figures: what the screen, paper and files read from its declaration."""

from datetime import date

import pytest

from desktop.exchange.column import Column, ColumnKind
from desktop.exchange.document import Fact, Grid, Head
from desktop.ui.figures import (
    FigureColumn,
    InFile,
    Value,
    cells,
    facts,
    file_cells,
    file_columns,
    grid,
    in_words,
    on_screen,
    table_columns,
)
from desktop.ui.widgets.table_rows import TableColumn
from desktop.ui.words import words

Day = tuple[date, int, int | None]
COLUMNS: list[FigureColumn[Day]] = [
    FigureColumn("Day", ColumnKind.DAY, lambda one: one[0], 0, InFile(18), lambda day: f"{day.day}."),
    FigureColumn("Change", ColumnKind.AMOUNT, lambda one: one[1], 80, InFile(9, "Change in yuan"), words.signed),
    FigureColumn("Orders", ColumnKind.COUNT, lambda one: one[2]),
]
DAY: Day = (date(2026, 11, 23), 950, None)


def test_the_screen_shows_the_columns_that_have_a_width_there() -> None:
    assert table_columns(COLUMNS) == [TableColumn("Day", 0), TableColumn("Change", 80, is_number=True)]
    assert cells(on_screen(COLUMNS), DAY) == ("23.", "+¥9.50")


def test_paper_has_them_all_as_a_table_or_as_facts() -> None:
    heads = (Head("Day"), Head("Change", is_number=True), Head("Orders", is_number=True))
    assert grid(COLUMNS, [DAY]) == Grid(heads, (("23.", "+¥9.50", "–"),))
    assert facts(COLUMNS, DAY) == (Fact("Day", "23."), Fact("Change", "+¥9.50"), Fact("Orders", "–"))


def test_a_file_has_plain_values_and_titles_of_its_own() -> None:
    assert file_columns(COLUMNS) == [
        Column("Day", ColumnKind.DAY, 18),
        Column("Change in yuan", ColumnKind.AMOUNT, 9),
    ]
    assert file_cells(COLUMNS, DAY) == ["2026-11-23", 950]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (ColumnKind.AMOUNT, -9550, "-¥95.50"),
        (ColumnKind.COUNT, 1234, "1,234"),
        (ColumnKind.SHARE, 987, "98.7%"),
        (ColumnKind.SHARE, 1000, "100.0%"),
        (ColumnKind.TEXT, "Fast", "Fast"),
        (ColumnKind.AMOUNT, None, "–"),
    ],
)
def test_a_value_in_words(kind: ColumnKind, value: Value, text: str) -> None:
    assert in_words(kind, value) == text
