"""Situations in which shops lose money, and ordinary ones in which nothing is said."""

from __future__ import annotations

from desktop.domain.books.report import begin_of, china_day
from desktop.domain.orders.caution import Caution, cautions
from desktop.domain.orders.limits import BlockedNumber, Limits, Spent, begin_of_day, is_over
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Status

NOW = 1_795_396_344.0
NUMBERS = ("13800138000", "13900139000", "13700137000", "13600136000")


def order(mobile: str, face: int, ago: float, status: int = Status.SUCCESS) -> Order:
    return Order(
        f"T{mobile}{ago}", "77", mobile, face, face, Speed.FAST, NOW - ago, State.ACCEPTED, NOW - ago, NOW, status
    )


def asked(mobile: str, face: int) -> Request:
    return Request(mobile, face, face, Speed.FAST)


def test_the_third_large_one_for_another_number_within_minutes() -> None:
    two = [order(NUMBERS[0], 20_000, 60), order(NUMBERS[1], 20_000, 120)]
    assert cautions(two, asked(NUMBERS[2], 20_000), NOW) == [Caution.MANY_LARGE]
    assert cautions(two, asked(NUMBERS[0], 20_000), NOW) == [], "these are two numbers"
    assert cautions(two, asked(NUMBERS[2], 10_000), NOW) == [], "this is no large one"
    assert (
        cautions([order(NUMBERS[0], 20_000, 60), order(NUMBERS[1], 20_000, 700)], asked(NUMBERS[2], 20_000), NOW) == []
    )


def test_the_third_largest_one_for_the_same_number() -> None:
    two = [order(NUMBERS[0], 20_000, 3_600), order(NUMBERS[0], 20_000, 7_200)]
    assert cautions(two, asked(NUMBERS[0], 20_000), NOW) == [Caution.AGAIN_AND_AGAIN]
    assert cautions(two[:1], asked(NUMBERS[0], 20_000), NOW) == []


def test_orders_that_did_not_arrive_say_nothing() -> None:
    two = [order(NUMBERS[0], 20_000, 60, Status.REFUNDED), order(NUMBERS[1], 20_000, 120)]
    assert cautions(two, asked(NUMBERS[2], 20_000), NOW) == []


def test_small_change_says_nothing() -> None:
    small = [order(number, 5_000, 60) for number in NUMBERS]
    assert cautions(small, asked("13500135000", 5_000), NOW) == []


def test_limits() -> None:
    assert not is_over(Limits(), Spent(10**9, 10**9), 10**9)
    assert not is_over(Limits(number_day=20_000), Spent(10_000, 10**9), 10_000)
    assert is_over(Limits(number_day=20_000), Spent(10_001), 10_000)
    assert is_over(Limits(person_shift=20_000), Spent(0, 15_000), 10_000)


def test_a_block_ends() -> None:
    assert BlockedNumber("1", "x").is_in_force(10**12)
    assert BlockedNumber("1", "x", until=NOW).is_in_force(NOW - 1)
    assert not BlockedNumber("1", "x", until=NOW).is_in_force(NOW)


def test_the_day_begins_in_china() -> None:
    assert begin_of_day(NOW) == begin_of(china_day(NOW))
