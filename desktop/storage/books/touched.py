"""The orders that changed between two events, as they were before and are after."""

from __future__ import annotations

import sqlite3

from desktop.domain.orders.order import Order
from desktop.domain.orders.transitions import fold
from desktop.storage.orders import rows

_CHANGES_NO_FIGURE = "('noted', 'acknowledged', 'printed', 'cancel_asked', 'misreported', 'refund_credited')"


def touched_between(connection: sqlite3.Connection, begin: int, end: int) -> list[tuple[Order | None, Order]]:
    """(before, now) of the orders with events after one id until another; None for an order placed since. `end` must be
    the last event there is.
    """
    found, new = changed(connection, begin, end)
    return [(None if order.order_no in new else as_of(connection, order.order_no, begin)[0], order) for order in found]


def changed(connection: sqlite3.Connection, begin: int, end: int) -> tuple[list[Order], set[str]]:
    """The orders whose figures may have changed, as they are now, and the numbers of those that are new."""
    within = f"SELECT DISTINCT order_id FROM events WHERE id > ? AND id <= ? AND kind NOT IN {_CHANGES_NO_FIGURE}"
    found = rows.select(connection, f"id IN ({within}) ORDER BY id", (begin, end))
    placed = connection.execute(
        "SELECT o.order_no FROM events e JOIN orders o ON o.id = e.order_id"
        " WHERE e.id > ? AND e.id <= ? AND e.kind = 'placed'",
        (begin, end),
    )
    return found, {row[0] for row in placed}


def as_of(connection: sqlite3.Connection, order_no: str, cut: int) -> tuple[Order, int]:
    """The order's state at an event id, and the id of its first event."""
    ids = connection.execute(
        "SELECT id FROM events WHERE order_id = (SELECT id FROM orders WHERE order_no = ?) ORDER BY id", (order_no,)
    ).fetchall()
    history = rows.history(connection, order_no)
    return fold(history[: sum(1 for row in ids if row[0] <= cut)]), ids[0][0]
