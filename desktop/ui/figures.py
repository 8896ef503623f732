"""Columns of tables of figures: declared once, for the screen, paper and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from msgspec import Struct

from desktop.exchange.column import Cell, Column, ColumnKind
from desktop.exchange.document import Fact, Grid, Head
from desktop.ui.widgets.table_rows import TableColumn
from desktop.ui.words import words

T = TypeVar("T")
Value = str | int | date | None

_NOT_KNOWN = "–"
_IN_WORDS: dict[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.AMOUNT: words.yuan,
    ColumnKind.COUNT: "{:,}".format,
    ColumnKind.SHARE: lambda thousandths: f"{thousandths // 10}.{thousandths % 10}%",
}


class InFile(Struct, frozen=True):
    """A column in a file: width in characters, and title ("" for the same as elsewhere)."""

    width: int
    title: str = ""


class FigureColumn(Struct, Generic[T], frozen=True):
    """`value` reads the figure of a row, in the unit of `kind`; None: not known. `text` formats it if `in_words` does
    not suit. The screen omits a column without `screen_width` (pixels, as in TableColumn), a file one without
    `in_file`.
    """

    title: str
    kind: ColumnKind
    value: Callable[[T], Value]
    screen_width: int | None = None
    in_file: InFile | None = None
    text: Callable[[Any], str] | None = None
    is_strong: bool = False


Columns = Sequence[FigureColumn[T]]


def in_words(kind: ColumnKind, value: Value) -> str:
    """Format a value: ¥95.00, 1,234 or 98.7%; "–" for None."""
    return _NOT_KNOWN if value is None else _IN_WORDS.get(kind, str)(value)


def on_screen(columns: Columns[T]) -> Columns[T]:
    """The columns that the screen shows."""
    return [one for one in columns if one.screen_width is not None]


def table_columns(columns: Columns[T]) -> list[TableColumn]:
    """The columns of a table on screen."""
    return [
        TableColumn(one.title, one.screen_width, one.kind.is_number, is_strong=one.is_strong)
        for one in columns
        if one.screen_width is not None
    ]


def heads(columns: Columns[T]) -> tuple[Head, ...]:
    """The heads of a table on paper."""
    return tuple(Head(one.title, one.kind.is_number) for one in columns)


def cells(columns: Columns[T], thing: T) -> tuple[str, ...]:
    """The cells of a row in words, for screen and paper."""
    return tuple(_text(one, thing) for one in columns)


def grid(columns: Columns[T], things: Iterable[T]) -> Grid:
    """A whole table for paper, without a total."""
    return Grid(heads(columns), tuple(cells(columns, one) for one in things))


def facts(columns: Columns[T], thing: T) -> tuple[Fact, ...]:
    """The cells of a row with their titles, for paper that is too narrow for a table."""
    return tuple(Fact(one.title, _text(one, thing)) for one in columns)


def file_columns(columns: Columns[T]) -> list[Column]:
    """The columns of a table in a file."""
    found = ((one, one.in_file) for one in columns)
    return [Column(there.title or one.title, one.kind, there.width) for one, there in found if there is not None]


def file_cells(columns: Columns[T], thing: T) -> list[Cell]:
    """The cells of a row in a file, in the columns of `file_columns`."""
    values = [one.value(thing) for one in columns if one.in_file is not None]
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def _text(column: FigureColumn[T], thing: T) -> str:
    value = column.value(thing)
    return in_words(column.kind, value) if column.text is None or value is None else column.text(value)
