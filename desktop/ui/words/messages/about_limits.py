"""Words about limits, blocked numbers, and situations in which shops are known to lose money."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders.caution import Caution
from desktop.domain.orders.limits import BlockedNumber
from desktop.domain.plain_text import one_line
from desktop.ui.words import words

translate = QCoreApplication.translate


def blocked(number: BlockedNumber) -> str:
    """The warning under a number that gets nothing without permission, and on its confirm sheet."""
    reason = one_line(number.reason)
    if number.until is None:
        return translate("Messages", "Blocked by the shop: {reason}").format(reason=reason)
    text = translate("Messages", "Blocked by the shop until {time}: {reason}")
    return text.format(reason=reason, time=words.minute(number.until))


def caution(what: Caution) -> str:
    """The quiet word on the confirm sheet."""
    return {
        Caution.MANY_LARGE: translate(
            "Messages", "Several large orders within minutes. A picture of a payment is no money: see it arrive first."
        ),
        Caution.AGAIN_AND_AGAIN: translate(
            "Messages", "This number gets the largest face value again and again. Ask whether that is right."
        ),
    }[what]


def what_limits_are() -> str:
    """The explanation in the dialog."""
    return translate(
        "Limits",
        "An order over a limit, or for a blocked number, needs the right for it, or somebody's permission by PIN. "
        "Orders that did not arrive are not counted.",
    )
