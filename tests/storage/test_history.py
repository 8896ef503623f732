"""Every list and search of the history against the plainest possible way of finding the same, and their query plans."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.history.search import KINDLY, MOST_FOUND, Search, Sort, SortBy, Sum, Totals
from desktop.domain.mobile import Operator
from desktop.domain.orders.amounts import RefundWord, net_cost
from desktop.domain.orders.cause import Cause
from desktop.domain.orders.events import (
    CashReturned,
    Claimed,
    Event,
    Noted,
    Placed,
    PushAccepted,
    PushRejected,
    Reported,
)
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.status import Standing
from desktop.domain.orders.transitions import apply, placed
from desktop.storage.database import Database
from desktop.storage.history.export import Words, exported_rows
from desktop.storage.history.finding import Finder
from desktop.storage.history.history import HistoryStore
from desktop.storage.history.listing import Listing, TalliedListing
from desktop.storage.history.tallies import key_at
from desktop.storage.journal.journal import Journal
from desktop.storage.orders import rows
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.transaction import transaction
from desktop.wiring.desk import planner

BEGIN = 1_600_000_000.0
DAY = 86400.0
NUMBERS = ("138", "139", "186", "189", "192", "170")
NOTES = ("老顾客 张三", "已退现金", "VIP monthly", "")


@dataclass(frozen=True, slots=True)
class Stored:
    """An order and its key."""

    key: int
    order: Order


@asynccontextmanager
async def shop(folder: Path) -> AsyncIterator[tuple[OrderStore, HistoryStore, Database]]:
    database = Database(folder / "orders.db")
    await database.open()
    orders = OrderStore(database, planner(PollPlan(jitter=0.0)), Journal(folder / "orders.journal"), "77")
    try:
        yield orders, HistoryStore(database), database
    finally:
        await database.close()


async def fill(orders: OrderStore, database: Database, number: int, seed: int = 1) -> None:
    """Orders over eight hundred days, some of them at the very same moment; then events that move some of them."""
    draw = random.Random(seed)

    def insert(connection: sqlite3.Connection) -> list[str]:
        placed_at, names = BEGIN, []
        with transaction(connection):
            for count in range(number):
                placed_at += draw.choice((0.0, draw.expovariate(number / (800 * DAY))))
                name = f"T2026{count:08d}{draw.randrange(16**4):04X}"
                mobile = draw.choice(NUMBERS) + f"{draw.randrange(40) * 2_500_013:08d}"[-8:]
                face = draw.choice((5000, 10000, 20000))
                first = Placed(placed_at, name, "77", mobile, face, face + 100, draw.choice((0, 1, 1)))
                order = apply(placed(first), Claimed(placed_at))
                rows.insert(connection, order, [first, Claimed(placed_at)], None)
                names.append(name)
        return names

    for count, name in enumerate(await database.run(insert)):
        happened = _story(draw, name, count)
        await orders.record([(name, event) for event in happened], BEGIN + 900 * DAY)
        if note := draw.choice(NOTES) if draw.random() < 0.3 else "":
            await orders.annotate(name, Noted(BEGIN, note))


def _story(draw: random.Random, name: str, count: int) -> list[Event]:
    at = BEGIN + 801 * DAY
    accepted = PushAccepted(at, f"W{count + 900}", "ok")
    match draw.choices(("success", "refunded", "rejected", "running", "sending", "partial"), (60, 12, 5, 4, 2, 3))[0]:
        case "sending":
            return []
        case "rejected":
            return [PushRejected(at, "1003", "余额不足")]
        case "running":
            return [accepted]
        case "refunded":
            reports = [
                Reported(at + 5, 3, "", 4900, None, "空号"),
                Reported(at + draw.random() * 99, 4, "", 4900, 0, ""),
            ]
            return [accepted, *reports]
        case "partial":
            return [accepted, Reported(at + 5, 11, "", 4900, 2500, "")]
        case _:
            return [accepted, Reported(at + draw.random() * 1000, 2, "", draw.choice((4900, None)), 5000, "")]


def every(connection: sqlite3.Connection) -> list[Stored]:
    found = connection.execute(f"SELECT id, {rows.COLUMNS} FROM orders ORDER BY id DESC")
    return [Stored(row["id"], rows.order_from(row)) for row in found]


def plainly(held: list[Stored], search: Search) -> list[Stored]:
    """What a search must bring, found by looking at every order."""
    admitted = [one for one in held if _admits(search, one) and _says(search, one.order)]
    value = {
        SortBy.TIME: lambda one: one.key,
        SortBy.NUMBER: lambda one: one.order.mobile,
        SortBy.OPERATOR: lambda one: list(Operator).index(one.order.operator or Operator.MOBILE),
        SortBy.FACE: lambda one: one.order.face,
        SortBy.SPEED: lambda one: one.order.speed,
        SortBy.STATUS: lambda one: list(Standing).index(one.order.standing),
        SortBy.ELAPSED: lambda one: _elapsed(one.order),
        SortBy.COST: lambda one: net_cost(one.order),
    }[search.sort.by]
    return sorted(admitted, key=value, reverse=not search.sort.upwards)


def _elapsed(order: Order) -> float:
    return float("inf") if order.ended_at is None else order.ended_at - order.placed_at


def _admits(search: Search, one: Stored) -> bool:
    return (
        (not search.standings or one.order.standing in search.standings)
        and search.operator in (None, one.order.operator)
        and search.speed in (None, one.order.speed)
        and (search.since is None or one.key >= key_at(search.since))
        and (search.until is None or one.key < key_at(search.until))
    )


def _says(search: Search, order: Order) -> bool:
    words = [term.lower() for term in search.terms if not term.isdigit()]
    by_note = bool(words and order.note) and all(word in order.note.lower() for word in words)
    return not search.terms or by_note or any(_number_says(term, order) for term in search.terms)


def _number_says(term: str, order: Order) -> bool:
    if not term.isdigit():
        return order.order_no.startswith(term.upper()) or order.order_number.startswith(term)
    return (
        term in order.mobile
        or (len(term) >= 6 and order.order_number.startswith(term))
        or (len(term) >= 9 and order.order_no.startswith(f"T{term}"))
    )


def drawn(draw: random.Random, held: list[Stored]) -> Search:
    """Any combination of words, filters and sort."""
    some = draw.choice(held).order
    begin, length = draw.randrange(11), draw.randrange(1, 12)
    terms: tuple[str, ...] = draw.choice(
        (
            (), (), (some.mobile[begin : begin + length],), (some.order_no[: draw.randrange(1, 17)],),
            (some.order_number[:3] or "W9",), ("张三",), ("退",), ("VIP", "month"), ("zzz",),
            tuple(draw.choice(held).order.mobile for _ in range(3)),
        )
    )  # fmt: skip
    times = [None, None, BEGIN + draw.random() * 800 * DAY, draw.choice(held).order.placed_at]
    return Search(
        terms,
        frozenset(draw.sample(list(Standing), draw.randrange(1, 5))) if draw.random() < 0.5 else frozenset(),
        draw.choice((None, None, *Operator)),
        draw.choice((None, None, *Speed)),
        draw.choice(times),
        draw.choice(times),
        Sort(draw.choice(list(SortBy)), draw.random() < 0.5),
    )


def listing_of(connection: sqlite3.Connection, search: Search, step: int) -> Listing:
    if not search.terms and (search.sort.by is SortBy.TIME or search.sort.by in KINDLY):
        return TalliedListing(connection, search)
    finder = Finder(connection, search)
    while not finder.done:
        finder.step(connection, step)
    return finder.listing(connection)


def all_of(connection: sqlite3.Connection, listing: Listing) -> Iterator[Order]:
    for first in range(0, listing.count, 37):
        yield from listing.orders(connection, first, 37)


def totals_of(held: list[Stored]) -> Totals:
    totals: Totals = {}
    for one in held:
        order = one.order
        totals[order.standing] = totals.get(order.standing, Sum()) + Sum(1, order.face, order.price, net_cost(order))
    return totals


async def test_any_combination_finds_what_looking_at_every_order_finds(tmp_path: Path) -> None:
    async with shop(tmp_path) as (orders, _, database):
        await fill(orders, database, 700)
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        connection.row_factory = sqlite3.Row
        held, draw = every(connection), random.Random(7)
        assert len(held) == 700
        for _ in range(600):
            search = drawn(draw, held)
            wanted = plainly(held, search)
            listing = listing_of(connection, search, draw.choice((3, 50, 10_000)))
            assert listing.complete
            assert [order.order_no for order in all_of(connection, listing)] == [o.order.order_no for o in wanted], (
                search
            )
            assert (listing.count, listing.totals) == (len(wanted), totals_of(wanted)), search
            if wanted:
                place = draw.randrange(len(wanted))
                assert listing.position(connection, wanted[place].order.order_no) == place, search


async def test_no_query_reads_the_whole_table(tmp_path: Path) -> None:
    async with shop(tmp_path) as (orders, _, database):
        await fill(orders, database, 300)
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        connection.row_factory = sqlite3.Row
        held, draw, seen = every(connection), random.Random(9), set[str]()
        connection.set_trace_callback(seen.add)
        for _ in range(200):
            search = drawn(draw, held)
            listing = listing_of(connection, search, 20)
            list(all_of(connection, listing))
            listing.position(connection, held[0].order.order_no)
        connection.set_trace_callback(None)
        plans = {sql: plan(connection, sql) for sql in seen if sql.startswith("SELECT") and "_config" not in sql}
        assert len(plans) > 50
        assert [(sql, steps) for sql, steps in plans.items() if any(_is_scan(step) for step in steps)] == []


def plan(connection: sqlite3.Connection, sql: str) -> list[str]:
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]


def _is_scan(step: str) -> bool:
    """SQLite names what walks through all of a table or an index a SCAN; `kinds` has some dozens of rows at most, and
    of a word index ("VIRTUAL TABLE INDEX 192:M1<") only the word's entries are read."""
    return step.startswith("SCAN") and "kinds" not in step and "CONSTANT ROW" not in step and ":M" not in step


async def test_a_search_by_words_shows_the_newest_and_says_that_there_are_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.storage.history.finding.MOST_FOUND", 40)
    async with shop(tmp_path) as (orders, history, database):
        await fill(orders, database, 200)
        for search in (Search(("1",)), Search(sort=Sort(SortBy.FACE)), Search(("T2",))):
            opened = [one async for one in history.open(search, 10)]
            listing = opened[-1].listing
            assert (listing.count, listing.complete, opened[-1].searching) == (40, False, False)
            counted = sum(one.orders for one in listing.totals.values())
            assert counted == (40 if search.terms else 200), "without words the totals are those of all orders"
        newest = [order.order_no for order in await history.orders(listing, 0, 40)]
        plain = [order async for order in _first(history, 40)]
        assert newest == [order.order_no for order in plain]
    assert MOST_FOUND > 1000


@pytest.mark.parametrize("by", list(SortBy))
@pytest.mark.parametrize("upwards", [False, True])
async def test_an_export_has_all_orders_however_they_are_sorted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: SortBy, upwards: bool
) -> None:
    monkeypatch.setattr("desktop.storage.history.finding.MOST_FOUND", 40)
    words = Words(
        {one: one.value for one in Standing},
        {None: "", **{one: one.value for one in Operator}},
        {one: one.name for one in Speed},
        {one: one.value for one in Cause},
        {one: one.value for one in RefundWord},
        {},
    )
    async with shop(tmp_path) as (orders, _, database):
        await fill(orders, database, 200)
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        connection.row_factory = sqlite3.Row
        held = every(connection)
    sort = Sort(by, upwards)
    some = frozenset(Standing) - {Standing.PARTIAL}
    for search in (Search(sort=sort), Search((), some, None, Speed.FAST, held[150].order.placed_at, None, sort)):
        with exported_rows(tmp_path / "orders.db", search, words) as found:
            numbers = [row[15] for row in found.rows]
        assert numbers == [one.order.order_no for one in plainly(held, search)]
        assert (found.count, found.complete) == (len(numbers), True)
    with exported_rows(tmp_path / "orders.db", Search(("T2",)), words) as found:
        assert (found.count, found.complete) == (40, False)


async def _first(history: HistoryStore, number: int) -> AsyncIterator[Order]:
    async for opened in history.open(Search(), number):
        for order in opened.first:
            yield order


async def test_tallies_follow_every_change(tmp_path: Path) -> None:
    async with shop(tmp_path) as (orders, history, database):
        await fill(orders, database, 60)
        (opened,) = [one async for one in history.open(Search(), 60)]
        before = opened.listing.totals
        running = next(order for order in opened.first if order.standing is Standing.RUNNING)
        await orders.record([(running.order_no, Reported(BEGIN, 2, "W1", 1234, 5000, ""))], BEGIN)
        await orders.record([(running.order_no, Reported(BEGIN, 10, "W1", 1200, None, ""))], BEGIN)
        (opened,) = [one async for one in history.open(Search(), 60)]
        moved = Sum(1, running.face, running.price, 0)  # all of it went back
        expected = dict(before) | {Standing.REVERSED: moved}
        expected[Standing.RUNNING] = Sum(
            before[Standing.RUNNING].orders - 1,
            before[Standing.RUNNING].face - running.face,
            before[Standing.RUNNING].price - running.price,
            before[Standing.RUNNING].cost,
        )
        assert opened.listing.totals == {standing: one for standing, one in expected.items() if one.orders}


async def test_notes_and_returned_cash_are_events_and_do_not_move_the_plan(tmp_path: Path) -> None:
    async with shop(tmp_path) as (orders, history, database):
        await fill(orders, database, 5)
        (opened,) = [one async for one in history.open(Search(), 5)]
        order = opened.first[0]
        await database.run(
            lambda c: c.execute("UPDATE orders SET next_ask_at = 7 WHERE order_no = ?", (order.order_no,))
        )
        await orders.annotate(order.order_no, Noted(BEGIN, "李四 13800138000"))
        await orders.annotate(order.order_no, Noted(BEGIN, "李四"))
        after = await orders.annotate(order.order_no, CashReturned(BEGIN + 5, returned=True))
        assert (after.note, after.cash_returned_at) == ("李四", BEGIN + 5)
        assert await orders.annotate(order.order_no, CashReturned(BEGIN + 9, returned=True)) == after
        assert [type(event) for event in await orders.history(order.order_no)][-3:] == [Noted, Noted, CashReturned]
        asked = await database.run(lambda c: c.execute("SELECT next_ask_at FROM orders WHERE note <> ''").fetchall())
        assert [row[0] for row in asked if row[0] is not None] == [7.0]
        for words, found in (("李", 1), ("四", 1), ("李四", 1), ("四李", 0)):
            opened = [one async for one in history.open(Search((words,)), 5)][-1]
            assert opened.listing.count == found


async def test_a_dropped_search_stops(tmp_path: Path) -> None:
    async with shop(tmp_path) as (orders, history, database):
        await fill(orders, database, 50)
        endless = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        task = asyncio.ensure_future(database.read(lambda c: c.execute(endless).fetchone()))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        (opened,) = [one async for one in history.open(replace(Search(), speed=Speed.FAST), 5)]
        assert opened.listing.count > 0
