"""Writing what the history shows into a file for Excel, on a worker thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.search import Search
from desktop.exchange.table import Column, ColumnKind, ExportCancelledError, write
from desktop.services.safekeeping import InThread
from desktop.storage.errors import StorageError
from desktop.storage.export import Words as Words
from desktop.storage.export import exported_rows

KINDS = (
    ColumnKind.TEXT,  # placed at
    ColumnKind.CODE,  # number
    ColumnKind.TEXT,  # operator
    ColumnKind.AMOUNT,  # face value
    ColumnKind.TEXT,  # speed
    ColumnKind.TEXT,  # status
    ColumnKind.AMOUNT,  # to collect
    ColumnKind.AMOUNT,  # cost
    ColumnKind.AMOUNT,  # refunded of it
    ColumnKind.AMOUNT,  # arrived
    ColumnKind.TEXT,  # ended at
    ColumnKind.COUNT,  # seconds until then
    ColumnKind.TEXT,  # the platform's words
    ColumnKind.CODE,  # platform no.
    ColumnKind.CODE,  # our order no.
    ColumnKind.TEXT,  # note
    ColumnKind.TEXT,  # cash returned at
)
"""What the columns are, in the order of `storage.export.ExportedRow`."""
_WIDTHS = (20, 14, 10, 9, 7, 16, 9, 9, 9, 9, 20, 9, 24, 22, 22, 30, 20)


@dataclass
class Progress:
    """How far an export is; `cancel` ends it. Written on the worker thread, read on any."""

    total: int = 0
    done: int = 0
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Let the export end soon, with nothing left behind."""
        self._cancelled.set()

    def report(self, done: int) -> None:
        """Raises ExportCancelledError once it was cancelled."""
        self.done = done
        if self._cancelled.is_set():
            raise ExportCancelledError


@dataclass(frozen=True, slots=True)
class Exported:
    """The file is complete."""

    rows: int


@dataclass(frozen=True, slots=True)
class NotExported:
    """Nothing was written; `reason` is the system's, "" where it was cancelled."""

    reason: str


class Exporting:
    """Reads the orders' file beside whatever else goes on."""

    def __init__(self, file: Path, in_thread: InThread = asyncio.to_thread) -> None:
        self._file = file
        self._in_thread = in_thread

    async def export(
        self, search: Search, path: Path, titles: Sequence[str], words: Words, progress: Progress
    ) -> Exported | NotExported:
        """Write what a search shows to a .csv or .xlsx file. A cancelled caller has nothing left behind, too."""
        work = asyncio.ensure_future(self._in_thread(self._write, search, path, titles, words, progress))
        try:
            return Exported(await asyncio.shield(work))
        except asyncio.CancelledError:
            progress.cancel()
            await asyncio.wait({work})
            work.exception()
            raise
        except ExportCancelledError:
            return NotExported("")
        except (OSError, StorageError) as failed:
            return NotExported(str(failed))

    def _write(self, search: Search, path: Path, titles: Sequence[str], words: Words, progress: Progress) -> int:
        columns = [Column(title, kind, width) for title, kind, width in zip(titles, KINDS, _WIDTHS, strict=True)]
        with exported_rows(self._file, search, words) as (total, rows):
            progress.total = total
            return write(path, columns, rows, total, progress.report)
