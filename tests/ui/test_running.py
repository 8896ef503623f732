"""The list of running orders keeps its order and its counts by moving single rows."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.status import DOUBTFUL
from desktop.ui.recharge.running import RunningModel

NOW = 1_795_396_344.0


def drawn(rng: random.Random, number: int) -> Order:
    """One of a few orders, in any standing; several end in the same second."""
    order = Order(f"T{number}", "77", f"138{number:08d}", 5000, 5000, Speed.FAST, NOW + number // 2, State.UNKNOWN)
    if rng.random() < 0.3:
        return order
    order = order._replace(state=State.ACCEPTED, order_number="W", status=rng.choice([1, 2, 4, 6]))
    return order if order.is_open else order._replace(ended_at=NOW + rng.randrange(20))


def rank(order: Order) -> tuple[bool, float]:
    return not order.is_open, -(order.ended_at or order.placed_at)


@pytest.mark.parametrize("at_once", [0, 1000])
def test_whatever_changes_the_list_is_in_order_and_complete(at_once: int) -> None:
    rng, model, known = random.Random(1), RunningModel(lambda: NOW, at_once), dict[str, Order]()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for _ in range(300):
        changed = [drawn(rng, rng.randrange(40)) for _ in range(rng.randint(1, 6))]
        newest = {order.order_no: order for order in changed}
        stood = {no for no, order in known.items() if order.standing not in DOUBTFUL and not order.awaits_word}
        assert model.take(changed) == (not stood >= newest.keys())
        known |= newest
        shown = [model.order(model.index(row)) for row in range(model.rowCount())]
        expected = [order for order in known.values() if order.standing not in DOUBTFUL and not order.awaits_word]
        assert sorted(shown, key=lambda order: order.order_no) == sorted(expected, key=lambda order: order.order_no)
        assert [rank(order) for order in shown] == sorted(rank(order) for order in expected)
        assert model.counts() == (
            sum(order.is_open for order in expected),
            sum(not order.is_open for order in expected),
        )
    assert isinstance(tester.model(), QAbstractItemModel)


def test_a_card_tells_when_such_orders_mostly_arrive_until_that_is_past() -> None:
    now = [NOW]
    model = RunningModel(lambda: now[0])
    order = Order("T1", "77", "13800138000", 5000, 5000, Speed.FAST, NOW, State.SENDING, NOW)
    model.show([order])
    assert "mostly" not in model.card(0).times
    model.usual = lambda _order: 90.0
    assert "mostly by" in model.card(0).times
    assert "latest" in model.card(0).times
    now[0] = NOW + 91
    assert "mostly" not in model.card(0).times


def test_what_is_chosen_stays_chosen_when_it_ends() -> None:
    model = RunningModel(lambda: NOW)
    orders = [
        Order(f"T{number}", "77", "13800138000", 5000, 5000, Speed.FAST, NOW + number, State.SENDING, NOW)
        for number in range(5)
    ]
    model.show(orders)
    chosen = QPersistentModelIndex(model.index(1))
    assert model.order(chosen).order_no == "T3"
    ended = orders[3]._replace(state=State.ACCEPTED, order_number="W", status=2, ended_at=NOW + 60)
    assert model.take([ended]) is False
    assert (chosen.row(), model.order(chosen)) == (4, ended)
