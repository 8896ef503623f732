"""Orders and their events: the only place that writes them, each order together with its event."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.events import Claimed, Event, Interrupted, Placed, from_record, to_record
from desktop.domain.order import Order, Speed, State, apply, placed
from desktop.domain.status import OPEN, WATCHED, Standing
from desktop.storage.database import Database, transaction
from desktop.storage.errors import DuplicateOrderError, NumberLockedError

NextAsk = Callable[[Order, float], float | None]
"""(order, now) → when to ask about it next, unix seconds, or None."""

COLUMNS = (
    "order_no, store_id, mobile, face, price, speed, placed_at, state, sent_at, ended_at, status, order_number,"
    " cost, arrived, words, declined, cancels, not_found"
)
_NAMES = [name.strip() for name in COLUMNS.split(",")] + ["standing", "next_ask_at"]
_INSERT = f"INSERT INTO orders ({', '.join(_NAMES)}) VALUES ({', '.join(f':{name}' for name in _NAMES)})"
_UPDATE = (
    f"UPDATE orders SET {', '.join(f'{name} = :{name}' for name in _NAMES[7:])}"
    " WHERE id = :id AND state = :state_before AND status IS :status_before"
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """What the same-number guard finds: the order that is still open, and the newest of this face that arrived."""

    open_order: Order | None
    arrived: Order | None


class OrderStore:
    """Reads and writes orders on the database thread. `next_ask` is consulted at every change."""

    def __init__(self, database: Database, next_ask: NextAsk) -> None:
        self._database = database
        self._next_ask = next_ask

    async def claim(self, first: Placed) -> Order:
        """Save a new order as being sent, in one commit that survives a power cut.

        Being the one who could insert the order number is the claim. Raises DuplicateOrderError when the same order
        was claimed before, NumberLockedError when another order of the mobile number is open, WriteFailedError.
        """
        return await self._database.run(self._claim, first)

    async def record(self, events: Sequence[tuple[str, Event]]) -> list[Order]:
        """Apply events to the orders of these numbers, all in one transaction; the orders as they are now.

        An event that changes nothing is not stored, but the order's next question is planned anew from its time.
        """
        return await self._database.run(self._record, events)

    async def postpone(self, order_no: str, now: float) -> None:
        """Plan the next question about an order that brought no answer."""
        await self._database.run(self._postpone, order_no, now)

    async def recover(self, now: float) -> list[Order]:
        """At start: what the last process left being sent is unknown now. Returns the orders changed."""
        return await self._database.run(self._recover, now)

    async def due(self, store_id: str, now: float, limit: int) -> list[Order]:
        """This account's orders whose next question is due: open ones first, then the longest overdue."""
        where = "next_ask_at <= ? AND store_id = ? ORDER BY ended_at IS NULL DESC, next_ask_at LIMIT ?"
        return await self._database.run(_select, where, (now, store_id, limit))

    async def next_due_at(self, store_id: str) -> float | None:
        """When the next question of this account is due."""
        sql = "SELECT min(next_ask_at) FROM orders WHERE next_ask_at IS NOT NULL AND store_id = ?"
        return await self._database.run(_scalar, sql, (store_id,))

    async def respread(self, now: float, furthest: float, window: float, *, jumped: bool) -> None:
        """Spread over `window` seconds what was planned on another clock: questions more than `furthest` seconds ahead
        and, where the clock has just `jumped`, all about open orders.
        """
        await self._database.run(_respread, now, furthest, window, jumped)

    async def get(self, order_no: str) -> Order | None:
        """One order, or None."""
        found = await self._database.run(_select, "order_no = ?", (order_no,))
        return found[0] if found else None

    async def history(self, order_no: str) -> list[Event]:
        """All events of an order, oldest first."""
        return await self._database.run(_history, order_no)

    async def repeat_of(self, mobile: str, face: int, since: float) -> Repeat:
        """What a new order of this number (and, for what arrived since then, this face in fen) would repeat."""
        return await self._database.run(_repeat_of, mobile, face, since)

    async def on_desk(self, ended_since: float, limit: int) -> list[Order]:
        """Open orders, then those that ended since then; each newest first."""
        marks = ", ".join("?" * len(OPEN))
        where = f"standing IN ({marks}) OR ended_at >= ? ORDER BY ended_at IS NULL DESC, id DESC LIMIT ?"
        return await self._database.run(_select, where, (*OPEN, ended_since, limit))

    async def open_orders(self) -> list[Order]:
        """All that are undecided."""
        return await self._database.run(_select, f"standing IN ({', '.join('?' * len(OPEN))})", (*OPEN,))

    async def count(self, standings: Iterable[Standing]) -> int:
        """How many orders stand like this."""
        wanted = tuple(standings)
        sql = f"SELECT count(*) FROM orders WHERE standing IN ({', '.join('?' * len(wanted))})"
        return int(await self._database.run(_scalar, sql, wanted) or 0)

    async def last_of_day(self, prefix: str) -> str | None:
        """The highest order number that begins with this prefix."""
        found: str | None = await self._database.run(
            _scalar,
            "SELECT max(order_no) FROM orders WHERE order_no >= ? AND order_no < ?",
            (prefix, prefix + "\uffff"),
        )
        return found

    def _claim(self, connection: sqlite3.Connection, first: Placed) -> Order:
        claimed = Claimed(first.at)
        order = apply(placed(first), claimed)
        with transaction(connection):
            if _select(connection, "order_no = ?", (order.order_no,)):
                raise DuplicateOrderError(order.order_no)
            if _open_order(connection, order.mobile):
                raise NumberLockedError(order.order_no)
            row_id = connection.execute(_INSERT, self._row(order, first.at)).lastrowid
            assert row_id is not None
            _append(connection, row_id, first)
            _append(connection, row_id, claimed)
        return order

    def _record(self, connection: sqlite3.Connection, events: Sequence[tuple[str, Event]]) -> list[Order]:
        with transaction(connection):
            return [self._advance(connection, order_no, event) for order_no, event in events]

    def _advance(self, connection: sqlite3.Connection, order_no: str, event: Event) -> Order:
        found = connection.execute(f"SELECT id, {COLUMNS} FROM orders WHERE order_no = ?", (order_no,)).fetchone()
        if found is None:
            raise KeyError(order_no)
        before = order_from(found)
        after = apply(before, event)
        row = self._row(after, event.at) | {
            "id": found["id"],
            "state_before": before.state,
            "status_before": before.status,
        }
        if connection.execute(_UPDATE, row).rowcount != 1:
            raise sqlite3.IntegrityError(f"{order_no} changed while it was being changed")
        if after != before:
            _append(connection, found["id"], event)
        return after

    def _postpone(self, connection: sqlite3.Connection, order_no: str, now: float) -> None:
        with transaction(connection):
            for order in _select(connection, "order_no = ?", (order_no,)):
                next_ask = self._next_ask(order, now)
                connection.execute("UPDATE orders SET next_ask_at = ? WHERE order_no = ?", (next_ask, order_no))

    def _recover(self, connection: sqlite3.Connection, now: float) -> list[Order]:
        left = _select(connection, "standing IN (?, ?)", (State.NEW, State.SENDING))
        return self._record(connection, [(order.order_no, Interrupted(now)) for order in left])

    def _row(self, order: Order, now: float) -> dict[str, object]:
        row: dict[str, object] = {name: getattr(order, name) for name in _NAMES[:-2]}
        return row | {"standing": order.standing, "next_ask_at": self._next_ask(order, now)}


def order_from(row: sqlite3.Row) -> Order:
    """The order in a row that has all of COLUMNS."""
    fields = {name: row[name] for name in _NAMES[:-2]}
    return Order(**fields | {"speed": Speed(row["speed"]), "state": State(row["state"])})


def _append(connection: sqlite3.Connection, order_id: int, event: Event) -> None:
    kind, at, detail = to_record(event)
    connection.execute(
        "INSERT INTO events (order_id, at, kind, detail) VALUES (?, ?, ?, ?)",
        (order_id, at, kind, json.dumps(detail, ensure_ascii=False)),
    )


def _select(connection: sqlite3.Connection, where: str, args: Sequence[object]) -> list[Order]:
    return [order_from(row) for row in connection.execute(f"SELECT {COLUMNS} FROM orders WHERE {where}", args)]


def _scalar(connection: sqlite3.Connection, sql: str, args: Sequence[object] = ()) -> Any:
    return connection.execute(sql, args).fetchone()[0]


def _open_order(connection: sqlite3.Connection, mobile: str) -> Order | None:
    marks = ", ".join("?" * len(OPEN))
    found = _select(connection, f"mobile = ? AND standing IN ({marks}) ORDER BY id DESC LIMIT 1", (mobile, *OPEN))
    return found[0] if found else None


def _repeat_of(connection: sqlite3.Connection, mobile: str, face: int, since: float) -> Repeat:
    arrived = f"standing IN ({', '.join('?' * len(WATCHED))})"
    where = f"mobile = ? AND face = ? AND {arrived} AND ended_at >= ? ORDER BY id DESC LIMIT 1"
    earlier = _select(connection, where, (mobile, face, *WATCHED, since))
    return Repeat(_open_order(connection, mobile), earlier[0] if earlier else None)


def _history(connection: sqlite3.Connection, order_no: str) -> list[Event]:
    rows = connection.execute(
        "SELECT kind, at, detail FROM events WHERE order_id = (SELECT id FROM orders WHERE order_no = ?) ORDER BY id",
        (order_no,),
    )
    return [from_record(row["kind"], row["at"], json.loads(row["detail"])) for row in rows]


def _respread(connection: sqlite3.Connection, now: float, furthest: float, window: float, jumped: bool) -> None:
    where = "next_ask_at > ?"
    if jumped:
        where += " OR (next_ask_at IS NOT NULL AND ended_at IS NULL)"
    with transaction(connection):
        owed = connection.execute(f"SELECT id FROM orders WHERE {where}", (now + furthest,)).fetchall()
        connection.executemany(
            "UPDATE orders SET next_ask_at = ? WHERE id = ?",
            [(now + window * random.random(), row["id"]) for row in owed],
        )
