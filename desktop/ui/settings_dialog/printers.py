"""The choice of a printer. Importing this module is cheap; listing the system's printers is not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from desktop.domain.plain_text import one_line
from desktop.ui.settings_dialog.row import Entry, SettingRow
from desktop.ui.settings_dialog.titles import title_of

translate = QCoreApplication.translate


def installed() -> list[str]:
    """The names of the system's present printers."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()


def printer_row(name: str, names: list[str]) -> SettingRow:
    """A choice of these printers and the system's default; a saved printer that is missing can be kept."""
    box = QComboBox()
    box.setProperty("role", "wide")
    box.addItem(translate("Settings", "The system's default"), "")
    for one in names:
        box.addItem(one_line(one), one)

    def put(chosen: str) -> None:
        if box.findData(chosen) < 0:
            box.addItem(translate("Settings", "{printer} (missing now)").format(printer=one_line(chosen)), chosen)
        box.setCurrentIndex(box.findData(chosen))

    return SettingRow(name, title_of(name), Entry(box, put, box.currentData))
