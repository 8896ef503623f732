"""The field of several lines for an order's note, which is one line in all lists."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from desktop.domain.orders.request import LONGEST_NOTE
from desktop.domain.plain_text import revealed
from desktop.ui.widgets.qt_numbers import ENTER, RETURN

_HIGH = 60


class NoteField(QPlainTextEdit):
    """`finished` is emitted by Enter and when the keyboard leaves. Invisible characters are made visible at once."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_HIGH)
        self.textChanged.connect(self._bound)

    def text(self) -> str:
        """The note."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        if text != self.text():
            self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (RETURN, ENTER):
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted line breaks become spaces."""
        self.insertPlainText(" ".join(source.text().split()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()

    def _bound(self) -> None:
        entered = self.text()
        if (kept := revealed(entered.replace("\n", " "), kept="")[:LONGEST_NOTE]) != entered:
            at = self.textCursor().position()
            self.setPlainText(kept)
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(kept)))
            self.setTextCursor(cursor)
