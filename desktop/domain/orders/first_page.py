"""What stands on the recharge tab when nobody has done anything yet."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.orders.order import Order
from desktop.domain.orders.unconfirmed import UnconfirmedOrder

DESK_HOURS = 12
DESK_LIMIT = 200
"""Open orders and those that ended in the last hours, so many at most, stand beside the form."""


class FirstPage(NamedTuple):
    """Orders as they stand: those beside the form, the unconfirmed lane, and how many are undecided in all, of each
    kind. Of orders that only the services can read nothing is `known` yet.
    """

    on_desk: tuple[Order, ...] = ()
    unconfirmed_orders: tuple[UnconfirmedOrder, ...] = ()
    running: int = 0
    unconfirmed: int = 0
    checking: int = 0
    refunds: int = 0
    known: bool = True
