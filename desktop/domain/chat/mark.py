"""A place in a message that means something for a recharge."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """The meaning of a mark."""

    NUMBER = "number"
    UNREADABLE = "unreadable"
    """Digits that could be somebody's number, but are not one: too many, too few, hidden ones."""
    AMOUNT = "amount"
    AMOUNT_OF_EACH = "amount_of_each"
    DOUBTFUL = "doubtful"
    """An amount, or perhaps none; or it is not certain which."""


OWNERS = (Kind.NUMBER, Kind.UNREADABLE)


class Mark(Struct, frozen=True):
    """`start` and `end` are positions in the plain text, `line` counts from 0; `fen` belongs to amounts only. A `bare`
    amount has neither unit nor verb: it is one only by its place.
    """

    kind: Kind
    start: int
    end: int
    line: int
    digits: str = ""
    fen: int = 0
    bare: bool = False
