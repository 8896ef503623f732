"""Shifts: the drawer from one hand-over to the next, as the fold of its own events.

A shift begins where the one before ended, so that all shifts together are all that happened since the first one: what
comes late counts in the shift that is open then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, get_args

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from desktop.domain.books.taking import Taking, Takings, in_drawer
from desktop.domain.books.voucher import LARGEST_AMOUNT
from desktop.domain.orders.events import Acted


class ShiftOpened(Acted, frozen=True, tag="shift_opened"):
    """Somebody took the drawer over, with this `change` in it (fen). `mark` is the id of the last order event before
    the shift.
    """

    change: int
    mark: int = 0


class CashEntered(Acted, frozen=True, tag="cash_entered"):
    """Cash was put in (positive) or taken out, in fen, not for an order: from or to the bank, change, the owner."""

    amount: int
    reason: str


class DrawerCounted(Acted, frozen=True, tag="drawer_counted"):
    """The cash was counted (fen) before anybody was told what is `expected`."""

    counted: int
    expected: int


class ShiftClosed(Acted, frozen=True, tag="shift_closed"):
    """The drawer was handed over. `mark` is the id of the last order event of the shift, `orders`, `face` (fen) and
    `takings` what happened in it. `restored`: the journal recovered it after an older database was restored, and its
    orders count again in the next shift, which subtracts them.
    """

    counted: int
    note: str
    mark: int = 0
    orders: int = 0
    face: int = 0
    takings: Takings = field(default_factory=dict)
    restored: bool = False


DrawerEvent = ShiftOpened | CashEntered | DrawerCounted | ShiftClosed

_CLASSES: dict[str, type[DrawerEvent]] = {cls.__struct_config__.tag: cls for cls in get_args(DrawerEvent)}


class Shift(Struct, frozen=True):
    """One shift; `number` from 1. `orders`, `face` and `takings` are those until now, or at its close."""

    number: int
    opened: ShiftOpened
    moves: tuple[CashEntered, ...] = ()
    counts: tuple[DrawerCounted, ...] = ()
    closed: ShiftClosed | None = None
    orders: int = 0
    face: int = 0
    takings: Takings = {}

    @property
    def moved(self) -> int:
        """Fen that were put in, less those taken out."""
        return sum(one.amount for one in self.moves)

    @property
    def expected(self) -> int:
        """Fen that should be in the drawer: change, cash of orders, and what was put in or taken out."""
        return self.opened.change + in_drawer(self.takings).net + self.moved

    @property
    def difference(self) -> int | None:
        """Counted minus expected fen; None while it is open."""
        return None if self.closed is None else self.closed.counted - self.expected


class ShiftProblem(StrEnum):
    """The reason why something cannot be done with a shift."""

    OPEN = "open"
    """One is open: it is handed over first."""
    NONE_OPEN = "none_open"
    NO_AMOUNT = "no_amount"
    TOO_LARGE = "too_large"
    NO_REASON = "no_reason"
    NOT_THERE = "not_there"
    """More would be taken out than is in the drawer."""
    CHANGED = "changed"
    """Something happened after the count: what is expected has changed."""


def move_problem(amount: int | None, reason: str, inside: int) -> ShiftProblem | None:
    """The problem with putting cash in or taking it out (fen, negative), or None; `inside` is what should be there."""
    if not amount:
        return ShiftProblem.NO_AMOUNT
    if abs(amount) > LARGEST_AMOUNT:
        return ShiftProblem.TOO_LARGE
    if not reason.strip():
        return ShiftProblem.NO_REASON
    return ShiftProblem.NOT_THERE if inside + amount < 0 else None


def shifts_of(events: Iterable[DrawerEvent]) -> list[Shift]:
    """The shifts, oldest first. Events that do not fit (a second opening, cash without a shift) are left out."""
    found: list[Shift] = []
    for event in events:
        if isinstance(event, ShiftOpened):
            if not found or found[-1].closed is not None:
                found.append(Shift(len(found) + 1, event))
        elif found and found[-1].closed is None:
            found[-1] = _after(found[-1], event)
    return found


def _after(shift: Shift, event: CashEntered | DrawerCounted | ShiftClosed) -> Shift:
    match event:
        case CashEntered():
            return replace(shift, moves=(*shift.moves, event))
        case DrawerCounted():
            return replace(shift, counts=(*shift.counts, event))
        case ShiftClosed():
            return replace(shift, closed=event, orders=event.orders, face=event.face, takings=event.takings)


def to_record(event: DrawerEvent) -> tuple[str, float, dict[str, Any]]:
    """(kind, at, the rest): the form in which an event is stored. The kinds are part of the database format."""
    detail = asdict(event)
    if isinstance(event, ShiftClosed):
        detail["takings"] = {way: asdict(taking) for way, taking in event.takings.items()}
    kept = {name: value for name, value in detail.items() if value not in ("", 0, False) or name in _ALWAYS}
    return str(event.__struct_config__.tag), kept.pop("at"), kept


def from_record(kind: str, at: float, detail: Mapping[str, Any]) -> DrawerEvent:
    """The inverse of `to_record`; KeyError for a kind of a newer program."""
    said = dict(detail)
    if "takings" in said:
        said["takings"] = {way: Taking(**one) for way, one in said["takings"].items()}
    return _CLASSES[kind](at=at, **said)


_ALWAYS = frozenset({"at", "change", "amount", "reason", "counted", "expected", "note"})


class ShiftLine(Struct, frozen=True):
    """A shift as a daily close lists it: who had it, its cash from orders, and the difference, in fen."""

    number: int
    by: str
    opened_at: float
    closed_at: float
    cash: int
    difference: int


def line_of(shift: Shift) -> ShiftLine:
    """The line of a closed shift."""
    assert shift.closed is not None
    cash = in_drawer(shift.takings).net
    return ShiftLine(shift.number, shift.opened.by, shift.opened.at, shift.closed.at, cash, shift.difference or 0)
