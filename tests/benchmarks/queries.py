"""Every kind of history query: its first page at a million orders against the same at ten thousand, and the totals.

`python -m tests.benchmarks.queries`. Both sides in turn in one run, medians of 15, on the program's own code below the
window (storage), without threads. A ratio says something where both sides have a full page of rows (`rows`).
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from desktop.domain.history.search import KINDLY, Search, Sort, SortBy
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.status import DID_NOT_ARRIVE, DOUBTFUL, Standing
from desktop.services.history.history import PAGE
from desktop.storage.history import history
from desktop.storage.history.finding import Finder
from tests.benchmarks.million import END, MILLION, database

ROUNDS = 15
SMALL = 10_000
DAY = 86400.0

QUERIES = {
    "all": Search(),
    "oldest first": Search(sort=Sort(SortBy.TIME, upwards=True)),
    "success": Search(standings=frozenset({Standing.SUCCESS})),
    "failed": Search(standings=DID_NOT_ARRIVE),
    "unconfirmed": Search(standings=DOUBTFUL),
    "reversed (rare)": Search(standings=frozenset({Standing.REVERSED})),
    "operator": Search(operator=Operator.TELECOM),
    "slow": Search(speed=Speed.SLOW),
    "failed, slow, virtual": Search(standings=DID_NOT_ARRIVE, operator=Operator.VIRTUAL, speed=Speed.SLOW),
    "one day": Search(since=END - 90 * DAY, until=END - 89 * DAY),
    "this month": Search(since=END - 25 * DAY),
    "a year, failed": Search(standings=DID_NOT_ARRIVE, since=END - 900 * DAY, until=END - 535 * DAY),
    "by status": Search(sort=Sort(SortBy.STATUS)),
    "by face": Search(sort=Sort(SortBy.FACE)),
    "by operator, failed": Search(standings=DID_NOT_ARRIVE, sort=Sort(SortBy.OPERATOR)),
    "by number, this month": Search(since=END - 25 * DAY, sort=Sort(SortBy.NUMBER)),
    "by elapsed": Search(sort=Sort(SortBy.ELAPSED)),
    "words: 1 digit": Search(("7",)),
    "words: 2 digits": Search(("99",)),
    "words: 3 digits": Search(("138",)),
    "words: 4 digits": Search(("0815",)),
    "words: 5 digits": Search(("38001",)),
    "words: 8 digits": Search(("13800138",)),
    "words: whole number": Search(("13900000000",)),
    "words: no match": Search(("00000000",)),
    "words: order no.": Search(("T20261101",)),
    "words: order no., long range": Search(("T2",)),
    "words: platform no.": Search(("W70000",)),
    "words: note": Search(("张三",)),
    "words: note, rare": Search(("monthly",)),
    "words: 4 digits, failed": Search(("0815",), standings=DID_NOT_ARRIVE),
    "words: 2 digits, reversed": Search(("99",), standings=frozenset({Standing.REVERSED})),
    "words: 3 digits, this month": Search(("138",), since=END - 25 * DAY),
    "words: 5 numbers": Search(tuple(f"138{n:08d}" for n in range(5))),
}


def connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA cache_size=-8192")
    return connection


def first_page(connection: sqlite3.Connection, search: Search) -> list[Order]:
    if not search.terms and (search.sort.by is SortBy.TIME or search.sort.by in KINDLY):
        return history.tallied(connection, search, PAGE).first
    finder = Finder(connection, search)
    finder.step(connection, history.FIRST_STEP)
    while not finder.done and finder.listing(connection).count < PAGE:
        finder.step(connection, history.STEP)
    return finder.listing(connection).orders(connection, 0, PAGE)


def totals(connection: sqlite3.Connection, search: Search) -> object:
    if not search.terms and (search.sort.by is SortBy.TIME or search.sort.by in KINDLY):
        return history.tallied(connection, search, 0).listing.totals
    finder = Finder(connection, search)
    size = history.FIRST_STEP
    while not finder.done:
        finder.step(connection, size)
        size = history.STEP
    return finder.listing(connection).totals


def timed(
    work: Callable[[sqlite3.Connection, Search], object], connection: sqlite3.Connection, search: Search
) -> float:
    begun = time.perf_counter()
    work(connection, search)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    big, small = connect(database(MILLION)), connect(database(SMALL))
    print(f"{'query':32} {'10,000':>9} {'million':>9} {'ratio':>6} {'totals':>9} {'/ page':>6}  rows")  # noqa: T201
    for name, search in QUERIES.items():
        sides: list[list[float]] = [[], [], []]
        for _ in range(ROUNDS):
            sides[0].append(timed(first_page, small, search))
            sides[1].append(timed(first_page, big, search))
            sides[2].append(timed(totals, big, search))
        before, after, sums = map(statistics.median, sides)
        ratio, share = after / before, sums / after
        rows = f"{len(first_page(small, search))}, {len(first_page(big, search))}"
        print(f"{name:32} {before:6.2f} ms {after:6.2f} ms {ratio:6.2f} {sums:6.2f} ms {share:6.2f}  {rows}")  # noqa: T201


if __name__ == "__main__":
    main()
