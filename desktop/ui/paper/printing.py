"""Output to a printer of this computer or to a PDF."""

from __future__ import annotations

from math import ceil
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice, QSizeF
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.ui.paper.layout import Layout
from desktop.ui.paper.pages import pages, paint
from desktop.ui.paper.sheets import PaperSheet

_MM_PER_INCH = 25.4
_PDF_DPI = 600


class Printers(Protocol):
    """The printers of a computer."""

    def names(self) -> list[str]:
        """The names of the system's present printers."""

    def default(self) -> str:
        """The system's default printer, "" for none."""

    def open(self, name: str) -> QPrinter | None:
        """A printer to draw on; None if no printer of this name exists any more."""


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


def send(layout: Layout, sheet: PaperSheet, printer: QPrinter, title: str) -> bool:
    """Print on pages of the sheet's size, or on the driver's pages if it does not know that size; whether the system
    accepted the print.

    Must not be called in a task: a driver that writes files may ask for the file's name in a nested event loop.
    """
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageLayout(sheet.page_layout(layout.height))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    # A driver that does not know the size uses a page of its own: everything is drawn smaller if that page is narrower,
    # and divided again if it is shorter; on a roll the pages join.
    page = printer.paperRect(QPrinter.Unit.Millimeter)
    narrow = min(1.0, page.width() / sheet.printable)
    painter.scale(narrow * printer.logicalDpiX() / _MM_PER_INCH, narrow * printer.logicalDpiY() / _MM_PER_INCH)
    _draw(layout, sheet, painter, printer, QSizeF(page.width() / narrow, page.height() / narrow))
    return painter.end() and printer.printerState() is not QPrinter.PrinterState.Error


def _draw(layout: Layout, sheet: PaperSheet, painter: QPainter, printer: QPrinter, driver: QSizeF) -> None:
    """`driver` is the size of the driver's page in mm."""
    if sheet.height is not None and layout.goes_on:
        sheet = replace(sheet, height=min(sheet.height, driver.height()))
    begun = False
    for page in pages(layout, sheet):
        painter.save()
        for part in range(ceil((sheet.top + page.height) / driver.height())):
            if begun:
                printer.newPage()
            begun = True
            if part:
                painter.translate(0, -driver.height())
            paint(page, layout, sheet, painter, driver.width())
        painter.restore()


def pdf(layout: Layout, sheet: PaperSheet, title: str) -> bytes:
    """The contents of a PDF file with pages of the sheet's size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(title)
    writer.setPageLayout(sheet.page_layout(layout.height))
    painter = QPainter(writer)
    painter.scale(_PDF_DPI / _MM_PER_INCH, _PDF_DPI / _MM_PER_INCH)
    for number, page in enumerate(pages(layout, sheet)):
        if number:
            writer.newPage()
        paint(page, layout, sheet, painter, sheet.width)
    painter.end()
    return bytes(buffer.data().data())
