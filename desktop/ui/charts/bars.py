"""A chart of groups: its data and its geometry; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from desktop.domain.money import yuan_text
from desktop.ui.charts.box import Box, Script
from desktop.ui.charts.scale import Quantity

MOST_BARS = 20
_GAP = 10.0
_ROW_PADDING = 6.0
_NAMES_SHARE = 0.36


class Bar(Struct, frozen=True):
    """A group with its amount and, fainter behind it, an optional second amount."""

    name: str
    amount: int
    faint: int | None = None


class Bars(Struct, frozen=True):
    """Groups, from the top."""

    bars: tuple[Bar, ...]
    amount_name: str
    faint_name: str = ""
    kind: Quantity = Quantity.AMOUNT

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(bar.amount or bar.faint for bar in self.bars)

    def text(self, amount: int) -> str:
        """An amount's text beside its bar: in yuan, or the count."""
        return f"{amount:,}" if self.kind is Quantity.COUNT else yuan_text(amount)


def merged(bars: Sequence[Bar], others: str) -> tuple[Bar, ...]:
    """Keep at most MOST_BARS bars: the remaining ones become one, named `others`."""
    if len(bars) <= MOST_BARS:
        return tuple(bars)
    kept, rest = bars[: MOST_BARS - 1], bars[MOST_BARS - 1 :]
    faint = sum(bar.faint or 0 for bar in rest) if any(bar.faint is not None for bar in rest) else None
    return (*kept, Bar(others, sum(bar.amount for bar in rest), faint))


def height_of(shown: Bars, script: Script) -> float:
    """The picture's preferred height."""
    return script.high + 8 + len(shown.bars) * (script.high + _ROW_PADDING)


class BarsLayout:
    """Laid out on creation: names at the left, numbers at the right, bars between them."""

    def __init__(self, shown: Bars, width: float, script: Script) -> None:
        self.shown = shown
        self.head = Box(0, 0, width, script.high + 4)
        self._row_high = script.high + _ROW_PADDING
        self._width = width
        self._names = min(max((script.wide(bar.name) for bar in shown.bars), default=0.0), width * _NAMES_SHARE)
        numbers = max((script.wide(self.number(place)) for place in range(len(shown.bars))), default=0.0)
        left = self._names + _GAP
        self._plot = (left, max(1.0, width - left - numbers - _GAP))
        ends = [end for bar in shown.bars for end in (bar.amount, bar.faint or 0)]
        self._low = min(0, *ends, 0)
        self._high = max(0, *ends, 0)
        self.zero = self._x(0)

    def at(self, y: float) -> int | None:
        """The index of the bar at this distance from the top; None beside the bars."""
        place = int((y - self._top) // self._row_high)
        return place if 0 <= place < len(self.shown.bars) else None

    def row(self, place: int) -> Box:
        """The full width of a bar's row."""
        return Box(0, self._top + place * self._row_high, self._width, self._row_high)

    def name(self, place: int) -> Box:
        """The box of a bar's name."""
        row = self.row(place)
        return Box(0, row.top, self._names, row.height)

    def number(self, place: int) -> str:
        """The text at the right of a bar."""
        bar = self.shown.bars[place]
        text = self.shown.text(bar.amount)
        return text if bar.faint is None else f"{text} / {self.shown.text(bar.faint)}"

    def solid(self, place: int) -> Box | None:
        """The box of the bar; None if its amount is 0."""
        return self._bar(place, self.shown.bars[place].amount, 7)

    def faint(self, place: int) -> Box | None:
        """The box of the second amount; None if it is 0 or missing."""
        return self._bar(place, self.shown.bars[place].faint or 0, 4)

    def numbers(self) -> Iterator[tuple[Box, str]]:
        """Each row with its text at the right."""
        return ((self.row(place), self.number(place)) for place in range(len(self.shown.bars)))

    @property
    def _top(self) -> float:
        return self.head.bottom + 4

    def _bar(self, place: int, amount: int, inset: int) -> Box | None:
        if amount == 0:
            return None
        row, end = self.row(place), self._x(amount)
        wide = max(1.0, abs(end - self.zero))
        left = self.zero if amount > 0 else self.zero - wide
        return Box(left, round(row.top) + inset, wide, round(row.height) - 2 * inset)

    def _x(self, amount: int) -> float:
        left, wide = self._plot
        return round(left + wide * (amount - self._low) / ((self._high - self._low) or 1))
