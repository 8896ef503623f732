"""The history: lists of any length, opened, extended and read by position, all on the reading thread."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator

from msgspec import Struct

from desktop.domain.history.search import KINDLY, MOST_FOUND, Search, SortBy
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import ARRIVED
from desktop.storage.database import Database
from desktop.storage.history.finding import Finder
from desktop.storage.history.listing import Listing, TalliedListing
from desktop.storage.orders.rows import marks
from desktop.storage.transaction import snapshot

FIRST_STEP = 256
STEP = MOST_FOUND


class Opened(Struct, frozen=True):
    """A list, its first rows, and whether the search continues."""

    listing: Listing
    first: list[Order]
    searching: bool


class HistoryStore:
    """Read-only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, search: Search, rows: int) -> AsyncIterator[Opened]:
        """Yield the list of a search with its first rows at once, and again with more of it while the search continues.

        The search stops when the iterator is closed or the caller cancelled.
        """
        if _is_tallied(search):
            yield await self._database.read(tallied, search, rows)
            return
        finder, opened = await self._database.read(_begun, search, rows)
        while True:
            # Only newest first is the beginning of the list known before the search ends.
            if not opened.searching or (search.sort.by is SortBy.TIME and not search.sort.upwards):
                yield opened
            if not opened.searching:
                return
            opened = await self._database.read(_stepped, finder, STEP, rows)

    async def orders(self, listing: Listing, first: int, number: int) -> list[Order]:
        """`number` rows of a list from row `first`, in their present state; fewer at the end."""
        return await self._database.read(listing.orders, first, number)

    async def newest_numbers(self, orders: int) -> list[tuple[str, int, float]]:
        """(mobile, face in fen, placed at) of the newest arrived orders, newest first."""
        return await self._database.read(_newest_numbers, orders)

    async def position(self, listing: Listing, order_no: str) -> int | None:
        """The row of an order in a list; None if it is not in it."""
        return await self._database.read(listing.position, order_no)


def whole_listing(connection: sqlite3.Connection, search: Search) -> Listing:
    """The complete list of a search."""
    if _is_tallied(search):
        return TalliedListing(connection, search)
    finder = Finder(connection, search)
    while not finder.done:
        finder.step(connection, STEP)
    return finder.listing(connection)


def _is_tallied(search: Search) -> bool:
    return not search.terms and (search.sort.by is SortBy.TIME or search.sort.by in KINDLY)


def tallied(connection: sqlite3.Connection, search: Search, rows: int) -> Opened:
    with snapshot(connection):
        listing = TalliedListing(connection, search)
        return Opened(listing, listing.orders(connection, 0, rows), searching=False)


def _newest_numbers(connection: sqlite3.Connection, orders: int) -> list[tuple[str, int, float]]:
    # The plus prevents SQLite from sorting all arrived orders.
    sql = f"SELECT mobile, face, placed_at FROM orders WHERE +standing IN ({marks(ARRIVED)}) ORDER BY id DESC LIMIT ?"
    return [tuple(row) for row in connection.execute(sql, (*ARRIVED, orders))]


def _begun(connection: sqlite3.Connection, search: Search, rows: int) -> tuple[Finder, Opened]:
    finder = Finder(connection, search)
    return finder, _stepped(connection, finder, FIRST_STEP, rows)


def _stepped(connection: sqlite3.Connection, finder: Finder, size: int, rows: int) -> Opened:
    if not finder.done:
        finder.step(connection, size)
    listing = finder.listing(connection)
    return Opened(listing, listing.orders(connection, 0, rows), searching=not finder.done)
