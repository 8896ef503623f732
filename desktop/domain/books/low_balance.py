"""The low-balance rule: below an amount, or spent within a number of days at the present pace."""

from __future__ import annotations

from msgspec import Struct

PACE_DAYS = 14
"""The pace is the mean of this many days before today, or of those since the first order if fewer."""


class Line(Struct, frozen=True):
    """The owner's threshold: fen, days; None to ignore it."""

    amount: int | None = None
    days: float | None = None

    def is_crossed(self, money: int, pace: float) -> bool:
        """Whether a balance (fen) is low, at a pace (fen a day, 0 for none)."""
        below = self.amount is not None and money < self.amount
        left = days_left(money, pace)
        return below or (self.days is not None and left is not None and left < self.days)


def days_left(money: int, pace: float) -> float | None:
    """The days that the balance lasts at a pace (fen a day); None if nothing is spent."""
    return max(0.0, money / pace) if pace > 0 else None
