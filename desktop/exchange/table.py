"""Writes a table of any length to a file in batches of rows: constant memory, on the caller's thread."""

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
    """Raised by `on_row_count` to cancel the export, which then leaves nothing behind."""


async def keep_table(path: Path, table: Table, rows: Sequence[Row]) -> str:
    """Write the table as .xlsx or .csv, by the suffix of `path`, on a worker thread. Returns "" or, if nothing was
    written, the system's reason; an existing file of this name is then unchanged.
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
    """Write a table of `count` rows to a .csv or .xlsx file, by the suffix of `path`; return the number of rows
    written.

    Call it on a worker thread; it iterates `rows` there and calls `on_row_count` there with the rows done so far: about
    every 2,000 and once more before the file gets its name. Exceptions of either propagate. In that case, and if the
    disk raises OSError, nothing is left behind and an existing file of this name is unchanged (`whole_file`). Raises
    ValueError for another suffix and for rows that do not fit the columns.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise ValueError(f"cannot write {suffix or 'a file without suffix'}")
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
    """Iterates rows in batches and reports the number taken."""

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
    """A caller that already holds all rows needs no progress."""
