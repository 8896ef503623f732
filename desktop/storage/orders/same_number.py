"""The orders of one mobile number: the open one locks it, earlier ones are told to the clerk."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from desktop.domain.orders.action_group import cash_to_return
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT
from desktop.domain.orders.status import ARRIVED, OPEN
from desktop.storage.orders import rows

_LOOKED_THROUGH = 20
"""So many ended orders of a number are looked through for cash: older ones are in the list beside the form."""


class Repeat(Struct, frozen=True):
    """The result of the same-number guard: the number's open order, and the newest arrived one of this face."""

    open_order: Order | None
    arrived: Order | None


class Earlier(Struct, frozen=True):
    """The earlier orders of a number: its open one, the newest that has ended, and the newest whose cash the shop still
    has, although it did not arrive.
    """

    open_order: Order | None
    last: Order | None
    owing: Order | None = None


def open_order(connection: sqlite3.Connection, mobile: str) -> Order | None:
    """The undecided order of a number; None if it is free."""
    return _newest(connection, f"mobile = ? AND standing IN ({rows.marks(OPEN)})", mobile, *OPEN)


def repeat_of(connection: sqlite3.Connection, mobile: str, face: int, since: float) -> Repeat:
    """The orders that a new one of this number and face (fen) would repeat, arrived ones since then (unix seconds)."""
    arrived = f"mobile = ? AND face = ? AND standing IN ({rows.marks(ARRIVED)}) AND ended_at >= ?"
    return Repeat(open_order(connection, mobile), _newest(connection, arrived, mobile, face, *ARRIVED, since))


def earlier(connection: sqlite3.Connection, mobile: str) -> Earlier:
    """The earlier orders of a number."""
    ended = f"mobile = ? AND standing NOT IN ({rows.marks(OPEN)}) ORDER BY id DESC LIMIT {_LOOKED_THROUGH}"
    found = rows.select(connection, ended, (mobile, *OPEN))
    paid = (order for order in found if order.paid_with != CREDIT)
    owing = next((order for order in paid if order.may_be_tried_again or cash_to_return(order)), None)
    return Earlier(open_order(connection, mobile), found[0] if found else None, owing)


def _newest(connection: sqlite3.Connection, where: str, *values: object) -> Order | None:
    found = rows.select(connection, f"{where} ORDER BY id DESC LIMIT 1", values)
    return found[0] if found else None
