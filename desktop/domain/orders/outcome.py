"""What can come of asking the platform: closed sets of answers, so that no caller can forget one."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Accepted(Struct, frozen=True):
    """The platform took the order and named it."""

    order_number: str
    words: str = ""


class Rejected(Struct, frozen=True):
    """The platform read the order and said no."""

    code: str
    words: str


class NotSent(Struct, frozen=True):
    """Proven: not a byte of the request left this computer."""

    reason: str


class Unknown(Struct, frozen=True):
    """Anything else: it may have been charged, or not."""

    reason: str


PushOutcome = Accepted | Rejected | NotSent | Unknown


class Trouble(StrEnum):
    """Why a question brought no answer."""

    UNREACHABLE = "unreachable"
    THROTTLED = "throttled"
    UNREADABLE = "unreadable"


class NoAnswer(Struct, frozen=True):
    """A question without a usable answer; it says nothing about any order."""

    trouble: Trouble
    reason: str


class Declined(Struct, frozen=True):
    """The platform answered a question with an error code, in its own words ("no such order", "bad key")."""

    code: str
    words: str


class OrderReport(Struct, frozen=True):
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


class Contradiction(Struct, frozen=True):
    """The answer is about another order than the one that was asked about: `told` is what it says of this trait, as it
    came. It says nothing about the order.
    """

    trait: Trait
    told: str


QueryOutcome = OrderReport | Declined | Contradiction | NoAnswer


class Balance(Struct, frozen=True):
    """What the account holds, in fen; may be negative."""

    money: int


BalanceOutcome = Balance | Declined | NoAnswer


class CancelTaken(Struct, frozen=True):
    """The platform took the wish to cancel; only a later report tells whether the order was."""

    words: str


CancelOutcome = CancelTaken | Declined | NoAnswer


class MayOrder(Struct, frozen=True):
    """The platform would take an order for this number, face and speed."""


VerifyOutcome = MayOrder | Declined | NoAnswer


class MobileInfo(Struct, frozen=True):
    """Whose number it is now. `original` and `current` differ for a carried number (携号转网); words as they came."""

    original: str
    current: str
    province: str
    city: str


MobileInfoOutcome = MobileInfo | Declined | NoAnswer
