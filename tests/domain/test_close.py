"""What a close counts, line by line, and what it calls a correction."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import (
    Close,
    Cut,
    Figures,
    LineKey,
    Touched,
    corrections_of,
    counted,
    line_of,
    lines_of,
    sum_of,
)
from desktop.domain.books.ledger import Books, Reading
from desktop.domain.books.taking import Taking, in_drawer, takings_of
from desktop.domain.mobile import Operator
from desktop.domain.orders.amounts import owed_to_customer, to_give_back
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.status import Standing, Status

NOW = 1_795_396_344.0


def order(number: int = 1, **changes: object) -> Order:
    plain = Order(f"T{number}", "77", "13800138000", 10_000, 9_990, Speed.FAST, NOW, State.ACCEPTED, NOW, NOW + 60, 2)
    return plain._replace(**{"cost": 9_700, "order_number": "W1", **changes})  # type: ignore[arg-type]


REJECTED: dict[str, object] = {"state": State.REJECTED, "status": None, "cost": None}
PARTIAL: dict[str, object] = {"status": Status.PARTIAL, "arrived": 3_000}


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({}, Figures(1, 10_000, 9_990, 9_700, 0, 290, 0)),
        ({"cost": None}, Figures(1, 10_000, 9_990, 0, 0, 0, 1)),
        ({"status": 1}, Figures(1, 10_000, 9_990, 9_700, 0, 0, 0)),
        ({"status": Status.FAILED}, Figures(1, 10_000, 9_990, 9_700, 0, 0, 0)),
        ({"status": Status.REFUNDED}, Figures(1, 10_000, 9_990, 9_700, 9_700, 0, 0)),
        ({"status": Status.REVERSED, "cash_back": 9_990}, Figures(1, 10_000, 9_990, 9_700, 9_700, 0, 0)),
        (REJECTED, Figures(1, 10_000, 9_990, 0, 0, 0, 0)),
        (PARTIAL, Figures(1, 10_000, 9_990, 9_700, 6_790, 87, 0)),
        ({**PARTIAL, "cash_back": 6_993}, Figures(1, 10_000, 9_990, 9_700, 6_790, 87, 0)),
        ({**PARTIAL, "cost": None}, Figures(1, 10_000, 9_990, 0, 0, 0, 1)),
        ({"cash_back": 1_000}, Figures(1, 10_000, 9_990, 9_700, 0, -710, 0)),
    ],
)
def test_what_an_order_counts_as(changes: dict[str, object], figures: Figures) -> None:
    assert counted(order(1, **changes)) == figures


def test_lines_are_of_new_orders_by_operator_face_speed_and_standing() -> None:
    touched = [
        Touched(None, order(1)),
        Touched(None, order(2)),
        Touched(None, order(3, speed=Speed.SLOW)),
        Touched(None, order(4, mobile="13300133000", status=Status.REFUNDED)),
        Touched(None, order(5, mobile="10000000000")),
        Touched(order(6, status=1), order(6), 3),
    ]
    lines = lines_of(touched)
    assert lines[LineKey(Operator.MOBILE, 10_000, Speed.FAST, Standing.SUCCESS)].orders == 2
    assert LineKey(None, 10_000, Speed.FAST, Standing.SUCCESS) in lines
    assert sum_of(lines.values()).orders == 5
    assert set(lines) == {line_of(one.after) for one in touched[:5]}


def test_a_reversal_of_an_earlier_order_is_a_correction() -> None:
    before, after = order(), order(status=Status.REVERSED)
    (correction,) = corrections_of([Touched(before, after, 7), Touched(None, order(2))])
    assert (correction.close_number, correction.before, correction.after) == (7, Standing.SUCCESS, Standing.REVERSED)
    assert correction.change == Figures(0, 0, 0, 0, 9_700, -290, 0)
    assert counted(before) + correction.change == counted(after)


def test_what_is_only_written_down_corrects_nothing() -> None:
    assert corrections_of([Touched(order(), order(note="老顾客", prints=2), 1)]) == ()
    failed = order(status=Status.REFUNDED)
    assert corrections_of([Touched(failed, failed._replace(cash_back=9_990, cash_returned_at=NOW), 1)]) == ()


def test_a_standing_or_a_price_that_comes_later_corrects() -> None:
    assert len(corrections_of([Touched(order(status=1), order(status=Status.FAILED), 1)])) == 1
    (priced,) = corrections_of([Touched(order(cost=None), order(), 1)])
    assert priced.change == Figures(cost=9_700, profit=290, unpriced=-1)


def test_cash_is_what_new_orders_brought_and_what_customers_got_back_since() -> None:
    given = order(1, **REJECTED, cash_back=9_990)
    half = order(2, cash_back=4_000)
    touched = [
        Touched(None, given),
        Touched(half, half._replace(cash_back=9_990), 1),
        Touched(order(3, cash_back=9_990), order(3, cash_back=0), 1),
    ]
    assert in_drawer(takings_of((one.before, one.after) for one in touched)) == Taking(9_990, 9_990 + 5_990 - 9_990)
    assert takings_of([]) == {}


def test_the_drawer() -> None:
    drawer = CashDrawer(change=20_000, taken=50_000, returned=9_990, by_phone=30_000, counted=30_000)
    assert (drawer.expected, drawer.difference) == (30_010, -10)
    assert CashDrawer(taken=5).difference is None
    assert CashDrawer(taken=5, counted=0).difference == -5


@pytest.mark.parametrize(
    ("changes", "back"),
    [
        ({}, 0),
        ({"status": 1}, 0),
        ({"status": Status.FAILED}, 0),
        ({"status": Status.REFUNDED}, 9_990),
        ({"status": Status.CANCELLED}, 9_990),
        ({"status": Status.REVERSED}, 9_990),
        (REJECTED, 9_990),
        ({**REJECTED, "state": State.NOT_SENT}, 9_990),
        ({**REJECTED, "state": State.CLOSED}, 9_990),
        (PARTIAL, 6_993),
        ({"status": Status.PARTIAL}, 0),
    ],
)
def test_what_a_customer_gets_back(changes: dict[str, object], back: int) -> None:
    it = order(1, **changes)
    assert to_give_back(it) == back
    assert owed_to_customer(it) == back
    assert owed_to_customer(it._replace(cash_back=1_000)) == max(0, back - 1_000)
    assert owed_to_customer(it._replace(cash_back=99_999)) == 0
    assert owed_to_customer(it._replace(acknowledged_at=NOW)) == 0


def close(**changes: object) -> Close:
    touched = [Touched(None, order(1)), Touched(order(2), order(2, status=Status.REVERSED), 1)]
    plain = Close(
        "77",
        NOW - 86_400,
        NOW,
        Cut(9, 9),
        lines_of(touched),
        corrections_of(touched),
        Books(50_000, costs=-9_700),
        None,
    )
    return replace(plain, **changes)


def test_the_profit_of_a_day_has_its_corrections_in_it() -> None:
    assert close().total.profit == 290
    assert close().corrected.profit == -290
    assert close().profit == 0
    assert close(lines={}, corrections=()).profit == 0


def test_the_difference_is_against_the_balance_that_was_read() -> None:
    assert close().difference is None
    assert close(reading=Reading(40_000, NOW)).difference == -300
    outdated = close(reading=Reading(40_000, NOW, outdated=True))
    assert (outdated.difference, outdated.is_outdated) == (None, True)
    assert not replace(outdated, begun=False).is_outdated
