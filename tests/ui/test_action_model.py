"""The rows of the action list: always complete, in groups, in order, whatever comes and whatever time does."""

from __future__ import annotations

import random

from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.orders.action_group import ActionGroup, rank
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.unconfirmed import UnconfirmedOrder
from desktop.ui.recharge.action_model import MOST_LISTED, ActionModel
from desktop.ui.recharge.row_texts import Plan, row_texts

NOW = 1_795_396_344.0


def running(number: int, **changed: object) -> Order:
    """An order that the platform has."""
    at = NOW + number
    made = Order(f"T{number}", "77", f"138{number:08d}", 5000, 5000, Speed.FAST, at, State.ACCEPTED, at, status=1)
    return made._replace(**changed)  # type: ignore[arg-type]


def drawn(rng: random.Random, number: int) -> Order:
    """One of a few orders, in any standing; several end in the same second."""
    order = running(number)
    if rng.random() < 0.3:
        return order._replace(state=State.UNKNOWN, status=None)
    order = order._replace(order_number="W", status=rng.choice([1, 2, 3, 4, 6, 10]))
    return order if order.is_open else order._replace(ended_at=NOW + rng.randrange(20))


def test_whatever_changes_the_list_is_in_order_and_complete() -> None:
    rng, now, known = random.Random(1), [NOW], dict[str, Order]()
    model = ActionModel(lambda: now[0])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for _ in range(300):
        changed = [drawn(rng, rng.randrange(40)) for _ in range(rng.randint(1, 6))]
        known |= {order.order_no: order for order in changed}
        model.take(changed)
        now[0] += rng.choice([0, 1, 300])
        model.age()
        shown = model.orders()
        assert sorted(known) == sorted(order.order_no for order in shown)
        assert all(known[order.order_no] == order for order in shown)
        ranks = [rank(order, now[0]) for order in shown]
        assert ranks == sorted(ranks)
        heads = [head for row in range(model.rowCount()) if (head := model.head(row)) is not None]
        groups = [one.group for one in ranks]
        assert [(head.group, head.orders) for head in heads] == [
            (group, groups.count(group)) for group in ActionGroup if group in groups
        ]
        assert all(model.row_of(order.order_no) == shown_at for order, shown_at in _places(model))
    assert isinstance(tester.model(), QAbstractItemModel)


def _places(model: ActionModel) -> list[tuple[Order, int]]:
    return [(order, row) for row in range(model.rowCount()) if (order := model.order(row)) is not None]


def test_a_row_tells_when_such_orders_mostly_arrive_until_that_is_past() -> None:
    now = [NOW]
    model = ActionModel(lambda: now[0])
    order = running(0, status=None)
    model.show([order])
    assert model.texts(order).reason == ""
    model.usual = lambda _order: 90.0
    assert model.texts(order).reason.startswith("usually by")
    assert model.texts(order).note.startswith("latest")
    now[0] = NOW + 91
    assert model.texts(order).reason == ""


def test_what_is_chosen_stays_chosen_when_it_ends() -> None:
    model = ActionModel(lambda: NOW)
    orders = [running(number) for number in range(5)]
    model.show(orders)
    chosen = QPersistentModelIndex(model.index(model.row_of("T3")))
    ended = orders[3]._replace(status=2, ended_at=NOW + 60)
    model.take([ended])
    assert model.order(chosen.row()) == ended
    assert model.group_of("T3") is ActionGroup.FINISHED


def test_of_very_many_orders_each_one_ages() -> None:
    now = [NOW]
    model = ActionModel(lambda: now[0])
    model.show(running(number, placed_at=NOW, sent_at=NOW) for number in range(450))
    now[0] = NOW + 30 * 60 + 1
    for _ in range(3):
        model.age()
    assert len(model.orders(ActionGroup.ACT)) == 450


def test_a_promise_that_has_passed_rises_by_itself() -> None:
    now, came = [NOW + 10], list[list[str]]()
    model = ActionModel(lambda: now[0])
    model.came.connect(came.append)
    model.show([running(0), running(1, speed=Speed.SLOW)])
    now[0] = NOW + 30 * 60 + 60
    model.age()
    (late,) = model.orders(ActionGroup.ACT)
    assert came == [["T0"]]
    texts = model.texts(late)
    assert (texts.status, texts.value) == ("Past promise", "1:00 late")
    model.take([late._replace(status=2, ended_at=now[0])])
    assert model.orders(ActionGroup.ACT) == []


def test_an_accepted_order_that_queries_are_refused_for_rises_after_a_while() -> None:
    now = [NOW + 60]
    model = ActionModel(lambda: now[0])
    denied = running(0, declined="订单不存在")
    model.show([denied])
    assert model.orders(ActionGroup.RUNNING) == [denied]
    assert model.texts(denied).reason == "订单不存在"
    now[0] = NOW + 301
    model.age()
    assert model.orders(ActionGroup.DOUBT) == [denied]
    assert model.texts(denied).status == "Query refused", "an outage answers with errors too"
    model.take([denied._replace(declined="")])
    assert model.orders(ActionGroup.DOUBT) == []


def test_a_refund_that_is_due_is_not_called_running() -> None:
    assert ActionModel(lambda: NOW).orders() == []
    model = ActionModel(lambda: NOW)
    model.show([running(0, status=3)])
    assert [order.status for order in model.orders(ActionGroup.DOUBT)] == [3]


def test_cash_to_return_comes_first_and_is_summed_up() -> None:
    model = ActionModel(lambda: NOW + 100)
    told = running(0, status=4, ended_at=NOW + 1, price=4990)
    reversed_later = running(1, status=10, ended_at=NOW + 50)
    cancelled = running(2, status=9, ended_at=NOW + 2, price=9980)
    model.show([told, reversed_later, cancelled])
    assert model.orders(ActionGroup.ACT) == [cancelled, told, reversed_later]
    head = model.head(0)
    assert head is not None
    assert head.cash == 4990 + 9980
    assert model.texts(told).value == "Return ¥49.90"


def test_finished_orders_are_limited_and_those_that_need_the_clerk_never() -> None:
    model = ActionModel(lambda: NOW + 2000)
    model.show(running(number, status=2, ended_at=NOW + number) for number in range(100))
    assert len(model.orders(ActionGroup.FINISHED)) == MOST_LISTED[ActionGroup.FINISHED]
    model.show(running(number, status=4, ended_at=NOW + number) for number in range(300))
    assert len(model.orders(ActionGroup.ACT)) == 300


def test_very_many_running_orders_are_counted_and_the_newest_listed() -> None:
    model = ActionModel(lambda: NOW)
    model.show(running(number) for number in range(300))
    assert [order.order_no for order in model.orders()] == [f"T{number}" for number in range(299, 239, -1)]
    head = model.head(0)
    assert head is not None
    assert head.orders == 300


def test_orders_that_are_asked_about_only_elsewhere_promise_no_question() -> None:
    unknown = running(0, state=State.UNKNOWN, status=None)
    assert row_texts(unknown, Plan(NOW + 30), NOW).note == "next check"
    assert row_texts(unknown, Plan(NOW + 30, offline=True), NOW).note == "when online"
    assert row_texts(unknown, Plan(None, ours=False), NOW).note == ""


def test_a_question_that_should_have_been_asked_is_noticed() -> None:
    now = [NOW]
    model = ActionModel(lambda: now[0])
    model.plan([UnconfirmedOrder(running(0, state=State.UNKNOWN, status=None), NOW + 10)])
    assert not model.asked_late(3.0)
    now[0] = NOW + 14
    assert model.asked_late(3.0)
    model.is_ours = lambda _order: False
    assert not model.asked_late(3.0)


def test_a_plan_that_was_read_earlier_brings_back_no_older_state() -> None:
    model = ActionModel(lambda: NOW + 10)
    unknown = running(0, state=State.UNKNOWN, status=None)
    arrived = running(0, status=2, ended_at=NOW + 5)
    model.take([arrived])
    model.plan([UnconfirmedOrder(unknown, NOW + 30)])
    assert model.orders() == [arrived]


def test_finished_orders_of_long_ago_are_forgotten_and_open_ones_never() -> None:
    model = ActionModel(lambda: NOW)
    model.take([running(0), running(1, status=4, ended_at=NOW)])
    for number in range(2, 1500):
        model.take([running(number, status=2, ended_at=NOW + number)])
    head = model.head(model.rowCount() - MOST_LISTED[ActionGroup.FINISHED] - 1)
    assert head is not None
    assert head.orders <= 1000
    assert [order.order_no for order in model.orders(ActionGroup.ACT, ActionGroup.RUNNING)] == ["T1", "T0"]
    assert model.orders(ActionGroup.FINISHED)[0].order_no == "T1499"


def test_cash_that_was_returned_is_not_summed_up_while_its_order_keeps_its_place() -> None:
    model = ActionModel(lambda: NOW + 10)
    order = running(0, status=4, ended_at=NOW)
    model.take([order, running(1, status=9, ended_at=NOW)])
    model.hold("T0")
    model.take([order._replace(cash_returned_at=NOW + 5, cash_back=5000)])
    head = model.head(0)
    assert head is not None
    assert (head.orders, head.cash) == (2, 5000)
    model.hold("")
    head = model.head(0)
    assert head is not None
    assert (head.orders, head.cash) == (1, 5000)
