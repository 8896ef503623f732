"""Batches and their rows as rows of the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from desktop.domain.actor import Actor
from desktop.domain.batch.batch import (
    Batch,
    BatchState,
    Choice,
    Confirmation,
    Hold,
    Notice,
    PauseCause,
    StagedRow,
)
from desktop.domain.batch.listing import Code
from desktop.domain.orders.order import Speed

_ROW = (
    "position",
    "line",
    "source",
    "mobile",
    "face",
    "speed",
    "price",
    "note",
    "codes",
    "looked",
    "choice",
    "order_no",
    "queued",
    "repeats",
    "held",
    "retries",
)
ROW_COLUMNS = ", ".join(_ROW)
_PUT = f"INSERT INTO batch_rows (batch, {ROW_COLUMNS}) VALUES ({', '.join('?' * (len(_ROW) + 1))})"
_CHANGED = [name for name in _ROW if name not in ("position", "line", "source", "order_no", "retries")]
_CHANGE = (
    f"UPDATE batch_rows SET {', '.join(f'{name} = :{name}' for name in _CHANGED)}"
    " WHERE batch = :batch AND position = :position AND queued = 0"
)
BATCH_COLUMNS = (
    "id, tag, name, origin, made_at, made_by, made_by_id, state, cause, notices, notices_seen, confirmation, after"
)
_ADD = (
    "INSERT INTO batches (tag, name, origin, made_at, made_by, made_by_id, state, cause, notices, notices_seen,"
    " confirmation, confirmed_at, after) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, 0, '', NULL, ?)"
)


def add(connection: sqlite3.Connection, batch: Batch) -> int:
    """Insert a fresh batch; its number."""
    notices = msgspec.json.encode(batch.notices).decode()
    by = batch.made_by
    values = (batch.tag, batch.name, batch.origin, batch.made_at, by.name, by.id, batch.state, notices, batch.after)
    number = connection.execute(_ADD, values).lastrowid
    assert number is not None
    return number


def put(connection: sqlite3.Connection, batch: int, rows: Iterable[StagedRow]) -> None:
    """Insert rows."""
    connection.executemany(_PUT, ((batch, *_values(row).values()) for row in rows))


def change(connection: sqlite3.Connection, batch: int, rows: Iterable[StagedRow]) -> None:
    """Store rows that were edited. Confirmed ones stay as they are."""
    connection.executemany(_CHANGE, ({"batch": batch} | _values(row) for row in rows))


def select(connection: sqlite3.Connection, where: str, args: Sequence[object]) -> list[StagedRow]:
    """The rows of a WHERE clause."""
    return [_row_from(row) for row in connection.execute(f"SELECT {ROW_COLUMNS} FROM batch_rows WHERE {where}", args)]


def batches(connection: sqlite3.Connection, where: str, args: Sequence[object] = ()) -> list[Batch]:
    """The batches of a WHERE clause."""
    return [batch_from(row) for row in connection.execute(f"SELECT {BATCH_COLUMNS} FROM batches WHERE {where}", args)]


def batch_from(row: Sequence[Any]) -> Batch:
    """The batch in a row of BATCH_COLUMNS."""
    number, tag, name, origin, made_at, by, by_id, state, cause, notices, seen, confirmation, after = row
    return Batch(
        id=number,
        tag=tag,
        name=name,
        origin=origin,
        made_at=made_at,
        made_by=Actor(by_id, by),
        state=BatchState(state),
        cause=PauseCause(cause) if cause else None,
        notices=msgspec.json.decode(notices, type=tuple[Notice, ...]),
        notices_seen=bool(seen),
        confirmation=msgspec.json.decode(confirmation, type=Confirmation) if confirmation else None,
        after=after,
    )


def _values(row: StagedRow) -> dict[str, Any]:
    return {
        "position": row.position,
        "line": row.line,
        "source": row.source,
        "mobile": row.mobile,
        "face": row.face,
        "speed": int(row.speed),
        "price": row.price,
        "note": row.note,
        "codes": " ".join(row.codes),
        "looked": " ".join(sorted(row.looked)),
        "choice": row.choice,
        "order_no": row.order_no,
        "queued": int(row.queued),
        "repeats": int(row.repeats),
        "held": row.held,
        "retries": row.retries,
    }


def _row_from(row: Sequence[Any]) -> StagedRow:
    values = dict(zip(_ROW, row, strict=True))
    values |= {
        "speed": Speed(values["speed"]),
        "codes": tuple(map(Code, values["codes"].split())),
        "looked": frozenset(values["looked"].split()),
        "choice": Choice(values["choice"]),
        "queued": bool(values["queued"]),
        "repeats": bool(values["repeats"]),
        "held": Hold(values["held"]),
    }
    return StagedRow(**values)
