"""Writes orders and events as rows, and reads them back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from desktop.domain.orders.amounts import refunded
from desktop.domain.orders.events import Event, Placed, from_record, to_record
from desktop.domain.orders.order import Order, Speed, State

COLUMNS = (
    "order_no, store_id, mobile, face, price, speed, placed_at, state, sent_at, ended_at, status, order_number,"
    " cost, arrived, words, declined, cancels, not_found, sends, note, cash_returned_at,"
    " cash_back, acknowledged_at, prints, contradiction, verdict, credited, acknowledged_as, carried_to,"
    " instead_of, paid_before, retried_as, cash_moved, placed_by, placed_by_id,"
    " paid_with, payer, returned_with, settled"
)
_FIELDS = [name.strip() for name in COLUMNS.split(",")]
_FIXED = 7
_SPEED, _STATE = _FIELDS.index("speed"), _FIELDS.index("state")
_SPEEDS = {int(speed): speed for speed in Speed}
_STATES = {str(state): state for state in State}
_NAMES = [*_FIELDS, "standing", "kind", "refund", "next_ask_at"]
_INSERT = f"INSERT INTO orders (id, {', '.join(_NAMES)}) VALUES (:id, {', '.join(f':{name}' for name in _NAMES)})"
_UPDATE = (
    f"UPDATE orders SET {', '.join(f'{name} = :{name}' for name in _NAMES[_FIXED:])}"
    " WHERE order_no = :order_no AND state = :state_before AND status IS :status_before"
)
_ADD_KIND = "INSERT OR IGNORE INTO kinds (standing, operator, speed, person, paid_with) VALUES (?, ?, ?, ?, ?)"
_KIND = "SELECT id FROM kinds WHERE standing = ? AND operator = ? AND speed = ? AND person = ? AND paid_with = ?"
_EVENT = "INSERT INTO events (order_id, at, kind, detail) VALUES ((SELECT id FROM orders WHERE order_no = ?), ?, ?, ?)"


def order_from(row: sqlite3.Row) -> Order:
    """The order in a row whose last columns are COLUMNS. (By position: called for a million rows.)"""
    values: list[Any] = list(row[-len(_FIELDS) :])
    values[_SPEED] = _SPEEDS[values[_SPEED]]
    values[_STATE] = _STATES[values[_STATE]]
    return Order(*values)


def select(connection: sqlite3.Connection, where: str, args: Sequence[object]) -> list[Order]:
    """The orders of a WHERE clause, optionally with ORDER BY and LIMIT."""
    return [order_from(row) for row in connection.execute(f"SELECT {COLUMNS} FROM orders WHERE {where}", args)]


def scalar(connection: sqlite3.Connection, sql: str, args: Sequence[object] = ()) -> Any:
    """The first column of the first row."""
    return connection.execute(sql, args).fetchone()[0]


def marks(values: Iterable[object]) -> str:
    """``?, ?, ?``: a placeholder for each value."""
    return ", ".join("?" for _ in values)


def insert(connection: sqlite3.Connection, order: Order, events: Iterable[Event], next_ask_at: float | None) -> None:
    """Insert an order with its first events; call it in a transaction. Its key is the time of placing (unix ms)."""
    row = _row(order, next_ask_at) | {"kind": _kind(connection, order), "id": _free_key(connection, order.placed_at)}
    connection.execute(_INSERT, row)
    for event in events:
        append(connection, order.order_no, event)
    if order.note:
        _index_note(connection, order)


def update(connection: sqlite3.Connection, before: Order, after: Order, next_ask_at: float | None) -> None:
    """Update an order by compare-and-set on `before`. Raises sqlite3.IntegrityError if the stored state differs."""
    expected = {"state_before": before.state, "status_before": before.status}
    row = _row(after, next_ask_at) | {"kind": _kind(connection, after)} | expected
    if connection.execute(_UPDATE, row).rowcount != 1:
        raise sqlite3.IntegrityError(f"{before.order_no} changed while it was being changed")
    if after.note != before.note:
        _index_note(connection, after)


def append(connection: sqlite3.Connection, order_no: str, event: Event) -> None:
    """Append an event to an order's history."""
    kind, at, detail = to_record(event)
    connection.execute(_EVENT, (order_no, at, kind, json.dumps(detail, ensure_ascii=False)))


def history(connection: sqlite3.Connection, order_no: str) -> list[Event]:
    """All events of an order, oldest first."""
    rows = connection.execute(
        "SELECT kind, at, detail FROM events WHERE order_id = (SELECT id FROM orders WHERE order_no = ?) ORDER BY id",
        (order_no,),
    )
    return [from_record(row["kind"], row["at"], json.loads(row["detail"])) for row in rows]


def first_of(order: Order) -> Placed:
    """The order's first event."""
    return Placed(
        order.placed_at,
        order.order_no,
        order.store_id,
        order.mobile,
        order.face,
        order.price,
        int(order.speed),
        order.carried_to,
        order.instead_of,
        order.paid_before,
        order.paid_with,
        order.payer,
        by=order.placed_by,
        by_id=order.placed_by_id,
    )


def plain_note(text: str) -> str:
    """Normalise a note for the index: lower case, every non-ASCII character a separate word, no punctuation; so any
    part of a Chinese word is found, and the prefix of any other.
    """
    letters = (c if c.isascii() else f" {c} " for c in text.lower())
    return " ".join("".join(c if c.strip().isalnum() else " " for c in letters).split())


def note_has(note: str, words: Sequence[str]) -> bool:
    """Whether the note contains all the words (normalised by `plain_note`)."""
    indexed = f" {plain_note(note)}"
    return all(f" {word}" in indexed for word in words)


def _kind(connection: sqlite3.Connection, order: Order) -> int:
    """The key of the order's kind (see `tallies`)."""
    traits = (order.standing, order.operator or "", int(order.speed), order.placed_by_id, order.paid_with)
    connection.execute(_ADD_KIND, traits)
    return int(scalar(connection, _KIND, traits))


def _free_key(connection: sqlite3.Connection, placed_at: float) -> int:
    key = int(placed_at * 1000)
    while connection.execute("SELECT 1 FROM orders WHERE id = ?", (key,)).fetchone():
        key += 1
    return key


def _index_note(connection: sqlite3.Connection, order: Order) -> None:
    key = scalar(connection, "SELECT id FROM orders WHERE order_no = ?", (order.order_no,))
    connection.execute("DELETE FROM order_notes WHERE rowid = ?", (key,))
    if plain := plain_note(order.note):
        connection.execute("INSERT INTO order_notes (rowid, words) VALUES (?, ?)", (key, plain))


def _row(order: Order, next_ask_at: float | None) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(order, name) for name in _FIELDS}
    return row | {"standing": order.standing, "refund": refunded(order), "next_ask_at": next_ask_at}
