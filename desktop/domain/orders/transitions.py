"""The rules by which events change an order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop.domain.orders import events as ev
from desktop.domain.orders.amounts import handed_back
from desktop.domain.orders.order import REFUSAL_CONFIRMATIONS, Order, Speed, State, Verdict
from desktop.domain.orders.payment import CREDIT
from desktop.domain.orders.status import GIVES_BACK, OPEN, Status, may_follow, standing_of
from desktop.domain.orders.takings import debt, may_pay_otherwise


class IllegalTransitionError(Exception):
    """An event that must not happen to an order in its present state: a bug of ours, never caused by the platform."""


def placed(event: ev.Placed) -> Order:
    """A new order, as the clerk confirmed it."""
    return Order(
        order_no=event.order_no,
        store_id=event.store_id,
        mobile=event.mobile,
        face=event.face,
        price=event.price,
        speed=Speed(event.speed),
        placed_at=event.at,
        carried_to=event.carried_to,
        instead_of=event.instead_of,
        paid_before=event.paid_before,
        placed_by=event.by,
        placed_by_id=event.by_id,
        paid_with=event.paid_with,
        payer=event.payer,
    )


def fold(history: Iterable[ev.Event]) -> Order:
    """Fold a whole history into its order; the first event must be Placed."""
    iterator = iter(history)
    first = next(iterator)
    if not isinstance(first, ev.Placed):
        raise IllegalTransitionError(f"a history begins with {first!r}")
    order = placed(first)
    for event in iterator:
        order = apply(order, event)
    return order


def apply(order: Order, event: ev.Event) -> Order:
    """The order after the event; the same order if the event adds nothing new.

    Raises IllegalTransitionError for an event that our own code must never cause, such as a second claim. Answers of
    the platform never raise: a late or contradicting answer is folded in or leaves the order unchanged.
    """
    after = _step(order, event)
    return _with_end(order, after, event.at) if after != order else order


def _step(order: Order, event: ev.Event) -> Order:
    match event:
        case ev.Placed() | ev.Claimed() | ev.ClaimedAgain() | ev.Closed() | ev.HeardFromSupport():
            return _decided(order, event)
        case ev.PushAccepted() | ev.PushRejected() | ev.PushNotSent() | ev.PushUnknown():
            return _pushed(order, event)
        case ev.Noted() | ev.CashReturned() | ev.Acknowledged() | ev.Printed() | ev.PaidOtherwise():
            return _annotated(order, event)
        case ev.Retried() | ev.CashMoved():
            return _linked(order, event)
        case ev.Interrupted():
            return _interrupted(order)
        case ev.Reported():
            return _reported(order, event)
        case ev.QueryDeclined():
            return _declined(order, event) if order.is_open else order
        case ev.Misreported(_, trait, told):
            return order._replace(contradiction=f"{trait} {told}")
        case ev.RefundCredited(_, amount):
            return order._replace(credited=amount)
        case ev.Recovered(_, sent_at, sends):
            return _recovered(order, sent_at, sends)
        case ev.CancelAsked():
            return order._replace(cancels=order.cancels + 1)


def _decided(order: Order, event: ev.Placed | ev.Claimed | ev.ClaimedAgain | ev.Decision) -> Order:
    match event:
        case ev.Placed():
            raise IllegalTransitionError(f"{order.order_no} is placed already")
        case ev.Claimed(at):
            if order.state is not State.NEW:
                raise IllegalTransitionError(f"{order.order_no} is {order.state}: it cannot be claimed for sending")
            return order._replace(state=State.SENDING, sent_at=at, sends=1)
        case ev.ClaimedAgain(at):
            if not order.may_be_sent_again(at):
                raise IllegalTransitionError(f"{order.order_no} is {order.state}: it cannot be sent again")
            sends = order.sends + 1
            return order._replace(state=State.SENDING, sent_at=at, sends=sends, not_found=0, declined="")
        case ev.Closed(at):
            if not order.may_be_closed(at):
                raise IllegalTransitionError(f"{order.order_no} is {order.state}: it cannot be closed by hand")
            return order._replace(state=State.CLOSED)
        case ev.HeardFromSupport(at, verdict, _):
            if not order.may_be_settled_by_word(at):
                raise IllegalTransitionError(f"{order.order_no} is {order.state}: its end cannot be recorded yet")
            why = "" if verdict == Verdict.ARRIVED or order.status != Status.FAILED else order.words
            return order._replace(state=State.SETTLED, verdict=Verdict(verdict).value, words=why)


def _pushed(order: Order, event: ev.PushAccepted | ev.PushRejected | ev.PushNotSent | ev.PushUnknown) -> Order:
    match event:
        case ev.PushAccepted(_, order_number, words):
            number = order.order_number or order_number
            said = words if order.status is None else order.words
            return order._replace(state=State.ACCEPTED, order_number=number, words=said, declined="")
        case ev.PushRejected(_, _, words):
            return _while_sending(order, State.CHECKING, words)
        case ev.PushNotSent(_, reason):  # nothing left this time, but the send before is still unknown
            return _while_sending(order, State.NOT_SENT if order.sends == 1 else State.UNKNOWN, reason)
        case ev.PushUnknown(_, reason):
            return _while_sending(order, State.UNKNOWN, reason)


def _annotated(order: Order, event: ev.Annotation) -> Order:
    match event:
        case ev.Noted(_, note):
            return order._replace(note=note)
        case ev.CashReturned():
            return _cash_returned(order, event)
        case ev.Acknowledged(at, standing, _, recovered):
            return _acknowledged(order, at, standing, recovered=recovered)
        case ev.Printed():
            return order._replace(prints=order.prints + 1)
        case ev.PaidOtherwise():
            return _paid_otherwise(order, event)


def _linked(order: Order, event: ev.Link) -> Order:
    """The cash that moves is no longer (or again) this order's. No order is tried again twice."""
    if isinstance(event, ev.Retried):
        if order.retried_as == event.order_no:
            return order
        if order.retried_as or not (event.recovered or order.may_be_tried_again):
            raise IllegalTransitionError(f"{order.order_no} is {order.standing}: it cannot be tried again")
        order = order._replace(retried_as=event.order_no)
    elif event.paid_with:  # the debt that comes back was settled for the other order meanwhile
        order = order._replace(paid_with=event.paid_with, settled=0)
    back, moved = order.cash_back + event.amount, order.cash_moved + event.amount
    return order._replace(cash_back=back, cash_moved=moved)


def _while_sending(order: Order, state: State, words: str) -> Order:
    return order._replace(state=state, words=words) if order.state is State.SENDING else order


def _interrupted(order: Order) -> Order:
    match order.state:
        case State.NEW:
            return order._replace(state=State.NOT_SENT)
        case State.SENDING:
            return order._replace(state=State.UNKNOWN)
        case _:
            return order


def _declined(order: Order, event: ev.QueryDeclined) -> Order:
    counts = event.control and order.not_found_counts(event.age)
    after = order._replace(declined=event.words, contradiction="", not_found=order.not_found + counts)
    if after.state is State.CHECKING and after.not_found >= REFUSAL_CONFIRMATIONS:
        return after._replace(state=State.REJECTED)
    return after


def _recovered(order: Order, sent_at: float, sends: int) -> Order:
    if order.state not in (State.NEW, State.SENDING, State.UNKNOWN):
        return order
    return order._replace(state=State.UNKNOWN, sent_at=sent_at, sends=sends, not_found=0)


def _cash_returned(order: Order, event: ev.CashReturned) -> Order:
    """A repeated tick changes nothing, so the first time is kept; a later tick counts only if it returns more. Cash
    that belongs to another order cannot be returned for this one.
    """
    moved = order.cash_moved
    if order.paid_with == CREDIT:  # nothing was paid
        return order
    if not event.returned:
        return order._replace(cash_returned_at=None, cash_back=moved, returned_with="")
    if order.is_replaced:
        return order
    back = max(order.price, moved) if event.amount is None else moved + event.amount
    if order.cash_returned_at is not None and back <= order.cash_back:
        return order
    way = order.returned_with if handed_back(order) else event.paid_with
    other = "" if way == order.paid_with else way
    return order._replace(cash_returned_at=event.at, cash_back=back, returned_with=other)


def _paid_otherwise(order: Order, event: ev.PaidOtherwise) -> Order:
    """A debt is settled with what is owed by then; the rest of the price is not the customer's cash, so that nobody
    gives it back.
    """
    if event.paid_with == order.paid_with or not may_pay_otherwise(order):
        return order
    if order.paid_with != CREDIT:
        return order._replace(paid_with=event.paid_with, payer=event.payer)
    paid = debt(order)
    unpaid = order.price - order.cash_back - paid
    back, moved = order.cash_back + unpaid, order.cash_moved + unpaid
    return order._replace(paid_with=event.paid_with, settled=paid, cash_back=back, cash_moved=moved)


def _acknowledged(order: Order, at: float, standing: str, *, recovered: bool) -> Order:
    """Acknowledge only the status that the clerk saw: it may have changed between reading and the key press. An
    acknowledgement from before a restore is kept until the order reaches that status again.
    """
    if standing not in ("", order.standing):
        return order._replace(acknowledged_as=standing) if recovered else order
    return order if order.acknowledged_at is not None else order._replace(acknowledged_at=at)


def _reported(order: Order, report: ev.Reported) -> Order:
    """A report proves that the platform has the order, whatever the push's outcome. Only another end replaces a verdict
    of its support, which was recorded because the platform's status had never reached an end.
    """
    if not may_follow(order.status, report.status):
        return order
    if order.state is State.SETTLED and standing_of(report.status) in OPEN:
        return order._replace(contradiction="", cost=order.cost if report.cost is None else report.cost)
    return order._replace(
        state=State.ACCEPTED,
        verdict="",
        status=report.status,
        declined="",
        contradiction="",
        order_number=_number(order, report),
        cost=order.cost if report.cost is None else report.cost,
        arrived=order.arrived if report.arrived is None else report.arrived,
        words=_words(order, report),
    )


_FOLLOWS_FAILURE = frozenset({Status.REFUNDED, Status.CANCELLED})
_SAY_NOTHING = frozenset(
    {
        *("", "失败", "已失败", "充值失败", "订单失败", "交易失败", "失败已退款", "充值失败已退款"),
        *("退款", "已退款", "退款成功", "退款完成", "订单已退款", "全额退款", "已全额退款"),
        *("已取消", "取消成功", "订单已取消", "成功", "操作成功", "无", "未知"),
        *("fail", "failed", "refund", "refunded", "success", "ok", "none", "null"),
    }
)
"""Words that only repeat the status and give no reason, in lower case and without punctuation."""
_ASIDE = re.compile(r"（练习）|[\W_]+")


def _words(order: Order, report: ev.Reported) -> str:
    """The platform's words for the reported status. The reason of a failure stays until other words give one: the
    report of its refund tends to give none.
    """
    same = report.status == order.status
    goes_on = same or (order.status == Status.FAILED and report.status in _FOLLOWS_FAILURE)
    if goes_on and says_something(order.words) and not says_something(report.words):
        return order.words
    return report.words or (order.words if same else "")


def says_something(words: str) -> bool:
    """Whether the platform's words say more than the status that they come with."""
    return _ASIDE.sub("", words).lower() not in _SAY_NOTHING


def _number(order: Order, report: ev.Reported) -> str:
    """The number in the first report replaces the one from the push's answer."""
    if order.status is None and report.order_number:
        return report.order_number
    return order.order_number or report.order_number


def _with_end(before: Order, after: Order, at: float) -> Order:
    if before.standing != after.standing:
        known = after.standing == before.acknowledged_as
        seen = (at, "") if known else (None, before.acknowledged_as)
        after = after._replace(acknowledged_at=seen[0], acknowledged_as=seen[1], ended_at=at)
        if after.standing not in GIVES_BACK:
            after = after._replace(credited=0)
    return after._replace(ended_at=None) if after.is_open else after
