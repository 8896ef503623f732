"""The page of the second folder for backups, beside this computer's own disk."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDir
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from desktop.ui.settings_dialog.kinds import line
from desktop.ui.settings_dialog.page import SettingsPage
from desktop.ui.settings_dialog.row import Entry, SettingRow
from desktop.ui.widgets.build import button, label

translate = QCoreApplication.translate


def backups() -> SettingsPage:
    choose = button(translate("Settings", "Choose…"), "small")
    choose.setAccessibleName(translate("Settings", "Choose the second folder"))
    folder = line(
        "backup_folder",
        translate("Settings", "The whole path of a folder, or nothing."),
        hint=translate("Settings", "On a stick, another disk, or one that is synced."),
        empty=translate("Settings", "none"),
    )
    folder.beside = choose
    field = folder.widget
    assert isinstance(field, QLineEdit)
    choose.clicked.connect(lambda: _choose(field))
    told = translate(
        "Settings",
        "Backups are made on this computer by themselves: every hour in which something happened, at each daily close "
        "and at exit. Each is copied to the second folder, too: should the disk break or the computer be stolen, the "
        "orders are not lost. The copies hold customers' numbers: keep the stick as you keep the cash. Shops and "
        "computers may share a folder. Orders of practice mode are not copied there.",
    )
    return SettingsPage([folder, SettingRow("", "", Entry(_paragraph(told)), wide=True)])


def _choose(field: QLineEdit) -> None:
    dialog = QFileDialog(field.window(), translate("Settings", "Second folder for backups"), field.text())
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda chosen: field.setText(QDir.toNativeSeparators(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _paragraph(text: str) -> QLabel:
    paragraph = label(text, "muted")
    paragraph.setWordWrap(True)
    return paragraph
