"""An order and the rules by which events change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from desktop.domain import events as ev
from desktop.domain.status import OPEN, Standing, may_follow, standing_of

NOT_FOUND_PROVES_NOTHING_S = 300.0
"""So soon after the push an order may not be found although it was taken (PROTOCOL.md, "What is not known")."""


class Speed(IntEnum):
    """`recharge_type` on the wire."""

    SLOW = 0
    FAST = 1


class State(StrEnum):
    """How far an order got on our side; what the platform makes of it is `Order.status`."""

    NEW = "new"
    SENDING = "sending"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_SENT = "not_sent"


class IllegalTransitionError(Exception):
    """An event that must not happen to an order in its present state: a bug, never the platform's doing."""


@dataclass(frozen=True, slots=True)
class Order:
    """The fold of one order's events. Amounts in fen, times in unix seconds."""

    order_no: str
    store_id: str
    mobile: str
    face: int
    price: int
    speed: Speed
    placed_at: float
    state: State = State.NEW
    sent_at: float | None = None
    ended_at: float | None = None
    status: int | None = None
    order_number: str = ""
    cost: int | None = None
    arrived: int | None = None
    words: str = ""
    declined: str = ""
    """What the platform said instead of a report when it was last asked; "" after a report."""
    cancels: int = 0
    """Times that the platform was asked to cancel."""
    not_found: int = 0
    """Times that an unknown order was declined by query, five minutes or more after it was sent."""

    @property
    def standing(self) -> Standing:
        """Where the order stands for the clerk."""
        if self.state is not State.ACCEPTED:
            return Standing(self.state.value)
        return Standing.RUNNING if self.status is None else standing_of(self.status)

    @property
    def is_open(self) -> bool:
        """Whether the outcome is still undecided."""
        return self.standing in OPEN

    @property
    def promised_by(self) -> float | None:
        """When it should have arrived at the latest (PROTOCOL.md, "How long results take"); None if never sent."""
        return None if self.sent_at is None else self.sent_at + _TAKES_AT_MOST[self.speed]


_TAKES_AT_MOST = {Speed.FAST: 30 * 60.0, Speed.SLOW: 72 * 3600.0}


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
    )


def fold(history: Iterable[ev.Event]) -> Order:
    """The order that a whole history amounts to; the first event must be its Placed."""
    iterator = iter(history)
    first = next(iterator)
    if not isinstance(first, ev.Placed):
        raise IllegalTransitionError(f"a history begins with {first!r}")
    order = placed(first)
    for event in iterator:
        order = apply(order, event)
    return order


def apply(order: Order, event: ev.Event) -> Order:
    """The order after the event; the same order where the event tells nothing new.

    Raises IllegalTransitionError for an event that our own code must never cause (a second claim, say). What the
    platform says never raises: a late or contradicting answer is folded in or leaves the order as it is.
    """
    after = _step(order, event)
    return _with_end(order, after, event.at) if after != order else order


def _step(order: Order, event: ev.Event) -> Order:
    match event:
        case ev.Claimed(at):
            if order.state is not State.NEW:
                raise IllegalTransitionError(f"{order.order_no} is {order.state}: it cannot be claimed for sending")
            return replace(order, state=State.SENDING, sent_at=at)
        case ev.PushAccepted(_, order_number, words):
            return replace(order, state=State.ACCEPTED, order_number=order_number, words=words)
        case ev.PushRejected(_, _, words):
            return _while_sending(order, State.REJECTED, words)
        case ev.PushNotSent(_, reason):
            return _while_sending(order, State.NOT_SENT, reason)
        case ev.PushUnknown(_, reason):
            return _while_sending(order, State.UNKNOWN, reason)
        case ev.Interrupted():
            return _interrupted(order)
        case ev.Reported():
            return _reported(order, event)
        case ev.QueryDeclined(at, _, words):
            late_enough = order.sent_at is not None and at - order.sent_at >= NOT_FOUND_PROVES_NOTHING_S
            missed = order.not_found + (order.state is State.UNKNOWN and late_enough)
            return replace(order, declined=words, not_found=missed) if order.is_open else order
        case ev.CancelAsked():
            return replace(order, cancels=order.cancels + 1)
        case ev.Placed():
            raise IllegalTransitionError(f"{order.order_no} is placed already")


def _while_sending(order: Order, state: State, words: str) -> Order:
    return replace(order, state=state, words=words) if order.state is State.SENDING else order


def _interrupted(order: Order) -> Order:
    match order.state:
        case State.NEW:
            return replace(order, state=State.NOT_SENT)
        case State.SENDING:
            return replace(order, state=State.UNKNOWN)
        case _:
            return order


def _reported(order: Order, report: ev.Reported) -> Order:
    """A report proves that the platform has the order, whatever the push seemed to come to."""
    if not may_follow(order.status, report.status):
        return order
    return replace(
        order,
        state=State.ACCEPTED,
        status=report.status,
        declined="",
        order_number=order.order_number or report.order_number,
        cost=order.cost if report.cost is None else report.cost,
        arrived=order.arrived if report.arrived is None else report.arrived,
        words=report.words or (order.words if report.status == order.status else ""),
    )


def _with_end(before: Order, after: Order, at: float) -> Order:
    if after.is_open:
        return replace(after, ended_at=None)
    return after if before.standing == after.standing else replace(after, ended_at=at)
