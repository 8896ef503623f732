"""The JSON detail of a stored daily close; part of the database format."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from msgspec.structs import asdict

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import Close, Correction, Cut, Figures, LineKey
from desktop.domain.books.ledger import Books, Reading
from desktop.domain.books.shift import ShiftLine
from desktop.domain.books.taking import Taking
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing


def detail_of(close: Close) -> str:
    """All fields without a column of their own, as JSON."""
    detail = {
        "since": close.since,
        "begin": _as_stored(asdict(close.begin), "drawer"),
        "begun": close.begun,
        "lines": [{"key": asdict(key), "figures": asdict(one)} for key, one in close.lines.items()],
        "corrections": [asdict(one) | {"change": asdict(one.change)} for one in close.corrections],
        "books": asdict(close.books),
        "reading": None if close.reading is None else asdict(close.reading),
        "drawer": _as_stored(asdict(close.drawer), "moved"),
        "by": close.by,
        "note": close.note,
        "restored": close.restored,
        "recounted": asdict(close.recounted),
    }
    if close.by_id:
        detail["by_id"] = close.by_id
    if close.allowed_by:
        detail["allowed_by"] = close.allowed_by
    if close.shifts:
        detail["shifts"] = [asdict(one) for one in close.shifts]
    if close.cut.drawer:
        detail["last_drawer"] = close.cut.drawer
    if close.takings:
        detail["takings"] = {way: asdict(taking) for way, taking in close.takings.items()}
    return json.dumps(detail, ensure_ascii=False)


def _as_stored(fields: dict[str, Any], since: str) -> dict[str, Any]:
    """The fields without one of a later version that says nothing: the form of earlier versions."""
    return {name: value for name, value in fields.items() if value or name != since}


def close_from(number: int, store_id: str, at: float, last_event: int, last_entry: int, detail: str) -> Close:
    """The close of a row."""
    said = json.loads(detail)
    return Close(
        store_id=store_id,
        since=said["since"],
        at=at,
        cut=Cut(last_event, last_entry, said.get("last_drawer", 0)),
        lines={_key(one["key"]): Figures(**one["figures"]) for one in said["lines"]},
        corrections=tuple(map(_correction, said["corrections"])),
        books=Books(**said["books"]),
        reading=None if said["reading"] is None else Reading(**said["reading"]),
        drawer=CashDrawer(**said["drawer"]),
        by=said["by"],
        by_id=said.get("by_id", 0),
        allowed_by=said.get("allowed_by", ""),
        takings={way: Taking(**one) for way, one in said.get("takings", {}).items()},
        shifts=tuple(ShiftLine(**one) for one in said.get("shifts", ())),
        note=said["note"],
        number=number,
        follows=number - 1,
        begun=said["begun"],
        begin=Cut(**said["begin"]),
        restored=said.get("restored", False),
        recounted=Figures(**said.get("recounted", {})),
    )


def insert(connection: sqlite3.Connection, close: Close) -> None:
    """Insert a close under its number; call it in a transaction. Raises sqlite3.IntegrityError if it is taken."""
    connection.execute(
        "INSERT INTO closes (number, store_id, at, last_event, last_entry, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (close.number, close.store_id, close.at, close.cut.event, close.cut.entry, detail_of(close)),
    )


def _key(said: dict[str, Any]) -> LineKey:
    operator = None if said["operator"] is None else Operator(said["operator"])
    return LineKey(operator, said["face"], Speed(said["speed"]), Standing(said["standing"]))


def _correction(said: dict[str, Any]) -> Correction:
    plain = {name: said[name] for name in ("order_no", "mobile", "face", "placed_at", "close_number")}
    before, after = Standing(said["before"]), Standing(said["after"])
    return Correction(**plain, before=before, after=after, change=Figures(**said["change"]))
