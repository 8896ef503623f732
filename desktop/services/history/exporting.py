"""Exports the orders of a search to a file for Excel, on a worker thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path

from msgspec import Struct, field

from desktop.domain.audit import AuditEntry, AuditKind, plain
from desktop.domain.history.search import Search
from desktop.domain.right import Right
from desktop.exchange.table import Cell, Column, ColumnKind, ExportCancelledError, Row, Table, write
from desktop.services.runtime import Runtime
from desktop.storage.errors import StorageError
from desktop.storage.history.export import Words as Words
from desktop.storage.history.export import exported_rows

KINDS = (
    ColumnKind.MOMENT,  # placed at
    ColumnKind.CODE,  # number
    ColumnKind.TEXT,  # operator
    ColumnKind.AMOUNT,  # face value
    ColumnKind.TEXT,  # speed
    ColumnKind.TEXT,  # status
    ColumnKind.AMOUNT,  # to collect
    ColumnKind.AMOUNT,  # cost
    ColumnKind.AMOUNT,  # refund
    ColumnKind.TEXT,  # certainty of the refund
    ColumnKind.AMOUNT,  # arrived
    ColumnKind.MOMENT,  # ended at
    ColumnKind.COUNT,  # seconds until then
    ColumnKind.TEXT,  # the platform's words
    ColumnKind.CODE,  # platform no.
    ColumnKind.CODE,  # our order no.
    ColumnKind.TEXT,  # note
    ColumnKind.AMOUNT,  # cash returned to the customer
    ColumnKind.MOMENT,  # cash returned at
    ColumnKind.CODE,  # instead of our order no.
    ColumnKind.CODE,  # tried again as our order no.
    ColumnKind.TEXT,  # placed by
    ColumnKind.TEXT,  # paid with
    ColumnKind.TEXT,  # who owes it
    ColumnKind.TEXT,  # money back with
)
"""The columns' kinds, in the order of `storage.history.export.ExportedRow`."""
_BATCH = 250  # rows
_WIDTHS = (20, 14, 10, 9, 7, 16, 9, 9, 9, 16, 9, 20, 9, 24, 22, 22, 30, 9, 20, 22, 22, 12, 10, 16, 10)


class ExportLabels(Struct, frozen=True):
    """The file's words other than the orders: its sheet name, the column titles in the order of KINDS, and the first
    cell of the total, with the {count} of orders.
    """

    sheet: str
    titles: Sequence[str]
    total: str


class Progress(Struct):
    """An export's progress; `cancel` ends it. Written on the worker thread, read on any."""

    total: int = 0
    done: int = 0
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Let the export end soon, leaving nothing behind."""
        self._cancelled.set()

    def report(self, done: int) -> None:
        """Update `done`. Raises ExportCancelledError once it was cancelled."""
        self.done = done
        if self._cancelled.is_set():
            raise ExportCancelledError


class Exported(Struct, frozen=True):
    """The file is complete. `all`: it contains every order that matches the search."""

    rows: int
    all: bool = True


class NotExported(Struct, frozen=True):
    """Nothing was written; `reason` is the system's, "" if it was cancelled."""

    reason: str


class Exporting:
    """Reads the database on its own connection, concurrently with everything else."""

    def __init__(self, runtime: Runtime, file: Path) -> None:
        self._in_thread = runtime.in_thread
        self._duty = runtime.duty
        self._clock = runtime.clock
        self._audited = runtime.changes.audited
        self._file = file

    async def export(
        self, search: Search, path: Path, labels: ExportLabels, words: Words, progress: Progress
    ) -> Exported | NotExported:
        """Write the orders of a search to a .csv or .xlsx file. The costs are in it. Nothing is left behind if the
        caller is cancelled. Raises ForbiddenError.
        """
        by = self._duty.require(Right.EXPORT, Right.SEE_PROFIT)
        work = asyncio.ensure_future(self._in_thread(self._write, search, path, labels, words, progress))
        try:
            exported: Exported = await asyncio.shield(work)
        except asyncio.CancelledError:
            progress.cancel()
            await asyncio.wait({work})
            work.exception()
            raise
        except ExportCancelledError:
            return NotExported("")
        except (OSError, StorageError) as failed:
            return NotExported(str(failed))
        detail = plain({"file": path.name, "orders": exported.rows})
        self._audited.announce(AuditEntry(self._clock.now(), AuditKind.EXPORT, by, detail))
        return exported

    def _write(self, search: Search, path: Path, labels: ExportLabels, words: Words, progress: Progress) -> Exported:
        columns = [Column(title, kind, width) for title, kind, width in zip(labels.titles, KINDS, _WIDTHS, strict=True)]
        with exported_rows(self._file, search, words) as found:
            progress.total = found.count
            adding = _Adding(found.rows, labels.total)
            table = Table(labels.sheet, columns, adding.line)
            return Exported(write(path, table, adding, found.count, progress.report), found.complete)


class _Adding:
    """Passes the rows through and sums their amounts."""

    def __init__(self, rows: Iterable[Row], words: str) -> None:
        self._rows = iter(rows)
        self._words = words
        self._count = 0
        self._sums: list[Cell] = [None] * len(KINDS)

    def __iter__(self) -> Iterator[Row]:
        places = [place for place, kind in enumerate(KINDS) if kind is ColumnKind.AMOUNT]
        sums = dict.fromkeys(places, 0)
        while batch := list(islice(self._rows, _BATCH)):
            for place in places:
                sums[place] += sum(filter(None, map(itemgetter(place), batch)))
            self._count += len(batch)
            yield from batch
        for place in places:
            self._sums[place] = sums[place]

    def line(self) -> Row:
        """The total line; call it after the last row was taken."""
        return [self._words.format(count=f"{self._count:,}"), *self._sums[1:]]
