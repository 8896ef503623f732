"""Tables that the window has in hand, kept as files for Excel."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from desktop.exchange.column import Cell as Cell
from desktop.exchange.column import Column as Column
from desktop.exchange.column import ColumnKind as ColumnKind
from desktop.exchange.column import Row as Row
from desktop.exchange.column import Table as Table
from desktop.exchange.table import write


async def keep_table(path: Path, table: Table, rows: Sequence[Row]) -> str:
    """Write the table as .xlsx or .csv, whichever `path` names, on a worker thread; "" or, where nothing was written,
    the system's reason. A file that had this name is then still the old one.
    """
    try:
        await asyncio.to_thread(write, path, table, rows, len(rows), _ignore_count)
    except OSError as failed:
        return str(failed)
    return ""


def _ignore_count(_rows: int) -> None:
    """Whoever has all rows in hand does not wait for them."""
