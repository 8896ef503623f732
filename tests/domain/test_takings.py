"""The money that orders bring in by the way of payment, debts, and refunds the same way."""

from __future__ import annotations

import pytest

from desktop.domain.books.taking import Taking, in_drawer, less, takings_of
from desktop.domain.orders import events as ev
from desktop.domain.orders.amounts import handed_back, owed_to_customer
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.payment import ALIPAY, CASH, CREDIT, NOT_RECORDED, WECHAT
from desktop.domain.orders.status import Status
from desktop.domain.orders.takings import collected, debt, flows, may_pay_otherwise, refund_payment
from desktop.domain.orders.transitions import apply

NOW = 1_795_396_344.0


def order(paid_with: str, status: int = Status.SUCCESS, **changes: object) -> Order:
    payer = "工地" if paid_with == CREDIT else ""
    plain = Order("T1", "77", "13800138000", 10_000, 9_900, Speed.FAST, NOW, State.ACCEPTED, NOW, NOW + 60, status)
    return plain._replace(**{"paid_with": paid_with, "payer": payer, **changes})  # type: ignore[arg-type]


def reported(one: Order, status: int, arrived: int | None = None) -> Order:
    return apply(one, ev.Reported(NOW + 90, status, "W1", 9_700, arrived, ""))


@pytest.mark.parametrize("way", [NOT_RECORDED, CASH, WECHAT, ALIPAY, "抖音"])
def test_a_refund_goes_back_the_way_it_came(way: str) -> None:
    failed = order(way, Status.REFUNDED)
    assert (flows(failed), owed_to_customer(failed), refund_payment(failed)) == ({way: 9_900}, 9_900, way)
    back = apply(failed, ev.CashReturned(NOW + 100, True, 9_900))
    assert (flows(back), back.returned_with) == ({way: 0}, "")


def test_a_refund_in_another_way_takes_it_from_there() -> None:
    back = apply(order(WECHAT, Status.REFUNDED), ev.CashReturned(NOW + 100, True, 9_900, CASH))
    assert flows(back) == {WECHAT: 9_900, CASH: -9_900}
    undone = apply(back, ev.CashReturned(NOW + 101, False))
    assert flows(undone) == {WECHAT: 9_900}
    again = apply(undone, ev.CashReturned(NOW + 102, True, 9_900, WECHAT))
    assert (flows(again), again.returned_with) == ({WECHAT: 0}, "")


def test_more_of_a_refund_goes_the_way_of_its_first_part() -> None:
    part = apply(
        reported(order(WECHAT, Status.RECHARGING), Status.PARTIAL, 7_000), ev.CashReturned(NOW, True, 2_970, CASH)
    )
    rest = apply(reported(part, Status.REVERSED), ev.CashReturned(NOW + 9, True, 9_900, ALIPAY))
    assert flows(rest) == {WECHAT: 9_900, CASH: -9_900}


def test_on_credit_nothing_is_collected_and_the_customer_owes_what_arrives() -> None:
    one = order(CREDIT, Status.RECHARGING)
    assert (collected(one), debt(one), flows(one)) == (0, 9_900, {CREDIT: 9_900})
    assert debt(reported(one, Status.PARTIAL, 7_000)) == 6_930
    failed = reported(one, Status.REFUNDED)
    assert (debt(failed), owed_to_customer(failed)) == (0, 0)
    assert apply(failed, ev.CashReturned(NOW + 100, True, 9_900)) == failed, "there is nothing to return"


def test_a_settled_debt_is_money_in_that_way() -> None:
    one = order(CREDIT)
    paid = apply(one, ev.PaidOtherwise(NOW + 500, WECHAT))
    assert (debt(paid), collected(paid), flows(paid)) == (0, 9_900, {WECHAT: 9_900})
    assert not may_pay_otherwise(paid)
    assert apply(paid, ev.PaidOtherwise(NOW + 501, CASH)) == paid
    reversed_ = reported(paid, Status.REVERSED)
    assert owed_to_customer(reversed_) == 9_900
    assert flows(apply(reversed_, ev.CashReturned(NOW + 600, True, 9_900))) == {WECHAT: 0}


def test_of_a_part_that_arrived_only_that_is_paid_and_only_that_goes_back() -> None:
    part = reported(order(CREDIT, Status.RECHARGING), Status.PARTIAL, 7_000)
    paid = apply(part, ev.PaidOtherwise(NOW + 500, CASH))
    assert (collected(paid), flows(paid), owed_to_customer(paid), handed_back(paid)) == (6_930, {CASH: 6_930}, 0, 0)
    assert owed_to_customer(reported(paid, Status.REVERSED)) == 6_930


def test_a_mistake_is_corrected_until_money_went_back() -> None:
    one = order(CASH, Status.REFUNDED)
    other = apply(one, ev.PaidOtherwise(NOW + 1, ALIPAY))
    assert (other.paid_with, flows(other)) == (ALIPAY, {ALIPAY: 9_900})
    later = apply(other, ev.PaidOtherwise(NOW + 2, CREDIT, "王师傅"))
    assert (later.paid_with, later.payer, later.settled) == (CREDIT, "王师傅", None)
    back = apply(one, ev.CashReturned(NOW + 3, True, 9_900))
    assert not may_pay_otherwise(back)
    assert apply(back, ev.PaidOtherwise(NOW + 4, WECHAT)) == back


def test_no_money_of_a_chain_is_corrected_in_one_place_only() -> None:
    assert not may_pay_otherwise(order(CASH, retried_as="T2"))
    assert not may_pay_otherwise(order(CASH, instead_of="T0", paid_before=9_900))
    assert may_pay_otherwise(order(CREDIT, instead_of="T0", paid_before=9_900))


def test_takings_are_what_changed() -> None:
    placed, failed = order(WECHAT, Status.RECHARGING), order(WECHAT, Status.REFUNDED)
    back = apply(failed, ev.CashReturned(NOW, True, 9_900, CASH))
    assert takings_of([(None, placed)]) == {WECHAT: Taking(9_900)}
    assert takings_of([(placed, back)]) == {CASH: Taking(0, 9_900)}
    assert takings_of([(None, back)]) == {WECHAT: Taking(9_900), CASH: Taking(0, 9_900)}
    corrected = apply(placed, ev.PaidOtherwise(NOW, CASH))
    assert takings_of([(placed, corrected)]) == {WECHAT: Taking(-9_900), CASH: Taking(9_900)}
    debt_paid = apply(order(CREDIT), ev.PaidOtherwise(NOW, CASH))
    assert takings_of([(order(CREDIT), debt_paid)]) == {CREDIT: Taking(-9_900), CASH: Taking(9_900)}
    assert takings_of([(order(CREDIT), reported(order(CREDIT), Status.REVERSED))]) == {CREDIT: Taking(-9_900)}


def test_a_cheaper_retry_gives_the_rest_back() -> None:
    cheaper = order(CASH, price=5_000, paid_before=9_900, instead_of="T0")
    assert takings_of([(None, cheaper)]) == {CASH: Taking(0, 4_900)}


def test_the_drawer_has_cash_and_what_nobody_recorded() -> None:
    takings = {CASH: Taking(500, 100), NOT_RECORDED: Taking(70), WECHAT: Taking(9_000, 1), CREDIT: Taking(3)}
    assert in_drawer(takings) == Taking(570, 100)
    assert less(takings, [{CASH: Taking(500, 100)}, {WECHAT: Taking(0, 1)}]) == {
        NOT_RECORDED: Taking(70),
        WECHAT: Taking(9_000),
        CREDIT: Taking(3),
    }
