"""The outcomes of calls to the platform: closed sets, so that no caller can forget one."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Accepted(Struct, frozen=True):
    """The platform took the order and gave its number."""

    order_number: str
    words: str = ""


class Rejected(Struct, frozen=True):
    """The platform read the order and refused it."""

    code: str
    words: str


class NotSent(Struct, frozen=True):
    """Proven: no byte of the request left this computer."""

    reason: str


class Unknown(Struct, frozen=True):
    """Anything else: the order may or may not have been charged."""

    reason: str


PushOutcome = Accepted | Rejected | NotSent | Unknown


class Trouble(StrEnum):
    """The reason why a query got no usable answer."""

    UNREACHABLE = "unreachable"
    THROTTLED = "throttled"
    UNREADABLE = "unreadable"


class NoAnswer(Struct, frozen=True):
    """A query without a usable answer; it says nothing about any order."""

    trouble: Trouble
    reason: str


class Declined(Struct, frozen=True):
    """The platform answered a query with an error code, in its own words ("no such order", "bad key")."""

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
    """A field of an order that the platform's answer repeats."""

    ORDER_NO = "order_no"
    ORDER_NUMBER = "order_number"
    MOBILE = "mobile"
    AMOUNT = "amount"
    STORE = "store_id"


class Contradiction(Struct, frozen=True):
    """The answer is about another order than the one queried: `told` is its raw value of this trait. It says nothing
    about the order.
    """

    trait: Trait
    told: str


QueryOutcome = OrderReport | Declined | Contradiction | NoAnswer


class Balance(Struct, frozen=True):
    """The account's balance in fen; may be negative."""

    money: int


BalanceOutcome = Balance | Declined | NoAnswer


class CancelTaken(Struct, frozen=True):
    """The platform accepted the cancel request; only a later report tells whether the order was cancelled."""

    words: str


CancelOutcome = CancelTaken | Declined | NoAnswer


class MayOrder(Struct, frozen=True):
    """The platform would take an order for this number, face and speed."""


VerifyOutcome = MayOrder | Declined | NoAnswer


class MobileInfo(Struct, frozen=True):
    """The operator and place of a number. `original` and `current` differ for a ported number (携号转网); raw words."""

    original: str
    current: str
    province: str
    city: str


MobileInfoOutcome = MobileInfo | Declined | NoAnswer
