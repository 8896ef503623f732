"""An order that is tried again, and to which order of such a chain the customer's cash belongs.

A new order takes the place of one that ended without a trace, and the customer's cash with it (`Placed.paid_before`,
`Retried`). If the platform turns out to have taken the earlier one after all, the cash belongs to that one again, as
long as it has it: the customer paid for what may arrive first. Then the later one asks for no cash to be returned.

Cash only moves between the orders of a chain: the sum of `price - cash_back` over the chain is always the cash that the
customer has in the drawer.
"""

from __future__ import annotations

from desktop.domain.orders.amounts import handed_back
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import CASH_OWED


def cash_to_move(tried: Order, last: Order) -> int:
    """Fen that now have to move from an order that was tried again to the last one of its chain; negative: back.

    Cash that the customer has already got back for the last one stays where it is, and so does cash that the earlier
    one would have to ask for if the last one has ended, too: it asks for it itself.
    """
    if tried.is_taken_after_all:
        return 0 if handed_back(last) else -tried.cash_moved
    fails = tried.standing in CASH_OWED and bool(tried.retried_as) and not tried.cash_back
    came_from_it = last.cash_moved >= tried.price
    return tried.price if fails and came_from_it and last.standing not in CASH_OWED else 0
