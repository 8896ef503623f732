"""What an order asks of the clerk, by its state and the time."""

import pytest

from desktop.domain.orders.action_group import (
    DISOWNED_AFTER_S,
    ActionGroup,
    cash_to_return,
    group_of,
    is_disowned,
    is_late,
    rank,
)
from desktop.domain.orders.order import NOT_FOUNDS_NEEDED, PATIENCE_S, Order, Speed, State, Verdict

NOW = 1_795_396_344.0
FAST_S, SLOW_S = 1800.0, 72 * 3600.0


def order(**fields: object) -> Order:
    made = Order("T1", "77", "13800138000", 5000, 4990, Speed.FAST, NOW, State.ACCEPTED, NOW, status=1)
    return made._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "after", "group"),
    [
        ({"state": State.NEW, "sent_at": None, "status": None}, 9999.0, ActionGroup.RUNNING),
        ({"state": State.SENDING, "status": None}, 5.0, ActionGroup.RUNNING),
        ({}, FAST_S, ActionGroup.RUNNING),
        ({}, FAST_S + 1, ActionGroup.ACT),
        ({"speed": Speed.SLOW}, SLOW_S - 1, ActionGroup.RUNNING),
        ({"speed": Speed.SLOW}, SLOW_S, ActionGroup.ACT),
        ({"status": 12}, 10.0, ActionGroup.RUNNING),
        ({"status": 5}, 10.0, ActionGroup.DOUBT),
        ({"status": 3}, FAST_S + 1, ActionGroup.DOUBT),
        ({"state": State.UNKNOWN, "status": None}, FAST_S + 1, ActionGroup.DOUBT),
        ({"state": State.UNKNOWN, "status": None, "not_found": NOT_FOUNDS_NEEDED}, FAST_S + 1, ActionGroup.ACT),
        ({"state": State.UNKNOWN, "status": None}, PATIENCE_S, ActionGroup.ACT),
        ({"state": State.CHECKING, "status": None}, 10.0, ActionGroup.DOUBT),
        ({"contradiction": "mobile 13900139000"}, 10.0, ActionGroup.DOUBT),
        ({"declined": "订单不存在"}, DISOWNED_AFTER_S, ActionGroup.RUNNING),
        ({"declined": "订单不存在"}, DISOWNED_AFTER_S + 1, ActionGroup.DOUBT),
        ({"status": 2, "ended_at": NOW}, 10.0, ActionGroup.FINISHED),
        ({"status": 4, "ended_at": NOW}, 10.0, ActionGroup.ACT),
        ({"status": 4, "ended_at": NOW, "acknowledged_at": NOW + 1}, 10.0, ActionGroup.FINISHED),
        ({"status": 10, "ended_at": NOW}, 10.0, ActionGroup.ACT),
        ({"state": State.NOT_SENT, "status": None, "ended_at": NOW}, 10.0, ActionGroup.ACT),
        ({"state": State.CLOSED, "status": None, "ended_at": NOW}, 10.0, ActionGroup.FINISHED),
        ({"state": State.SETTLED, "verdict": Verdict.LOST, "ended_at": NOW}, 10.0, ActionGroup.ACT),
    ],
)
def test_each_order_has_its_group(fields: dict[str, object], after: float, group: ActionGroup) -> None:
    assert group_of(order(**fields), NOW + after) is group


def test_only_what_the_platform_has_can_be_late_or_disowned() -> None:
    unknown = order(state=State.UNKNOWN, status=None, declined="订单不存在")
    assert not is_late(unknown, NOW + FAST_S + 1)
    assert not is_disowned(unknown, NOW + FAST_S + 1)
    ended = order(status=2, ended_at=NOW, declined="订单不存在")
    assert not is_late(ended, NOW + FAST_S + 1)
    assert not is_disowned(ended, NOW + FAST_S + 1)


def test_cash_is_returned_only_where_nothing_is_left_to_ask() -> None:
    assert cash_to_return(order(status=4, ended_at=NOW)) == 4990
    assert cash_to_return(order(status=4, ended_at=NOW, cash_returned_at=NOW + 1, cash_back=4990)) == 0
    assert cash_to_return(order(status=10, ended_at=NOW)) == 0
    assert cash_to_return(order(status=11, arrived=2500, ended_at=NOW)) == 0
    assert cash_to_return(order(status=3)) == 0


def test_within_a_group_cash_comes_first_and_then_the_newest() -> None:
    old_cash = order(order_no="T1", status=4, ended_at=NOW + 1)
    new_cash = order(order_no="T2", status=9, ended_at=NOW + 50)
    reversed_last = order(order_no="T3", status=10, ended_at=NOW + 90)
    late = order(order_no="T4", sent_at=NOW - FAST_S)
    running = order(order_no="T5", placed_at=NOW + 95)
    shuffled = [running, late, old_cash, reversed_last, new_cash]
    ranked = sorted(shuffled, key=lambda one: rank(one, NOW + 100))
    assert [one.order_no for one in ranked] == ["T2", "T1", "T3", "T4", "T5"]
