"""Opens the settings when the desk cannot be opened because of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

from desktop.settings import Settings
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.plain import plain_box

translate = QCoreApplication.translate


async def mended(title: str, reason: str, settings: Settings) -> Settings | None:
    """Show the reason, then the settings' connection page; returns the settings chosen, None to close the program."""
    while True:
        box = plain_box(QMessageBox.Icon.Warning, title, reason, None)
        to_settings = box.addButton(translate("Start", "Open the settings"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(translate("Start", "Close the program"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(to_settings)
        box.setEscapeButton(leave)
        await shown(box)
        if box.clickedButton() is not to_settings:
            return None
        dialog = SettingsDialog(settings, None, page="connection", may_change_account=False)
        if await shown(dialog):
            return dialog.chosen
