"""The initial content of the recharge tab: read with plain sqlite3, without a thread, before any service exists."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.domain.orders.first_page import DESK_HOURS, DESK_LIMIT, FirstPage
from desktop.domain.orders.order import PATIENCE_S, Order, Speed, State
from desktop.domain.orders.status import DOUBTFUL, OPEN, Standing
from desktop.domain.orders.unconfirmed import UnconfirmedOrder
from desktop.storage.schema.file_format import SCHEMA_VERSION, distrust

AWAITS_WORD = (
    "acknowledged_at IS NULL AND ((retried_as <> '' OR cash_moved > 0) AND standing = 'success'"
    " OR standing IN ('refunded', 'cancelled', 'reversed', 'rejected', 'not_sent', 'partial', 'lost')"
    " AND (cash_returned_at IS NULL OR cash_returned_at < ended_at)"
    " AND NOT (retried_as <> '' AND cash_back >= price AND standing IN ('refunded', 'rejected', 'not_sent')))"
)
"""`Order.awaits_word`; must match the text of its index exactly (migration 0008), or SQLite does not use it."""

_COLUMNS = ", ".join(Order._fields)


def read(file: Path, application_id: int, now: float) -> FirstPage | None:
    """Read the first page of a database without writers (its lock is held); changes nothing on the disk.

    The process that was sending has ended: its unfinished orders are shown as `OrderStore.recover` will leave them.

    None if only the services can tell the content: a file of another version or another program, a damaged one, or a
    missing one with other files beside it.
    """
    try:
        if not file.exists():
            return None if _anything_beside(file) else FirstPage()
        with closing(sqlite3.connect(file_uri(file), uri=True, isolation_level=None)) as look:
            distrust(look)
            found = (_number(look, "PRAGMA user_version"), _number(look, "PRAGMA application_id"))
            return _page(look, now) if found == (SCHEMA_VERSION, application_id) else None
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return None


def on_desk(connection: sqlite3.Connection, ended_since: float, limit: int) -> list[Order]:
    """Open orders, newest first, at most `limit`; then bad ends that await acknowledgement, newest first, at most
    `limit`; then, up to `limit` in total, those that ended since `ended_since` (unix seconds), last end first.
    """
    is_open = f"standing IN ({_marks(OPEN)}) ORDER BY id DESC LIMIT ?"
    found = _orders(connection, is_open, (*OPEN, limit))
    found += awaiting_word(connection, limit)
    # In index order, so nothing is sorted.
    has_ended = f"ended_at >= ? AND NOT ({AWAITS_WORD}) ORDER BY ended_at DESC, id DESC LIMIT ?"
    return found + _orders(connection, has_ended, (ended_since, max(0, limit - len(found))))


def awaiting_word(connection: sqlite3.Connection, limit: int) -> list[Order]:
    """Bad ends that await the clerk's acknowledgement, newest first, at most `limit`."""
    return _orders(connection, f"{AWAITS_WORD} ORDER BY id DESC LIMIT ?", (limit,), "INDEXED BY orders_awaiting_word")


def unconfirmed_orders(
    connection: sqlite3.Connection, now: float, doubtful: frozenset[Standing] = DOUBTFUL
) -> list[UnconfirmedOrder]:
    """Doubtful and overdue orders: the newest DESK_LIMIT, oldest first."""
    found = connection.execute(
        f"SELECT {_COLUMNS}, next_ask_at FROM orders WHERE standing IN ({_marks(doubtful)})"
        f" OR (standing IN ({_marks(OPEN)}) AND sent_at <= ?) ORDER BY id DESC LIMIT ?",
        (*doubtful, *OPEN, now - PATIENCE_S, DESK_LIMIT),
    )
    return [UnconfirmedOrder(_order(row), row[-1]) for row in found][::-1]


def _page(look: sqlite3.Connection, now: float) -> FirstPage:
    return FirstPage(
        on_desk=tuple(left_behind(order, now) for order in on_desk(look, now - DESK_HOURS * 3600, DESK_LIMIT)),
        unconfirmed_orders=tuple(
            UnconfirmedOrder(left_behind(one.order, now), one.next_ask_at)
            for one in unconfirmed_orders(look, now, DOUBTFUL | {Standing.SENDING})
        ),
        unconfirmed=_count(look, DOUBTFUL | {Standing.SENDING}),
        staffed=bool(_number(look, "SELECT EXISTS (SELECT 1 FROM staff WHERE active)")),
    )


def left_behind(order: Order, now: float) -> Order:
    """The order as `Interrupted` leaves it. (Importing all event rules would delay the first paint.)"""
    match order.state:
        case State.NEW:
            return order._replace(state=State.NOT_SENT, ended_at=now)
        case State.SENDING:
            return order._replace(state=State.UNKNOWN)
        case _:
            return order


def file_uri(file: Path) -> str:
    """A URI that opens the file without creating others: without a write-ahead log, `mode=ro` would create files."""
    logged = file.with_name(f"{file.name}-wal").exists()
    return f"{file.absolute().as_uri()}?{'mode=ro' if logged else 'immutable=1'}"


def _anything_beside(file: Path) -> bool:
    return any(one.name != "running.lock" for one in file.parent.iterdir()) if file.parent.is_dir() else False


def _orders(connection: sqlite3.Connection, where: str, args: tuple[object, ...], index: str = "") -> list[Order]:
    return [_order(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM orders {index} WHERE {where}", args)]


def _order(row: sqlite3.Row | tuple[Any, ...]) -> Order:
    fields = dict(zip(Order._fields, row, strict=False))
    fields["speed"], fields["state"] = Speed(fields["speed"]), State(fields["state"])
    return Order(**fields)


def _count(connection: sqlite3.Connection, standings: Iterable[str]) -> int:
    wanted = tuple(standings)
    return _number(connection, f"SELECT count(*) FROM orders WHERE standing IN ({_marks(wanted)})", wanted)


def _number(connection: sqlite3.Connection, sql: str, args: tuple[object, ...] = ()) -> int:
    return int(connection.execute(sql, args).fetchone()[0])


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
