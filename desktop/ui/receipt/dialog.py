"""The receipt of an order: looked at, printed, kept as a PDF, copied as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.order import Order
from desktop.domain.paper import Paper
from desktop.services.desk import Desk
from desktop.services.notebook import NotKeptError
from desktop.services.receipts import Receipt, Shop, as_text, keep_file, receipt_of
from desktop.settings import Settings
from desktop.ui.build import button, dress, label
from desktop.ui.dialogs import shown
from desktop.ui.receipt.drawing import Drawing
from desktop.ui.receipt.paper import SHEETS, paper_word
from desktop.ui.receipt.preview import Preview
from desktop.ui.receipt.printing import Printers, SystemPrinters, pdf, send
from desktop.ui.receipt.wording import labels, wording
from desktop.ui.tokens import SPACE


class ReceiptDialog(QDialog):
    """`preferences_changed` carries the Paper and the printer's name when one was printed with others than the settings
    have. `take` may be connected to the bridge's orders, so that no receipt says less than is known.
    """

    preferences_changed = Signal(object, str)

    def __init__(
        self,
        order: Order,
        desk: Desk,
        settings: Settings,
        parent: QWidget,
        *,
        practice: bool,
        printers: Printers | None = None,
    ) -> None:
        super().__init__(parent)
        self._order = order
        self._desk = desk
        self._shop = Shop(settings.shop_name, settings.shop_phone, settings.receipt_footer)
        self._remembered = (settings.paper, settings.printer)
        self._practice = practice
        self._printers = printers or SystemPrinters()
        self._noting = False
        """A print is being written down; until it is, another one would not be marked as a reprint."""
        self._gone = False
        self.setWindowTitle(self.tr("Receipt of order {order_no}").format(order_no=order.order_no))
        self.preview = Preview()
        self.paper = QComboBox()
        self.printer = QComboBox()
        self.printer_trouble = label(role="warning")
        self.print_button = button(self.tr("Print (Enter)"), "primary")
        self.pdf_button = button(self.tr("Save as PDF… (Ctrl+S)"))
        self.copy_button = button(self.tr("Copy as text (Ctrl+C)"))
        self.close_button = button(self.tr("Close (Esc)"))
        self.answer = label()
        self._fill(settings)
        self._lay_out()
        self._connect()
        self._refresh()
        (self.print_button if self.print_button.isEnabled() else self.pdf_button).setFocus()

    def take(self, orders: list[Order]) -> None:
        """Show the order as it stands by now, where it is among these."""
        for order in orders:
            if order.order_no == self._order.order_no and not self._gone:
                self._order = order
                self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.print_button.click()
            return
        super().keyPressEvent(event)

    def _fill(self, settings: Settings) -> None:
        for paper in Paper:
            self.paper.addItem(paper_word(paper), paper)
        self.paper.setCurrentIndex(self.paper.findData(settings.paper))
        names = self._printers.names()
        self.printer.addItems(names)
        if settings.printer in names:
            self.printer.setCurrentText(settings.printer)
            return
        self.printer.setCurrentText(self._printers.default())
        if not names:
            text = self.tr("No printer is set up on this computer. Save the receipt as a PDF, or copy it as text.")
            self.printer_trouble.setText(text)
        elif settings.printer:
            text = self.tr("The printer “{name}” is not there now: is it connected and on? Another one is chosen.")
            self.printer_trouble.setText(text.format(name=settings.printer))

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(SPACE.near)
        for name, box in ((self.tr("Paper"), self.paper), (self.tr("Printer"), self.printer)):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            title = label(name, "muted")
            side.addWidget(title)
            side.addWidget(box)
            title.setVisible(box.count() > 0)
            box.setVisible(box.count() > 0)
        self.printer_trouble.setVisible(bool(self.printer_trouble.text()))
        side.addWidget(self.printer_trouble)
        side.addSpacing(SPACE.near)
        for one in (self.print_button, self.pdf_button, self.copy_button):
            side.addWidget(one)
        side.addWidget(self.answer)
        side.addStretch(1)
        side.addWidget(self.close_button)
        for text in (self.printer_trouble, self.answer):
            text.setWordWrap(True)
        right = QWidget()
        right.setFixedWidth(300)
        side.setContentsMargins(0, 0, 0, 0)
        right.setLayout(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.page, SPACE.page, SPACE.wide, SPACE.page)
        row.setSpacing(SPACE.page)
        row.addWidget(self.preview, 1)
        row.addWidget(right)
        self.setTabOrder(self.close_button, self.preview)

    def _connect(self) -> None:
        self.paper.currentIndexChanged.connect(self._refresh)
        self.printer.currentIndexChanged.connect(self._refresh)
        self.print_button.clicked.connect(self._print)
        self.pdf_button.clicked.connect(self._choose_file)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        QShortcut(QKeySequence.StandardKey.Copy, self).activated.connect(self.copy_button.click)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self.pdf_button.click)

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed, or taken away with the window: what is being saved finds no widgets any more."""
        super().hideEvent(event)
        self._gone = True

    @property
    def _chosen_paper(self) -> Paper:
        return Paper(self.paper.currentData())

    def _receipt(self) -> Receipt:
        now = self._desk.clock.now()
        return receipt_of(self._order, labels(), wording(self._order, now), self._shop, now, practice=self._practice)

    def _drawing(self) -> Drawing:
        return Drawing(self._receipt(), SHEETS[self._chosen_paper])

    def _refresh(self) -> None:
        self.preview.show_drawing(self._drawing(), SHEETS[self._chosen_paper], as_text(self._receipt()))
        self.print_button.setEnabled(self.printer.count() > 0 and not self._noting)
        self.pdf_button.setEnabled(not self._noting)

    def _print(self) -> None:
        """Outside of any task (`send`)."""
        name, paper = self.printer.currentText(), self._chosen_paper
        printer = self._printers.open(name)
        if printer is None:
            text = self.tr("Not printed: the printer “{name}” is not there any more. Is it connected and on?")
            self._say(text.format(name=name), "error")
        elif not send(self._drawing(), SHEETS[paper], printer, self._title()):
            text = self.tr("Not printed: the printer “{name}” did not take it. Is it on, and is paper in it?")
            self._say(text.format(name=name), "error")
        else:
            if (paper, name) != self._remembered:
                self._remembered = (paper, name)
                self.preferences_changed.emit(paper, name)
            self._note(paper, self.tr("Sent to the printer “{name}”.").format(name=name))

    def _choose_file(self) -> None:
        self._desk.tasks.read("receipt file", self._save_pdf())

    async def _save_pdf(self) -> None:
        path = await self._chosen_file()
        if path is not None and not self._gone:
            self._desk.tasks.command("receipt pdf", self.write_pdf(path))

    async def write_pdf(self, path: Path) -> None:
        """Save the receipt as it is shown, and count that as a print; what came of it is said in the dialog."""
        paper = self._chosen_paper
        self._lock(True)
        reason = await keep_file(path, pdf(self._drawing(), SHEETS[paper], self._title()))
        if reason:
            self._lock(False)
            if not self._gone:
                self.pdf_button.setFocus()
            text = self.tr("Nothing was saved: {file} cannot be written ({reason}). Choose another folder.")
            self._say(text.format(file=path.name, reason=reason), "error")
        else:
            await self._write_down(paper, self.tr("Saved: {file}").format(file=path))

    def _note(self, paper: Paper, done: str) -> None:
        self._lock(True)
        self._desk.tasks.command("receipt printed", self._write_down(paper, done))

    async def _write_down(self, paper: Paper, done: str) -> None:
        """Count the print, so that the next one is marked."""
        try:
            order = await self._desk.notebook.printed(self._order.order_no, paper.value)
        except NotKeptError as failed:
            order = replace(self._order, prints=self._order.prints + 1)
            text = self.tr("{done} But this computer could not note it ({reason}): free the disk.")
            self._say(text.format(done=done, reason=failed), "warning")
        else:
            self._say(done, "success")
        self._lock(False)
        self.take([order])
        if not self._gone:
            self.close_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._receipt()))
        self._say(self.tr("Copied as text: paste it into a message."), "success")

    def _lock(self, noting: bool) -> None:
        self._noting = noting
        if not self._gone:
            self._refresh()
            if noting:
                self.preview.setFocus()  # where a second Enter by habit does nothing

    def _say(self, text: str, role: str) -> None:
        if not self._gone:
            dress(self.answer, role)
            self.answer.setText(text)

    def _title(self) -> str:
        return self.tr("Receipt {order_no}").format(order_no=self._order.order_no)

    async def _chosen_file(self) -> Path | None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        dialog = QFileDialog(self, self.tr("Save the receipt"), folder, self.tr("PDF file (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._title()}.pdf")
        if not await shown(dialog) or not dialog.selectedFiles():
            return None
        return Path(dialog.selectedFiles()[0])
