"""An order's amounts: the account's charges and refunds, and the customer's price and cash back."""

from __future__ import annotations

from enum import StrEnum

from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT
from desktop.domain.orders.status import CASH_OWED, Standing

GIVEN_BACK = frozenset({Standing.REFUNDED, Standing.CANCELLED, Standing.REVERSED})


def charged(order: Order) -> int:
    """Fen that the platform charged for an order, as far as it reported: 0 while the cost is unknown."""
    return order.cost or 0


def refunded(order: Order) -> int:
    """Fen of the charge that were refunded: all after a refund, a cancel or a reversal; for a partly arrived order the
    part that did not arrive, in proportion. 0 after a failure: the refund is still pending.
    """
    if order.standing in GIVEN_BACK:
        return charged(order)
    return missing_part(order, charged(order)) if order.standing is Standing.PARTIAL else 0


def missing_part(order: Order, amount: int) -> int:
    """The share of an amount for the part of the face that did not arrive; 0 if the platform did not report it."""
    if order.arrived is None:
        return 0
    return amount - amount * min(max(order.arrived, 0), order.face) // order.face


def uncredited(order: Order) -> int:
    """Fen of the refund that no reading of the balance confirms yet."""
    return max(0, refunded(order) - order.credited)


class RefundWord(StrEnum):
    """The degree of certainty that an order's money is back in the account."""

    EXPECTED = "expected"
    """Inferred from the final status; the platform did not mention money."""
    TOLD = "told"
    CREDITED = "credited"


def refund_word(order: Order) -> RefundWord | None:
    """The certainty of an order's refund; None if nothing is refunded."""
    if not refunded(order):
        return None
    return not_credited(order.standing) if uncredited(order) else RefundWord.CREDITED


def not_credited(standing: Standing) -> RefundWord:
    """The certainty of a refund that no balance confirms yet, by the final order status."""
    return RefundWord.TOLD if standing is Standing.REFUNDED else RefundWord.EXPECTED


def net_cost(order: Order) -> int:
    """Fen that the order has cost the shop so far."""
    return charged(order) - refunded(order)


def to_give_back(order: Order) -> int:
    """Fen of the price that a customer should get back, returned already or not: all of it if nothing arrived and
    nothing will; for a partly arrived order the missing part, in proportion.
    """
    if order.standing in CASH_OWED:
        return order.price
    return missing_part(order, order.price) if order.standing is Standing.PARTIAL else 0


def handed_back(order: Order) -> int:
    """Fen that really went back to the customer."""
    return order.cash_back - order.cash_moved


def kept(order: Order) -> int:
    """Fen of the price that the shop keeps, by the order's present outcome: cash that is owed to the customer is
    excluded, even if it was not returned yet.
    """
    return order.price - max(order.cash_back, to_give_back(order))


def owed_to_customer(order: Order) -> int:
    """Fen owed to the customer that were not returned; 0 once the clerk has acknowledged the result, and for an order
    on credit, for which nothing was paid.
    """
    nothing = order.acknowledged_at is not None or order.paid_with == CREDIT
    return 0 if nothing else max(0, to_give_back(order) - order.cash_back)
