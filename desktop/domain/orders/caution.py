"""Situations in which shops are known to lose money, to be said once and quietly."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from desktop.domain.orders.order import Order
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import DID_NOT_ARRIVE

LOOK_BACK_S = 24 * 3600.0
_MANY_WITHIN_S = 10 * 60.0
_MANY = 3
_LARGE_FEN = 10_000


class Caution(StrEnum):
    """A thought for the clerk before confirming."""

    MANY_LARGE = "many_large"
    """Large orders for several numbers within minutes, often for somebody who shows a picture of a payment."""
    AGAIN_AND_AGAIN = "again_and_again"
    """The same number gets the largest face value again and again."""


def cautions(recent: Sequence[Order], request: Request, now: float) -> list[Caution]:
    """The cautions for a request, by the orders that were placed within LOOK_BACK_S."""
    counted = [order for order in recent if order.standing not in DID_NOT_ARRIVE]
    largest = max((order.face for order in counted), default=0)
    if request.face < max(_LARGE_FEN, largest):
        return []
    found = []
    large = {order.mobile for order in counted if order.face >= request.face and order.placed_at > now - _MANY_WITHIN_S}
    if len(large | {request.mobile}) >= _MANY:
        found.append(Caution.MANY_LARGE)
    if sum(order.mobile == request.mobile and order.face >= request.face for order in counted) >= _MANY - 1:
        found.append(Caution.AGAIN_AND_AGAIN)
    return found
