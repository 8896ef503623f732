"""Tables as .xlsx, by rustpy-xlsxwriter (MIT; Rust's rust_xlsxwriter), which streams the rows.

The better-known XlsxWriter takes six times as long. The library holds the GIL while it closes the file: about 1.3 ms
for each ten thousand rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from desktop.exchange.column import Cell, Column, ColumnKind, Row, Table, by_column, texts

ROWS_A_SHEET = 1_048_576  # Excel's limit, including the title row
_LONGEST_TEXT = 32_767  # Excel's limit for a cell, in UTF-16 units
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
_LONGEST_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NO_NAME = "1"
_EXCELS_OWN = "history"


def write_xlsx(
    path: Path, table: Table, batches: Iterable[list[Row]], count: int, rows_a_sheet: int = ROWS_A_SHEET
) -> None:
    """Write all rows and the total on as many sheets as `count` rows need, each with a title row.

    Text is never a formula or a link. Raises OSError, and ValueError for rows that do not fit the columns, duplicate
    titles, and more rows than the sheets for `count` hold.
    """
    from rustpy_xlsxwriter import write_worksheets

    columns = table.columns
    if len({column.title for column in columns}) < len(columns):
        raise ValueError("titles must be different")
    records = _records(table, batches)
    room = rows_a_sheet - 1
    names = _sheet_names(table.name, max(1, -(-(count + (table.total is not None)) // room)))
    sheets: list[tuple[str, Iterable[dict[str, Any]]]] = [(name, islice(records, room)) for name in names]
    first = next(records, {column.title: None for column in columns})  # the library takes the titles from a row
    sheets[0] = (names[0], chain([first], islice(records, room - 1)))
    with _panic_is_an_os_error():
        write_worksheets(sheets, str(path), **_look(columns, names))
    if next(records, None) is not None:
        raise ValueError(f"there are more than {count} rows")


def _look(columns: Sequence[Column], names: Sequence[str]) -> dict[str, Any]:
    """The formats of the sheets. The total has none of its own: with `row_formats` the library writes rows twice, and
    Excel reports the file as corrupt.
    """
    from rustpy_xlsxwriter import Format

    widths = {column.title: float(column.width) for column in columns}
    formats = {column.title: Format().set_num_format(_FORMATS[column.kind]) for column in columns}
    for column in columns:
        if column.kind is ColumnKind.TEXT:
            formats[column.title].set_quote_prefix()  # stays text after the cell was edited
    codes = [column.title for column in columns if column.kind is ColumnKind.CODE]
    return {
        "freeze_panes": {"general": {"row": 1, "col": 0}},
        "header_format": {name: Format().set_bold() for name in names},
        "column_widths": dict.fromkeys(names, widths),
        "column_formats": dict.fromkeys(names, formats),
        "ignore_errors": dict.fromkeys(names, codes),
    }


def _sheet_names(name: str, sheets: int) -> list[str]:
    """Valid Excel sheet names: at most 31 characters, no forbidden characters, no apostrophe at either end."""
    plain = _NOT_IN_A_NAME.sub("-", name).strip("' ") or _NO_NAME
    ends = [""] if sheets == 1 else [f" {number + 1}" for number in range(sheets)]
    names = [plain[: _LONGEST_NAME - len(end)].rstrip("' ") + end for end in ends]
    return [f"{one}-" if one.lower() == _EXCELS_OWN else one for one in names]


@contextmanager
def _panic_is_an_os_error() -> Iterator[None]:
    """Convert the library's panic on a full disk to OSError: its class cannot be imported and is no `Exception`."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise OSError(str(error)) from error
        raise


def _records(table: Table, batches: Iterable[list[Row]]) -> Iterator[dict[str, Any]]:
    titles = [column.title for column in table.columns]
    shapes = [_SHAPES[column.kind] for column in table.columns]
    for batch in batches:
        cells = by_column(batch, table.columns)
        shaped = [shape(one) for shape, one in zip(shapes, cells, strict=True)]
        for row in zip(*shaped, strict=True):
            yield dict(zip(titles, row, strict=True))
    if line := table.last_line():
        shaped = [(_words if type(one) is str else shape)([one]) for shape, one in zip(shapes, line, strict=True)]
        yield {title: cells[0] for title, cells in zip(titles, shaped, strict=True)}


def _amounts(cells: Sequence[Cell]) -> list[float | None]:
    return [None if one is None else one / 100 for one in cells]  # type: ignore[operator]


def _shares(cells: Sequence[Cell]) -> list[float | None]:
    return [None if one is None else one / 1000 for one in cells]  # type: ignore[operator]


def _moments(cells: Sequence[Cell]) -> list[datetime | None]:
    return [datetime.fromisoformat(one) if one else None for one in cells]  # type: ignore[arg-type]


def _days(cells: Sequence[Cell]) -> list[date | None]:
    return [date.fromisoformat(one) if one else None for one in cells]  # type: ignore[arg-type]


def _months(cells: Sequence[Cell]) -> list[date | None]:
    return [date.fromisoformat(f"{one}-01") if one else None for one in cells]


def _words(cells: Sequence[Cell]) -> list[str | None]:
    return [_careful(one) if one else None for one in texts(cells)]


def _careful(text: str) -> str:
    if not text.isprintable():
        text = _ILLEGAL.sub("", text).replace("\t", " ")
    if len(text) > _LONGEST_TEXT // 2:
        text = text.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", "ignore")
    return text


_SHAPES: dict[ColumnKind, Callable[[Sequence[Cell]], Sequence[Any]]] = {
    ColumnKind.TEXT: _words,
    ColumnKind.CODE: _words,
    ColumnKind.AMOUNT: _amounts,
    ColumnKind.COUNT: list,
    ColumnKind.SHARE: _shares,
    ColumnKind.MOMENT: _moments,
    ColumnKind.DAY: _days,
    ColumnKind.MONTH: _months,
}
_FORMATS = {
    ColumnKind.TEXT: "General",
    ColumnKind.CODE: "@",
    ColumnKind.AMOUNT: "0.00",
    ColumnKind.COUNT: "0",
    ColumnKind.SHARE: "0.0%",
    ColumnKind.MOMENT: "yyyy-mm-dd hh:mm:ss",
    ColumnKind.DAY: "yyyy-mm-dd",
    ColumnKind.MONTH: "yyyy-mm",
}
