"""Whether a staged row may be sent, and the reasons in the order of their weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from desktop.domain.batch.batch import Choice, StagedRow
from desktop.domain.batch.listing import Code, Level
from desktop.domain.mobile import NumberProblem, Operator, operator_of, problem_of
from desktop.domain.orders.offer import Offer
from desktop.domain.orders.order import Order, Speed

_NUMBER_CODES = {
    NumberProblem.NOT_DIGITS: Code.NOT_DIGITS,
    NumberProblem.TOO_SHORT: Code.TOO_SHORT,
    NumberProblem.TOO_LONG: Code.TOO_LONG,
    NumberProblem.UNKNOWN_SEGMENT: Code.UNKNOWN_SEGMENT,
}
_SEGMENT_CODES = {Operator.VIRTUAL: Code.VIRTUAL_OPERATOR, Operator.SATELLITE: Code.SATELLITE}


class Finding(StrEnum):
    """Reasons that the shop and the platform add to the reader's."""

    OPEN_ORDER = "open_order"
    """The number has an undecided order: it blocks, as at the counter."""
    SLOW_NOT_ALLOWED = "slow_not_allowed"
    ARRIVED = "arrived"
    """An order of this number and face has arrived within 24 hours."""
    BLOCKED_NUMBER = "blocked_number"
    OVER_LIMIT = "over_limit"
    CARRIED = "carried"
    """The platform says that another operator serves the number now."""
    NOT_TAKEN = "not_taken"
    """The platform says that it would not take this order."""


_BLOCKING = frozenset({Finding.OPEN_ORDER, Finding.SLOW_NOT_ALLOWED})


class Reason(Struct, frozen=True):
    """One reason. `of` is the row that a duplicate repeats, `at` the time of an earlier order (unix seconds), `words`
    what somebody wrote about it.
    """

    code: Code | Finding
    of: int = 0
    at: float = 0.0
    words: str = ""


class Verdict(Struct, frozen=True):
    """`level` is None for a row without any reason against it. `may_go`: it can be ticked as it is, because all that
    somebody has to look at was looked at.
    """

    level: Level | None
    reasons: tuple[Reason, ...] = ()
    may_go: bool = True

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all reasons."""
        return frozenset(str(one.code) for one in self.reasons)


class NumberFacts(Struct, frozen=True):
    """Knowledge about one number: its undecided order, the newest arrival of each face (fen → unix seconds) within a
    day, the reason of a block ("" may be one), and what the platform answered to questions about it.
    """

    open_order: Order | None = None
    arrived: Mapping[int, float] = field(default_factory=dict)
    blocked: str | None = None
    room: int | None = None
    """The rest of the limit of a number and day (fen); None without a limit."""
    carried_to: str = ""
    not_taken: str | None = None
    place: str = ""
    """The province and city by the platform's word; "" before it was asked."""


class Terms(Struct, frozen=True):
    """The shop's side: what can be ordered at which price."""

    offers: tuple[Offer, ...]
    slow_allowed: bool = False

    def price(self, row: StagedRow) -> int | None:
        """The price of a row (fen); None without a face that is offered."""
        if row.price is not None or row.face is None:
            return row.price
        return next((one.price(row.speed) for one in self.offers if one.face == row.face), None)


NO_FACTS = NumberFacts()


def is_ticked(row: StagedRow, verdict: Verdict) -> bool:
    """Whether a row is sent with its list. A tick does not count while there is something new to look at."""
    return row.choice is Choice.TICKED and verdict.may_go


def verdict(row: StagedRow, repeats: int, terms: Terms, facts: NumberFacts) -> Verdict:
    """Judge a row. `repeats` is the position of the row before it with the same number, 0 for none."""
    blocking, asking = list[Reason](), list[Reason]()
    read = [Reason(code) for code in row.codes]
    (asking if row.mobile and row.face is not None else blocking).extend(read)
    blocking += [Reason(code) for code in _broken(row, terms)]
    asking += _about_number(row, repeats)
    for reason in _about_shop(row, facts, terms):
        (blocking if reason.code in _BLOCKING else asking).append(reason)
    if blocking:
        return Verdict(Level.BLOCK, _distinct([*blocking, *asking]), may_go=False)
    reasons = _distinct(asking)
    return Verdict(
        Level.ASK if reasons else None, reasons, may_go=row.looked.issuperset(str(one.code) for one in reasons)
    )


def _broken(row: StagedRow, terms: Terms) -> list[Code]:
    found = list[Code]()
    if not row.mobile:
        found += [] if row.codes else [Code.NO_MOBILE]
    elif (problem := problem_of(row.mobile)) is not None:
        found.append(_NUMBER_CODES[problem])
    if row.face is None:
        found += [Code.FACE_MISSING] if row.mobile and not row.codes else []
    elif all(one.face != row.face for one in terms.offers):
        found.append(Code.FACE_NOT_OFFERED)
    return found


def _about_number(row: StagedRow, repeats: int) -> list[Reason]:
    found = [Reason(Code.DUPLICATE, of=repeats)] if repeats else []
    segment = operator_of(row.mobile)
    if segment in _SEGMENT_CODES:
        found.append(Reason(_SEGMENT_CODES[segment]))
    return found


def _about_shop(row: StagedRow, facts: NumberFacts, terms: Terms) -> list[Reason]:
    found = list[Reason]()
    if facts.open_order is not None:
        found.append(Reason(Finding.OPEN_ORDER, at=facts.open_order.placed_at, words=facts.open_order.standing))
    if row.speed is Speed.SLOW and not terms.slow_allowed:
        found.append(Reason(Finding.SLOW_NOT_ALLOWED))
    if row.face is not None and row.face in facts.arrived:
        found.append(Reason(Finding.ARRIVED, at=facts.arrived[row.face]))
    if facts.blocked is not None:
        found.append(Reason(Finding.BLOCKED_NUMBER, words=facts.blocked))
    if facts.room is not None and row.face is not None and row.face > facts.room:
        found.append(Reason(Finding.OVER_LIMIT))
    if facts.carried_to:
        found.append(Reason(Finding.CARRIED, words=facts.carried_to))
    if facts.not_taken is not None:
        found.append(Reason(Finding.NOT_TAKEN, words=facts.not_taken))
    return found


def _distinct(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple({one.code: one for one in reversed(reasons)}.values())[::-1]
