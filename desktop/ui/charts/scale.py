"""Axes with round steps, for amounts and counts; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from desktop.domain.money import FEN_PER_YUAN, yuan_text

_TENTHS = (10, 20, 25, 50)
_NOTHING = 10_000  # the end of an axis if all amounts are 0


class Quantity(Enum):
    """The unit of an axis: fen, or a count."""

    AMOUNT = auto()
    COUNT = auto()


class Scale(Struct, frozen=True):
    """An axis with `below` steps below zero and `above` steps above it."""

    step: int
    below: int
    above: int

    @property
    def ticks(self) -> list[int]:
        """The values of the ticks, from the lowest."""
        return [self.step * number for number in range(-self.below, self.above + 1)]

    def share(self, amount: int) -> float:
        """An amount's position on the axis: 0 at the lower end, 1 at the upper end."""
        return (amount / self.step + self.below) / (self.below + self.above)

    def label(self, tick: int, kind: Quantity) -> str:
        """A tick's text in yuan, or the count; decimals only if the axis has any."""
        if kind is Quantity.COUNT or tick == 0:
            return f"{tick:,}"
        text = yuan_text(tick)
        return text if self.step % FEN_PER_YUAN else text[:-3]


def round_step(least: int) -> int:
    """The smallest 1, 2, 2.5 or 5 times a power of ten that is whole and at least `least`."""
    power = 1
    while True:
        for tenths in _TENTHS:
            step, rest = divmod(tenths * power, 10)
            if rest == 0 and step >= least:
                return step
        power *= 10


def scales(spans: Sequence[tuple[int, int]], most: int) -> list[Scale]:
    """An axis for each (lowest, highest), with zero at the same height and equally many steps, so that all share one
    grid: at most `most` steps (2 or more), chosen to fill the axes best.
    """
    full = [_with_zero(*span) for span in spans]
    has_below, has_above = any(low < 0 for low, _ in full), any(high > 0 for _, high in full)
    shapes = [
        (below, total - below)
        for total in range(max(2, most), 1, -1)
        for below in range(total + 1)
        if (below > 0) == has_below and (total > below) == has_above
    ]
    tries = [[_scale(low, high, *shape) for low, high in full] for shape in shapes]
    return min(tries, key=lambda one: sum(_waste(scale, *span) for scale, span in zip(one, full, strict=True)))


def _with_zero(low: int, high: int) -> tuple[int, int]:
    return (min(0, low), max(0, high)) if low or high else (0, _NOTHING)


def _scale(low: int, high: int, below: int, above: int) -> Scale:
    up, down = -(-high // above) if above else 0, -(low // below) if below else 0
    return Scale(round_step(max(1, up, down)), below, above)


def _waste(scale: Scale, low: int, high: int) -> float:
    return scale.step * (scale.below + scale.above) / (high - low)
