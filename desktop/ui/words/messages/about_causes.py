"""Causes of failures, in the language on screen."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders.cause import Cause, cause_of
from desktop.domain.plain_text import one_line

log = logging.getLogger(__name__)

translate = QCoreApplication.translate


def because(reason: str) -> str:
    """The cause of a failure just now, from a library's or the system's reason; the reason is logged."""
    log.warning("shown to the clerk as a cause only: %s", reason)
    return cause_word(cause_of(reason))


def cause_word(cause: Cause) -> str:
    """The cause as half a sentence."""
    return {
        Cause.CLOSING: translate("Causes", "the program was being closed"),
        Cause.NOT_STORED: translate("Causes", "the platform's answer could not be saved on this computer"),
        Cause.NOT_SECURE: translate("Causes", "the connection to the platform was not secure"),
        Cause.NO_CONNECTION: translate("Causes", "the platform could not be reached"),
        Cause.TOO_SLOW: translate("Causes", "no answer came in time"),
        Cause.LINE_BROKE: translate("Causes", "the line broke before the answer had come"),
        Cause.THROTTLED: translate("Causes", "the platform asked for fewer requests"),
        Cause.PLATFORM_FAULT: translate("Causes", "the platform answered with a fault of its own"),
        Cause.NOT_THE_PLATFORM: translate("Causes", "something else answered in place of the platform"),
        Cause.CONTRADICTORY: translate("Causes", "the platform's answer does not fit this order"),
        Cause.UNREADABLE: translate("Causes", "the platform's answer could not be read"),
        Cause.DISK_FULL: translate("Causes", "the disk is full"),
        Cause.FORBIDDEN: translate("Causes", "the system does not allow it to be written"),
        Cause.IN_USE: translate("Causes", "another program is using the file"),
        Cause.NOT_THERE: translate("Causes", "the folder or the file is not there"),
        Cause.DISK_FAULT: translate("Causes", "the disk or the file has a fault"),
        Cause.UNTOLD: translate("Causes", "another reason"),
    }[cause]


def written(file: Path, reason: str) -> str:
    """The result of writing a file; `reason` is the system's if it failed, otherwise ""."""
    if not reason:
        return translate("Causes", "Done: {file} is written.").format(file=one_line(file.name))
    text = translate("Causes", "Nothing was written: {reason}. {remedy}")
    return text.format(reason=because(reason), remedy=remedy(reason))


def not_saved(reason: str) -> str:
    """Two sentences: why this computer could not save something, and what to do."""
    if cause_of(reason) is Cause.CLOSING:
        return translate("Causes", "The program was being closed. Start it again.")
    text = translate("Causes", "This computer could not save it: {reason}. {remedy}")
    return text.format(reason=because(reason), remedy=remedy(reason))


def remedy(reason: str) -> str:
    """A sentence: what to do when this computer could not save something."""
    return {
        Cause.DISK_FULL: translate("Causes", "Free space on the disk."),
        Cause.FORBIDDEN: translate(
            "Causes", "If it is open in another program, close it there; else check the folder's permissions."
        ),
        Cause.IN_USE: translate("Causes", "Close the other program, or wait a moment; then try again."),
    }.get(cause_of(reason)) or translate("Causes", "Try again; if it stays so, start the program anew.")
