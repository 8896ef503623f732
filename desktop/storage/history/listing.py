"""Lists of orders up to the length of the table, with rows fetched by position: the tallies tell their keys.

Used on the reading thread. Counts are those of the moment when the list was opened; later changes may shift rows until
it is opened again.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from desktop.domain.history.search import Search, SortBy, Totals
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import Standing
from desktop.storage.history import tallies
from desktop.storage.history.tallies import KeyRange, TallyKind
from desktop.storage.orders.rows import COLUMNS, marks, order_from
from desktop.storage.transaction import snapshot


class ListingGroup(Struct, frozen=True):
    """Adjacent rows in the list: their kinds, and their key ranges in list order."""

    kinds: tuple[int, ...]
    stretches: tuple[KeyRange, ...]
    orders: int


class Cover(Struct, frozen=True):
    """The key range that contains the wanted rows, and the number of the group's rows in it to skip."""

    low: int
    high: int
    skip: int


class TalliedListing:
    """All orders that match a search without terms, sorted by time or by a property of their kind."""

    complete = True

    def __init__(self, connection: sqlite3.Connection, search: Search) -> None:
        with snapshot(connection):  # an order that becomes another kind between two reads would be in neither
            kinds = tallies.kinds_of(connection, search)
            found, self.totals = tallies.stretches(connection, search, kinds)
            self._all_kinds = len(kinds) == connection.execute("SELECT count(*) FROM kinds").fetchone()[0]
        self._upwards = search.sort.by is SortBy.TIME and search.sort.upwards
        self._groups = [self._group(keys, found) for keys in _grouped(kinds, search)]
        self._groups = [group for group in self._groups if group.orders]
        self._ends = list(accumulate(group.orders for group in self._groups))

    @property
    def count(self) -> int:
        """The number of orders in the list."""
        return self._ends[-1] if self._ends else 0

    def orders(self, connection: sqlite3.Connection, first: int, number: int) -> list[Order]:
        """`number` rows from row `first`; fewer at the end."""
        return [order_from(row) for row in self.select(connection, COLUMNS, first, number)]

    def select(self, connection: sqlite3.Connection, columns: str, first: int, number: int) -> list[sqlite3.Row]:
        """The same as raw rows that end with these columns."""
        rows: list[sqlite3.Row] = []
        while number > len(rows) and first + len(rows) < self.count:
            found = self._in_one_group(connection, columns, first + len(rows), number - len(rows))
            rows += found
            if not found:  # fewer than at the time of the count
                break
        return rows

    def position(self, connection: sqlite3.Connection, order_no: str) -> int | None:
        """The row of an order; None if it is not in the list."""
        found = connection.execute("SELECT id, kind FROM orders WHERE order_no = ?", (order_no,)).fetchone()
        if found is None:
            return None
        key, kind = found
        for group, end in zip(self._groups, self._ends, strict=True):
            if kind in group.kinds:
                before = self._before(connection, group, key)
                return None if before is None else end - group.orders + before
        return None

    def _group(self, kinds: tuple[int, ...], found: dict[tuple[int, int, int], dict[int, int]]) -> ListingGroup:
        wanted = set(kinds)
        stretches = [
            KeyRange(*bounds, orders)
            for bounds, held in found.items()
            if (orders := sum(number for kind, number in held.items() if kind in wanted))
        ]
        ordered = tuple(stretches if self._upwards else reversed(stretches))
        return ListingGroup(kinds, ordered, sum(stretch.orders for stretch in ordered))

    def _in_one_group(self, connection: sqlite3.Connection, columns: str, first: int, number: int) -> list[sqlite3.Row]:
        place = bisect_right(self._ends, first)
        group = self._groups[place]
        begins = self._ends[place] - group.orders
        cover = self._cover(connection, group, first - begins, number)
        direction = "ASC" if self._upwards else "DESC"
        among, kinds = self._among(group)
        return connection.execute(
            f"SELECT {columns} FROM orders WHERE id >= ? AND id < ?{among} ORDER BY id {direction} LIMIT ? OFFSET ?",
            (cover.low, cover.high, *kinds, number, cover.skip),
        ).fetchall()

    def _among(self, group: ListingGroup) -> tuple[str, Sequence[int]]:
        """The condition on kinds; empty if the group has all kinds, so that SQLite scans the table itself."""
        if self._all_kinds and len(self._groups) == 1:
            return "", ()
        return f" AND kind IN ({marks(group.kinds)})", group.kinds

    def _cover(self, connection: sqlite3.Connection, group: ListingGroup, skip: int, number: int) -> Cover:
        """The smallest key range that contains the rows, at most a day too long at either end."""
        ahead = list(reversed(group.stretches))
        taken: list[KeyRange] = []
        held = 0
        while ahead and held < skip + number:
            stretch = ahead.pop()
            if not taken and skip >= stretch.orders:
                skip -= stretch.orders
            elif stretch.level > 0 and ((skip and not taken) or held + stretch.orders > skip + number):
                ahead.extend(self._parts(connection, stretch, group)[::-1])
            else:
                taken.append(stretch)
                held += stretch.orders
        return Cover(min((one.low for one in taken), default=0), max((one.high for one in taken), default=0), skip)

    def _before(self, connection: sqlite3.Connection, group: ListingGroup, key: int) -> int | None:
        """The number of the group's rows before the one with this key; None if no range contains it."""
        before, ahead = 0, list(reversed(group.stretches))
        while ahead:
            stretch = ahead.pop()
            if not stretch.low <= key < stretch.high:
                before += stretch.orders
            elif stretch.level > 0:
                ahead = self._parts(connection, stretch, group)[::-1]
            else:
                low, high = (stretch.low, key) if self._upwards else (key + 1, stretch.high)
                among, kinds = self._among(group)
                sql = f"SELECT count(*) FROM orders WHERE id >= ? AND id < ?{among}"
                return before + int(connection.execute(sql, (low, high, *kinds)).fetchone()[0])
        return None

    def _parts(self, connection: sqlite3.Connection, stretch: KeyRange, group: ListingGroup) -> list[KeyRange]:
        parts = tallies.parts_of(connection, stretch, group.kinds)
        return parts if self._upwards else parts[::-1]


class FoundListing:
    """Orders that a search found one by one. If not `complete`, more, older orders match."""

    def __init__(self, keys: Sequence[int], totals: Totals, *, complete: bool) -> None:
        self._keys = keys
        self.totals = totals
        self.complete = complete

    @property
    def count(self) -> int:
        """The number of orders in the list."""
        return len(self._keys)

    def orders(self, connection: sqlite3.Connection, first: int, number: int) -> list[Order]:
        """`number` rows from row `first`; fewer at the end."""
        return [order_from(row) for row in self.select(connection, COLUMNS, first, number)]

    def select(self, connection: sqlite3.Connection, columns: str, first: int, number: int) -> list[sqlite3.Row]:
        """The same as raw rows that end with these columns."""
        wanted = self._keys[first : first + number]
        rows = connection.execute(f"SELECT id, {columns} FROM orders WHERE id IN ({marks(wanted)})", tuple(wanted))
        found = {row["id"]: row for row in rows}
        return [found[key] for key in wanted if key in found]

    def position(self, connection: sqlite3.Connection, order_no: str) -> int | None:
        """The row of an order; None if it is not in the list."""
        found = connection.execute("SELECT id FROM orders WHERE order_no = ?", (order_no,)).fetchone()
        try:
            return None if found is None else self._keys.index(found[0])
        except ValueError:
            return None


Listing = TalliedListing | FoundListing


def rank(kind: TallyKind, by: SortBy) -> int:
    """The sort key of a kind in a list sorted by one of its properties."""
    match by:
        case SortBy.STATUS:
            return _STANDINGS[kind.standing]
        case SortBy.OPERATOR:
            return -1 if kind.operator is None else _OPERATORS[kind.operator]
        case SortBy.SPEED:
            return int(kind.speed)
        case _:
            return 0


_STANDINGS = {standing: place for place, standing in enumerate(Standing)}
_OPERATORS = {operator: place for place, operator in enumerate(Operator)}


def _grouped(kinds: Sequence[TallyKind], search: Search) -> list[tuple[int, ...]]:
    """Groups of kinds with the same rank, in list order."""
    by = search.sort.by
    groups: dict[int, list[int]] = {}
    for kind in kinds:
        groups.setdefault(rank(kind, by), []).append(kind.key)
    return [tuple(groups[one]) for one in sorted(groups, reverse=not search.sort.upwards)]
