"""The journal's records, which a restored database may lack. Their form is part of the journal's format."""

from __future__ import annotations

import json
import math
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from desktop.domain.audit import AuditRow
from desktop.domain.books.ledger import EntryKind, Move
from desktop.domain.books.shift import from_record as drawer_event
from desktop.domain.books.voucher import Voucher
from desktop.domain.mobile import Operator
from desktop.domain.orders.events import (
    Acknowledged,
    Acted,
    CashReturned,
    Closed,
    Event,
    HeardFromSupport,
    Noted,
    PaidOtherwise,
    Placed,
    Printed,
    from_record,
    to_record,
)
from desktop.domain.orders.order import Verdict
from desktop.domain.orders.payment import LONGEST_PAYER, LONGEST_PAYMENT

VERSION = 2
"""Version 1 knew only orders about to be sent, and named no version."""
_LATEST = 1e11
_MOST_FEN = 10**13
_MOST_SENDS = 10_000
_LONGEST_ID = 64


class WrongRecordError(ValueError):
    """The line is intact, but its content is not written by any version of this program."""


class Sent(Struct, frozen=True):
    """An order that is about to be sent for the `sends`-th time, at `sent_at` (unix seconds)."""

    first: Placed
    sent_at: float
    sends: int


class Written(Struct, frozen=True):
    """A clerk's annotation or decision about an order that had this status."""

    order_no: str
    standing: str
    event: Event


class Booked(Struct, frozen=True):
    """A deposit or an adjustment of an account's book; `takes_back` is the time of the entry that it reverses."""

    store_id: str
    at: float
    move: Move
    voucher: Voucher
    takes_back: float | None = None


class ClosedDay(Struct, frozen=True):
    """A daily close as it is stored; `detail` as in `close_record`."""

    number: int
    store_id: str
    at: float
    detail: str


class Drawn(Struct, frozen=True):
    """An event of the cash drawer as it is stored; `detail` as in `domain.books.shift`."""

    store_id: str
    at: float
    kind: str
    detail: str


class Audited(Struct, frozen=True):
    """A row of the audit log."""

    row: AuditRow


Record = Sent | Written | Booked | ClosedDay | Drawn | Audited


def text_of(record: Record) -> str:
    """The record as a line of the journal."""
    match record:
        case Sent(first, sent_at, sends):
            _kind, at, detail = to_record(first)
            said: dict[str, Any] = {"what": "sent", "at": at, **detail, "sent_at": sent_at, "sends": sends}
        case Written(order_no, standing, event):
            kind, at, detail = to_record(event)
            said = {"what": "written", "order_no": order_no, "standing": standing, "kind": kind, "at": at}
            said["detail"] = detail
        case Booked(store_id, at, move, voucher, takes_back):
            said = {"what": "booked", "store_id": store_id, "at": at, "kind": move.kind, "amount": move.amount}
            said |= {**voucher._asdict(), "takes_back": takes_back}
            for name in ("by_id", "allowed_by"):
                if not said[name]:
                    del said[name]  # the form of earlier versions
        case Drawn():
            said = {"what": "drawn", **asdict(record)}
        case Audited(row):
            said = {"what": "audited", **asdict(row)}
        case ClosedDay():
            said = {"what": "closed", **asdict(record)}
    return json.dumps({"v": VERSION, **said}, ensure_ascii=False)


def record_of(text: bytes) -> Record:
    """Parse a line. Raises WrongRecordError for an invalid record, or one of a newer version."""
    try:
        said = json.loads(text)
        if said.pop("v", 1) not in (1, VERSION):
            raise WrongRecordError("a newer version")
        match said.pop("what", "sent"):
            case "sent":
                return _sent(said)
            case "written":
                return _written(said)
            case "booked":
                return _booked(said)
            case "closed":
                return ClosedDay(
                    _whole(said["number"]), _id(said["store_id"]), _time(said["at"]), _text(said["detail"])
                )
            case "drawn":
                drawn = Drawn(_id(said["store_id"]), _time(said["at"]), _text(said["kind"]), _text(said["detail"]))
                drawer_event(drawn.kind, drawn.at, json.loads(drawn.detail))
                return drawn
            case "audited":
                return Audited(_audit_row(said))
            case other:
                raise WrongRecordError(f"an unknown kind: {other!r:.40}")
    except WrongRecordError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise WrongRecordError(str(wrong)) from wrong


def _sent(said: dict[str, Any]) -> Sent:
    sent_at, sends = _time(said.pop("sent_at")), _whole(said.pop("sends"))
    first = Placed(**said)
    for text in (first.order_no, first.store_id, first.mobile):
        _id(text)
    if first.carried_to:
        Operator(first.carried_to)
    _time(first.at)
    if _text(first.instead_of):
        _id(first.instead_of)
    if not 0 <= _whole(first.paid_before) <= _MOST_FEN or (first.paid_before and not first.instead_of):
        raise WrongRecordError("cash of no order")
    _payment(first.paid_with, first.payer)
    _actor(first)
    if not 0 < _whole(first.face) <= _MOST_FEN or not 0 <= _whole(first.price) <= _MOST_FEN:
        raise WrongRecordError("an amount out of range")
    if first.speed not in (0, 1) or not 1 <= sends <= _MOST_SENDS:
        raise WrongRecordError("an invalid speed or number of sends")
    return Sent(first, sent_at, sends)


def _written(said: dict[str, Any]) -> Written:
    event = from_record(_text(said["kind"]), _time(said["at"]), said["detail"])
    match event:
        case Noted(note=text) | Acknowledged(standing=text) | Printed(paper=text):
            _text(text)
        case PaidOtherwise(paid_with=way, payer=payer):
            _payment(way, payer)
        case CashReturned(returned=bool(), amount=amount, paid_with=way):
            _payment(way)
            if amount is not None and not 0 <= _whole(amount) <= _MOST_FEN:
                raise WrongRecordError("an amount out of range")
        case HeardFromSupport(verdict=verdict, words=words):
            Verdict(_text(verdict))
            _text(words)
        case Closed():
            pass
        case _:
            raise WrongRecordError("not an event of a clerk")
    _actor(event)
    return Written(_id(said["order_no"]), _text(said["standing"]), event)


def _booked(said: dict[str, Any]) -> Booked:
    move = Move(EntryKind(said["kind"]), _whole(said["amount"]))
    if abs(move.amount) > _MOST_FEN or move.kind not in (EntryKind.DEPOSIT, EntryKind.ADJUSTMENT):
        raise WrongRecordError("not a manual move")
    paid_at, takes_back = (None if said[name] is None else _time(said[name]) for name in ("paid_at", "takes_back"))
    signed = (_text(said["by"]), _whole(said.get("by_id", 0)), _text(said.get("allowed_by", "")))
    voucher = Voucher(paid_at, _text(said["note"]), *signed)
    return Booked(_id(said["store_id"]), _time(said["at"]), move, voucher, takes_back)


def _payment(way: Any, payer: Any = "") -> None:
    if len(_text(way)) > LONGEST_PAYMENT or len(_text(payer)) > LONGEST_PAYER:
        raise WrongRecordError("not a way of payment")


def _audit_row(said: dict[str, Any]) -> AuditRow:
    texts = {name: _text(said[name]) for name in ("kind", "by", "allowed_by", "detail", "hash")}
    number, by_id = _whole(said["id"]), _whole(said["by_id"])
    if number < 1 or by_id < 0:
        raise WrongRecordError("not a row")
    return AuditRow(id=number, at=_time(said["at"]), by_id=by_id, **texts)


def _actor(event: Acted) -> None:
    _text(event.by)
    _text(event.allowed_by)
    if _whole(event.by_id) < 0 or _whole(event.allowed_by_id) < 0:
        raise WrongRecordError("not a person")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongRecordError("not a text")
    return value


def _id(value: Any) -> str:
    if not 0 < len(_text(value)) <= _LONGEST_ID:
        raise WrongRecordError("not an identifier")
    return _text(value)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise WrongRecordError("not a whole number")
    return value


def _time(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value < _LATEST:
        raise WrongRecordError("not a time")
    return float(value)
