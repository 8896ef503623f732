"""Where a receipt goes: a printer of this computer, or a PDF."""

from __future__ import annotations

from math import ceil
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.ui.receipt.drawing import Drawing, paint
from desktop.ui.receipt.paper import Sheet

_MM_PER_INCH = 25.4
_PDF_DPI = 600


class Printers(Protocol):
    """The printers that there are."""

    def names(self) -> list[str]:
        """As the system has them now."""

    def default(self) -> str:
        """The system's own choice, "" for none."""

    def open(self, name: str) -> QPrinter | None:
        """A printer to draw on, None where there is none of this name any more."""


class SystemPrinters:
    """The `Printers` of this computer."""

    def names(self) -> list[str]:
        return list(QPrinterInfo.availablePrinterNames())

    def default(self) -> str:
        return str(QPrinterInfo.defaultPrinterName())

    def open(self, name: str) -> QPrinter | None:
        if name not in self.names():
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        return printer if printer.isValid() and printer.printerName() == name else None


def send(drawing: Drawing, sheet: Sheet, printer: QPrinter, title: str) -> bool:
    """Print it on a page of its own size (or as many as the driver makes of that); whether the system took it.

    Not to be called in a task: a driver may ask where to (a printer that writes files), in a loop of its own.
    """
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageLayout(sheet.page_layout(drawing.height))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    # A driver that does not know the size puts a page of its own in place of it; on a roll the pages join.
    page = printer.paperRect(QPrinter.Unit.Millimeter)
    painter.scale(printer.logicalDpiX() / _MM_PER_INCH, printer.logicalDpiY() / _MM_PER_INCH)
    for number in range(ceil((sheet.top + drawing.height * sheet.shrink(drawing.height)) / page.height())):
        if number:
            printer.newPage()
            painter.translate(0, -page.height())
        paint(drawing, sheet, painter, page.width())
    return painter.end() and printer.printerState() is not QPrinter.PrinterState.Error


def pdf(drawing: Drawing, sheet: Sheet, title: str) -> bytes:
    """A PDF file of one page of the sheet's size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(title)
    writer.setPageLayout(sheet.page_layout(drawing.height))
    painter = QPainter(writer)
    painter.scale(_PDF_DPI / _MM_PER_INCH, _PDF_DPI / _MM_PER_INCH)
    paint(drawing, sheet, painter, sheet.width)
    painter.end()
    return bytes(buffer.data().data())
