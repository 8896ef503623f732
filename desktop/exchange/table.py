"""A table of any length written to a file, a batch of rows at a time: constant memory, on the caller's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from desktop.exchange.column import Cell, Column, ColumnKind, Row, Table
from desktop.exchange.whole_file import whole_file

__all__ = ["Cell", "Column", "ColumnKind", "ExportCancelledError", "Row", "Table", "keep_table", "write"]

_BATCH = 250  # rows; a batch holds the interpreter for well under a millisecond at a time
_BATCHES_A_REPORT = 8


class ExportCancelledError(Exception):
    """For `on_row_count` to raise: the export ends and leaves nothing behind."""


async def keep_table(path: Path, table: Table, rows: Sequence[Row]) -> str:
    """Write the table as .xlsx or .csv, whichever `path` names, on a worker thread; "" or, where nothing was written,
    the system's reason. A file that had this name is then still the old one.
    """
    try:
        await asyncio.to_thread(write, path, table, rows, len(rows), _ignore_count)
    except OSError as failed:
        return str(failed)
    return ""


def write(
    path: Path,
    table: Table,
    rows: Iterable[Row],
    count: int,
    on_row_count: Callable[[int], None],
) -> int:
    """Write a table of `count` rows to a .csv or .xlsx file, whichever `path` names; how many rows there were.

    To be called on a worker thread; `rows` is read there, and `on_row_count` called there with the rows done so far:
    about every 2,000 and once more before the file gets its name. Whatever either of them raises comes through. Then,
    and when the disk raises OSError, nothing is left behind and a file that had this name is still the old one
    (`whole_file`).
    Raises ValueError for another suffix and for rows that do not fit the columns.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise ValueError(f"no way to write {suffix or 'a file without suffix'}")
    counted = _Counted(rows, on_row_count)
    with whole_file(path) as passing:
        if suffix == ".csv":
            from desktop.exchange.csv_file import write_csv  # the start imports this module, and writes no file

            with passing.open("wb") as file:
                write_csv(file, table, counted)
        else:
            from desktop.exchange.xlsx_file import write_xlsx

            write_xlsx(passing, table, counted, count)
        on_row_count(counted.done)
    return counted.done


class _Counted:
    """Rows in batches; reports how many were taken."""

    def __init__(self, rows: Iterable[Row], on_row_count: Callable[[int], None]) -> None:
        self._rows = iter(rows)
        self._on_row_count = on_row_count
        self.done = 0

    def __iter__(self) -> Iterator[list[Row]]:
        batches = 0
        while batch := list(islice(self._rows, _BATCH)):
            yield batch
            self.done += len(batch)
            batches += 1
            if batches % _BATCHES_A_REPORT == 0:
                self._on_row_count(self.done)


def _ignore_count(_rows: int) -> None:
    """Whoever has all rows in hand does not wait for them."""
