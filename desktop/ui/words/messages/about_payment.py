"""Words about how customers pay, what they owe, and how money goes back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders.amounts import handed_back
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT, LONGEST_PAYER, into_drawer
from desktop.domain.orders.status import Standing
from desktop.domain.orders.takings import debt, refund_payment
from desktop.domain.plain_text import one_line
from desktop.ui.words.words import payment_word, yuan

translate = QCoreApplication.translate


def payment_text(order: Order) -> str:
    """The way in which an order is paid, who owes it, and how money went back if that was another way."""
    word = payment_word(order.paid_with)
    if order.paid_with == CREDIT:
        text = translate("Payment", "{word}: {payer} owes {amount}")
        return text.format(word=word, payer=one_line(order.payer, LONGEST_PAYER), amount=yuan(debt(order)))
    if order.settled is not None:
        text = translate("Payment", "{word}, after it was on credit for {payer}")
        word = text.format(word=word, payer=one_line(order.payer, LONGEST_PAYER))
    if order.returned_with and handed_back(order):
        text = translate("Payment", "{word}, money back: {other}")
        return text.format(word=word, other=payment_word(order.returned_with))
    return word


def return_act(order: Order, fen: int) -> str:
    """The text of the button which says that the customer has the money back."""
    way = refund_payment(order)
    if into_drawer(way):
        return translate("Acts", "Cash returned {amount}").format(amount=yuan(fen))
    return translate("Acts", "Returned by {way}: {amount}").format(way=payment_word(way), amount=yuan(fen))


def to_return(order: Order, fen: int) -> str:
    """The headline of an order whose customer gets money back."""
    way = refund_payment(order)
    if into_drawer(way):
        return translate("Messages", "Return {amount} in cash to the customer").format(amount=yuan(fen))
    text = translate("Messages", "Return {amount} to the customer by {way}")
    return text.format(amount=yuan(fen), way=payment_word(way))


def returned(order: Order, fen: int) -> str:
    """The remark on an order whose customer has the money back."""
    way = refund_payment(order)
    if into_drawer(way):
        return translate("Rows", "Cash returned {amount}").format(amount=yuan(fen))
    return translate("Rows", "Returned by {way} {amount}").format(way=payment_word(way), amount=yuan(fen))


def returned_at(order: Order, fen: int, time: str) -> str:
    """The sentence on an order whose customer has the money back since then."""
    way = refund_payment(order)
    if into_drawer(way):
        text = translate("Messages", "Cash returned to the customer: {amount}, at {time}")
        return text.format(amount=yuan(fen), time=time)
    text = translate("Messages", "Returned to the customer by {way}: {amount}, at {time}")
    return text.format(way=payment_word(way), amount=yuan(fen), time=time)


def return_it(order: Order) -> str:
    """The advice for an order that did not arrive and was not paid in cash."""
    way = payment_word(refund_payment(order))
    if order.standing is Standing.NOT_SENT:
        text = translate("Messages", "Never left this computer; no money moved. Order again, or return it by {way}.")
    else:
        text = translate("Messages", "Did not arrive. It was paid by {way}: return the money there.")
    return text.format(way=way)


def no_other_way() -> str:
    """The answer where the settings name only one way to pay."""
    return translate("Messages", "The settings name no other way to pay.")


def nothing_owed() -> str:
    """The advice for an order on credit that did not arrive."""
    return translate("Messages", "Did not arrive. It was on credit: nothing to return, and the customer owes nothing.")


def still_owed(order: Order) -> str:
    """The advice for an order on credit that arrived in part."""
    text = translate("Messages", "Arrived in part. It is on credit: the customer owes {amount}.")
    return text.format(amount=yuan(debt(order)))
