"""An order's amounts: what the platform took and gave back of the account, and what the customer paid and gets back."""

from __future__ import annotations

from enum import StrEnum

from desktop.domain.orders.order import Order
from desktop.domain.orders.status import CASH_OWED, Standing

GIVEN_BACK = frozenset({Standing.REFUNDED, Standing.CANCELLED, Standing.REVERSED})


def charged(order: Order) -> int:
    """Fen that the platform took for an order, as far as it told: 0 while its cost is not known."""
    return order.cost or 0


def refunded(order: Order) -> int:
    """Fen of it that went back: all after a refund, a cancel or a reversal; of a partly arrived order the part that
    did not arrive, in proportion. After a failure nothing yet: the refund is awaited.
    """
    if order.standing in GIVEN_BACK:
        return charged(order)
    return missing_part(order, charged(order)) if order.standing is Standing.PARTIAL else 0


def missing_part(order: Order, amount: int) -> int:
    """What of an amount falls to the part of the face that did not arrive; 0 where the platform does not tell it."""
    if order.arrived is None:
        return 0
    return amount - amount * min(max(order.arrived, 0), order.face) // order.face


def uncredited(order: Order) -> int:
    """Fen of the refund that no reading of the balance bears out yet."""
    return max(0, refunded(order) - order.credited)


class RefundWord(StrEnum):
    """How sure it is that an order's money is back in the account."""

    EXPECTED = "expected"
    """It follows from how the order ended; the platform did not speak of money."""
    TOLD = "told"
    CREDITED = "credited"


def refund_word(order: Order) -> RefundWord | None:
    """For an order of whose cost something goes back; None for any other."""
    if not refunded(order):
        return None
    return not_credited(order.standing) if uncredited(order) else RefundWord.CREDITED


def not_credited(standing: Standing) -> RefundWord:
    """What a refund is, of an order that ended like this, while no balance bears it out."""
    return RefundWord.TOLD if standing is Standing.REFUNDED else RefundWord.EXPECTED


def net_cost(order: Order) -> int:
    """Fen that the order has cost the shop by now."""
    return charged(order) - refunded(order)


def to_give_back(order: Order) -> int:
    """Fen of the price that a customer should get back, given back already or not: all of it where nothing arrived
    and nothing will; of a partly arrived order the part that is missing, in proportion.
    """
    if order.standing in CASH_OWED:
        return order.price
    return missing_part(order, order.price) if order.standing is Standing.PARTIAL else 0


def kept(order: Order) -> int:
    """Fen of the price that stay in the shop, as far as the order's outcome tells: what is to be given back does not,
    also where it was not given back yet.
    """
    return order.price - max(order.cash_back, to_give_back(order))


def owed_to_customer(order: Order) -> int:
    """Fen of it that nobody has given back, or said to be settled otherwise."""
    return 0 if order.acknowledged_at is not None else max(0, to_give_back(order) - order.cash_back)
