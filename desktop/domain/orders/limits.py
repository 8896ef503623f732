"""Limits of the shop: how much may be topped up without somebody's permission, and numbers that get nothing."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

_CHINA_S, _DAY_S = 8 * 3600.0, 86400.0
LONGEST_REASON = 60
"""Characters of the reason why a number is blocked."""


class Limits(NamedTuple):
    """Sums of face values in fen; None for no limit. `number_day`: of one number in a day of China; `person_shift`: of
    one person in a day of China, or since the open shift began before it.
    """

    number_day: int | None = None
    person_shift: int | None = None


class Spent(NamedTuple):
    """The face values so far (fen), orders that did not arrive left out."""

    number_day: int = 0
    person_shift: int = 0


class BlockedNumber(Struct, frozen=True):
    """A number that gets nothing without permission, `until` then (unix seconds), or None for ever."""

    mobile: str
    reason: str
    until: float | None = None
    by: str = ""
    at: float = 0.0

    def is_in_force(self, now: float) -> bool:
        """Whether it is still blocked at this time (unix seconds)."""
        return self.until is None or now < self.until


def begin_of_day(now: float) -> float:
    """The last midnight in China (unix seconds)."""
    return (now + _CHINA_S) // _DAY_S * _DAY_S - _CHINA_S


def is_over(limits: Limits, spent: Spent, face: int) -> bool:
    """Whether an order of this face (fen) goes over a limit."""
    return any(limit is not None and sum_ + face > limit for limit, sum_ in zip(limits, spent, strict=True))
