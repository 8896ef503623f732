"""A chart of consecutive days: its data and its geometry; no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from desktop.ui.charts.box import Box, Script
from desktop.ui.charts.scale import Quantity, Scale, scales

_GAP = 8.0
_BAR_SHARE = 0.64
_TICK_SHARE = 1.5  # lines of text from one tick to the next, at least
_MOST_STEPS = 5
_SATURDAY = 5
_FEW = 14


class DaysData(Struct, frozen=True):
    """A bar per day (left axis) and, if there are `levels`, a line (right axis); a level of None is not known."""

    days: tuple[date, ...]
    amounts: tuple[int, ...]
    amount_name: str
    levels: tuple[int | None, ...] = ()
    level_name: str = ""
    kind: Quantity = Quantity.AMOUNT

    @property
    def has_line(self) -> bool:
        """Whether any level is known."""
        return any(level is not None for level in self.levels)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(self.amounts) and not self.has_line


class DaysLayout:
    """Laid out on creation. Both axes have their zero at the same height and share the grid."""

    def __init__(self, shown: DaysData, width: float, height: float, script: Script) -> None:
        self.shown = shown
        self._script = script
        self.head = Box(0, 0, width, script.high + 4)
        top = self.head.bottom + script.high / 2
        tall = max(1.0, height - top - script.high - 6)
        steps = max(2, min(_MOST_STEPS, int(tall // (script.high * _TICK_SHARE))))
        spans = [_span(shown.amounts), *([_span(_known(shown))] if shown.has_line else [])]
        axes = scales(spans, steps)
        self.left = axes[0]
        self.right = axes[1] if shown.has_line else None
        left = self._room(self.left, shown.kind)
        right = self._room(self.right, Quantity.AMOUNT) if self.right else _GAP
        self.plot = Box(left, top, max(1.0, width - left - right), tall)
        self._day_wide = self.plot.width / max(1, len(shown.days))

    def at(self, x: float) -> int | None:
        """The index of the day at this distance from the left; None outside the plot."""
        place = int((x - self.plot.left) // self._day_wide)
        return place if 0 <= place < len(self.shown.days) else None

    def band(self, place: int) -> Box:
        """The full height of a day."""
        return Box(self.plot.left + place * self._day_wide, self.plot.top, self._day_wide, self.plot.height)

    def weekends(self) -> Iterator[Box]:
        """The boxes of Saturdays and Sundays."""
        return (self.band(place) for place, day in enumerate(self.shown.days) if day.weekday() >= _SATURDAY)

    def grid(self) -> Iterator[tuple[float, str, str, bool]]:
        """The grid lines from the bottom: height, left label, right label, whether it is zero."""
        for number, tick in enumerate(self.left.ticks):
            right = "" if self.right is None else self.right.label(self.right.ticks[number], Quantity.AMOUNT)
            yield self._y(self.left, tick), self.left.label(tick, self.shown.kind), right, tick == 0

    def bars(self) -> Iterator[Box]:
        """A box per day whose amount is not 0: at least a pixel high, below zero if the amount is negative."""
        wide = max(1.0, round(self._day_wide * _BAR_SHARE))
        zero = round(self._y(self.left, 0))
        for place, amount in enumerate(self.shown.amounts):
            if amount:
                end = round(self._y(self.left, amount))
                high = max(1, abs(zero - end))
                yield Box(round(self._x(place) - wide / 2), zero - high if amount > 0 else zero, wide, high)

    def point(self, place: int) -> tuple[float, float] | None:
        """The line's point on a day; None if the level is not known."""
        level = self.shown.levels[place] if self.shown.levels else None
        return None if level is None or self.right is None else (self._x(place), self._y(self.right, level))

    def runs(self) -> list[list[tuple[float, float]]]:
        """The line in pieces: a day without a level interrupts it."""
        pieces: list[list[tuple[float, float]]] = [[]]
        for place in range(len(self.shown.levels)):
            point = self.point(place)
            if point is not None:
                pieces[-1].append(point)
            elif pieces[-1]:
                pieces.append([])
        return [piece for piece in pieces if piece]

    def dates(self) -> list[tuple[str, Box, bool]]:
        """The labels that fit without touching (text, box, whether a month begins): the last day first, then firsts of
        months, then Mondays, or every day if there are few; sorted from the left.
        """
        taken: list[tuple[str, Box, bool]] = []
        for place in self._worth_a_label():
            day = self.shown.days[place]
            text = day.strftime("%m-%d")
            wide = self._script.wide(text)
            left = min(self._x(place) - wide / 2, self.plot.right + _GAP - wide)
            box = Box(left, self.plot.bottom + 4, wide, self._script.high)
            if all(box.left > other.right + _GAP or other.left > box.right + _GAP for _, other, _ in taken):
                taken.append((text, box, day.day == 1))
        return sorted(taken, key=lambda one: one[1].left)

    def _worth_a_label(self) -> list[int]:
        days = self.shown.days
        ranks = dict.fromkeys(range(len(days)), 3) if len(days) <= _FEW else {}
        ranks |= {place: 2 for place, day in enumerate(days) if day.weekday() == 0}
        ranks |= {place: 1 for place, day in enumerate(days) if day.day == 1}
        ranks |= {len(days) - 1: 0} if days else {}
        return sorted(ranks, key=lambda place: ranks[place])

    def _room(self, scale: Scale, kind: Quantity) -> float:
        return max(self._script.wide(scale.label(tick, kind)) for tick in scale.ticks) + _GAP

    def _x(self, place: int) -> float:
        return self.plot.left + (place + 0.5) * self._day_wide

    def _y(self, scale: Scale, amount: int) -> float:
        return self.plot.bottom - scale.share(amount) * self.plot.height


def _known(shown: DaysData) -> tuple[int, ...]:
    return tuple(level for level in shown.levels if level is not None)


def _span(amounts: tuple[int, ...]) -> tuple[int, int]:
    return min(amounts, default=0), max(amounts, default=0)
