"""One account's book, and the orders that could explain a difference."""

from __future__ import annotations

import math
import sqlite3

from desktop.domain.books.ledger import Books, Entry, Move
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders.order import PATIENCE_S, Order
from desktop.domain.orders.status import OPEN, WATCHED, Standing
from desktop.storage import entries
from desktop.storage.books import closes
from desktop.storage.database import Database
from desktop.storage.errors import BookNotBegunError, TakenBackError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Booked
from desktop.storage.orders import first_page, rows
from desktop.storage.transaction import transaction

MOST_LISTED = 500


class LedgerStore:
    """Reads on the reading thread, writes on the database thread. The account's book may not have begun yet."""

    def __init__(self, database: Database, store_id: str, journal: Journal) -> None:
        self._database = database
        self._store_id = store_id
        self._journal = journal

    async def books(self, last_entry: int | None = None) -> Books | None:
        """The account's sums since its book began, up to `last_entry` if given; None if it had not begun then."""
        return await self._database.read(entries.books, self._store_id, last_entry)

    async def since_close(self) -> tuple[Books, float | None] | None:
        """The sums since the last close and its time, or since the book began and None; None without a book."""
        return await self._database.read(_since_close, self._store_id)

    async def post(self, move: Move, at: float, voucher: Voucher, takes_back: int | None = None) -> Books:
        """Record a deposit or an adjustment. Raises WriteFailedError, BookNotBegunError, TakenBackError."""
        return await self._database.run(self._post, move, at, voucher, takes_back)

    async def statement(self, before: int | None, limit: int) -> list[Entry]:
        """The entries before this one, or the last ones, newest first."""
        return await self._database.read(entries.statement, self._store_id, before, limit)

    async def suspects(self, now: float) -> tuple[list[tuple[Order, bool]], bool]:
        """The account's orders that may have changed the balance unknown to the book, each with whether the opening
        balance contains its cost; and whether there are more. The newest MOST_LISTED of each sort: open ones, ones
        without a cost, ones whose refund is not credited, and those that ended in the last 72 hours.
        """
        return await self._database.read(_suspects, self._store_id, now)

    async def refunds_awaited(self) -> list[Order]:
        """Failed orders whose cost was not refunded yet, newest first; of all accounts."""
        return await self._database.read(_newest, "standing = ?", (Standing.FAILED,))

    async def refunds_uncredited(self) -> list[Order]:
        """Orders whose refund no balance reading has confirmed, newest first; of all accounts."""
        return await self._database.read(_newest, "refund > credited", ())

    async def on_credit(self) -> list[Order]:
        """Orders whose customers pay later (`takings.debt`), newest first; of all accounts."""
        return await self._database.read(_newest, "paid_with = 'credit'", ())

    async def cash_owed(self) -> list[Order]:
        """Orders whose customers may be owed cash (`amounts.owed_to_customer`), newest first."""
        return await self._database.read(_cash_owed)

    def _post(
        self, connection: sqlite3.Connection, move: Move, at: float, voucher: Voucher, takes_back: int | None
    ) -> Books:
        with transaction(connection):
            if entries.books(connection, self._store_id) is None:
                raise BookNotBegunError(self._store_id)
            while entries.by_hand(connection, self._store_id, at) is not None:
                at = math.nextafter(at, math.inf)  # the journal identifies an entry by its time
            undone = None
            if takes_back is not None:
                undone = _entered_at(connection, takes_back)
            books = entries.post(connection, self._store_id, move, at, voucher, takes_back)
        self._journal.protect(Booked(self._store_id, at, move, voucher, undone))
        return books


def _entered_at(connection: sqlite3.Connection, entry: int) -> float:
    if rows.scalar(connection, "SELECT EXISTS (SELECT 1 FROM entries WHERE takes_back = ?)", (entry,)):
        raise TakenBackError(str(entry))
    at: float = rows.scalar(connection, "SELECT at FROM entries WHERE id = ?", (entry,))
    return at


def _since_close(connection: sqlite3.Connection, store_id: str) -> tuple[Books, float | None] | None:
    now = entries.books(connection, store_id)
    if now is None:
        return None
    last = closes.last(connection)
    then = None if last is None else entries.books(connection, store_id, last.cut.entry)
    return (now.since(then), last.at) if last is not None and then is not None else (now, None)


def _suspects(connection: sqlite3.Connection, store_id: str, now: float) -> tuple[list[tuple[Order, bool]], bool]:
    found: dict[str, tuple[Order, bool]] = {}
    more = False
    in_opening = entries.sent_before_opening(connection, store_id)
    # The index is named, because SQLite would scan all orders by their keys.
    by_end = f"ended_at >= ? AND (+standing IN ({rows.marks(WATCHED)}) OR state = 'settled')"
    for index, where, args in (
        ("", f"standing IN ({rows.marks(OPEN)})", tuple(OPEN)),
        ("", "cost IS NULL AND state IN ('accepted', 'settled')", ()),
        ("", "refund > credited", ()),
        ("INDEXED BY idx_orders_ended_at", by_end, (now - PATIENCE_S, *WATCHED)),
    ):
        wanted = f"FROM orders {index} WHERE {where} AND +store_id = ? ORDER BY id DESC LIMIT ?"
        sql = f"SELECT {in_opening}, {rows.COLUMNS} {wanted}"
        listed = connection.execute(sql, (*args, store_id, MOST_LISTED + 1)).fetchall()
        more = more or len(listed) > MOST_LISTED
        for row in listed[:MOST_LISTED]:
            order = rows.order_from(row)
            found[order.order_no] = order, bool(row[0])
    return sorted(found.values(), key=lambda one: -one[0].placed_at), more


def _cash_owed(connection: sqlite3.Connection) -> list[Order]:
    closed = "standing = 'closed' AND acknowledged_at IS NULL AND cash_returned_at IS NULL"
    found = first_page.awaiting_word(connection, MOST_LISTED) + _newest(connection, closed, ())
    return sorted(found, key=lambda order: -order.placed_at)


def _newest(connection: sqlite3.Connection, where: str, args: tuple[object, ...]) -> list[Order]:
    return rows.select(connection, f"{where} ORDER BY id DESC LIMIT ?", (*args, MOST_LISTED))
