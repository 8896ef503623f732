"""An order that is tried again, and to which order of such a chain the customer's cash belongs.

A new order takes the place of one that ended without a trace, and the customer's cash with it (`Placed.paid_before`,
`Retried`). If the platform turns out to have taken the earlier one after all, the cash belongs to that one again, as
long as it has it: the customer paid for what may arrive first. Then the later one asks for no cash to be returned.

Cash only moves between the orders of a chain: the sum of `price - cash_back` over the chain is always the cash that the
customer has in the drawer.
"""

from __future__ import annotations

from desktop.domain.orders.order import Order
from desktop.domain.orders.status import CASH_OWED


def cash_to_move(tried: Order, last: Order) -> int:
    """Fen that now have to move from an order that was tried again to the last one of its chain; negative: back.

    Only what the last one still has can go back: what its customer has got back already, or was given back because it
    cost less, is not there. If both have failed, each asks for its own part.
    """
    if tried.is_taken_after_all:
        return -min(tried.cash_moved, max(0, last.price - last.cash_back))
    if tried.retried_as and tried.standing in CASH_OWED and last.standing not in CASH_OWED:
        return max(0, min(tried.price - tried.cash_back, last.cash_moved))
    return 0
