"""The distribution of orders over time and their totals, from counts that triggers maintain.

`tallies` has a row for each period and each kind of order in it; a *kind* is a combination of order status, operator,
speed, the person who placed it and the way of payment. Periods are days (level 0), 16, 256 and 4,096 days. So the rows
of any list that is filtered by kind and time are counted, summed and found by position without reading the orders
themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from msgspec import Struct

from desktop.domain.history.search import Search, Sum, Totals
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing
from desktop.storage.orders.rows import marks

DAY_MS = 86_400_000
CHINA_MS = 28_800_000
"""A day of the tallies begins at midnight in China. In other time zones a day on screen consists of two parts."""
_TOP = 3
_RAW = -1


class TallyKind(Struct, frozen=True):
    """A combination of properties that orders are counted by."""

    key: int
    standing: Standing
    operator: Operator | None
    speed: Speed
    person: int = 0
    paid_with: str = ""


class KeyRange(Struct, frozen=True):
    """Order keys from `low` (included) to `high` (excluded); `level` _RAW is a part of a day."""

    level: int
    low: int
    high: int
    orders: int


def kinds_of(connection: sqlite3.Connection, search: Search) -> list[TallyKind]:
    """The kinds that pass the search's filters."""
    rows = connection.execute("SELECT id, standing, operator, speed, person, paid_with FROM kinds")
    every = [
        TallyKind(row[0], Standing(row[1]), Operator(row[2]) if row[2] else None, Speed(row[3]), *row[4:])
        for row in rows
    ]
    return [kind for kind in every if _admits(search, kind)]


def _admits(search: Search, kind: TallyKind) -> bool:
    return (
        (not search.standings or kind.standing in search.standings)
        and search.operator in (None, kind.operator)
        and search.speed in (None, kind.speed)
        and search.person in (None, kind.person)
        and search.paid_with in (None, kind.paid_with)
    )


def key_at(at: float) -> int:
    """The lowest possible key of an order placed then (unix seconds): keys are unix milliseconds."""
    return int(at * 1000)


def stretches(
    connection: sqlite3.Connection, search: Search, kinds: Sequence[TallyKind]
) -> tuple[dict[tuple[int, int, int], dict[int, int]], Totals]:
    """({(level, low, high): {kind: orders}}, oldest first, totals) of the search's time range."""
    standing_of = {kind.key: kind.standing for kind in kinds}
    found: dict[tuple[int, int, int], dict[int, int]] = {}
    totals: Totals = {}
    for level, low, high in _pieces(connection, search):
        for bucket, kind, orders, face, price, cost in _read(connection, level, low, high):
            if orders and kind in standing_of:
                found.setdefault(_bounds(level, bucket, low, high), {})[kind] = orders
                standing = standing_of[kind]
                totals[standing] = totals.get(standing, Sum()) + Sum(orders, face, price, cost)
    return found, totals


def parts_of(connection: sqlite3.Connection, whole: KeyRange, kinds: Sequence[int]) -> list[KeyRange]:
    """The ranges of the next lower level within a range, oldest first; only those with orders of these kinds."""
    level = whole.level - 1
    rows = connection.execute(
        "SELECT bucket, sum(orders) FROM tallies"
        f" WHERE level = ? AND bucket >= ? AND bucket < ? AND kind IN ({marks(kinds)})"
        " GROUP BY bucket HAVING sum(orders) > 0 ORDER BY bucket",
        (level, _bucket(level, whole.low), _bucket(level, whole.high), *kinds),
    )
    return [KeyRange(level, *_bounds(level, bucket, 0, 0)[1:], orders) for bucket, orders in rows]


def _read(connection: sqlite3.Connection, level: int, low: int, high: int) -> Iterator[tuple[int, ...]]:
    if level == _RAW:
        return connection.execute(
            "SELECT 0, kind, count(*), sum(face), sum(price), ifnull(sum(cost), 0) - sum(refund) FROM orders"
            " WHERE id >= ? AND id < ? GROUP BY kind",
            (low, high),
        )
    return connection.execute(
        "SELECT bucket, kind, orders, face, price, cost FROM tallies WHERE level = ? AND bucket >= ? AND bucket < ?"
        " ORDER BY bucket",
        (level, _bucket(level, low), _bucket(level, high)),
    )


def _pieces(connection: sqlite3.Connection, search: Search) -> Iterator[tuple[int, int, int]]:
    """The search's time range, split into runs of whole periods of one level and parts of days, oldest first."""
    oldest, newest = connection.execute("SELECT (SELECT min(id) FROM orders), (SELECT max(id) FROM orders)").fetchone()
    if oldest is None:
        return
    low, high = _start(_TOP, oldest), _start(_TOP, newest) + _width(_TOP)
    if search.since is not None:
        low = max(low, key_at(search.since))
    if search.until is not None:
        high = min(high, key_at(search.until))
    if low < high:
        yield from _cut(_TOP, low, high)


def _cut(level: int, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    if level == _RAW:
        yield level, low, high
        return
    first, last = _start(level, low + _width(level) - 1), _start(level, high)
    if first >= last:
        yield from _cut(level - 1, low, high)
        return
    if low < first:
        yield from _cut(level - 1, low, first)
    yield level, first, last
    if last < high:
        yield from _cut(level - 1, last, high)


def _width(level: int) -> int:
    return DAY_MS << (4 * level)


def _bucket(level: int, key: int) -> int:
    return int((key + CHINA_MS) // _width(level))


def _start(level: int, key: int) -> int:
    return _bucket(level, key) * _width(level) - CHINA_MS


def _bounds(level: int, bucket: int, low: int, high: int) -> tuple[int, int, int]:
    if level == _RAW:
        return level, low, high
    start = bucket * _width(level) - CHINA_MS
    return level, start, start + _width(level)
