"""Recent customers under the number field: taken with ↓ and Enter, or by a click; typing is never disturbed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from desktop.domain.mobile import grouped
from desktop.ui.widgets.qt_numbers import DOWN, ENTER, ESCAPE, RETURN, UP
from desktop.ui.words import words

if TYPE_CHECKING:
    from desktop.services.history.customers import Customer

_ROW = 40


class Suggestions(QListWidget):
    """Covers the widgets below the `field`, and returns the focus to it. `taken` carries the Customer chosen."""

    taken = Signal(object)
    keyboard_left = Signal()

    def __init__(self, parent: QWidget, field: QLineEdit) -> None:
        super().__init__(parent)
        self._field = field
        self.setProperty("role", "suggestions")
        self.setAccessibleName(self.tr("Recent customers"))
        self._customers: Sequence[Customer] = ()
        self.itemClicked.connect(lambda _item: self._take())
        self.hide()

    def offer(self, customers: Sequence[Customer]) -> None:
        """Show these customers; hide if there are none."""
        self._customers = customers
        self.clear()
        for one in customers:
            text = self.tr("{number}    last: {face}, {time}")
            self.addItem(
                text.format(number=grouped(one.mobile), face=words.face(one.face), time=words.minute(one.placed_at))
            )
        self.setFixedHeight(len(customers) * _ROW + 4)
        self.setVisible(bool(customers))
        self.raise_()

    def enter(self) -> None:
        """Take the focus and choose the first customer."""
        self.setCurrentRow(0)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (RETURN, ENTER):
            if not event.isAutoRepeat():
                self._take()
        elif event.key() == ESCAPE or (event.key() == UP and self.currentRow() == 0):
            self._field.setFocus()
        elif event.key() in (UP, DOWN):
            super().keyPressEvent(event)
        else:  # the clerk types on
            self._field.setFocus()
            self._field.keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCurrentRow(-1)
        self.keyboard_left.emit()

    def event(self, event: QEvent) -> bool:
        """Claim Enter and Esc here, before the form's own shortcut submits an unfinished form."""
        override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and override and event.key() in (RETURN, ENTER, ESCAPE):
            event.accept()
            return True
        return super().event(event)

    def _take(self) -> None:
        if 0 <= self.currentRow() < len(self._customers):
            customer = self._customers[self.currentRow()]
            self.hide()
            self.taken.emit(customer)
