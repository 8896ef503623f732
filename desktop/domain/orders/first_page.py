"""The initial content of the recharge tab."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.orders.order import Order
from desktop.domain.orders.unconfirmed import UnconfirmedOrder

DESK_HOURS = 12
DESK_LIMIT = 200
"""The list beside the form: open orders and those that ended within DESK_HOURS, at most DESK_LIMIT."""


class FirstPage(NamedTuple):
    """Orders in their present state: those beside the form, the unconfirmed orders, and the number of all unconfirmed
    ones. `known` is False if only the services can read the orders. `staffed`: there is a staff list, so that nothing
    is shown before somebody has signed in.
    """

    on_desk: tuple[Order, ...] = ()
    unconfirmed_orders: tuple[UnconfirmedOrder, ...] = ()
    unconfirmed: int = 0
    known: bool = True
    staffed: bool = False
