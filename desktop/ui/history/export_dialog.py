"""The export of what the history shows: the choice of a file, the progress, and the result."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.domain.history.search import Search
from desktop.domain.mobile import Operator
from desktop.domain.orders.amounts import RefundWord
from desktop.domain.orders.cause import Cause
from desktop.domain.orders.order import Speed
from desktop.domain.orders.payment import KNOWN_PAYMENTS
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import one_line
from desktop.domain.right import ForbiddenError
from desktop.services.desk import Desk
from desktop.services.history.exporting import Exported, ExportLabels, NotExported, Progress, Words
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.chosen_file import chosen_file, table_files
from desktop.ui.words import words
from desktop.ui.words.messages.about_causes import because, cause_word, remedy

translate = QCoreApplication.translate

_LOOK_MS = 100


async def export(desk: Desk, search: Search, parent: QWidget) -> None:
    """Ask for a file and write the orders of the search into it."""
    name = translate("Export", "orders {day}").format(day=date.today().isoformat())
    path = await chosen_file(parent, translate("Export", "Export what is shown"), name, table_files())
    if path is not None:
        dialog = ExportDialog(desk, search, path, parent)
        dialog.begin()
        await shown(dialog)


_TEXT_HIGH = 64
"""Pixels: three lines, for a long file name."""


class ExportDialog(QDialog):
    """Closing the dialog during the export cancels it; no partial file is left."""

    def __init__(self, desk: Desk, search: Search, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._search = search
        self._path = path
        self._progress = Progress()
        self._gone = False
        self.setWindowTitle(translate("Export", "Export"))
        self.setMinimumWidth(520)
        self.text = label(translate("Export", "Writing {file}…").format(file=one_line(path.name)))
        self.text.setWordWrap(True)
        self.text.setMinimumHeight(_TEXT_HIGH)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(translate("Export", "Progress"))
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.folder = button(translate("Export", "Open the folder"))
        self.folder.hide()
        self.close_button = button(translate("Export", "Cancel (Esc)"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.folder)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        for part in (self.text, self.bar):
            column.addWidget(part)
        column.addLayout(row)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._show_progress)
        self.close_button.clicked.connect(self.reject)
        self.folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))
        self.finished.connect(self._leave)

    def begin(self) -> None:
        """Start writing."""
        self._look.start()
        self._desk.runtime.tasks.read("export", self._work())

    async def _work(self) -> None:
        try:
            exporting = self._desk.history.exporting
            outcome = await with_permission(
                self._desk,
                self,
                lambda: exporting.export(self._search, self._path, labels(), all_words(), self._progress),
            )
        except ForbiddenError:
            self.reject()
            return
        except Exception as bug:
            self._end(NotExported(repr(bug)))
            raise
        self._end(outcome)

    def _end(self, outcome: Exported | NotExported) -> None:
        if not self._gone:
            self._look.stop()
            self._say(outcome)

    def _say(self, outcome: Exported | NotExported) -> None:
        self.bar.hide()
        match outcome:
            case Exported(rows, whole):
                text = translate("Export", "Done: {count} orders are in {file}.")
                if not whole:
                    text = translate(
                        "Export",
                        "Done: the newest {count} orders are in {file}; there are more. Narrow the search or dates.",
                    )
                self.text.setText(text.format(count=f"{rows:,}", file=one_line(self._path.name)))
                self.folder.show()
            case NotExported(reason):
                text = translate("Export", "Nothing was written: {reason}. {remedy}")
                self.text.setText(text.format(reason=because(reason), remedy=remedy(reason)))
        self.close_button.setText(translate("Export", "Close (Esc)"))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_progress(self) -> None:
        if self._progress.total:
            self.bar.setRange(0, self._progress.total)
            self.bar.setValue(self._progress.done)
            text = translate("Export", "Writing {file}: {done} of {total} orders…")
            done, total = f"{self._progress.done:,}", f"{self._progress.total:,}"
            self.text.setText(text.format(file=one_line(self._path.name), done=done, total=total))

    def _leave(self, _code: int) -> None:
        self._gone = True
        self._look.stop()
        self._progress.cancel()


def labels() -> ExportLabels:
    """The texts of the file other than the orders."""
    return ExportLabels(translate("Export", "Orders"), _titles(), translate("Export", "Total: {count} orders"))


def _titles() -> tuple[str, ...]:
    return (
        translate("Export", "Time"),
        translate("Export", "Number"),
        translate("Export", "Operator"),
        translate("Export", "Face value"),
        translate("Export", "Speed"),
        translate("Export", "Status"),
        translate("Export", "To collect"),
        translate("Export", "Cost"),
        translate("Export", "Refund"),
        translate("Export", "The refund is"),
        translate("Export", "Arrived"),
        translate("Export", "Ended at"),
        translate("Export", "Seconds until then"),
        translate("Export", "The platform's words, or the cause"),
        translate("Export", "Platform no."),
        translate("Export", "Our order no."),
        translate("Export", "Note"),
        translate("Export", "Cash returned"),
        translate("Export", "Cash returned at"),
        translate("Export", "Instead of our order no."),
        translate("Export", "Tried again as our order no."),
        translate("Export", "Placed by"),
        translate("Export", "Paid with"),
        translate("Export", "Who owes it"),
        translate("Export", "Money back with"),
    )


def all_words() -> Words:
    """The words in the file for an order's properties."""
    return Words(
        {standing: words.standing_word(standing) for standing in Standing},
        {None: "", **{operator: words.operator_word(operator) for operator in Operator}},
        {speed: words.speed_word(speed) for speed in Speed},
        {cause: cause_word(cause) for cause in Cause},
        {
            RefundWord.EXPECTED: translate("Export", "expected"),
            RefundWord.TOLD: translate("Export", "told by the platform"),
            RefundWord.CREDITED: translate("Export", "in the balance"),
        },
        {way: words.payment_word(way) for way in KNOWN_PAYMENTS},
    )
