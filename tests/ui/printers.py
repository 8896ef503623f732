"""Printers that print into files, and a file dialog filled in by a clerk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit

from tests.conftest import until
from tests.ui.desk import visible


class FakePrinters:
    """Print into files; `opened` are theirs."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder = folder
        self.there = list(names)
        self.opened: list[Path] = []

    def names(self) -> list[str]:
        return self.there

    def default(self) -> str:
        return self.there[-1] if self.there else ""

    def open(self, name: str) -> QPrinter | None:
        if name not in self.there:
            return None
        self.opened.append(self.folder / f"{name}-{len(self.opened)}.pdf")
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self.opened[-1]))
        return printer


async def choose_file(path: Path) -> None:
    """Once a file dialog is open, enter this file and save."""
    await until(lambda: visible(QFileDialog))
    chooser = visible(QFileDialog)
    assert chooser is not None
    name = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    chooser.accept()
    await until(lambda: visible(QFileDialog) is None)
