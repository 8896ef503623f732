"""Groups the orders beside the form by what they ask of the clerk."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.orders.amounts import owed_to_customer
from desktop.domain.orders.order import State
from desktop.domain.orders.status import RETURNS_CASH, Standing

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order

DISOWNED_AFTER_S = 300.0
"""At this age (seconds) an error as the answer to a query for an accepted order is worth the clerk's attention: before,
the platform's search may not show the order yet (PROTOCOL.md, "What is not known").
"""


class ActionGroup(IntEnum):
    """In the order of the list."""

    ACT = 0
    """The clerk has to do something: return cash, call the platform, decide."""
    DOUBT = 1
    """The number must not be topped up again; the program is still asking."""
    RUNNING = 2
    FINISHED = 3


_HANDS_OFF = frozenset({Standing.UNKNOWN, Standing.CHECKING, Standing.TIMED_OUT, Standing.FAILED})
_PROMISED = frozenset({Standing.SENDING, Standing.RUNNING, Standing.TIMED_OUT, Standing.CANCELLING})


def group_of(order: Order, now: float) -> ActionGroup:
    """The group of an order at this time (unix seconds)."""
    if not order.is_open:
        return ActionGroup.ACT if order.awaits_word else ActionGroup.FINISHED
    if order.overdue(now) or order.may_be_settled or is_late(order, now) or order.is_taken_after_all:
        return ActionGroup.ACT
    if order.standing in _HANDS_OFF or order.contradiction or is_disowned(order, now):
        return ActionGroup.DOUBT
    return ActionGroup.RUNNING


def is_late(order: Order, now: float) -> bool:
    """Whether the latest time that was promised to the customer has passed for an order that the platform has."""
    return order.standing in _PROMISED and order.promised_by is not None and now > order.promised_by


def is_disowned(order: Order, now: float) -> bool:
    """Whether the platform had accepted an order and now answers queries for it with an error: it may not know it any
    more, or its search may be out of order. The answer alone does not tell.
    """
    asked_late = order.sent_at is not None and now - order.sent_at > DISOWNED_AFTER_S
    return order.is_open and order.state is State.ACCEPTED and bool(order.declined) and asked_late


def cash_to_return(order: Order) -> int:
    """The cash (fen) that the clerk has to return to the customer now; 0 if the platform must be asked first."""
    return owed_to_customer(order) if order.awaits_word and order.standing in RETURNS_CASH else 0


class Rank(NamedTuple):
    """The sort key within the list: by group, cash to return first, then the newest first."""

    group: ActionGroup
    without_cash: bool
    age: float


def rank(order: Order, now: float) -> Rank:
    """The place of an order at this time (unix seconds)."""
    group = group_of(order, now)
    since = order.placed_at if order.is_open else order.ended_at or order.placed_at
    if group is ActionGroup.ACT and is_late(order, now):
        since = order.promised_by or since
    return Rank(group, not cash_to_return(order), -since)
