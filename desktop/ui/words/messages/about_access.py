"""Messages while the platform refuses the account, or its orders for want of money.

In a message of two lines the first one is the sentence of a bar, the second explains it.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.domain.refusal import Refusal, RefusedPart, Unfunded
from desktop.ui.words import words

translate = QCoreApplication.translate

_QUOTED = 24
"""The most characters of the platform's words in a bar; the details that can be copied have all of them."""


def refused(refusal: Refusal) -> str:
    """The bar over all tabs."""
    text = {
        RefusedPart.KEY: translate(
            "Messages",
            "The platform refuses this key: no order can be placed\n"
            "Nothing is sent or charged. Enter the new key from Wikeyun ({said}). Earlier orders stay saved.",
        ),
        RefusedPart.STORE: translate(
            "Messages",
            "The platform refuses this store: no order can be placed\n"
            "Nothing is sent or charged. Check the store id, or ask the platform ({said}).",
        ),
        RefusedPart.CLOCK: translate(
            "Messages",
            "The platform refuses this computer's time: no order can be placed\n"
            "Nothing is sent or charged. Set date and time right, then try again ({said}).",
        ),
        RefusedPart.ADDRESS: translate(
            "Messages",
            "The platform refuses this computer's network address: no order can be placed\n"
            "Nothing is sent or charged. Ask the platform to allow it ({said}).",
        ),
    }[refusal.part]
    return text.format(said=_said(refusal))


def state_word(refusal: Refusal) -> str:
    """Two words for it, where the line's state is shown."""
    return {
        RefusedPart.KEY: translate("Messages", "Key refused"),
        RefusedPart.STORE: translate("Messages", "Store refused"),
        RefusedPart.CLOCK: translate("Messages", "Time refused"),
        RefusedPart.ADDRESS: translate("Messages", "Address refused"),
    }[refusal.part]


def stopped_button(refusal: Refusal) -> str:
    """The text of the form's main button meanwhile."""
    return translate("Messages", "{what}: nothing can be ordered now").format(what=state_word(refusal))


def not_ordered(refusal: Refusal) -> str:
    """The answer to an order that is tried all the same."""
    text = translate("Messages", "Not ordered, no money moved: {what}. {remedy}")
    return text.format(what=state_word(refusal), remedy=_remedy(refusal))


def nothing_sent(refusal: Refusal) -> str:
    """The answer when an order is to be sent again meanwhile."""
    text = translate("Messages", "Nothing was sent, no money moved: {what}. {remedy}")
    return text.format(what=state_word(refusal), remedy=_remedy(refusal))


def on_sheet(refusal: Refusal) -> str:
    """The warning on the confirm sheet, whose confirm button is off meanwhile."""
    text = translate("Messages", "{what}: this cannot be ordered now. Nothing is ordered, no money moves; go back.")
    return text.format(what=state_word(refusal))


def details(refusal: Refusal) -> str:
    """The text about a refusal for the owner or the platform's support."""
    text = translate("Messages", "{what} since {time}. The platform says: {words} (code {code}).")
    return text.format(
        what=state_word(refusal),
        time=words.moment(refusal.since),
        words=words.said(refusal.words),
        code=one_line(refusal.code, LONGEST_NAME),
    )


def unfunded(lack: Unfunded) -> str:
    """The bar over all tabs while orders are refused for want of money."""
    text = translate(
        "Messages",
        "The platform refuses orders since {time}: the balance is too small\n"
        "Each one is checked before its cash goes back. Pay in with the platform, then go on ({words}).",
    )
    return text.format(time=words.minute(lack.since), words=one_line(lack.words, _QUOTED))


def _said(refusal: Refusal) -> str:
    text = translate("Messages", "{words}, code {code}")
    return text.format(words=one_line(refusal.words, _QUOTED), code=one_line(refusal.code, LONGEST_NAME))


def _remedy(refusal: Refusal) -> str:
    return {
        RefusedPart.KEY: translate("Messages", "Enter the new key: Alt+K."),
        RefusedPart.STORE: translate("Messages", "Check the store id: Alt+K."),
        RefusedPart.CLOCK: translate("Messages", "Set this computer's date and time right, then F5."),
        RefusedPart.ADDRESS: translate("Messages", "Ask the platform to allow this computer's address, then F5."),
    }[refusal.part]
