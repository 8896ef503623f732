"""Messages about errors in the program itself."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Crash(StrEnum):
    """The severity of an error."""

    AN_ERROR = "an error"
    """The program goes on."""
    LAST_TIME = "last time"
    """The error ended the previous run."""
    THE_END = "the end"
    """The program cannot go on."""


def headline(crash: Crash) -> str:
    return {
        Crash.AN_ERROR: translate("Crash", "Something went wrong in the program itself."),
        Crash.LAST_TIME: translate("Crash", "Last time an error ended the program."),
        Crash.THE_END: translate("Crash", "An error in the program itself: it cannot go on."),
    }[crash]


def sentence(crash: Crash) -> str:
    """The meaning for the orders, and what to do now."""
    return {
        Crash.AN_ERROR: translate(
            "Crash",
            "What you did last may not have happened: look before you do it again. Orders are not lost: each one was "
            "saved before it was sent. If this comes again, start the program again and send the details to whoever "
            "looks after it.",
        ),
        Crash.LAST_TIME: translate(
            "Crash",
            "Orders are not lost: each one was saved before it was sent. What was on its way is being asked about; "
            "see whether an order is there before you place it again. If this comes again, send the details to whoever "
            "looks after the program.",
        ),
        Crash.THE_END: translate(
            "Crash",
            "Orders are not lost: each one was saved before it was sent. Start the program again: what was on its way "
            "will be asked about. If this comes again, send the details to whoever looks after the program.",
        ),
    }[crash]
