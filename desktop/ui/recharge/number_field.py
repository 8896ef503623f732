"""The number field: groups digits 3-4-4 while typing, accepts any paste, discards nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit

from desktop.domain.mobile import digits_of, grouped
from desktop.ui.look.density import REGULAR
from desktop.ui.widgets.qt_numbers import ALT, BACKSPACE, DELETE, DIGITS_ONLY, DOWN, ESCAPE

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desktop.ui.look.density import Density

_Z = ord("Z")


class NumberField(QLineEdit):
    """A line edit; `digits` is the national number in it."""

    digits_changed = Signal(str)
    down_pressed = Signal()
    escape_pressed = Signal()
    keyboard_left = Signal()
    undo_pressed = Signal()
    """Ctrl+Z in the empty field, which has nothing of its own to undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._high = REGULAR.field
        self.setObjectName("mobile")
        self.setProperty("inputMethodHints", DIGITS_ONLY)
        self.setAccessibleName(self.tr("Mobile number"))
        self.textEdited.connect(self._regroup)
        self.textChanged.connect(lambda _text: self.digits_changed.emit(self.digits))

    @property
    def digits(self) -> str:
        """The number without grouping; it has other characters only if they were typed."""
        return digits_of(self.text())

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._high = density.field
        if bool(self.property("compact")) != density.compact:
            self.setProperty("compact", density.compact)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setFixedHeight(density.field)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high)  # the style sheet overrides the fixed height

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Deleting skips the spaces of the grouping; arrow down and Esc are emitted as signals."""
        if event.key() in (DOWN, ESCAPE):
            (self.down_pressed if event.key() == DOWN else self.escape_pressed).emit()
            return
        if event.text().isdigit() and event.modifiers().value & ALT:
            event.ignore()  # Alt+1 chooses a face, and is no digit where that is switched off
            return
        if not self.text() and event.key() == _Z and event.matches(QKeySequence.StandardKey.Undo):
            self.undo_pressed.emit()
            return
        at, text = self.cursorPosition(), self.text()
        if not self.hasSelectedText():
            if event.key() == DELETE and text[at : at + 1] == " ":
                self.cursorForward(False)
            elif event.key() == BACKSPACE and text[at - 1 : at] == " ":
                self.cursorBackward(False)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keyboard_left.emit()

    def _regroup(self, text: str) -> None:
        digits = digits_of(text)
        if not digits.isdigit():
            return
        behind_cursor = len(digits_of(text[self.cursorPosition() :]))
        self.setText(grouped(digits))
        self.setCursorPosition(_position(self.text(), len(digits) - behind_cursor))


def _position(text: str, digits_before: int) -> int:
    """The cursor position after this many digits; behind the space if a group has just been completed."""
    if digits_before <= 0:
        return 0
    seen = 0
    for index, char in enumerate(text):
        seen += char != " "
        if seen == digits_before:
            return index + 1
    return len(text)
