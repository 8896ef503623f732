"""Reports from the daily sums that triggers maintain; a report of ten years reads no orders."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

from desktop.domain.books.close import Figures
from desktop.domain.books.report import (
    Arrivals,
    Group,
    Grouping,
    GroupKey,
    Report,
    begin_of,
    china_day,
    day_number,
    day_of,
    quantile,
)
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import DID_NOT_ARRIVE, Standing
from desktop.storage.database import Database

MOST_NOTES = 200

_DID_NOT_ARRIVE = ", ".join(f"'{standing}'" for standing in sorted(DID_NOT_ARRIVE))
_SUMS = (
    "sum(s.orders), sum(s.face * s.orders), sum(s.price), sum(s.cost), sum(s.refund), sum(s.profit), sum(s.unpriced),"
    f" sum(iif(k.standing = 'success', s.orders, 0)), sum(iif(k.standing IN ({_DID_NOT_ARRIVE}), s.orders, 0))"
)
_MONTH = "CAST(strftime('%Y%m', s.day * 86400, 'unixepoch') AS INTEGER)"
_KEYS: dict[Grouping, tuple[str, Callable[[str | int], GroupKey]]] = {
    Grouping.DAY: ("s.day", lambda value: day_of(int(value))),
    Grouping.MONTH: (_MONTH, lambda value: date(int(value) // 100, int(value) % 100, 1)),
    Grouping.OPERATOR: ("k.operator", lambda value: Operator(str(value)) if value else None),
    Grouping.FACE: ("s.face", lambda value: value),
    Grouping.SPEED: ("k.speed", lambda value: Speed(int(value))),
    Grouping.STATUS: ("k.standing", lambda value: Standing(str(value))),
    Grouping.PERSON: ("ifnull((SELECT name FROM staff WHERE id = k.person), '')", str),
    Grouping.PAYMENT: ("k.paid_with", str),
}
_BY_TIME = {Grouping.DAY, Grouping.MONTH}


class ReportStore:
    """Reads on the reading thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def report(self, first: date, last: date, grouping: Grouping) -> Report:
        """The report on orders placed from the first to the last day, both included, in their present state."""
        return await self._database.read(report, first, last, grouping)

    async def spent_by_day(self, first: date, last: date) -> dict[date, Figures]:
        """The figures of the orders of each of these days; days without orders are absent."""
        return await self._database.read(_by_day, first, last)

    async def not_paid(self, day: date) -> int:
        """Fen of the prices of this day's orders that are on credit, or had been paid for the orders that they try
        again.
        """
        return await self._database.read(_not_paid, day)

    async def arrivals(self, first: date, last: date) -> list[Arrivals]:
        """The arrival times of the successful orders of these days."""
        return await self._database.read(_arrivals, first, last)

    async def span(self) -> tuple[date, date] | None:
        """The days of the first and of the last order; None without any."""
        return await self._database.read(_span)


def report(connection: sqlite3.Connection, first: date, last: date, grouping: Grouping) -> Report:
    """Like `ReportStore.report`."""
    groups = _by_note(connection, first, last) if grouping is Grouping.NOTE else _by(connection, first, last, grouping)
    total = Group("")
    for group in groups:
        total = total.plus(group)
    if grouping not in _BY_TIME:
        groups.sort(key=lambda group: -group.figures.face)
    return Report(tuple(groups), total, tuple(_arrivals(connection, first, last)))


def _by(connection: sqlite3.Connection, first: date, last: date, grouping: Grouping) -> list[Group]:
    expression, key_of = _KEYS[grouping]
    rows = connection.execute(
        f"SELECT {expression} AS key, {_SUMS} FROM day_sums s JOIN kinds k ON k.id = s.kind"
        " WHERE s.day >= ? AND s.day <= ? GROUP BY key HAVING sum(s.orders) > 0 ORDER BY key",
        (day_number(first), day_number(last)),
    )
    return [_group(key_of(row[0]), row) for row in rows]


def _by_note(connection: sqlite3.Connection, first: date, last: date) -> list[Group]:
    """Groups of orders with a note, found by the index of notes; the MOST_NOTES most frequent notes."""
    low, high = (int(begin_of(day) * 1000) for day in (first, day_of(day_number(last) + 1)))
    missing = "iif(standing = 'partial', ifnull(price - price * min(max(arrived, 0), face) / face, 0), 0)"
    kept = f"price - max(cash_back, {missing})"
    profit = f"iif(standing IN ('success', 'partial'), ifnull({kept} - cost + refund, 0), 0)"
    unpriced = "iif(standing IN ('success', 'partial') AND cost IS NULL, 1, 0)"
    rows = connection.execute(
        f"SELECT o.note, count(*), sum(o.face), sum(o.price), ifnull(sum(o.cost), 0), sum(o.refund), sum({profit}),"
        f" sum({unpriced}), sum(standing = 'success'), sum(standing IN ({_DID_NOT_ARRIVE}))"
        " FROM order_notes n JOIN orders o ON o.id = n.rowid WHERE n.rowid >= ? AND n.rowid < ? GROUP BY o.note"
        " ORDER BY count(*) DESC LIMIT ?",
        (low, high, MOST_NOTES),
    )
    return [_group(row[0], row) for row in rows]


def _group(key: GroupKey, row: sqlite3.Row | tuple[Any, ...]) -> Group:
    *figures, succeeded, failed = row[1:]
    return Group(key, Figures(*figures), succeeded, failed)


def _by_day(connection: sqlite3.Connection, first: date, last: date) -> dict[date, Figures]:
    found = _by(connection, first, last, Grouping.DAY)
    return {group.key: group.figures for group in found if isinstance(group.key, date)}


def _not_paid(connection: sqlite3.Connection, day: date) -> int:
    low, high = (int(begin_of(one) * 1000) for one in (day, day_of(day_number(day) + 1)))
    not_paid = "sum(iif(paid_with = 'credit', price, paid_before))"
    where = "id >= ? AND id < ? AND (instead_of <> '' OR paid_with = 'credit')"
    return int(connection.execute(f"SELECT ifnull({not_paid}, 0) FROM orders WHERE {where}", (low, high)).fetchone()[0])


def _arrivals(connection: sqlite3.Connection, first: date, last: date) -> list[Arrivals]:
    lows: dict[int, float] = dict(connection.execute("SELECT bin, low FROM arrival_bins").fetchall())
    within = "a.kind = k.id AND a.bin = b.bin AND a.day >= ? AND a.day <= ?"
    rows = connection.execute(
        f"SELECT k.operator, k.speed, b.bin, (SELECT sum(a.orders) FROM arrivals a WHERE {within}) AS orders"
        " FROM kinds k CROSS JOIN arrival_bins b WHERE k.standing = 'success' AND orders > 0"
        " ORDER BY k.operator, k.speed DESC, b.bin",
        (day_number(first), day_number(last)),
    )
    found = []
    for (operator, speed), parts in groupby(rows, key=lambda row: (row[0], row[1])):
        bins = [(lows[row[2]], lows.get(row[2] + 1) or lows[row[2]], row[3]) for row in parts]
        found.append(
            Arrivals(
                Operator(operator) if operator else None,
                Speed(speed),
                sum(count for _, _, count in bins),
                quantile(bins, 0.5),
                quantile(bins, 0.9),
            )
        )
    return found


def _span(connection: sqlite3.Connection) -> tuple[date, date] | None:
    first, last = connection.execute("SELECT (SELECT min(id) FROM orders), (SELECT max(id) FROM orders)").fetchone()
    return None if first is None else (china_day(first / 1000), china_day(last / 1000))
