"""The acts of the clerk on an order, in the action list and on its sheet, and the key of each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders.action_group import ActionGroup, cash_to_return, group_of, is_disowned, is_late
from desktop.domain.orders.amounts import to_give_back
from desktop.domain.orders.payment import CREDIT
from desktop.domain.orders.status import Standing
from desktop.ui.widgets import qt_numbers as qt

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order

translate = QCoreApplication.translate


class Act(StrEnum):
    """The value of those that a letter does is that letter."""

    CASH_RETURNED = "cash"
    """The customer has the cash back."""
    SEEN_TO = "seen"
    """The clerk has done what the order asked for, other than returning cash."""
    OPEN = "open"
    TRY_AGAIN = "R"
    """Fill the form, to order it once more with the cash that is already collected."""
    ASK_NOW = "Q"
    COPY = "C"
    NOT_RETURNED = "not returned"
    """The customer does not have the cash after all."""
    RETURN_OTHERWISE = "return otherwise"
    """The customer has the money back in another way than it was paid."""
    PAY_OTHERWISE = "pay otherwise"
    """Another way of payment was noted by mistake."""
    SETTLE_DEBT = "settle"
    """The customer pays for an order on credit."""


KEYS = {
    qt.SPACE: (Act.CASH_RETURNED, Act.SEEN_TO),
    qt.RETURN: (Act.OPEN,),
    qt.ENTER: (Act.OPEN,),
    ord("R"): (Act.TRY_AGAIN,),
    ord("Q"): (Act.ASK_NOW,),
    ord("C"): (Act.COPY,),
}
"""The acts of each key; an order offers at most one of them."""


def acts_of(order: Order, now: float) -> tuple[Act, ...]:
    """The acts that an open row offers at this time (unix seconds), the likeliest first."""
    again = (Act.TRY_AGAIN,) if order.may_be_tried_again else ()
    if cash_to_return(order):
        return Act.CASH_RETURNED, *again, Act.OPEN
    if order.awaits_word:
        if order.standing is Standing.NOT_SENT:
            return Act.SEEN_TO, *again, Act.OPEN
        return Act.OPEN, Act.COPY, Act.SEEN_TO
    if is_late(order, now) or is_disowned(order, now) or order.overdue(now):
        return Act.COPY, Act.ASK_NOW, Act.OPEN
    if group_of(order, now) in (ActionGroup.ACT, ActionGroup.DOUBT):
        return Act.OPEN, Act.ASK_NOW, Act.COPY
    return (Act.OPEN, Act.ASK_NOW) if order.is_open else (Act.OPEN,)


def cash_of(order: Order) -> int:
    """The money (fen) of which CASH_RETURNED says that the customer has it back; 0 for an order on credit."""
    if order.paid_with == CREDIT:
        return 0
    return cash_to_return(order) or max(0, to_give_back(order) - order.cash_moved)


def act_word(act: Act, order: Order) -> str:
    """The text of its button."""
    match act:
        case Act.CASH_RETURNED:
            from desktop.ui.words.messages.about_payment import return_act  # not before the first paint

            return return_act(order, cash_of(order))
        case Act.SEEN_TO:
            return translate("Acts", "Seen to")
        case Act.TRY_AGAIN:
            return translate("Acts", "Try again")
        case Act.OPEN:
            return translate("Acts", "Open")
        case Act.ASK_NOW:
            return translate("Acts", "Ask now")
        case Act.COPY:
            return translate("Acts", "Copy for support")
        case Act.NOT_RETURNED:
            return not_returned_word()
        case Act.RETURN_OTHERWISE:
            return translate("Acts", "Returned in another way…")
        case Act.PAY_OTHERWISE:
            return translate("Acts", "Paid in another way…")
        case Act.SETTLE_DEBT:
            return translate("Acts", "The customer pays…")


def not_returned_word() -> str:
    """The text of the button that takes back that the cash was returned."""
    return translate("Acts", "Not returned yet")


def key_word(act: Act) -> str:
    """The name of its key, "" for none."""
    match act:
        case Act.NOT_RETURNED | Act.RETURN_OTHERWISE | Act.PAY_OTHERWISE | Act.SETTLE_DEBT:
            return ""
        case Act.CASH_RETURNED | Act.SEEN_TO:
            return translate("Acts", "Space")
        case Act.OPEN:
            return translate("Acts", "Enter")
        case _:
            return act.value


def icon_of(act: Act) -> str:
    """The icon of its button, "" for none."""
    return {
        Act.CASH_RETURNED: "hand-coins",
        Act.SEEN_TO: "check",
        Act.TRY_AGAIN: "rotate-ccw",
        Act.ASK_NOW: "refresh-cw",
        Act.COPY: "copy",
        Act.NOT_RETURNED: "undo",
        Act.SETTLE_DEBT: "hand-coins",
    }.get(act, "")
