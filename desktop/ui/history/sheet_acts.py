"""The acts that an order's sheet offers: those of the action list, and the quiet ones that only the sheet has."""

from __future__ import annotations

from desktop.domain.orders.action_group import ActionGroup, group_of
from desktop.domain.orders.amounts import handed_back
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT
from desktop.domain.orders.status import Standing
from desktop.domain.orders.takings import may_pay_otherwise
from desktop.ui.recharge.acts import Act, acts_of, cash_of


def main_acts(order: Order, now: float) -> tuple[Act, ...]:
    """The acts at the foot at this time (unix seconds), the likeliest first; none if nothing is asked of the clerk."""
    if order.standing is Standing.CLOSED and _cash_may_be_returned(order):
        return (Act.CASH_RETURNED,)
    if group_of(order, now) > ActionGroup.DOUBT:
        return ()
    return tuple(act for act in acts_of(order, now) if act is not Act.OPEN)


def quiet_acts(order: Order, now: float) -> tuple[Act, ...]:
    """The acts that are possible, too, but seldom right."""
    main = main_acts(order, now)
    quiet = []
    if order.cash_returned_at is not None and not order.is_replaced:
        quiet.append(Act.NOT_RETURNED)
    if _cash_may_be_returned(order) and Act.CASH_RETURNED not in main:
        quiet.append(Act.CASH_RETURNED)
    if order.awaits_word and Act.SEEN_TO not in main:
        quiet.append(Act.SEEN_TO)
    if _cash_may_be_returned(order) and not handed_back(order):  # an order's money goes back in one way
        quiet.append(Act.RETURN_OTHERWISE)
    if may_pay_otherwise(order):
        quiet.append(Act.SETTLE_DEBT if order.paid_with == CREDIT else Act.PAY_OTHERWISE)
    return tuple(quiet)


def _cash_may_be_returned(order: Order) -> bool:
    is_returned = order.cash_returned_at is not None and not order.awaits_word
    return not is_returned and not order.is_replaced and cash_of(order) > 0
