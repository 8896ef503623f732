"""When the balance is low: below an amount, or gone in so many days at the present pace."""

from __future__ import annotations

from msgspec import Struct

PACE_DAYS = 14
"""The pace is the mean of so many days before today, or of those since the first order where there are fewer."""


class Line(Struct, frozen=True):
    """The owner's line: fen, days; None where it does not count."""

    amount: int | None = None
    days: float | None = None

    def is_crossed(self, money: int, pace: float) -> bool:
        """Whether a balance (fen) is low, at a pace (fen a day, 0 for none)."""
        below = self.amount is not None and money < self.amount
        left = days_left(money, pace)
        return below or (self.days is not None and left is not None and left < self.days)


def days_left(money: int, pace: float) -> float | None:
    """How many days the balance lasts at a pace (fen a day); None where nothing is spent."""
    return max(0.0, money / pace) if pace > 0 else None
