"""An order of the unconfirmed lane."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.orders.order import Order


class UnconfirmedOrder(NamedTuple):
    """An order that nobody knows the end of, and when it is asked about next (unix seconds; None: not by itself)."""

    order: Order
    next_ask_at: float | None
