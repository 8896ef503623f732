"""Batches: staged lists, their confirmation, and what became of their rows."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from desktop.domain.batch.batch import (
    Batch,
    BatchResult,
    BatchState,
    Confirmation,
    Hold,
    PauseCause,
    Progress,
    StagedRow,
    order_no_of,
)
from desktop.domain.batch.verdict import NumberFacts
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import ARRIVED, DID_NOT_ARRIVE, OPEN, Standing
from desktop.storage.batch import batch_rows
from desktop.storage.database import Database
from desktop.storage.errors import NotAllowedError
from desktop.storage.orders import rows as orders
from desktop.storage.transaction import transaction

_AT_ONCE = 500
"""Values in one statement: SQLite takes 999 at least."""


class BatchStore:
    """Writes raise WriteFailedError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, batch: Batch, rows: Sequence[StagedRow]) -> Batch:
        """Store a fresh list; returns it with its number. Each row gets its order number here, for good."""
        return await self._database.run(_add, batch, rows)

    async def extend(self, batch: Batch, rows: Sequence[StagedRow]) -> None:
        """Store more rows of a staged list. Raises NotAllowedError if it was confirmed meanwhile."""
        await self._database.run(_extend, batch, rows)

    async def change(self, batch: int, rows: Sequence[StagedRow]) -> None:
        """Store rows that were edited; those that are confirmed already stay as they are."""
        await self._database.run(_change, batch, rows)

    async def rename(self, batch: int, name: str) -> None:
        """Change the name."""
        await self._database.run(_set, batch, "name = ?", (name,))

    async def see_notices(self, batch: int) -> None:
        """Store that the clerk has looked at the notices of the whole list."""
        await self._database.run(_set, batch, "notices_seen = 1", ())

    async def remove(self, batch: int) -> None:
        """Remove a list that was never confirmed. Raises NotAllowedError for any other."""
        await self._database.run(_remove, batch)

    async def confirm(self, batch: int, rows: Sequence[StagedRow], by: Confirmation) -> Batch:
        """Store the clerk's word: these rows, with these prices, may become orders. Raises NotAllowedError if the list
        was confirmed already.
        """
        return await self._database.run(_confirm, batch, rows, by)

    async def turn(self, batch: int, state: BatchState, cause: PauseCause | None, *expected: BatchState) -> bool:
        """Change the state, if it is one of the expected ones; whether that was so."""
        return await self._database.run(_turn, batch, state, cause, expected)

    async def pause_all(self, cause: PauseCause) -> None:
        """Pause each list that is being sent."""
        await self._database.run(_pause_all, cause)

    async def hold(self, batch: int, position: int, held: Hold, *, repeats: bool = False) -> None:
        """Hold a confirmed row back, or (Hold.NONE) let it go; `repeats`: the clerk knows of the earlier order."""
        await self._database.run(_hold, batch, position, held, repeats)

    async def get(self, batch: int) -> Batch | None:
        """One list, or None."""
        found = await self._database.read(batch_rows.batches, "id = ?", (batch,))
        return found[0] if found else None

    async def newest(self, limit: int) -> list[Batch]:
        """The lists made last, newest first."""
        return await self._database.read(batch_rows.batches, "1 ORDER BY id DESC LIMIT ?", (limit,))

    async def sending(self) -> list[Batch]:
        """The lists that are being sent, in the order of their confirmation."""
        where = f"state = '{BatchState.SENDING}' ORDER BY confirmed_at, id"
        return await self._database.run(batch_rows.batches, where)

    async def rows(self, batch: int) -> list[StagedRow]:
        """All rows of a list in its order."""
        return await self._database.read(batch_rows.select, "batch = ? ORDER BY position", (batch,))

    async def waiting(self, batch: int) -> list[StagedRow]:
        """The confirmed rows that have not become orders and are not held back, in the order of the list."""
        where = (
            "batch = ? AND queued AND held = '' AND NOT EXISTS"
            " (SELECT 1 FROM orders WHERE orders.order_no = batch_rows.order_no) ORDER BY position"
        )
        return await self._database.run(batch_rows.select, where, (batch,))

    async def results(self, batch: int) -> list[BatchResult]:
        """All rows of a list with their orders."""
        return await self._database.read(_results, batch)

    async def progress(self, batch: int) -> Progress:
        """The sums of a list's confirmed rows."""
        return await self._database.read(_progress, batch)

    async def facts(self, mobiles: Iterable[str], since: float) -> dict[str, NumberFacts]:
        """The facts about numbers from the shop's orders: an undecided one, and arrivals since (unix seconds)."""
        return await self._database.read(_facts, sorted(set(mobiles)), since)

    async def spent(self, mobiles: Iterable[str], midnight: float) -> dict[str, int]:
        """The face values (fen) since this midnight (unix seconds) of those of these numbers that got any; orders that
        did not arrive left out.
        """
        return await self._database.read(_spent, sorted(set(mobiles)), midnight)

    async def undecided(self) -> tuple[int, int]:
        """The numbers of orders of all lists that are undecided, and of those that are unconfirmed."""
        return await self._database.run(_undecided)


def _add(connection: sqlite3.Connection, batch: Batch, rows: Sequence[StagedRow]) -> Batch:
    with transaction(connection):
        made = replace(batch, id=batch_rows.add(connection, batch))
        batch_rows.put(connection, made.id, _with_numbers(connection, made, rows))
    return made


def _extend(connection: sqlite3.Connection, batch: Batch, rows: Sequence[StagedRow]) -> None:
    with transaction(connection):
        _require(connection, batch.id, BatchState.STAGED)
        batch_rows.put(connection, batch.id, _with_numbers(connection, batch, rows))


def _with_numbers(connection: sqlite3.Connection, batch: Batch, rows: Sequence[StagedRow]) -> list[StagedRow]:
    code = orders.scalar(connection, "SELECT code FROM installation")
    return [replace(row, order_no=order_no_of(batch.made_at, batch.tag, row.position, code)) for row in rows]


def _change(connection: sqlite3.Connection, batch: int, rows: Sequence[StagedRow]) -> None:
    with transaction(connection):
        batch_rows.change(connection, batch, rows)


def _set(connection: sqlite3.Connection, batch: int, change: str, args: tuple[object, ...]) -> None:
    with transaction(connection):
        connection.execute(f"UPDATE batches SET {change} WHERE id = ?", (*args, batch))


def _remove(connection: sqlite3.Connection, batch: int) -> None:
    with transaction(connection):
        _require(connection, batch, BatchState.STAGED)
        connection.execute("DELETE FROM batch_rows WHERE batch = ?", (batch,))
        connection.execute("DELETE FROM batches WHERE id = ?", (batch,))


def _confirm(connection: sqlite3.Connection, batch: int, rows: Sequence[StagedRow], by: Confirmation) -> Batch:
    with transaction(connection):
        _require(connection, batch, BatchState.STAGED)
        batch_rows.change(connection, batch, [replace(row, queued=True) for row in rows])
        connection.execute(
            "UPDATE batches SET state = ?, cause = '', confirmation = ?, confirmed_at = ? WHERE id = ?",
            (BatchState.SENDING, msgspec.json.encode(by).decode(), by.at, batch),
        )
        return batch_rows.batches(connection, "id = ?", (batch,))[0]


def _require(connection: sqlite3.Connection, batch: int, state: BatchState) -> None:
    found = connection.execute("SELECT state FROM batches WHERE id = ?", (batch,)).fetchone()
    if found is None or found[0] != state:
        raise NotAllowedError(f"list {batch} is {'gone' if found is None else found[0]}")


def _turn(
    connection: sqlite3.Connection,
    batch: int,
    state: BatchState,
    cause: PauseCause | None,
    expected: tuple[BatchState, ...],
) -> bool:
    where = f"id = ? AND state IN ({orders.marks(expected)})"
    with transaction(connection):
        changed = connection.execute(
            f"UPDATE batches SET state = ?, cause = ? WHERE {where}", (state, cause or "", batch, *expected)
        )
        return changed.rowcount == 1


def _pause_all(connection: sqlite3.Connection, cause: PauseCause) -> None:
    with transaction(connection):
        sql = "UPDATE batches SET state = ?, cause = ? WHERE state = ?"
        connection.execute(sql, (BatchState.PAUSED, cause, BatchState.SENDING))


def _hold(connection: sqlite3.Connection, batch: int, position: int, held: Hold, repeats: bool) -> None:
    with transaction(connection):
        sql = "UPDATE batch_rows SET held = ?, repeats = max(repeats, ?) WHERE batch = ? AND position = ? AND queued"
        connection.execute(sql, (held, int(repeats), batch, position))


def _results(connection: sqlite3.Connection, batch: int) -> list[BatchResult]:
    rows = batch_rows.select(connection, "batch = ? ORDER BY position", (batch,))
    where = "order_no IN (SELECT order_no FROM batch_rows WHERE batch = ? AND queued)"
    found = {order.order_no: order for order in orders.select(connection, where, (batch,))}
    return [BatchResult(row, found.get(row.order_no)) for row in rows]


def _progress(connection: sqlite3.Connection, batch: int) -> Progress:
    sql = (
        "SELECT orders.standing, batch_rows.held <> '', count(*), sum(batch_rows.face), sum(batch_rows.price),"
        " sum(ifnull(orders.arrived, orders.face)) FROM batch_rows LEFT JOIN orders USING (order_no)"
        " WHERE batch = ? AND queued GROUP BY 1, 2"
    )
    standings: dict[Standing, int] = {}
    waiting = held = face = price = arrived = 0
    for standing, is_held, count, faces, prices, came in connection.execute(sql, (batch,)):
        face, price = face + (faces or 0), price + (prices or 0)
        if standing is None:
            held, waiting = held + count * is_held, waiting + count * (1 - is_held)
        else:
            standings[Standing(standing)] = standings.get(Standing(standing), 0) + count
            arrived += came if standing in ARRIVED else 0
    return Progress(standings, waiting, held, face, price, arrived)


def _facts(connection: sqlite3.Connection, mobiles: Sequence[str], since: float) -> dict[str, NumberFacts]:
    known = defaultdict[str, list[Order]](list)
    for place in range(0, len(mobiles), _AT_ONCE):
        some = mobiles[place : place + _AT_ONCE]
        where = f"mobile IN ({orders.marks(some)}) AND (standing IN ({orders.marks(OPEN)}) OR ended_at >= ?)"
        for order in orders.select(connection, f"{where} ORDER BY id", (*some, *OPEN, since)):
            known[order.mobile].append(order)
    return {mobile: facts_of(known[mobile]) for mobile in mobiles}


def _spent(connection: sqlite3.Connection, mobiles: Sequence[str], midnight: float) -> dict[str, int]:
    failed = f"standing NOT IN ({orders.marks(DID_NOT_ARRIVE)})"
    sql = f"SELECT mobile, sum(face) FROM orders WHERE id >= ? AND {failed} GROUP BY mobile"
    found = dict(connection.execute(sql, (int(midnight * 1000), *DID_NOT_ARRIVE)).fetchall())
    return {mobile: found[mobile] for mobile in mobiles if mobile in found}


def facts_of(known: Sequence[Order]) -> NumberFacts:
    """The facts about a number that its orders, the oldest first, give."""
    undecided = [order for order in known if order.standing in OPEN]
    arrived = {order.face: order.ended_at or order.placed_at for order in known if order.standing in ARRIVED}
    return NumberFacts(undecided[-1] if undecided else None, arrived)


def _undecided(connection: sqlite3.Connection) -> tuple[int, int]:
    sql = f"SELECT count(*), ifnull(sum(standing = ?), 0) FROM orders WHERE standing IN ({orders.marks(OPEN)})"
    sql += " AND order_no >= 'B' AND order_no < 'C'"
    count, unconfirmed = connection.execute(sql, (Standing.UNKNOWN, *OPEN)).fetchone()
    return count, unconfirmed
