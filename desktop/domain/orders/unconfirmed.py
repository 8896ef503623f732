"""An order of the attention list whose outcome is unconfirmed."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.orders.order import Order


class UnconfirmedOrder(NamedTuple):
    """An order with an unknown outcome, and the time of its next query (unix seconds; None: not automatically)."""

    order: Order
    next_ask_at: float | None
