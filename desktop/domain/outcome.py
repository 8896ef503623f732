"""What can come of asking the platform: closed sets of answers, so that no caller can forget one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Accepted:
    """The platform took the order and named it."""

    order_number: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The platform read the order and said no."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Proven: not a byte of the request left this computer."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything else: it may have been charged, or not."""

    reason: str


PushOutcome = Accepted | Rejected | NotSent | Unknown


class Trouble(StrEnum):
    """Why a question brought no answer."""

    UNREACHABLE = "unreachable"
    THROTTLED = "throttled"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """A question without a usable answer; it says nothing about any order."""

    trouble: Trouble
    reason: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The platform answered a question with an error code, in its own words ("no such order", "bad key")."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """The platform's answer about one order. Amounts in fen, None where absent or unreadable."""

    status: int
    order_number: str = ""
    cost: int | None = None
    arrived: int | None = None
    words: str = ""


class Trait(StrEnum):
    """A part of an order that an answer about it repeats."""

    ORDER_NO = "order_no"
    ORDER_NUMBER = "order_number"
    MOBILE = "mobile"
    AMOUNT = "amount"
    STORE = "store_id"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The answer is about another order than the one that was asked about: `told` is what it says of this trait, as it
    came. It says nothing about the order.
    """

    trait: Trait
    told: str


QueryOutcome = Report | Declined | Contradiction | NoAnswer


@dataclass(frozen=True, slots=True)
class Balance:
    """What the account holds, in fen; may be negative."""

    money: int


BalanceOutcome = Balance | Declined | NoAnswer


@dataclass(frozen=True, slots=True)
class CancelTaken:
    """The platform took the wish to cancel; only a later report tells whether the order was."""

    words: str


CancelOutcome = CancelTaken | Declined | NoAnswer


@dataclass(frozen=True, slots=True)
class MayOrder:
    """The platform would take an order for this number, face and speed."""


VerifyOutcome = MayOrder | Declined | NoAnswer


@dataclass(frozen=True, slots=True)
class MobileInfo:
    """Whose number it is now. `original` and `current` differ for a carried number (携号转网); words as they came."""

    original: str
    current: str
    province: str
    city: str


MobileInfoOutcome = MobileInfo | Declined | NoAnswer
