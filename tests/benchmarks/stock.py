"""Databases with orders in them, for the benchmarks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from desktop.domain.orders.events import Claimed, Placed, PushAccepted
from desktop.domain.orders.transitions import apply, placed
from desktop.storage.database import Database
from desktop.storage.orders import rows
from desktop.storage.transaction import transaction

STORE = "77"


def order_no(number: int) -> str:
    """The order number of the so-manieth order in stock."""
    return f"T2611250{number:06d}ABCD"


async def stocked(file: Path, orders: int, due_at: Callable[[int], float]) -> None:
    """A database with so many open orders, taken two minutes ago; `due_at` tells when each is asked about next."""
    database = Database(file)
    await database.open()
    await database.run(_insert, [(number, due_at(number)) for number in range(orders)])
    await database.close()


def _insert(connection: sqlite3.Connection, wanted: Iterable[tuple[int, float]]) -> None:
    at = time.time() - 120
    with transaction(connection):
        for number, due_at in wanted:
            first = Placed(at, order_no(number), STORE, f"138{number:08d}", 5000, 5000, 1)
            claimed, accepted = Claimed(at), PushAccepted(at + 1, f"W{first.order_no}", "ok")
            sending = apply(placed(first), claimed)
            rows.insert(connection, sending, [first, claimed], None)
            rows.update(connection, sending, apply(sending, accepted), due_at)
            rows.append(connection, first.order_no, accepted)
