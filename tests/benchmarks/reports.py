"""Reports, closes and the ledger at a million orders. `python -m tests.benchmarks.reports`

Reports from the sums by day, at a million orders against ten thousand, and against a plain GROUP BY over the million
orders. Then what a close, the ledger and its suspects cost, and the commit of a result with the triggers that keep the
sums and an entry in the book, against the same file without both. All sides in turn in one run, medians; on the
program's own code below the window (storage), without threads.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from desktop.domain.books.ledger import suspect
from desktop.domain.books.report import Grouping, begin_of, china_day
from desktop.domain.orders.events import Placed, Reported
from desktop.storage import entries
from desktop.storage.books import closes, day_sums, ledger
from desktop.storage.database import Database
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from tests.benchmarks.million import END, MILLION, database
from tests.benchmarks.queries import SMALL, connect

ROUNDS, PLAIN_ROUNDS, COMMITS, BUSY = 15, 3, 101, 2000
TODAY = china_day(END)
SPANS = {"month": (TODAY - timedelta(days=30), TODAY), "all years": (TODAY - timedelta(days=3700), TODAY)}
_PLAIN = {
    Grouping.DAY: "(o.id + 28800000) / 86400000",
    Grouping.MONTH: "strftime('%Y%m', (o.id + 28800000) / 1000, 'unixepoch')",
    Grouping.OPERATOR: "k.operator",
    Grouping.FACE: "o.face",
    Grouping.SPEED: "o.speed",
    Grouping.STATUS: "k.standing",
    Grouping.NOTE: "o.note",
    Grouping.PERSON: "o.placed_by",
}
Side = Callable[[], object]


def in_turn(sides: list[Side], rounds: int = ROUNDS) -> list[float]:
    """The median of each side, in ms."""
    took: list[list[float]] = [[] for _ in sides]
    for _ in range(rounds):
        for side, times in zip(sides, took, strict=True):
            begun = time.perf_counter()
            side()
            times.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(times) for times in took]


def plainly(connection: sqlite3.Connection, span: str, grouping: Grouping) -> object:
    low, high = (int(begin_of(day) * 1000) for day in (SPANS[span][0], SPANS[span][1] + timedelta(days=1)))
    noted = " AND o.note <> ''" if grouping is Grouping.NOTE else ""
    return connection.execute(
        f"SELECT {_PLAIN[grouping]} AS key, count(*), sum(o.face), sum(o.price), sum(o.cost), sum(o.refund),"
        " sum(iif(o.standing IN ('success', 'partial'), o.price - o.cash_back - o.cost + o.refund, 0))"
        f" FROM orders o JOIN kinds k ON k.id = o.kind WHERE o.id >= ? AND o.id < ?{noted} GROUP BY key ORDER BY key",
        (low, high),
    ).fetchall()


def reports(big: sqlite3.Connection, small: sqlite3.Connection) -> None:
    print(f"{'report':24} {'10,000':>9} {'million':>9} {'ratio':>6} {'GROUP BY':>11} {'times':>7}  groups")  # noqa: T201
    for span, days in SPANS.items():
        for grouping in Grouping:
            ours = partial(day_sums.report, first=days[0], last=days[1], grouping=grouping)
            before, after = in_turn([partial(ours, small), partial(ours, big)])
            _, plain = in_turn([partial(ours, big), partial(plainly, big, span, grouping)], PLAIN_ROUNDS)
            print(  # noqa: T201
                f"{span + ', ' + grouping:24} {before:6.2f} ms {after:6.2f} ms {after / before:6.2f} {plain:8.1f} ms"
                f" {plain / after:7.1f}  {len(ours(big).groups)}"
            )


def books(big: sqlite3.Connection, small: sqlite3.Connection) -> None:
    works: dict[str, Callable[[sqlite3.Connection], object]] = {
        "ledger since the close": lambda connection: ledger._since_close(connection, "77"),
        "suspects": lambda connection: [
            suspect(order, END, in_opening=old) for order, old in ledger._suspects(connection, "77", END)[0]
        ],
        "owed either way": lambda connection: (
            ledger._cash_owed(connection),
            ledger._newest(connection, "standing = ?", ("failed",)),
        ),
        "100 lines of statement": lambda connection: entries.statement(connection, "77", None, 100),
        "the first close's draft": lambda connection: closes._draft(connection, "77", END),
    }
    print(f"\n{'books':24} {'10,000':>9} {'million':>9} {'ratio':>6}")  # noqa: T201
    for name, work in works.items():
        before, after = in_turn([partial(work, small), partial(work, big)])
        print(f"{name:24} {before:6.2f} ms {after:6.2f} ms {after / before:6.2f}")  # noqa: T201


class Copy:
    """A copy of a million orders that is written to; `plain` without the triggers of the sums by day."""

    def __init__(self, folder: Path, *, plain: bool) -> None:
        self.database = Database(folder / "orders.db")
        self.orders = OrderStore(self.database, lambda _order, _now: None, Journal(folder / "orders.journal"), "77")
        self.store_id = "88" if plain else "77"  # the one has no book: no entry is written either
        self.plain = plain
        shutil.copyfile(database(MILLION), self.database.file)

    async def open(self) -> None:
        await self.database.open()
        if self.plain:
            for name in ("day_insert", "day_update", "arrival_insert", "arrival_update"):
                await self.database.run(lambda connection, name: connection.execute(f"DROP TRIGGER {name}"), name)

    async def place(self, number: int, at: float) -> str:
        order_no = f"T{self.store_id}{number:06d}"
        await self.orders.claim(Placed(at, order_no, self.store_id, f"166{number:08d}", 10_000, 9_990, 1))
        return order_no

    async def result(self, order_no: str, status: int, at: float) -> None:
        await self.orders.record([(order_no, Reported(at, status, f"W{order_no}", 9_700, None, ""))], at)


async def commits(full: Copy, plain: Copy) -> None:
    took: dict[str, list[list[float]]] = {"placing": [[], []], "result": [[], []]}
    for number in range(COMMITS):
        for side, copy in enumerate((plain, full)):
            at, begun = END + number, time.perf_counter()
            order_no = await copy.place(number, at)
            placed = time.perf_counter()
            await copy.result(order_no, 2, at + 30)
            took["placing"][side].append((placed - begun) * 1000)
            took["result"][side].append((time.perf_counter() - placed) * 1000)
    print(f"\n{'commit':24} {'without':>9} {'with':>9} {'ratio':>6}")  # noqa: T201
    for name, (before, after) in ((name, map(statistics.median, sides)) for name, sides in took.items()):
        print(f"{name:24} {before:6.2f} ms {after:6.2f} ms {after / before:6.2f}")  # noqa: T201


async def busy_day(copy: Copy) -> None:
    """A close, then a day of BUSY orders, and 50 reversals of orders before."""
    at = END + 10 * COMMITS
    closing = closes.CloseStore(copy.database, "77", copy.orders.journal)
    await closing.keep(await closing.draft(at))
    reader = connect(copy.database.file)
    (empty,) = in_turn([lambda: closes._draft(reader, "77", at + 1)])
    numbers = [await copy.place(COMMITS + number, at + number) for number in range(BUSY)]
    for order_no in numbers:
        await copy.result(order_no, 2, at + BUSY)
    for number in range(50):
        await copy.result(f"T77{number:06d}", 10, at + BUSY)
    draft = closes._draft(reader, "77", at + BUSY + 1)
    assert (draft.total.orders, len(draft.corrections)) == (BUSY, 50)
    quiet, busy = in_turn(
        [
            lambda: reader.execute("SELECT * FROM orders ORDER BY id DESC LIMIT ?", (BUSY,)).fetchall(),
            lambda: closes._draft(reader, "77", at + BUSY + 1),
        ]
    )
    suspects = [
        suspect(order, at + BUSY, in_opening=old) for order, old in ledger._suspects(reader, "77", at + BUSY)[0]
    ]
    (suspecting,) = in_turn([lambda: ledger._suspects(reader, "77", at + BUSY)])
    reader.close()
    print(f"\ndraft of a day without orders {empty:.2f} ms; of {BUSY} and 50 corrections {busy:.2f} ms,")  # noqa: T201
    print(f"where reading the rows alone takes {quiet:.2f} ms")  # noqa: T201
    print(f"suspects of that day: {len(suspects)} in {suspecting:.2f} ms")  # noqa: T201


async def writing() -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        full, plain = Copy(Path(one), plain=False), Copy(Path(other), plain=True)
        await full.open()
        await plain.open()
        try:
            await commits(full, plain)
            await busy_day(full)
        finally:
            await full.database.close()
            await plain.database.close()


def main() -> None:
    big, small = connect(database(MILLION)), connect(database(SMALL))
    reports(big, small)
    books(big, small)
    big.close()
    small.close()
    asyncio.run(writing())


if __name__ == "__main__":
    main()
