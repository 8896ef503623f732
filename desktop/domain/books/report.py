"""Reports over any stretch of days: what orders come to, group by group, and how long they took to arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from msgspec import Struct, field

from desktop.domain.books.close import Figures
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing

DAYS_END_AT_S = -8 * 3600
"""A report's day is China's, whatever zone the computer is in: 00:00 there is 16:00 UTC of the day before."""
_EPOCH = date(1970, 1, 1)


class Grouping(StrEnum):
    DAY = "day"
    MONTH = "month"
    OPERATOR = "operator"
    FACE = "face"
    SPEED = "speed"
    STATUS = "status"
    NOTE = "note"


GroupKey = date | Operator | Speed | Standing | int | str | None
"""A day, the first of a month, an operator (None for an unknown one), a face (fen), a speed, a standing, a note."""


class Group(Struct, frozen=True):
    """The orders of one group as they stand now: all of them, and how many ended well or did not arrive."""

    key: GroupKey
    figures: Figures = field(default_factory=Figures)
    succeeded: int = 0
    failed: int = 0

    @property
    def success_rate(self) -> float | None:
        """Of those that succeeded or did not arrive, 0 … 1; None where there are none."""
        decided = self.succeeded + self.failed
        return self.succeeded / decided if decided else None

    def plus(self, other: Group) -> Group:
        """Together, under this one's key."""
        return Group(
            self.key, self.figures + other.figures, self.succeeded + other.succeeded, self.failed + other.failed
        )


class Arrivals(Struct, frozen=True):
    """How long the successful orders of an operator and speed took from being sent until we knew (seconds)."""

    operator: Operator | None
    speed: Speed
    orders: int
    median: float
    p90: float


class Report(Struct, frozen=True):
    """Groups in their order of reading (days and months from the first on, others by face value, largest first)."""

    groups: tuple[Group, ...]
    total: Group
    arrivals: tuple[Arrivals, ...]


class Period(IntEnum):
    """So many months."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


def in_periods(months: Sequence[Group], most: int) -> tuple[Period, tuple[Group, ...]]:
    """Groups of one month each, put together until there are at most so many: by quarter, else by year. The key of a
    period is the first of its first month in the calendar.
    """
    for period in Period:
        found: dict[GroupKey, Group] = {}
        for one in months:
            begin = _begin(one.key, period)
            found[begin] = found.get(begin, Group(begin)).plus(one)
        if len(found) <= most:
            break
    return period, tuple(found.values())


def _begin(month: GroupKey, period: Period) -> date:
    assert isinstance(month, date)
    return month.replace(month=(month.month - 1) // period * period + 1)


def day_number(day: date) -> int:
    """The so-manieth day of China's calendar since 1970, as orders are summed by."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The inverse of `day_number`."""
    return _EPOCH + timedelta(days=number)


def begin_of(day: date) -> float:
    """When a day begins (unix seconds)."""
    return day_number(day) * 86400.0 + DAYS_END_AT_S


def china_day(at: float) -> date:
    """The day that a time (unix seconds) lies in."""
    return day_of(int((at - DAYS_END_AT_S) // 86400))


def quantile(bins: Sequence[tuple[float, float, int]], share: float) -> float:
    """Below which this share (0 … 1) of what was counted lies, from (low, high, count) of neighbouring bins: as if a
    bin's content were spread evenly in it. There must be something in them.
    """
    wanted = share * sum(count for _, _, count in bins)
    for low, high, count in bins:
        if count and wanted <= count:
            return low + (high - low) * wanted / count
        wanted -= count
    return bins[-1][1]
