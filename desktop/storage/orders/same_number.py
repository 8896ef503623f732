"""The orders of one mobile number: the open one locks it, earlier ones are told to the clerk."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from desktop.domain.orders.order import Order
from desktop.domain.orders.status import ARRIVED, OPEN
from desktop.storage.orders import rows


class Repeat(Struct, frozen=True):
    """The result of the same-number guard: the number's open order, and the newest arrived one of this face."""

    open_order: Order | None
    arrived: Order | None


class Earlier(Struct, frozen=True):
    """The earlier orders of a number: its open one, and the newest that has ended."""

    open_order: Order | None
    last: Order | None


def open_order(connection: sqlite3.Connection, mobile: str) -> Order | None:
    """The undecided order of a number; None if it is free."""
    return _newest(connection, f"mobile = ? AND standing IN ({rows.marks(OPEN)})", mobile, *OPEN)


def repeat_of(connection: sqlite3.Connection, mobile: str, face: int, since: float) -> Repeat:
    """The orders that a new one of this number and face (fen) would repeat, arrived ones since then (unix seconds)."""
    arrived = f"mobile = ? AND face = ? AND standing IN ({rows.marks(ARRIVED)}) AND ended_at >= ?"
    return Repeat(open_order(connection, mobile), _newest(connection, arrived, mobile, face, *ARRIVED, since))


def earlier(connection: sqlite3.Connection, mobile: str) -> Earlier:
    """The earlier orders of a number."""
    ended = f"mobile = ? AND standing NOT IN ({rows.marks(OPEN)})"
    return Earlier(open_order(connection, mobile), _newest(connection, ended, mobile, *OPEN))


def _newest(connection: sqlite3.Connection, where: str, *values: object) -> Order | None:
    found = rows.select(connection, f"{where} ORDER BY id DESC LIMIT 1", values)
    return found[0] if found else None
