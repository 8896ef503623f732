"""Reports over any range of days: order totals by group, and arrival times."""

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
"""A report's day is China's, whatever the computer's time zone: 00:00 there is 16:00 UTC of the day before."""
_EPOCH = date(1970, 1, 1)


class Grouping(StrEnum):
    DAY = "day"
    MONTH = "month"
    OPERATOR = "operator"
    FACE = "face"
    SPEED = "speed"
    STATUS = "status"
    NOTE = "note"
    PERSON = "person"
    PAYMENT = "payment"


GroupKey = date | Operator | Speed | Standing | int | str | None
"""A day, the first of a month, an operator (None for an unknown one), a face (fen), a speed, a standing, a note, a
name ("" for nobody), a way of payment.
"""


class Group(Struct, frozen=True):
    """The orders of one group in their present state: figures, and the numbers that succeeded or did not arrive."""

    key: GroupKey
    figures: Figures = field(default_factory=Figures)
    succeeded: int = 0
    failed: int = 0

    @property
    def success_rate(self) -> float | None:
        """The share of success among the decided orders, 0 … 1; None without any."""
        decided = self.succeeded + self.failed
        return self.succeeded / decided if decided else None

    def plus(self, other: Group) -> Group:
        """The sum of both, under this group's key."""
        return Group(
            self.key, self.figures + other.figures, self.succeeded + other.succeeded, self.failed + other.failed
        )


class Arrivals(Struct, frozen=True):
    """Seconds from sending until the result was known, of an operator's successful orders at one speed."""

    operator: Operator | None
    speed: Speed
    orders: int
    median: float
    p90: float


class Report(Struct, frozen=True):
    """Groups in display order (days and months ascending, others by total face value, largest first)."""

    groups: tuple[Group, ...]
    total: Group
    arrivals: tuple[Arrivals, ...]


class Period(IntEnum):
    """Length in months."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


def in_periods(months: Sequence[Group], most: int) -> tuple[Period, tuple[Group, ...]]:
    """Merge monthly groups by quarter, else by year, until there are at most `most`. A period's key is the first day of
    its first calendar month.
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
    """The number of the day since 1970 in China's calendar; order sums are keyed by it."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The inverse of `day_number`."""
    return _EPOCH + timedelta(days=number)


def begin_of(day: date) -> float:
    """The begin of a day in China (unix seconds)."""
    return day_number(day) * 86400.0 + DAYS_END_AT_S


def china_day(at: float) -> date:
    """The day in China of a time (unix seconds)."""
    return day_of(int((at - DAYS_END_AT_S) // 86400))


def quantile(bins: Sequence[tuple[float, float, int]], share: float) -> float:
    """The value below which this `share` (0 … 1) of the counts lies, from adjacent bins (low, high, count), each
    assumed to be evenly filled. The bins must not all be empty.
    """
    wanted = share * sum(count for _, _, count in bins)
    for low, high, count in bins:
        if count and wanted <= count:
            return low + (high - low) * wanted / count
        wanted -= count
    return bins[-1][1]
