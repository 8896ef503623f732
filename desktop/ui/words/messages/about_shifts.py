"""Words about shifts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.shift import ShiftProblem

translate = QCoreApplication.translate


def wrong(problem: ShiftProblem) -> str:
    """The line about something that cannot be done."""
    return {
        ShiftProblem.OPEN: translate("Shifts", "A shift is open: hand it over first."),
        ShiftProblem.NONE_OPEN: translate("Shifts", "No shift is open."),
        ShiftProblem.NO_AMOUNT: translate("Shifts", "Enter an amount in yuan, such as 350 or 99.50."),
        ShiftProblem.TOO_LARGE: translate("Shifts", "The amount is too large."),
        ShiftProblem.NO_REASON: translate("Shifts", "Write down the reason."),
        ShiftProblem.NOT_THERE: translate("Shifts", "There is not so much in the drawer."),
        ShiftProblem.CHANGED: translate("Shifts", "Something has changed since the count: count again."),
    }[problem]


def not_saved() -> str:
    """The line after something that could not be written."""
    return translate("Shifts", "Not saved: the disk does not take it. Nothing has changed.")


def why_blind() -> str:
    """The explanation before the count."""
    return translate("Shifts", "Count the cash in the drawer first. What should be in it is told afterwards.")
