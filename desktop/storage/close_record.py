"""A daily close as it is stored beside its columns; part of the database format."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from desktop.domain.close import Close, Correction, Cut, Figures, LineKey, Reading
from desktop.domain.drawer import Drawer
from desktop.domain.ledger import Books
from desktop.domain.mobile import Operator
from desktop.domain.order import Speed
from desktop.domain.status import Standing


def detail_of(close: Close) -> str:
    """All but what has a column of its own."""
    detail = {
        "since": close.since,
        "begin": asdict(close.begin),
        "begun": close.begun,
        "lines": [{"key": asdict(key), "figures": asdict(one)} for key, one in close.lines.items()],
        "corrections": [asdict(one) for one in close.corrections],
        "books": asdict(close.books),
        "reading": None if close.reading is None else asdict(close.reading),
        "drawer": asdict(close.drawer),
        "by": close.by,
        "note": close.note,
    }
    return json.dumps(detail, ensure_ascii=False)


def close_from(number: int, store_id: str, at: float, last_event: int, last_entry: int, detail: str) -> Close:
    """The close of a row."""
    said = json.loads(detail)
    return Close(
        store_id=store_id,
        since=said["since"],
        at=at,
        cut=Cut(last_event, last_entry),
        lines={_key(one["key"]): Figures(**one["figures"]) for one in said["lines"]},
        corrections=tuple(map(_correction, said["corrections"])),
        books=Books(**said["books"]),
        reading=None if said["reading"] is None else Reading(**said["reading"]),
        drawer=Drawer(**said["drawer"]),
        by=said["by"],
        note=said["note"],
        number=number,
        follows=number - 1,
        begun=said["begun"],
        begin=Cut(**said["begin"]),
    )


def _key(said: dict[str, Any]) -> LineKey:
    operator = None if said["operator"] is None else Operator(said["operator"])
    return LineKey(operator, said["face"], Speed(said["speed"]), Standing(said["standing"]))


def _correction(said: dict[str, Any]) -> Correction:
    plain = {name: said[name] for name in ("order_no", "mobile", "face", "placed_at", "close_number")}
    before, after = Standing(said["before"]), Standing(said["after"])
    return Correction(**plain, before=before, after=after, change=Figures(**said["change"]))
