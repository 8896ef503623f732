"""Tables as .xlsx, by rustpy-xlsxwriter (MIT; Rust's rust_xlsxwriter), which writes each row away as it comes.

XlsxWriter, which is better known, takes six times as long. The library keeps the interpreter to itself while it closes
the file: some 1.3 ms for each ten thousand rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

from desktop.exchange.column import Cell, Column, ColumnKind, Row, by_column, texts

ROWS_A_SHEET = 1_048_576  # Excel's limit, the row of titles included
_LONGEST_TEXT = 32_767  # Excel's limit for a cell, in UTF-16 units
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0


def write_xlsx(
    path: Path, columns: Sequence[Column], batches: Iterable[list[Row]], total: int, rows_a_sheet: int = ROWS_A_SHEET
) -> None:
    """Write all rows, on as many sheets as `total` rows need, each with the titles on top.

    Text is never a formula or a link. Raises OSError, and ValueError for rows that do not fit the columns, titles that
    are not all different, and more rows than the sheets for `total` hold.
    """
    from rustpy_xlsxwriter import Format, write_worksheets

    if len({column.title for column in columns}) < len(columns):
        raise ValueError("titles must be different")
    records = _records(columns, batches)
    room = rows_a_sheet - 1
    names = [str(number + 1) for number in range(max(1, -(-total // room)))]
    sheets: list[tuple[str, Iterable[dict[str, Any]]]] = [(name, islice(records, room)) for name in names]
    first = next(records, {column.title: None for column in columns})  # the titles are taken from a row
    sheets[0] = (names[0], chain([first], islice(records, room - 1)))
    widths: dict[str, float] = {column.title: column.width for column in columns}
    formats = {column.title: Format().set_num_format(_FORMATS[column.kind]) for column in columns}
    codes = [column.title for column in columns if column.kind is ColumnKind.CODE]
    with _panic_is_an_os_error():
        write_worksheets(
            sheets,
            str(path),
            freeze_panes={"general": {"row": 1, "col": 0}},
            header_format={name: Format().set_bold() for name in names},
            column_widths=dict.fromkeys(names, widths),
            column_formats=dict.fromkeys(names, formats),
            ignore_errors=dict.fromkeys(names, codes),
        )
    if next(records, None) is not None:
        raise ValueError(f"there are more than {total} rows")


@contextmanager
def _panic_is_an_os_error() -> Iterator[None]:
    """A full disk makes the library panic, with an exception of no importable class that no `except Exception` sees."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise OSError(str(error)) from error
        raise


def _records(columns: Sequence[Column], batches: Iterable[list[Row]]) -> Iterator[dict[str, Any]]:
    titles = [column.title for column in columns]
    for batch in batches:
        cells = by_column(batch, columns)
        shaped = [_SHAPES[column.kind](one) for column, one in zip(columns, cells, strict=True)]
        for row in zip(*shaped, strict=True):
            yield dict(zip(titles, row, strict=True))


def _amounts(cells: Sequence[Cell]) -> list[float | None]:
    return [None if one is None else one / 100 for one in cells]  # type: ignore[operator]


def _words(cells: Sequence[Cell]) -> list[str | None]:
    return [_careful(one) if one else None for one in texts(cells)]


def _careful(text: str) -> str:
    if not text.isprintable():
        text = _ILLEGAL.sub("", text)
    if len(text) > _LONGEST_TEXT // 2:
        text = text.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", "ignore")
    return text


_SHAPES: dict[ColumnKind, Callable[[Sequence[Cell]], Sequence[Any]]] = {
    ColumnKind.TEXT: _words,
    ColumnKind.CODE: _words,
    ColumnKind.AMOUNT: _amounts,
    ColumnKind.COUNT: list,
}
_FORMATS = {ColumnKind.TEXT: "General", ColumnKind.CODE: "@", ColumnKind.AMOUNT: "0.00", ColumnKind.COUNT: "0"}
