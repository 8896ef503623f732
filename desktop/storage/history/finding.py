"""Search by terms: parts of mobile numbers, prefixes of order numbers, notes. Every step reads a bounded number of
rows, newest orders first, so that a search can show intermediate results and stop at any moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.history.search import KINDLY, MOST_FOUND, Search, Sort, SortBy, Sum, Totals
from desktop.domain.mobile import LENGTH
from desktop.storage.history import tallies
from desktop.storage.history.listing import FoundListing, TalliedListing, rank
from desktop.storage.orders.rows import marks, note_has, plain_note

_GRAM = 3
_LONG_CODE = 6
"""From this length on, digits also match the prefix of a platform number; ours have a letter before them."""
_LONG_OUR_CODE = 9
_LAST = chr(0x10FFFF)
_CHUNK = 500


class FoundKeys(Struct, frozen=True):
    """Keys of orders, newest first, complete down to `reached`."""

    keys: list[int]
    reached: int


Source = Callable[[sqlite3.Connection, int, int], FoundKeys]
"""(connection, below this key, number of candidates) → the next keys; `reached` is 0 if nothing is left."""


class Finder:
    """One search. Each `step` looks further back; `listing` returns what was found so far, sorted."""

    def __init__(self, connection: sqlite3.Connection, search: Search) -> None:
        self._search = search
        self._kinds = {kind.key: kind for kind in tallies.kinds_of(connection, search)}
        self._below = (1 << 62) if search.until is None else tallies.key_at(search.until)
        self._lowest = 0 if search.since is None else tallies.key_at(search.since)
        self._words = [plain for term in search.terms if not term.isdigit() and (plain := plain_note(term))]
        self._sources = _sources(search.terms, self._words)
        by_people = [key for key, kind in self._kinds.items() if kind.person in search.named]
        self._sources += [_of_kind(key) for key in by_people]
        filtered = replace(search, terms=(), sort=Sort(), named=frozenset())
        unfiltered = filtered == Search()
        self._filtered = None if unfiltered and search.terms else TalliedListing(connection, filtered)
        chosen = (search.operator, search.speed, search.person)
        self._by_kind = bool(search.standings or any(one is not None for one in chosen))
        self._found: list[int] = []
        self._sums: dict[int, Sum] = {}
        self._more = False
        self.done = self._filtered is not None and self._filtered.count == 0
        """The search has ended: nothing is left, or MOST_FOUND were found."""

    def step(self, connection: sqlite3.Connection, size: int) -> None:
        """Process about the next `size` candidates of each source."""
        filtered = self._filtered
        if filtered is not None and (not self._search.terms or filtered.count <= size):
            found, self._found, self._sums = self._look_through(connection, filtered), [], {}
            self._below = self._lowest
        else:
            part = self._candidates(connection, size)
            found, self._below = self._admitted(connection, part.keys), part.reached
        self._more = len(self._found) + len(found) > MOST_FOUND
        found = found[: MOST_FOUND - len(self._found)]
        self._found += found
        self._add_up(connection, found)
        self.done = self._below <= self._lowest or len(self._found) >= MOST_FOUND

    def listing(self, connection: sqlite3.Connection) -> FoundListing:
        """The orders found so far."""
        looked_at_all = self._below <= self._lowest or not self._found
        cut_off = any(source.cut_off for source in self._sources if isinstance(source, _Code))
        complete = self.done and looked_at_all and not self._more and not cut_off
        return FoundListing(self._sorted(connection), self._totals(), complete=complete)

    def _totals(self) -> Totals:
        """The totals; without terms those of all orders that pass the filters, even if not all of them are listed."""
        if self._filtered is not None and not self._search.terms:
            return self._filtered.totals
        totals: Totals = {}
        for kind, one in self._sums.items():
            standing = self._kinds[kind].standing
            totals[standing] = totals.get(standing, Sum()) + one
        return totals

    def _look_through(self, connection: sqlite3.Connection, filtered: TalliedListing) -> list[int]:
        """Examine every order that passes the filters: they are few, or there are no terms."""
        rows = filtered.select(connection, "id, mobile, order_no, order_number, note, placed_by_id", 0, MOST_FOUND + 1)
        return [row["id"] for row in rows if not self._search.terms or self._says(row)]

    def _says(self, row: sqlite3.Row) -> bool:
        if row["placed_by_id"] in self._search.named or any(_matches(row, term) for term in self._search.terms):
            return True
        return bool(self._words and row["note"]) and note_has(row["note"], self._words)

    def _candidates(self, connection: sqlite3.Connection, size: int) -> FoundKeys:
        parts = [source(connection, self._below, size) for source in self._sources]
        reached = max((part.reached for part in parts), default=0)
        floor = max(reached, self._lowest)
        return FoundKeys(sorted({key for part in parts for key in part.keys if key >= floor}, reverse=True), floor)

    def _admitted(self, connection: sqlite3.Connection, keys: list[int]) -> list[int]:
        if not self._by_kind:
            return keys
        sql = f"SELECT id FROM orders WHERE id IN ({{keys}}) AND +kind IN ({marks(self._kinds)}) ORDER BY id DESC"
        return [row[0] for row in _in_chunks(connection, sql, keys, tuple(self._kinds))]

    def _add_up(self, connection: sqlite3.Connection, keys: list[int]) -> None:
        sums = "count(*), sum(face), sum(price), ifnull(sum(cost), 0) - sum(refund)"
        sql = f"SELECT kind, {sums} FROM orders WHERE id IN ({{keys}}) GROUP BY kind"
        for kind, *numbers in _in_chunks(connection, sql, keys):
            if kind in self._kinds:  # otherwise it has just changed
                self._sums[kind] = self._sums.get(kind, Sum()) + Sum(*numbers)

    def _sorted(self, connection: sqlite3.Connection) -> Sequence[int]:
        sort = self._search.sort
        if sort.by is SortBy.TIME:
            return self._found[::-1] if sort.upwards else self._found[:]
        sql = f"SELECT id, {VALUES[sort.by]} FROM orders WHERE id IN ({{keys}}) ORDER BY id DESC"
        values = [(row[0], row[1]) for row in _in_chunks(connection, sql, self._found)]
        if sort.by in KINDLY:
            ranks = {key: rank(kind, sort.by) for key, kind in self._kinds.items()}
            values = [(key, ranks.get(kind, 0)) for key, kind in values]
        return [key for key, _ in sorted(values, key=lambda pair: pair[1], reverse=not sort.upwards)]


VALUES = {
    SortBy.NUMBER: "mobile",
    SortBy.FACE: "face",
    SortBy.ELAPSED: "ifnull(ended_at - placed_at, 1e18)",  # an open order counts as the longest
    SortBy.COST: "ifnull(cost, 0) - refund",
    **dict.fromkeys(KINDLY, "kind"),
}


def _matches(row: sqlite3.Row, term: str) -> bool:
    """Whether a term matches the order's mobile number or one of its order numbers."""
    if term.isdigit() and term in row["mobile"]:
        return True
    return any(row[column].startswith(code) for column, code in _codes(term))


def _codes(term: str) -> Iterator[tuple[str, str]]:
    """(column, prefix) of the order numbers that a term may match."""
    if not term.isdigit():
        yield "order_no", term.upper()
        yield "order_number", term
        return
    if len(term) >= _LONG_OUR_CODE:
        yield "order_no", f"T{term}"
    if len(term) >= _LONG_CODE:
        yield "order_number", term


def _sources(terms: Sequence[str], words: Sequence[str]) -> list[Source]:
    sources: list[Source] = []
    for term in terms:
        if term.isdigit() and len(term) == LENGTH:
            sources.append(_whole_number(term))
        elif term.isdigit() and len(term) < LENGTH:
            sources.append(_part_of_number(term))
        sources += [_Code(column, code) for column, code in _codes(term)]
    return [*sources, _note(words)] if words else sources


def _whole_number(mobile: str) -> Source:
    sql = "SELECT id FROM orders WHERE mobile = ? AND id < ? ORDER BY id DESC LIMIT ?"
    return lambda connection, below, number: _part(_keys(connection, sql, mobile, below, number), number)


def _part_of_number(digits: str) -> Source:
    grams = dict.fromkeys(digits[place : place + _GRAM] for place in range(max(1, len(digits) - _GRAM + 1)))
    query = f"{digits}*" if len(digits) < _GRAM else " AND ".join(grams)
    sql = "SELECT rowid FROM orders_digits WHERE orders_digits MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    sure = "SELECT id FROM orders WHERE id IN ({keys}) AND instr(mobile, ?) ORDER BY id DESC"

    def look(connection: sqlite3.Connection, below: int, number: int) -> FoundKeys:
        part = _part(_keys(connection, sql, query, below, number), number)
        if len(digits) <= _GRAM:
            return part
        # A number can contain all the trigrams without the digits as a whole.
        return FoundKeys([row[0] for row in _in_chunks(connection, sure, part.keys, (digits,))], part.reached)

    return look


def _note(words: Sequence[str]) -> Source:
    sql = "SELECT rowid FROM order_notes WHERE order_notes MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    query = " AND ".join(f'"{word}" *' for word in words)
    return lambda connection, below, number: _part(_keys(connection, sql, query, below, number), number)


def _of_kind(kind: int) -> Source:
    sql = "SELECT id FROM orders WHERE kind = ? AND id < ? ORDER BY id DESC LIMIT ?"
    return lambda connection, below, number: _part(_keys(connection, sql, kind, below, number), number)


class _Code:
    """The prefix of an order number: the last MOST_FOUND by number, which are nearly the newest."""

    def __init__(self, column: str, code: str) -> None:
        # The index of the platform's numbers omits empty ones; SQLite uses it only with this condition.
        where = f"{column} >= ? AND {column} < ? AND {column} <> ''"
        self._sql = f"SELECT id FROM orders WHERE {where} ORDER BY {column} DESC LIMIT ?"
        self._code = code
        self._held: list[int] | None = None

    @property
    def cut_off(self) -> bool:
        """Whether there may be more matches than were read."""
        return self._held is not None and len(self._held) == MOST_FOUND

    def __call__(self, connection: sqlite3.Connection, below: int, number: int) -> FoundKeys:
        if self._held is None:
            found = _keys(connection, self._sql, self._code, self._code + _LAST, MOST_FOUND)
            self._held = sorted(found, reverse=True)
        return _part([key for key in self._held if key < below][:number], number)


def _part(keys: list[int], number: int) -> FoundKeys:
    return FoundKeys(keys, keys[-1] if len(keys) >= number else 0)


def _keys(connection: sqlite3.Connection, sql: str, *args: object) -> list[int]:
    return [row[0] for row in connection.execute(sql, args)]


def _in_chunks(
    connection: sqlite3.Connection, sql: str, keys: Sequence[int], more: tuple[object, ...] = ()
) -> Iterator[sqlite3.Row]:
    """The rows of a statement that contains ``{keys}``, executed for chunks of the keys."""
    for begin in range(0, len(keys), _CHUNK):
        some = keys[begin : begin + _CHUNK]
        yield from connection.execute(sql.format(keys=marks(some)), (*some, *more))
