"""Messages about an order that is tried again, and about the cash that then belongs to the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders.amounts import to_give_back
from desktop.domain.orders.status import ARRIVED, Standing
from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.ui.words.words import face, minute, yuan

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order

translate = QCoreApplication.translate


def instead_of(order: Order, price: int) -> str:
    """The line of the form and the sheet: the order that is tried again, and the cash that changes hands now; `price`
    (fen) is the new order's.
    """
    text = translate("Messages", "Instead of the order of {time}. To collect {price}, already collected {paid}: {rest}")
    rest = rest_of(price - order.price)
    return text.format(time=minute(order.placed_at), price=yuan(price), paid=yuan(order.price), rest=rest)


def rest_of(fen: int) -> str:
    """The cash that the customer still pays, or gets back if negative."""
    if fen == 0:
        return translate("Messages", "nothing more to collect.")
    if fen > 0:
        return translate("Messages", "collect {amount} more.").format(amount=yuan(fen))
    return translate("Messages", "give back {amount}.").format(amount=yuan(-fen))


def face_not_sold(order: Order) -> str:
    """The line of the form after trying an order again whose face value is not sold any more."""
    text = translate(
        "Messages",
        "{face} is no longer sold: choose another face value. {paid} of the order of {time} are already collected.",
    )
    return text.format(face=face(order.face), paid=yuan(order.price), time=minute(order.placed_at))


def slow_not_sold() -> str:
    """The addition to that line if the order was a slow one."""
    return translate("Messages", "Slow is no longer offered: this is fast.")


def collect_all() -> str:
    """The warning on the confirm sheet that the order which was to be tried again does not await that any more."""
    return translate(
        "Messages", "The earlier order has changed, or its cash is settled: collect the whole price for this one."
    )


def changed() -> str:
    """The answer to Enter if that order has changed while the sheet was open."""
    return translate(
        "Messages",
        "Not ordered, no money moved: the order that this was to replace has changed meanwhile (F4). "
        "Enter checks again, for the whole price.",
    )


def withdrawn(order: Order) -> str:
    """The line of the form once that order has changed."""
    text = translate("Messages", "The order of {time} has changed: the form is for a new order at its full price now.")
    return text.format(time=minute(order.placed_at))


def other_account(order: Order) -> str:
    """The reason why an order of another account is not tried again."""
    text = translate(
        "Messages", "Placed with another account, store {store}: return the cash, or try again with that account."
    )
    return text.format(store=one_line(order.store_id, LONGEST_NAME))


def advice(order: Order) -> str:
    """The advice for an order of a chain where it differs from that for others, "" where it does not."""
    if order.is_taken_after_all:
        return _taken_after_all(order)
    if order.is_replaced:
        return translate("Messages", "Tried again: the customer's cash belongs to the new order. Nothing to return.")
    if order.cash_moved > 0 and order.standing is Standing.SUCCESS:
        text = translate("Messages", "Both have arrived, and the customer paid once: ask for {amount} more.")
        return text.format(amount=yuan(order.cash_moved))
    if order.cash_moved and not order.is_open and order.standing not in ARRIVED:
        return _cash_elsewhere(order)
    return ""


def _cash_elsewhere(order: Order) -> str:
    if order.retried_as:
        return translate("Messages", "It ended otherwise after it was tried again: its cash is with the new order.")
    if rest := max(0, to_give_back(order) - order.cash_back):
        text = translate("Messages", "Return {amount} only: the rest is for the earlier order, which the platform has.")
        return text.format(amount=yuan(rest))
    return translate("Messages", "Return no cash: it is for the earlier order, which the platform has after all.")


def _taken_after_all(order: Order) -> str:
    if order.is_open:
        return translate(
            "Messages",
            "The platform has it after all, and it was tried again: both may arrive. Keep the cash, call the platform.",
        )
    if order.cash_back >= order.price:
        return translate(
            "Messages", "It arrived after all, and its cash was given back for the new order: ask the customer for it."
        )
    if order.cash_back:
        text = translate(
            "Messages", "It arrived after all, and {amount} of its cash were given back: ask the customer."
        )
        return text.format(amount=yuan(order.cash_back))
    return translate(
        "Messages", "It arrived after all, and the cash counts for it. If the new order arrives, too, ask the customer."
    )
