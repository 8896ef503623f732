"""All rows of a list for a file: read on a worker thread, on a connection of its own, a few at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.history.search import KINDLY, Search, Sort
from desktop.domain.mobile import Operator
from desktop.domain.orders.amounts import RefundWord, not_credited
from desktop.domain.orders.cause import Cause, cause_of, is_reason
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import one_line
from desktop.storage.database import reading
from desktop.storage.errors import WriteFailedError
from desktop.storage.history import tallies
from desktop.storage.history.finding import VALUES
from desktop.storage.history.history import whole_listing
from desktop.storage.history.listing import Listing, TalliedListing
from desktop.storage.orders.rows import marks

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
        "credited",
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


class Words(Struct, frozen=True):
    """What is written for an order's traits."""

    standings: dict[Standing, str]
    operators: dict[Operator | None, str]
    speeds: dict[Speed, str]
    causes: dict[Cause, str]
    refunds: dict[RefundWord, str]


ExportedRow = tuple[str | int | None, ...]
"""Placed at, number, operator, face, speed, status, to collect, cost, refund, how sure that is, arrived, ended at,
seconds until then, the platform's words or the cause, platform no., our order no., note, cash returned, cash returned
at. Amounts in fen, times of the computer's own zone as ``2026-11-23 14:20:05``."""


class ExportRows(Struct, frozen=True):
    """How many orders there are, and their rows. Where not `complete`, there are more and older ones that match."""

    count: int
    complete: bool
    rows: Iterator[ExportedRow]


@contextmanager
def exported_rows(file: Path, search: Search, words: Words) -> Iterator[ExportRows]:
    """What a search shows, all as it is at this moment. Raises WriteFailedError where the database cannot be read."""
    try:
        with closing(reading(file)) as connection:
            connection.execute("BEGIN")  # one state of the orders, whatever is stored meanwhile
            if not search.terms and search.sort.by in VALUES.keys() - KINDLY:
                whole = TalliedListing(connection, replace(search, sort=Sort()))
                yield ExportRows(whole.count, True, _rows(connection, _sorted(connection, search), words))
            else:
                listing = whole_listing(connection, search)
                pages = _listed(connection, listing)
                yield ExportRows(listing.count, listing.complete, _rows(connection, pages, words))
    except sqlite3.Error as error:
        raise WriteFailedError(str(error)) from error


def _listed(connection: sqlite3.Connection, listing: Listing) -> Iterator[list[sqlite3.Row]]:
    for first in range(0, listing.count, _AT_ONCE):
        yield listing.select(connection, COLUMNS, first, _AT_ONCE)


def _sorted(connection: sqlite3.Connection, search: Search) -> Iterator[list[sqlite3.Row]]:
    """All that the filters let pass: on screen a list that is sorted like this ends at the newest MOST_FOUND."""
    kinds = [kind.key for kind in tallies.kinds_of(connection, search)]
    low = 0 if search.since is None else tallies.key_at(search.since)
    high = 1 << 62 if search.until is None else tallies.key_at(search.until)
    direction = "ASC" if search.sort.upwards else "DESC"
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM orders WHERE id >= ? AND id < ? AND +kind IN ({marks(kinds)})"
        f" ORDER BY {VALUES[search.sort.by]} {direction}, id DESC",
        (low, high, *kinds),
    )
    while page := rows.fetchmany(_AT_ONCE):
        yield page


def _rows(connection: sqlite3.Connection, pages: Iterable[list[sqlite3.Row]], words: Words) -> Iterator[ExportedRow]:
    every = tallies.kinds_of(connection, Search())
    traits = {
        kind.key: (
            words.operators[kind.operator],
            words.speeds[kind.speed],
            words.standings[kind.standing],
            is_reason(kind.standing),
            words.refunds[not_credited(kind.standing)],
        )
        for kind in every
    }
    for page in pages:
        for row in page:
            kind, placed, mobile, face, price, cost, refund, credited, arrived, ended, took, *outside = row[-17:]
            operator, speed, status, has_reason, told = traits[kind]
            sure = "" if not refund else words.refunds[RefundWord.CREDITED] if credited >= refund else told
            said, number, order_no, note, *cash = outside
            said = words.causes[cause_of(said)] if said and has_reason else one_line(said)
            known = (placed, mobile, operator, face, speed, status, price, cost, refund, sure, arrived, ended, took)
            yield (*known, said, one_line(number), one_line(order_no), one_line(note), *cash)
