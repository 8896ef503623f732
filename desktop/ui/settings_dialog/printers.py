"""Which printer receipts go to. Importing this costs nothing; asking the system for its printers does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from desktop.ui.settings_dialog.row import Row

translate = QCoreApplication.translate


def installed() -> list[str]:
    """The names of the printers that the system has at present."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()


def printer_row(names: list[str]) -> Row:
    """One of these printers or the system's default; one remembered that is not among them can be kept."""
    box = QComboBox()
    box.setProperty("role", "wide")
    box.addItem(translate("Settings", "The system's default"), "")
    for name in names:
        box.addItem(name, name)

    def put(name: str) -> None:
        if box.findData(name) < 0:
            box.addItem(translate("Settings", "{printer} (missing now)").format(printer=name), name)
        box.setCurrentIndex(box.findData(name))

    return Row("printer", translate("Settings", "Printer"), box, put=put, take=box.currentData)
