"""Messages when the program cannot open its desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.services.upkeep.start_trouble import StartTrouble

translate = QCoreApplication.translate


def title() -> str:
    return translate("Start", "Top-up Desk")


def sentence(trouble: StartTrouble, folder: Path) -> str:
    """A start trouble, its meaning for the orders, and the way out."""
    return (_of_the_file() | _of_the_place() | _of_the_line())[trouble].format(folder=folder)


def not_restored() -> str:
    """The message that a restore failed."""
    return translate(
        "Start", "The backup could not be put back. The orders are as they were. Try another one, or free the disk."
    )


def _of_the_file() -> dict[StartTrouble, str]:
    return {
        StartTrouble.NEWER: translate(
            "Start",
            "A newer version of this program wrote the orders in {folder}. They were left untouched. "
            "Start the newer version.",
        ),
        StartTrouble.FOREIGN: translate(
            "Start",
            "The database in {folder} is not the shop's, perhaps practice data or another program's. "
            "It was left untouched. Choose another data folder.",
        ),
        StartTrouble.DAMAGED: translate(
            "Start",
            "The orders in {folder} cannot be read: the file is damaged. It was left untouched, and nothing is sent. "
            "Choose a backup to put back: orders placed after it come back as unconfirmed and are asked about.",
        ),
        StartTrouble.ALTERED: translate(
            "Start",
            "Somebody has built things into the file of the orders in {folder} that this program does not make; they "
            "could falsify orders. It was left untouched, and nothing is sent. Choose a backup from before to put "
            "back: orders placed after it come back as unconfirmed and are asked about.",
        ),
        StartTrouble.MISSING: translate(
            "Start",
            "Orders were kept in {folder}, but their file is gone. Nothing is sent. "
            "Choose a backup to put back: orders placed after it come back as unconfirmed and are asked about.",
        ),
        StartTrouble.NO_UPGRADE: translate(
            "Start",
            "This version must change the file of the orders in {folder}, and could not back it up before. "
            "Nothing was changed. Free space on the disk and start again.",
        ),
    }


def _of_the_place() -> dict[StartTrouble, str]:
    return {
        StartTrouble.NETWORK_DRIVE: translate(
            "Start",
            "The folder {folder} is on a network drive, where orders cannot be kept safely. Nothing was sent. "
            "Choose a folder on this computer's own disk.",
        ),
        StartTrouble.UNWRITABLE: translate(
            "Start",
            "The folder {folder} cannot be written, so no order could be saved. Nothing was sent. "
            "Check the disk and the folder's permissions, then start again.",
        ),
        StartTrouble.SILENT_TWIN: translate(
            "Start",
            "The program is running already on {folder}, but does not answer. Wait a moment; "
            "if it stays so, end it in the task manager and start again.",
        ),
    }


def _of_the_line() -> dict[StartTrouble, str]:
    return {
        StartTrouble.BAD_PROXY: translate(
            "Start", "The proxy address in the settings cannot be used, so nothing is sent. Correct it in the settings."
        ),
        StartTrouble.UNPROTECTED: translate(
            "Start",
            "The platform's address does not begin with https://, so the shop's keys and the customers' numbers would "
            "travel where others can read them, and answers could be forged. Nothing was sent. Correct the address in "
            "the settings, or allow it there.",
        ),
        StartTrouble.UNPROTECTED_GIVEN: translate(
            "Start",
            "The platform's address in TOPUP_DESK_BASE_URL does not begin with https://, so the shop's keys and the "
            "customers' numbers would travel where others can read them, and answers could be forged. Nothing was "
            "sent. Correct it there, or allow it in the settings.",
        ),
    }
