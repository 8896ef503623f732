"""The dialog that shows a document, prints it, saves it as a PDF, and copies it as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.paper import Paper
from desktop.domain.plain_text import one_line
from desktop.exchange.whole_file import keep_file
from desktop.services.desk import Desk
from desktop.settings import Settings
from desktop.ui.look.tokens import SPACE
from desktop.ui.paper.layout import Layout
from desktop.ui.paper.preview import Preview
from desktop.ui.paper.printable import Printable, laid_out
from desktop.ui.paper.printing import Printers, SystemPrinters, pdf, send
from desktop.ui.paper.sheets import SHEETS, paper_word
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.chosen_file import chosen_file, pdf_files
from desktop.ui.widgets.plain import copy
from desktop.ui.words.messages.about_causes import because

translate = QCoreApplication.translate


class PrintJob(Struct, frozen=True):
    """`printable` is called for every preview and print. `file_name` has no suffix; it is also the print's name."""

    printable: Callable[[Paper], Printable]
    papers: Sequence[Paper]
    title: str
    file_name: str


class PaperDialog(QDialog):
    """Selects the settings' paper if the job has it, otherwise the job's last paper.

    `preferences_changed` carries the Paper and the printer's name when printing used other ones than selected at first
    or used last.
    """

    is_titled = False

    preferences_changed = Signal(object, str)

    def __init__(
        self,
        job: PrintJob,
        desk: Desk,
        settings: Settings,
        parent: QWidget,
        *,
        printers: Printers | None = None,
    ) -> None:
        super().__init__(parent)
        self._job = job
        self._desk = desk
        self._remembered = (settings.paper, settings.printer)
        self._printers = printers or SystemPrinters()
        self._busy = False
        """A print or a file is being recorded: no other one may start until that is done."""
        self._gone = False
        self.setWindowTitle(job.title)
        self.preview = Preview()
        self.paper = QComboBox()
        self.printer = QComboBox()
        self.printer_trouble = label(role="warning")
        self.print_button = button(translate("PaperDialog", "Print (Enter)"), "primary")
        self.pdf_button = button(translate("PaperDialog", "Save as PDF… (Ctrl+S)"))
        self.copy_button = button(translate("PaperDialog", "Copy as text (Ctrl+C)"))
        self.close_button = button(translate("PaperDialog", "Close (Esc)"))
        self.answer = label()
        self._actions = QVBoxLayout()
        self._last_action = self.copy_button
        self._fill_papers(job.papers, settings.paper)
        self._fill_printers(settings.printer)
        self._lay_out()
        self._connect()
        self._enable()
        self.redraw()
        (self.print_button if self.print_button.isEnabled() else self.pdf_button).setFocus()

    @property
    def chosen_paper(self) -> Paper:
        return Paper(self.paper.currentData())

    def laid_out(self) -> Layout:
        """The layout that would be printed now."""
        return laid_out(self._job.printable(self.chosen_paper), SHEETS[self.chosen_paper])

    def redraw(self) -> None:
        """Refresh the preview."""
        if not self._gone:
            text = self._job.printable(self.chosen_paper).as_text()
            self.preview.show_layout(self.laid_out(), SHEETS[self.chosen_paper], text)

    def add_action(self, made: Button) -> None:
        """Add a button for a further action."""
        self._actions.addWidget(made)
        self.setTabOrder(self._last_action, made)
        self._last_action = made

    def say(self, text: str, role: str) -> None:
        """Show a result."""
        if not self._gone:
            dress(self.answer, role)
            self.answer.setText(text)

    def say_saved(self, file: Path) -> None:
        self.say(_saved(file), "success")

    def say_not_saved(self, file: Path, reason: str) -> None:
        text = translate("PaperDialog", "Nothing was saved: {file} cannot be written: {reason}. Choose another folder.")
        self.say(text.format(file=one_line(file.name), reason=because(reason)), "error")

    async def write_pdf(self, path: Path) -> None:
        """Save the document as shown, which counts as a print; the dialog shows the result."""
        paper = self.chosen_paper
        self._lock(True)
        reason = await keep_file(path, pdf(self.laid_out(), SHEETS[paper], self._job.file_name))
        if reason:
            self._lock(False)
            if not self._gone:
                self.pdf_button.setFocus()
            self.say_not_saved(path, reason)
        else:
            await self._end(paper, _saved(path))

    async def noted(self, paper: Paper, done: str) -> None:
        """Called after each print and saved file; shows the text `done`."""
        self.say(done, "success")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.print_button.click()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The dialog was closed, or hidden with its window: saving in progress must not touch its widgets."""
        super().hideEvent(event)
        self._gone = True

    def _fill_papers(self, papers: Sequence[Paper], chosen: Paper) -> None:
        for paper in papers:
            self.paper.addItem(paper_word(paper), paper)
        self.paper.setCurrentIndex(papers.index(chosen) if chosen in papers else len(papers) - 1)

    def _fill_printers(self, chosen: str) -> None:
        names = self._printers.names()
        for name in names:
            self.printer.addItem(one_line(name), name)
        self.printer.setCurrentIndex(
            max(0, self.printer.findData(chosen if chosen in names else self._printers.default()))
        )
        if chosen in names:
            return
        if not names:
            text = translate(
                "PaperDialog", "No printer is set up on this computer. Save it as a PDF, or copy it as text."
            )
            self.printer_trouble.setText(text)
        elif chosen:
            text = translate(
                "PaperDialog", "The printer “{name}” is not there now: is it connected and on? Another one is chosen."
            )
            self.printer_trouble.setText(text.format(name=one_line(chosen)))

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(SPACE.near)
        title = label(self.windowTitle(), "title")
        title.setWordWrap(True)
        side.addWidget(title)
        side.addSpacing(SPACE.near)
        papers, printers = translate("PaperDialog", "Paper"), translate("PaperDialog", "Printer")
        for name, box in ((papers, self.paper), (printers, self.printer)):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            heading = label(name, "muted")
            side.addWidget(heading)
            side.addWidget(box)
            heading.setVisible(box.count() > 0)
            box.setVisible(box.count() > 0)
        self.printer_trouble.setVisible(bool(self.printer_trouble.text()))
        side.addWidget(self.printer_trouble)
        side.addSpacing(SPACE.near)
        self._actions.setSpacing(SPACE.near)
        for one in (self.print_button, self.pdf_button, self.copy_button):
            self._actions.addWidget(one)
        side.addLayout(self._actions)
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
        self.resize(self.sizeHint())  # Qt would use two thirds of the screen at most
        self.setTabOrder(self.close_button, self.preview)

    def _connect(self) -> None:
        self.paper.currentIndexChanged.connect(self.redraw)
        self.print_button.clicked.connect(self._print)
        self.pdf_button.clicked.connect(lambda: self._desk.runtime.tasks.read("paper file", self._save_pdf()))
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        QShortcut(QKeySequence.StandardKey.Copy, self).activated.connect(self.copy_button.click)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self.pdf_button.click)

    def _print(self) -> None:
        """Runs outside of any task (see `send`)."""
        name, paper = str(self.printer.currentData() or ""), self.chosen_paper
        printer = self._printers.open(name)
        if printer is None:
            text = translate(
                "PaperDialog", "Not printed: the printer “{name}” is not there any more. Is it connected and on?"
            )
            self.say(text.format(name=one_line(name)), "error")
        elif not send(self.laid_out(), SHEETS[paper], printer, self._job.file_name):
            text = translate(
                "PaperDialog", "Not printed: the printer “{name}” did not take it. Is it on, and is paper in it?"
            )
            self.say(text.format(name=one_line(name)), "error")
        else:
            if (paper, name) != self._remembered:
                self._remembered = (paper, name)
                self.preferences_changed.emit(paper, name)
            self._lock(True)
            done = translate("PaperDialog", "Sent to the printer “{name}”.").format(name=one_line(name))
            self._desk.runtime.tasks.command("printed", self._end(paper, done))

    async def _save_pdf(self) -> None:
        title = translate("PaperDialog", "Save as PDF")
        path = await chosen_file(self, title, self._job.file_name, pdf_files())
        if path is not None and not self._gone:
            self._desk.runtime.tasks.command("pdf", self.write_pdf(path))

    async def _end(self, paper: Paper, done: str) -> None:
        await self.noted(paper, done)
        self._lock(False)
        if not self._gone:
            self.close_button.setFocus()

    def _copy(self) -> None:
        copy(self._job.printable(self.chosen_paper).as_text())
        self.say(translate("PaperDialog", "Copied as text: paste it into a message."), "success")

    def _lock(self, busy: bool) -> None:
        self._busy = busy
        if not self._gone:
            self._enable()
            if busy:
                self.preview.setFocus()  # there, a second Enter by habit does nothing

    def _enable(self) -> None:
        self.print_button.setEnabled(self.printer.count() > 0 and not self._busy)
        self.pdf_button.setEnabled(not self._busy)


def _saved(file: Path) -> str:
    return translate("PaperDialog", "Saved: {file}").format(file=one_line(str(file)))
