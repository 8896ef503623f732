"""All rows of a list for export: read on a worker thread, on a separate connection, in batches."""

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
        "nullif(cash_back - cash_moved, 0)",
        _MOMENT.format("cash_returned_at"),
        "instead_of",
        "retried_as",
        "placed_by",
        "paid_with",
        "payer",
        "iif(cash_returned_at IS NULL, NULL, ifnull(nullif(returned_with, ''), paid_with))",
    )
)


class Words(Struct, frozen=True):
    """The exported words for an order's properties."""

    standings: dict[Standing, str]
    operators: dict[Operator | None, str]
    speeds: dict[Speed, str]
    causes: dict[Cause, str]
    refunds: dict[RefundWord, str]
    payments: dict[str, str]
    """A way of payment that is not here is its own word."""


ExportedRow = tuple[str | int | None, ...]
"""Placed at, number, operator, face, speed, status, to collect, cost, refund, certainty of the refund, arrived,
ended at, seconds until then, the platform's words or the cause, platform no., our order no., note, cash returned, cash
returned at, our order no. of the order that it tries again, of the one that tries it again, who placed it, how it is
paid, who owes it, how money went back. Amounts in fen, times in the computer's time zone as ``2026-11-23 14:20:05``."""


class ExportRows(Struct, frozen=True):
    """The number of orders, and their rows. If not `complete`, more, older orders match."""

    count: int
    complete: bool
    rows: Iterator[ExportedRow]


@contextmanager
def exported_rows(file: Path, search: Search, words: Words) -> Iterator[ExportRows]:
    """Yield the rows of a search, with snapshot isolation. Raises WriteFailedError if the database cannot be read."""
    try:
        with closing(reading(file)) as connection:
            connection.execute("BEGIN")  # snapshot isolation
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
    """All orders that pass the filters; on screen, a list with this sort order is limited to the newest MOST_FOUND."""
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
            kind, placed, mobile, face, price, cost, refund, credited, arrived, ended, took, *outside = row[-23:]
            operator, speed, status, has_reason, told = traits[kind]
            sure = "" if not refund else words.refunds[RefundWord.CREDITED] if credited >= refund else told
            said, number, order_no, note, *cash, earlier, later, by, paid, payer, back = outside
            said = words.causes[cause_of(said)] if said and has_reason else one_line(said)
            known = (placed, mobile, operator, face, speed, status, price, cost, refund, sure, arrived, ended, took)
            ids, links = map(one_line, (number, order_no, note)), map(one_line, (earlier, later, by))
            payment = (words.payments.get(paid, paid), payer, words.payments.get(back, back or ""))
            yield (*known, said, *ids, *cash, *links, *map(one_line, payment))
