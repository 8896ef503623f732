"""What is said when the program cannot open its desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.services.start_trouble import StartTrouble

translate = QCoreApplication.translate


def title() -> str:
    return translate("Start", "Top-up Desk")


def sentence(trouble: StartTrouble, folder: Path) -> str:
    """What happened, what it means for the orders, what to do now."""
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
            "Do not delete it; call whoever set this program up.",
        ),
        StartTrouble.UNWRITABLE: translate(
            "Start",
            "The folder {folder} cannot be written, so no order could be saved. Nothing was sent. "
            "Check the disk and the folder's permissions, then start again.",
        ),
        StartTrouble.BAD_PROXY: translate(
            "Start", "The proxy address in the settings cannot be used. Correct it in settings.json and start again."
        ),
        StartTrouble.SILENT_TWIN: translate(
            "Start",
            "The program is running already on {folder}, but does not answer. Wait a moment; "
            "if it stays so, end it in the task manager and start again.",
        ),
    }[trouble].format(folder=folder)
