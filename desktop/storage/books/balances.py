"""All balance readings, stored permanently; the first quiet one begins the account's book."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.books.ledger import EntryKind, Move
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders.order import PATIENCE_S, Order
from desktop.domain.orders.status import OPEN, Standing
from desktop.storage import entries
from desktop.storage.database import Database
from desktop.storage.orders import rows
from desktop.storage.transaction import transaction

_COLUMNS = "read_at, money, expected, entry"
_BY_HAND = (EntryKind.DEPOSIT, EntryKind.ADJUSTMENT)
_FEWEST_READINGS = 2
_READINGS_COMPARED = 100
"""The number of quiet readings before a refund that are compared with the last one."""


class Mark(Struct, frozen=True):
    """The ids of the last event and the last entry at a moment."""

    event: int = 0
    entry: int = 0


class BalanceStore:
    """Stores one account's readings on the database thread. Readings of unknown accounts count as its own."""

    def __init__(self, database: Database, store_id: str) -> None:
        self._database = database
        self._store_id = store_id

    async def mark(self) -> Mark:
        """The present mark; take it before querying the platform and pass it to `add`."""
        return await self._database.run(_mark)

    async def add(self, reading: BalanceReading, mark: Mark) -> BalanceReading:
        """Store a reading, with the expected balance at the time of the query. Raises WriteFailedError.

        If the book has not begun, it begins with this reading if there was no event since `mark` and no open order can
        change the balance unnoticed (`_is_quiet`).
        """
        return await self._database.run(_add, self._store_id, reading, mark)

    async def untouched_since_before(self, order_no: str, money: int) -> bool:
        """Whether at least two readings since the order was sent, and the last one before, all equal `money`, and
        nothing else can have changed the balance meanwhile: no manual entry in the book, and no other order of the
        account that may have been taken. False for an order that the journal recovered: its send has no place in the
        order of events.
        """
        return await self._database.read(_untouched_since_before, self._store_id, order_no, money)

    async def borne_out(self) -> list[tuple[str, int, bool]]:
        """(order number, fen, whether nothing was compared) of refunds that count as credited by the last reading: the
        balance changed by exactly the book's amount since a reading from before the refund was entered. Only quiet
        readings are compared: while orders run, the book lags behind the account. A refund from before the book is in
        its opening balance.
        """
        return await self._database.read(_borne_out, self._store_id)

    async def before(self, at: float) -> BalanceReading | None:
        """The last reading at or before that time (unix seconds)."""
        found = await self._database.run(_select, self._store_id, "read_at <= ?", at, 1)
        return found[0] if found else None

    async def newest(self, limit: int) -> list[BalanceReading]:
        """The last readings, newest first."""
        return await self._database.run(_select, self._store_id, "read_at > ?", -1.0, limit)

    async def placed_since(self, at: float) -> list[Order]:
        """The account's orders that were placed at that time (unix seconds) or later."""
        where = "id >= ? AND store_id = ?"
        return await self._database.run(rows.select, where, (int(at * 1000), self._store_id))

    async def followed(self) -> dict[str, Standing]:
        """The status of each order of the account that is still asked about, by order number."""
        return await self._database.run(_followed, self._store_id)

    async def last_of_days(self, midnights: list[float]) -> list[BalanceReading | None]:
        """The last reading between each two consecutive moments (unix seconds); None without any."""
        return await self._database.read(_last_of_days, self._store_id, midnights)


def _followed(connection: sqlite3.Connection, store_id: str) -> dict[str, Standing]:
    sql = "SELECT order_no, standing FROM orders WHERE next_ask_at IS NOT NULL AND store_id = ?"
    return {order_no: Standing(standing) for order_no, standing in connection.execute(sql, (store_id,))}


def _mark(connection: sqlite3.Connection) -> Mark:
    sql = "SELECT ifnull((SELECT max(id) FROM events), 0), ifnull((SELECT max(id) FROM entries), 0)"
    return Mark(*connection.execute(sql).fetchone())


def _add(connection: sqlite3.Connection, store_id: str, reading: BalanceReading, mark: Mark) -> BalanceReading:
    with transaction(connection):
        kept, entry = reading, mark.entry
        quiet = _is_quiet(connection, store_id, reading.read_at, mark.event)
        if quiet and entries.books(connection, store_id) is None:
            opening = Move(EntryKind.OPENING, reading.money)
            entries.post(connection, store_id, opening, reading.read_at, Voucher(), mark=mark.event)
            entry = rows.scalar(connection, "SELECT max(id) FROM entries")
        if (sums := entries.books(connection, store_id, entry)) is not None:
            kept = replace(reading, expected=sums.expected, entry=entry)
        connection.execute(
            f"INSERT INTO balances (store_id, {_COLUMNS}, quiet, event)"
            " VALUES (?, ?, ?, ?, ?, ?, (SELECT ifnull(max(id), 0) FROM events))",
            (store_id, kept.read_at, kept.money, kept.expected, kept.entry, quiet),
        )
        return kept


def _untouched_since_before(connection: sqlite3.Connection, store_id: str, order_no: str, money: int) -> bool:
    of_order = "order_id = (SELECT id FROM orders WHERE order_no = ?)"
    recovered = f"SELECT EXISTS (SELECT 1 FROM events WHERE {of_order} AND kind = 'recovered')"
    if rows.scalar(connection, recovered, (order_no,)) or _others_may_be_taken(connection, store_id, order_no):
        return False
    sent = f"SELECT min(id) FROM events WHERE kind = 'claimed' AND {of_order}"
    sql = f"SELECT id, money, entry FROM balances WHERE store_id = ? AND event >= 0 AND event < ({sent}) ORDER BY id"
    before = connection.execute(f"{sql} DESC LIMIT 1", (store_id, order_no)).fetchone()
    if before is None:
        return False
    since = connection.execute("SELECT money FROM balances WHERE store_id = ? AND id > ?", (store_id, before["id"]))
    readings = [row[0] for row in since]
    by_hand = (
        f"SELECT EXISTS (SELECT 1 FROM entries WHERE store_id = ? AND id > ? AND kind IN ({rows.marks(_BY_HAND)}))"
    )
    entered = rows.scalar(connection, by_hand, (store_id, before["entry"] or 0, *_BY_HAND))
    return len(readings) >= _FEWEST_READINGS and {*readings, before["money"]} == {money} and not entered


def _others_may_be_taken(connection: sqlite3.Connection, store_id: str, order_no: str) -> bool:
    """Whether the platform may have taken another order. Of refused orders being checked, only older ones count:
    otherwise they would wait for each other.
    """
    sql = (
        "SELECT EXISTS (SELECT 1 FROM orders WHERE store_id = ? AND order_no <> ?"
        " AND (state IN ('sending', 'unknown', 'accepted', 'closed', 'settled')"
        " OR state = 'checking' AND id < (SELECT id FROM orders WHERE order_no = ?)))"
    )
    return bool(rows.scalar(connection, sql, (store_id, order_no, order_no)))


def _borne_out(connection: sqlite3.Connection, store_id: str) -> list[tuple[str, int, bool]]:
    rest = "b.money - b.expected + x.adjustments"  # an adjustment is unexplained, so it proves nothing
    read = f"SELECT {rest} AS rest, b.entry, b.quiet FROM balances b JOIN entries x ON x.id = b.entry"
    read = f"{read} WHERE b.store_id = ?"
    last = connection.execute(f"{read} ORDER BY b.id DESC LIMIT 1", (store_id,)).fetchone()
    if last is None or not last["quiet"]:
        return []
    refund = "SELECT max(id) FROM entries WHERE order_id = o.id AND kind = 'refund'"
    before = f"{read} AND b.quiet AND b.entry < e.id ORDER BY b.entry DESC LIMIT {_READINGS_COMPARED}"
    earlier = f"SELECT rest FROM ({before})"
    found = connection.execute(
        f"SELECT o.order_no, o.refund, 0 FROM orders o JOIN entries e ON e.id = ({refund})"
        f" WHERE o.refund > o.credited AND o.store_id = ? AND e.id <= ? AND ? IN ({earlier})"
        " UNION ALL SELECT o.order_no, o.refund, 1 FROM orders o"
        f" WHERE o.refund > o.credited AND o.store_id = ? AND ({refund}) IS NULL",
        (store_id, last["entry"], last["rest"], store_id, store_id),
    )
    return [(row[0], row[1], bool(row[2])) for row in found]


def _is_quiet(connection: sqlite3.Connection, store_id: str, now: float, mark: int) -> bool:
    """Whether the balance reflects all orders: the only open ones are slow ones with a known cost, and overdue ones,
    which no longer change it.
    """
    if rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM events") != mark:
        return False
    moving = (
        f"store_id = ? AND standing IN ({rows.marks(OPEN)}) AND (sent_at IS NULL OR sent_at > ?)"
        f" AND NOT (standing = '{Standing.RUNNING}' AND speed = 0 AND cost IS NOT NULL)"
    )
    sql = f"SELECT NOT EXISTS (SELECT 1 FROM orders WHERE {moving})"
    return bool(rows.scalar(connection, sql, (store_id, *OPEN, now - PATIENCE_S)))


def _select(connection: sqlite3.Connection, store_id: str, where: str, at: float, limit: int) -> list[BalanceReading]:
    sql = f"SELECT {_COLUMNS} FROM balances WHERE store_id IN (?, '') AND {where} ORDER BY id DESC LIMIT ?"
    return [BalanceReading(*row) for row in connection.execute(sql, (store_id, at, limit))]


def _last_of_days(connection: sqlite3.Connection, store_id: str, midnights: list[float]) -> list[BalanceReading | None]:
    found: list[BalanceReading | None] = []
    within = "store_id IN (?, '') AND read_at >= ? AND read_at < ?"
    sql = f"SELECT {_COLUMNS} FROM balances WHERE {within} ORDER BY read_at DESC LIMIT 1"
    for begin, end in pairwise(midnights):
        row = connection.execute(sql, (store_id, begin, end)).fetchone()
        found.append(None if row is None else BalanceReading(*row))
    return found
