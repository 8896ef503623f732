"""Finding orders by words: parts of mobile numbers, beginnings of order numbers, notes. Every step reads a bounded
number of rows, newest orders first, so that a search can be shown as it goes and dropped at any moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from desktop.domain.mobile import LENGTH
from desktop.domain.search import KINDLY, MOST_FOUND, Search, SortBy, Sum, Totals
from desktop.storage import tallies
from desktop.storage.listing import FoundListing, TalliedListing, rank
from desktop.storage.rows import marks, note_has, plain_note

_GRAM = 3
_LONG_CODE = 6
"""Digits are also taken for the beginning of an order number from this length on; ours have a letter before them."""
_LONG_OUR_CODE = 9
_LAST = chr(0x10FFFF)
_CHUNK = 500

FACTS = "id, kind, face, price, cost, mobile, order_no, order_number, placed_at, ended_at, note"
Source = Callable[[sqlite3.Connection, int, int], list[int]]
"""(connection, below this key, at most so many) → keys, newest first. Fewer than asked for: there are no more."""


class Finder:
    """One search. Each `step` looks further back; `listing` is what was found so far, sorted."""

    def __init__(self, connection: sqlite3.Connection, search: Search) -> None:
        self._search = search
        self._kinds = {kind.key: kind for kind in tallies.kinds_of(connection, search)}
        self._below = (1 << 62) if search.until is None else tallies.key_at(search.until)
        self._lowest = 0 if search.since is None else tallies.key_at(search.since)
        self._words = _words(search.terms)
        self._sources = _sources(search.terms, self._words)
        everything = not search.standings and search.operator is None and search.speed is None
        by_words = bool(search.terms) and everything and search.since is None and search.until is None
        self._filtered = None if by_words else TalliedListing(connection, _without_words(search))
        self._found: list[sqlite3.Row] = []
        self.done = self._filtered is not None and self._filtered.count == 0
        """Nothing more is looked for: there is none, or MOST_FOUND are found already."""
        if self.done:
            self._below = self._lowest

    def step(self, connection: sqlite3.Connection, size: int) -> None:
        """Look through the next `size` candidates of each source or so."""
        filtered = self._filtered
        if filtered is not None and (not self._search.terms or filtered.count <= size):
            self._look_through(connection, filtered)
            return
        candidates, reached = self._candidates(connection, size)
        self._found += self._admitted(connection, candidates)
        self._below = reached
        self.done = reached <= self._lowest or len(self._found) >= MOST_FOUND

    @property
    def listing(self) -> FoundListing:
        """What was found until now."""
        shown = self._found[:MOST_FOUND]
        cut_off = any(source.cut_off for source in self._sources if isinstance(source, _Code))
        complete = self.done and self._below <= self._lowest and len(self._found) == len(shown) and not cut_off
        return FoundListing([row["id"] for row in self._sorted(shown)], self._totals(shown), complete=complete)

    def _look_through(self, connection: sqlite3.Connection, filtered: TalliedListing) -> None:
        """So few orders pass the filters (or there are no words) that each of them is looked at."""
        rows = filtered.select(connection, FACTS, 0, MOST_FOUND + 1)
        self._found = [row for row in rows if not self._search.terms or self._says(row)]
        self._below, self.done = self._lowest, True

    def _candidates(self, connection: sqlite3.Connection, size: int) -> tuple[list[int], int]:
        """(keys, newest first, and how far back they are all there are)."""
        lists = [source(connection, self._below, size) for source in self._sources]
        reached = max((keys[-1] for keys in lists if len(keys) >= size), default=self._lowest)
        floor = max(reached, self._lowest)
        return sorted({key for keys in lists for key in keys if key >= floor}, reverse=True), floor

    def _admitted(self, connection: sqlite3.Connection, keys: Sequence[int]) -> list[sqlite3.Row]:
        rows: list[sqlite3.Row] = []
        for begin in range(0, len(keys), _CHUNK):
            some = keys[begin : begin + _CHUNK]
            sql = f"SELECT {FACTS} FROM orders WHERE id IN ({marks(some)}) ORDER BY id DESC"
            rows += [row for row in connection.execute(sql, some) if row["kind"] in self._kinds]
        return [row for row in rows if self._says(row)]

    def _says(self, row: sqlite3.Row) -> bool:
        if any(_matches(row, term) for term in self._search.terms):
            return True
        return bool(self._words and row["note"]) and note_has(row["note"], self._words)

    def _sorted(self, rows: Sequence[sqlite3.Row]) -> Sequence[sqlite3.Row]:
        sort = self._search.sort
        if sort.by is SortBy.TIME:
            return rows[::-1] if sort.upwards else rows
        return sorted(rows, key=self._value_of(sort.by), reverse=not sort.upwards)

    def _value_of(self, by: SortBy) -> Callable[[sqlite3.Row], float | str]:
        if by in KINDLY:
            ranks = {key: rank(kind, by) for key, kind in self._kinds.items()}
            return lambda row: ranks[row["kind"]]
        return _VALUES[by]

    def _totals(self, rows: Sequence[sqlite3.Row]) -> Totals:
        sums: dict[int, list[int]] = {}
        for row in rows:
            one = sums.setdefault(row["kind"], [0, 0, 0, 0])
            one[0] += 1
            one[1] += row["face"]
            one[2] += row["price"]
            one[3] += row["cost"] or 0
        totals: Totals = {}
        for key, numbers in sums.items():
            standing = self._kinds[key].standing
            totals[standing] = totals.get(standing, Sum()) + Sum(*numbers)
        return totals


def _elapsed(row: sqlite3.Row) -> float:
    """Seconds until the end; an open order has taken longer than any."""
    return float("inf") if row["ended_at"] is None else float(row["ended_at"] - row["placed_at"])


_VALUES: dict[SortBy, Callable[[sqlite3.Row], float | str]] = {
    SortBy.NUMBER: lambda row: str(row["mobile"]),
    SortBy.ELAPSED: _elapsed,
    SortBy.FACE: lambda row: float(row["face"]),
    SortBy.COST: lambda row: float(row["cost"] or 0),
}


def _without_words(search: Search) -> Search:
    return Search((), search.standings, search.operator, search.speed, search.since, search.until)


def _matches(row: sqlite3.Row, term: str) -> bool:
    """Whether a number of the order has the term where it is looked for."""
    if term.isdigit() and term in row["mobile"]:
        return True
    return any(row[column].startswith(code) for column, code in _codes(term))


def _codes(term: str) -> Iterator[tuple[str, str]]:
    """(column, beginning) that a term may be of an order number."""
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


def _words(terms: Sequence[str]) -> list[str]:
    """The terms that are looked for in notes, as notes are indexed."""
    return [plain for term in terms if not term.isdigit() and (plain := plain_note(term))]


def _whole_number(mobile: str) -> Source:
    sql = "SELECT id FROM orders WHERE mobile = ? AND id < ? ORDER BY id DESC LIMIT ?"
    return lambda connection, below, number: _keys(connection, sql, mobile, below, number)


def _part_of_number(digits: str) -> Source:
    sql = "SELECT rowid FROM orders_digits WHERE orders_digits MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    grams = dict.fromkeys(digits[place : place + _GRAM] for place in range(max(1, len(digits) - _GRAM + 1)))
    query = f"{digits}*" if len(digits) < _GRAM else " AND ".join(grams)
    return lambda connection, below, number: _keys(connection, sql, query, below, number)


def _note(words: Sequence[str]) -> Source:
    sql = "SELECT rowid FROM order_notes WHERE order_notes MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    query = " AND ".join(f'"{word}" *' for word in words)
    return lambda connection, below, number: _keys(connection, sql, query, below, number)


class _Code:
    """The beginning of an order number: the MOST_FOUND last by number, which is nearly the same as the newest."""

    def __init__(self, column: str, code: str) -> None:
        # The index of the platform's numbers leaves out the empty ones, and SQLite does not see that itself.
        where = f"{column} >= ? AND {column} < ? AND {column} <> ''"
        self._sql = f"SELECT id FROM orders WHERE {where} ORDER BY {column} DESC LIMIT ?"
        self._code = code
        self._held: list[int] | None = None

    @property
    def cut_off(self) -> bool:
        """Whether there may be more than were read."""
        return self._held is not None and len(self._held) == MOST_FOUND

    def __call__(self, connection: sqlite3.Connection, below: int, number: int) -> list[int]:
        if self._held is None:
            found = _keys(connection, self._sql, self._code, self._code + _LAST, MOST_FOUND)
            self._held = sorted(found, reverse=True)
        return list(islice((key for key in self._held if key < below), number))


def _keys(connection: sqlite3.Connection, sql: str, *args: object) -> list[int]:
    return [row[0] for row in connection.execute(sql, args)]
