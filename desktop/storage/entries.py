"""The account's book: every move as an entry with running sums, so that any period takes two lookups.

Each entry belongs to one account (store id). An account's book begins with its opening entry; before that, it has no
entries.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from msgspec.structs import replace

from desktop.domain.books.ledger import Books, Entry, EntryKind, Move, moves
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders.order import Order

BY_HAND = "kind IN ('deposit', 'adjustment')"
"""The manual entries; must match the text of its index exactly (migration 0006)."""
_SUMS = "opening, deposits, costs, refunds, adjustments"


def books(connection: sqlite3.Connection, store_id: str, last_entry: int | None = None) -> Books | None:
    """An account's sums, up to `last_entry` if given; None if its book had not begun then."""
    within = "" if last_entry is None else f" AND id <= {int(last_entry)}"
    sql = f"SELECT {_SUMS} FROM entries WHERE store_id = ?{within} ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (store_id,)).fetchone()
    return None if row is None else Books(*row)


def last_before(connection: sqlite3.Connection, store_id: str, at: float) -> int:
    """The id of the last entry before a time (unix seconds); 0 for none."""
    sql = "SELECT id FROM entries WHERE store_id = ? AND at < ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (store_id, at)).fetchone()
    return 0 if row is None else int(row[0])


def sent_before_opening(connection: sqlite3.Connection, store_id: str) -> str:
    """An SQL condition on `orders`: whether the order was last sent before the account's book began. It compares event
    ids, because a clock can be set.
    """
    sql = "SELECT ifnull(mark, 0) FROM entries WHERE store_id = ? ORDER BY id LIMIT 1"
    row = connection.execute(sql, (store_id,)).fetchone()
    sent = "SELECT max(id) FROM events WHERE order_id = orders.id AND kind IN ('claimed', 'claimed_again')"
    return "0" if row is None else f"({sent}) <= {int(row[0])}"


def book(connection: sqlite3.Connection, before: Order, after: Order, at: float) -> None:
    """Record the moves of an order's change; call it in the transaction that changes the order."""
    if moves(before, after) and (sums := books(connection, after.store_id)) is not None:
        in_opening = sent_before_opening(connection, after.store_id)
        sql = f"SELECT id, {in_opening} FROM orders WHERE order_no = ?"
        key, is_in_opening = connection.execute(sql, (after.order_no,)).fetchone()
        for move in moves(before, after, in_opening=bool(is_in_opening)):
            sums = _write(connection, after.store_id, sums, move, at, order_id=key)


def post(
    connection: sqlite3.Connection,
    store_id: str,
    move: Move,
    at: float,
    voucher: Voucher,
    takes_back: int | None = None,
    mark: int | None = None,
) -> Books:
    """Record a move without an order; call it in a transaction. An opening begins the book, after the event `mark`.

    Raises sqlite3.IntegrityError if the entry that it reverses was reversed already.
    """
    sums = books(connection, store_id)
    if (sums is None) != (move.kind is EntryKind.OPENING):
        raise sqlite3.IntegrityError("a book begins with its opening, and has only one")
    return _write(connection, store_id, sums or Books(), move, at, voucher=voucher, takes_back=takes_back, mark=mark)


def begun_at(connection: sqlite3.Connection, store_id: str) -> float | None:
    """The time when the account's book began (unix seconds); None if it has not."""
    row = connection.execute("SELECT at FROM entries WHERE store_id = ? ORDER BY id LIMIT 1", (store_id,)).fetchone()
    return None if row is None else float(row[0])


def by_hand(connection: sqlite3.Connection, store_id: str, at: float) -> int | None:
    """The id of the deposit or adjustment with exactly this time; None for none."""
    sql = f"SELECT id FROM entries WHERE at = ? AND {BY_HAND} AND store_id = ?"
    row = connection.execute(sql, (at, store_id)).fetchone()
    return None if row is None else int(row[0])


def statement(connection: sqlite3.Connection, store_id: str, before: int | None, limit: int) -> list[Entry]:
    """The entries before this one, or the last ones, newest first."""
    below = (1 << 62) if before is None else before
    rows = connection.execute(
        "SELECT e.id, e.at, e.kind, e.amount, e.opening + e.deposits + e.costs + e.refunds + e.adjustments,"
        " ifnull(o.order_no, ''), ifnull(o.mobile, ''), e.paid_at, e.note, e.by_whom, e.by_id,"
        " e.allowed_by,"
        " e.takes_back IS NOT NULL OR EXISTS (SELECT 1 FROM entries t WHERE t.takes_back = e.id)"
        " FROM entries e LEFT JOIN orders o ON o.id = e.order_id"
        " WHERE e.store_id = ? AND e.id < ? ORDER BY e.id DESC LIMIT ?",
        (store_id, below, limit),
    )
    return [_entry(*row) for row in rows]


def _entry(key: int, at: float, kind: str, amount: int, expected: int, *said: Any) -> Entry:
    *owners, taken_back = said
    return replace(Entry(key, at, Move(EntryKind(kind), amount), expected, *owners), taken_back=bool(taken_back))


def _write(
    connection: sqlite3.Connection,
    store_id: str,
    sums: Books,
    move: Move,
    at: float,
    *,
    order_id: int | None = None,
    voucher: Voucher | None = None,
    takes_back: int | None = None,
    mark: int | None = None,
) -> Books:
    after, said = sums.after(move), voucher or Voucher()
    connection.execute(
        f"INSERT INTO entries (store_id, at, kind, amount, order_id, takes_back, mark, paid_at, note, by_whom, by_id,"
        f" allowed_by, {_SUMS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            store_id, at, move.kind, move.amount, order_id, takes_back, mark, said.paid_at, said.note, said.by,
            said.by_id, said.allowed_by, *after.by_kind.values(),
        ),
    )  # fmt: skip
    return after
