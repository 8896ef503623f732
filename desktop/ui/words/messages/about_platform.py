"""Messages of the platform, and about answers that could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.ui.words import words

if TYPE_CHECKING:
    from desktop.domain.orders.outcome import Contradiction, Declined, NoAnswer, QueryOutcome

translate = QCoreApplication.translate


def said(answer: Declined) -> str:
    """The platform's own words, in a sentence."""
    text = translate("Messages", "The platform says: {words} ({code}).")
    return text.format(words=words.said(answer.words), code=one_line(answer.code, LONGEST_NAME))


def asking(which: str) -> str:
    """The line while an order is asked about; `which` names it."""
    return translate("Messages", "{order}\nAsking the platform…").format(order=which)


def answered(which: str, answer: QueryOutcome | None, now: float) -> str:
    """The line once that was answered at this time (unix seconds); None if it was being asked about already."""
    from desktop.domain.orders.outcome import Declined, OrderReport
    from desktop.ui.words.messages import about_desk

    match answer:
        case None:
            text = about_desk.asked_already()
        case OrderReport():
            text = translate("Messages", "The platform answered at {time}.").format(time=words.moment(now))
        case Declined():
            text = said(answer)
        case _:
            text = trouble(answer)
    return f"{which}\n{text}"


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
