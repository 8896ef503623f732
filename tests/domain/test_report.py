"""China's days, quantiles of bins, and groups."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.books.close import Figures
from desktop.domain.books.report import Group, Period, begin_of, china_day, day_number, day_of, in_periods, quantile

CHINA = timezone(timedelta(hours=8))
times = st.floats(0, 4e9, allow_nan=False)


@pytest.fixture(params=["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set here")
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31T15:59:59.999", date(2026, 12, 31)),
        ("2026-12-31T16:00:00", date(2027, 1, 1)),
        ("2024-02-28T16:00:00", date(2024, 2, 29)),
        ("2024-02-29T16:00:00", date(2024, 3, 1)),
        ("2026-03-29T01:30:00", date(2026, 3, 29)),
        ("1970-01-01T00:00:00", date(1970, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_china_wherever_the_computer_is(moment: str, day: date) -> None:
    assert china_day(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()) == day


@given(times)
def test_every_moment_lies_in_its_day(at: float) -> None:
    day = china_day(at)
    assert begin_of(day) <= at < begin_of(day + timedelta(days=1))
    assert day == datetime.fromtimestamp(at, CHINA).date()


@given(st.dates(date(1970, 1, 1), date(2200, 1, 1)))
def test_days_are_numbered_as_the_database_numbers_them(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert china_day(begin_of(day)) == day
    key = int(begin_of(day) * 1000)
    assert (key + 28_800_000) // 86_400_000 == day_number(day)
    if key:
        assert (key - 1 + 28_800_000) // 86_400_000 == day_number(day) - 1


counts = st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any)


@given(counts, st.floats(0, 1))
def test_a_quantile_lies_in_the_bin_where_that_share_is_reached(counts: list[int], share: float) -> None:
    bins = [(float(2**n), float(2 ** (n + 1)), count) for n, count in enumerate(counts)]
    found = quantile(bins, share)
    wanted = share * sum(counts)
    below = sum(count for _, high, count in bins if high <= found)
    up_to = sum(count for low, _, count in bins if low <= found)
    assert below <= wanted + 1e-6
    assert up_to >= wanted - 1e-6


@given(counts, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_lies_no_lower(counts: list[int], one: float, other: float) -> None:
    bins = [(float(n), float(n + 1), count) for n, count in enumerate(counts)]
    assert quantile(bins, min(one, other)) <= quantile(bins, max(one, other))


def test_a_bin_is_spread_evenly() -> None:
    assert quantile([(10.0, 20.0, 4)], 0.5) == 15.0
    assert quantile([(0.0, 1.0, 3)], 0.5) == 0.5
    assert quantile([(0.0, 1.0, 0), (10.0, 20.0, 9), (20.0, 40.0, 1)], 0.9) == 20.0
    assert quantile([(0.0, 1.0, 1), (1.0, 2.0, 0), (30.0, 60.0, 1)], 1.0) == 60.0
    assert quantile([(0.0, 1.0, 1), (1.0, 2.0, 1)], 0.0) == 0.0


def test_a_rate_is_of_what_is_decided() -> None:
    success, failed, others = (
        Group("", Figures(orders=9), 9),
        Group("x", Figures(orders=1), 0, 1),
        Group("", Figures(5)),
    )
    assert Group("").success_rate is None
    assert others.success_rate is None
    whole = success.plus(failed).plus(others)
    assert (whole.key, whole.success_rate, whole.figures.orders) == ("", 0.9, 15)


def months(count: int) -> list[Group]:
    """Months in a row from November 2020 on, each with its own face value."""
    begins = [date(2020 + (number + 10) // 12, (number + 10) % 12 + 1, 1) for number in range(count)]
    return [Group(begin, Figures(1, number + 1), 1) for number, begin in enumerate(begins)]


@pytest.mark.parametrize(
    ("count", "period", "first", "groups"),
    [
        (1, Period.MONTH, date(2020, 11, 1), 1),
        (20, Period.MONTH, date(2020, 11, 1), 20),
        (21, Period.QUARTER, date(2020, 10, 1), 8),
        (59, Period.QUARTER, date(2020, 10, 1), 20),
        (60, Period.YEAR, date(2020, 1, 1), 6),
        (400, Period.YEAR, date(2020, 1, 1), 35),
    ],
)
def test_many_months_are_put_together_and_none_is_lost(count: int, period: Period, first: date, groups: int) -> None:
    given = months(count)
    found, together = in_periods(given, 20)
    assert (found, together[0].key, len(together)) == (period, first, groups)
    assert sum(one.figures.face for one in together) == sum(one.figures.face for one in given)
    assert sum(one.succeeded for one in together) == count
    assert list(together) == sorted(together, key=lambda one: str(one.key))


def test_a_quarter_and_a_year_are_those_of_the_calendar() -> None:
    _, together = in_periods(months(21), 20)
    assert [one.figures.face for one in together] == [1 + 2, 3 + 4 + 5, 6 + 7 + 8, 9 + 10 + 11, 39, 48, 57, 21]
    assert in_periods([], 20) == (Period.MONTH, ())
