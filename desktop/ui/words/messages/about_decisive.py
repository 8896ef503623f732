"""The sentence on top of an order's timeline: what the order asks of the clerk now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders.action_group import cash_to_return
from desktop.domain.orders.amounts import handed_back
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import CASH_OWED, WANTS_WORD, Standing
from desktop.ui.words.messages import about_orders, about_payment
from desktop.ui.words.words import minute, order_word

translate = QCoreApplication.translate


def decisive(order: Order, now: float, *, ours: bool) -> tuple[str, str]:
    """(sentence, detail) at this time (unix seconds); `ours`: of the account in use."""
    advice = about_orders.ask_support() if order.overdue(now) else about_orders.advice(order)
    if order.is_open and not ours:
        return about_orders.other_account(order), advice
    if fen := cash_to_return(order):
        return about_payment.to_return(order, fen), advice
    if returned := _returned(order):
        settled = not order.awaits_word and (order.standing in CASH_OWED or order.standing is Standing.PARTIAL)
        return (returned, order_word(order)) if settled else (advice, returned)
    if order.acknowledged_at is not None and order.standing in WANTS_WORD:
        seen = translate("Messages", "Seen to at {time}").format(time=minute(order.acknowledged_at))
        return seen, order_word(order)
    said = order_word(order)
    return advice, "" if said in advice or order.standing is Standing.SUCCESS else said


def _returned(order: Order) -> str:
    if order.cash_returned_at is None or handed_back(order) <= 0:
        return ""
    return about_payment.returned_at(order, handed_back(order), minute(order.cash_returned_at))
