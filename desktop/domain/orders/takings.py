"""The money that an order brings into the shop, by the way of payment, and the customer's debt for it."""

from __future__ import annotations

from desktop.domain.orders.amounts import handed_back, kept
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT


def collected(order: Order) -> int:
    """Fen that the customer has paid for this order: the price without what was paid for the order that it tries again
    (negative: that much was given back then); after a settled debt what was paid for that; 0 while it is on credit.
    """
    if order.settled is not None:
        return order.settled
    return 0 if order.paid_with == CREDIT else order.price - order.paid_before


def refund_payment(order: Order) -> str:
    """The way in which the customer gets money back, if nothing else was chosen."""
    return order.returned_with or order.paid_with


def debt(order: Order) -> int:
    """Fen that the customer owes the shop for an order on credit: what does not arrive is not owed."""
    return kept(order) if order.paid_with == CREDIT else 0


def flows(order: Order) -> dict[str, int]:
    """Fen that the shop has from this order by the way of payment, refunds subtracted; under CREDIT the debt."""
    if order.paid_with == CREDIT:
        return {CREDIT: debt(order)}
    found = {order.paid_with: collected(order)}
    way = refund_payment(order)
    found[way] = found.get(way, 0) - handed_back(order)
    return found


def may_pay_otherwise(order: Order) -> bool:
    """Whether the way of payment can be changed: a debt can be settled, a mistake corrected. Not once money went back,
    and not for an order whose money is another one's, too.
    """
    if order.paid_with == CREDIT:
        return debt(order) > 0
    return not (order.retried_as or order.instead_of or handed_back(order) or order.settled is not None)
