"""Messages about numbers: errors, and warnings before money is sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.mobile import LENGTH, NumberProblem, Operator, is_carried, operator_of
from desktop.ui.words.places import place_of
from desktop.ui.words.words import carrier, operator_and_place, operator_word, short_operator

if TYPE_CHECKING:
    from desktop.domain.orders.outcome import MobileInfo

translate = QCoreApplication.translate


def by_prefix(digits: str) -> str:
    """The operator of a segment and the place where it was issued, as far as the digits show; "" for no operator's."""
    operator = operator_of(digits)
    if operator is None:
        return ""
    where = operator_and_place(short_operator(operator), place_of(digits))
    return translate("Messages", "{operator} (by prefix)").format(operator=where)


def seldom_rechargeable(operator: Operator) -> str:
    """The warning about a virtual operator's or a satellite's segment."""
    text = translate("Messages", "{operator} (by prefix): often refused.")
    return text.format(operator=operator_word(operator))


def carried(info: MobileInfo) -> str:
    """The warning about a carried number, "" for any other."""
    original, current = carrier(info.original), carrier(info.current)
    if not is_carried(info.original, info.current):
        return ""
    text = translate("Messages", "Carried: {original} → {current}, often refused.")
    return text.format(original=original, current=current)


def number_problem(problem: NumberProblem, digits: str) -> str:
    """The error of a number, and what would be right."""
    match problem:
        case NumberProblem.NOT_DIGITS:
            return translate("Messages", "A mobile number has digits only.")
        case NumberProblem.TOO_SHORT if not digits:
            return translate("Messages", "Type the customer's mobile number.")
        case NumberProblem.TOO_SHORT:
            missing = LENGTH - len(digits)
            return translate("Messages", "{missing} more digits: a mobile number has 11.").format(missing=missing)
        case NumberProblem.TOO_LONG:
            extra = len(digits) - LENGTH
            return translate("Messages", "{extra} digits too many: a mobile number has 11.").format(extra=extra)
        case NumberProblem.UNKNOWN_SEGMENT:
            return translate("Messages", "No mobile number begins like this.")


def slow_warning() -> str:
    """The warning shown with every slow recharge (desktop/README.md, "The recharge tab")."""
    return translate(
        "Messages",
        "Slow: arrives in parts within 72 hours. Discounted slow top-ups have got customers' numbers suspended.",
    )
