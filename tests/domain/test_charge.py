"""What the books say of an unconfirmed order: charged, not charged, or why it cannot be told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from desktop.domain.books.charge import CannotTell, Doubt, Finding, LikelyCharged, NotCharged, finding
from desktop.domain.books.ledger import Reading, Reason, Reconciliation, Suspect, suspect
from desktop.domain.orders.order import Order, Speed, State

NOW = 1_795_396_344.0
UNKNOWN = Order("T1", "77", "13800138000", 10_000, 9_990, Speed.FAST, NOW, State.UNKNOWN, NOW)


def other(reason: Reason, low: int, high: int) -> Suspect:
    return Suspect(UNKNOWN._replace(order_no="T2"), reason, low, high)


RUNNING = other(Reason.RUNNING, 0, 9_500)
PRICELESS = other(Reason.PRICE_UNKNOWN, -10_000, 0)
CHEAP = other(Reason.PRICE_UNKNOWN, -3_000, 0)
SUCCESS = other(Reason.ENDED_LATELY, 0, 9_500)
REFUSED = other(Reason.ENDED_LATELY, -10_000, 0)


def account(difference: int, *others: Suspect, order: Order = UNKNOWN) -> Reconciliation:
    ours = suspect(order, NOW)
    assert ours is not None
    return Reconciliation(50_000, Reading(50_000 + difference, NOW), (*others, ours))


@pytest.mark.parametrize(
    ("difference", "others", "said"),
    [
        (0, [], NotCharged(certain=True)),
        (0, [PRICELESS], NotCharged(certain=True)),
        (0, [REFUSED], NotCharged(certain=True)),
        (0, [SUCCESS], NotCharged(certain=False)),
        (0, [RUNNING, SUCCESS], CannotTell(Doubt.OTHERS, others=1)),
        (-9_500, [], LikelyCharged(9_500)),
        (-10_000, [], LikelyCharged(10_000)),
        (-9_500, [RUNNING, SUCCESS, REFUSED], LikelyCharged(9_500)),
        (-9_500, [CHEAP], LikelyCharged(9_500)),
        (-12_500, [CHEAP], LikelyCharged(12_500)),
        (-2_900, [CHEAP], CannotTell(Doubt.OTHERS, 2_900, 1)),
        (-9_500, [PRICELESS], CannotTell(Doubt.OTHERS, 9_500, 1)),
        (-10_001, [], CannotTell(Doubt.TOO_MUCH, 10_001)),
        (-13_001, [CHEAP], CannotTell(Doubt.TOO_MUCH, 13_001)),
        (500_000, [], CannotTell(Doubt.SURPLUS, 500_000)),
    ],
)
def test_what_the_books_say(difference: int, others: list[Suspect], said: Finding) -> None:
    assert finding(UNKNOWN, account(difference, *others), 0) == said
    assert finding(UNKNOWN, account(difference, *others), None) == said


def test_what_was_missing_before_is_not_this_orders() -> None:
    assert finding(UNKNOWN, account(-9_500), -9_500) == CannotTell(Doubt.BEFORE, 9_500)
    assert finding(UNKNOWN, account(-9_500), -400) == LikelyCharged(9_500)


def test_a_surplus_before_it_can_hide_its_charge() -> None:
    assert finding(UNKNOWN, account(0), 9_500) == CannotTell(Doubt.BEFORE, 9_500)
    assert finding(UNKNOWN, account(0), -9_500) == NotCharged(certain=True)


def test_sent_twice_it_can_have_cost_twice() -> None:
    twice = UNKNOWN._replace(sends=2)
    assert finding(twice, account(-19_000, order=twice), 0) == LikelyCharged(19_000)
    assert finding(twice, account(-20_001, order=twice), 0) == CannotTell(Doubt.TOO_MUCH, 20_001)


def test_where_the_books_cannot_tell() -> None:
    even = account(0)
    assert finding(UNKNOWN, None, 0) == CannotTell(Doubt.NO_BOOKS)
    assert finding(UNKNOWN, replace(even, reading=Reading(50_000, NOW, outdated=True)), 0) == CannotTell(Doubt.OUTDATED)
    assert finding(UNKNOWN, replace(even, shared=True), 0) == CannotTell(Doubt.SHARED)
    assert finding(UNKNOWN, replace(even, suspects=()), 0) == CannotTell(Doubt.OLDER)
    assert finding(UNKNOWN, replace(even, more=True), 0) == CannotTell(Doubt.OTHERS)
