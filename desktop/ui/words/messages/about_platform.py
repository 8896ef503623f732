"""Messages of the platform, and about answers that could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.ui.words import words

if TYPE_CHECKING:
    from desktop.domain.orders.outcome import Contradiction, Declined, NoAnswer

translate = QCoreApplication.translate


def said(answer: Declined) -> str:
    """The platform's own words, in a sentence."""
    text = translate("Messages", "The platform says: {words} ({code}).")
    return text.format(words=words.said(answer.words), code=one_line(answer.code, LONGEST_NAME))


def trouble(outcome: Contradiction | Declined | NoAnswer) -> str:
    """The reason why the platform could not be queried, and what to do."""
    from desktop.domain.orders.outcome import Contradiction, Declined, NoAnswer, Trouble

    match outcome:
        case Contradiction():
            return translate(
                "Messages",
                "The platform answered about another order; that was not believed. The program keeps asking.",
            )
        case Declined():
            hint = translate("Messages", "Check the account in the menu, or ask the platform.")
            return f"{said(outcome)} {hint}"
        case NoAnswer(Trouble.UNREACHABLE):
            return translate("Messages", "The platform cannot be reached. Check the network; the program keeps trying.")
        case NoAnswer(Trouble.THROTTLED):
            return translate("Messages", "The platform asks for fewer questions. The program asks more slowly now.")
        case NoAnswer():
            return translate("Messages", "The platform's answer cannot be read. The program keeps trying.")
