"""All rows of a list for a file: read on a worker thread, on a connection of its own, a few at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.mobile import Operator
from desktop.domain.order import Speed
from desktop.domain.search import Search
from desktop.domain.status import Standing
from desktop.storage import tallies
from desktop.storage.database import reading
from desktop.storage.errors import WriteFailedError
from desktop.storage.history import whole_listing
from desktop.storage.listing import Listing

_AT_ONCE = 1000
_MOMENT = "strftime('%Y-%m-%d %H:%M:%S', {}, 'unixepoch', 'localtime')"
COLUMNS = ", ".join(
    (
        "kind",
        _MOMENT.format("placed_at"),
        "mobile",
        "face",
        "price",
        "cost",
        "refund",
        "arrived",
        _MOMENT.format("ended_at"),
        "CAST(round(ended_at - placed_at) AS INTEGER)",
        "words",
        "order_number",
        "order_no",
        "note",
        "nullif(cash_back, 0)",
        _MOMENT.format("cash_returned_at"),
    )
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is written for an order's traits."""

    standings: dict[Standing, str]
    operators: dict[Operator | None, str]
    speeds: dict[Speed, str]


ExportedRow = tuple[str | int | None, ...]
"""Placed at, number, operator, face, speed, status, to collect, cost, refunded, arrived, ended at, seconds until then,
the platform's words, platform no., our order no., note, cash returned, cash returned at. Amounts in fen, times of the
computer's own zone as ``2026-11-23 14:20:05``."""


@contextmanager
def exported_rows(file: Path, search: Search, words: Words) -> Iterator[tuple[int, Iterator[ExportedRow]]]:
    """(how many, the rows) of what a search shows, all as they are at this moment.

    Raises WriteFailedError where the database cannot be read.
    """
    try:
        with closing(reading(file)) as connection:
            connection.execute("BEGIN")  # one state of the orders, whatever is stored meanwhile
            listing = whole_listing(connection, search)
            yield listing.count, _rows(connection, listing, words)
    except sqlite3.Error as error:
        raise WriteFailedError(str(error)) from error


def _rows(connection: sqlite3.Connection, listing: Listing, words: Words) -> Iterator[ExportedRow]:
    every = tallies.kinds_of(connection, Search())
    traits = {
        kind.key: (words.operators[kind.operator], words.speeds[kind.speed], words.standings[kind.standing])
        for kind in every
    }
    for first in range(0, listing.count, _AT_ONCE):
        for row in listing.select(connection, COLUMNS, first, _AT_ONCE):
            kind, placed, mobile, face, price, cost, refund, arrived, *rest = row[-16:]
            operator, speed, status = traits[kind]
            yield placed, mobile, operator, face, speed, status, price, cost, refund, arrived, *rest
