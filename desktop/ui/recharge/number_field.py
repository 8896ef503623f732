"""The number field: groups digits 3-4-4 while typing, accepts any paste, discards nothing that it cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit

from desktop.domain.mobile import LENGTH, digits_of, grouped, operator_of, problem_of
from desktop.ui.look import theme
from desktop.ui.look.density import REGULAR
from desktop.ui.look.painting import text as paint_text
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets.badge import LARGE, paint_badge
from desktop.ui.widgets.qt_numbers import ALT, BACKSPACE, DELETE, DIGITS_ONLY, DOWN, ESCAPE

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.chat.message import Message
    from desktop.domain.mobile import Operator
    from desktop.ui.look.density import Density


_SIDE, _BADGE_ROOM = 14, LARGE + 8
_LONGEST_NUMBER = 60
"""Characters of a pasted number, with all that may separate its digits."""


class NumberField(QLineEdit):
    """A line edit; `digits` is the national number in it.

    A message that comes in at once (pasted, dropped, or committed by an input method) is replaced by the first number
    read from it, and `message_came` carries the Message. Without a number in it, it stays in the field.
    """

    digits_changed = Signal(str)
    message_came = Signal(object)
    down_pressed = Signal()
    escape_pressed = Signal()
    keyboard_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._high = REGULAR.field
        self._size = TYPE.field
        self.carried_to: Operator | None = None
        """The operator that the number in the field was carried to, as far as known."""
        self.setObjectName("mobile")
        self.setProperty("inputMethodHints", DIGITS_ONLY)
        self.setAccessibleName(self.tr("Mobile number"))
        self.setTextMargins(0, 0, _BADGE_ROOM, 0)
        self._announced = ""
        self._composing = False
        self._preedit = ""
        self._empty = self.tr("Type or paste a number")
        self._edited_from = 0
        """The place where the next edit begins: the cursor, or the beginning of the selection."""
        self.textEdited.connect(self._take_edit)
        self.textChanged.connect(self._announce)
        self.selectionChanged.connect(self._note_place)
        self.cursorPositionChanged.connect(self._note_place)

    def say_wrong(self, wrong: bool) -> None:
        """Show whether its content is refused."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self._polish()

    @property
    def digits(self) -> str:
        """The number without grouping; it has other characters only if they were typed."""
        return digits_of(self.text())

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._high = density.field
        size = TYPE.compact_field if density.compact else TYPE.field
        if size != self._size:
            self._size = size
            self.setStyleSheet(f"font-size: {size}px")  # polishing it would cost the first paint all of QStyle
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
        at, text = self.cursorPosition(), self.text()
        if not self.hasSelectedText():
            if event.key() == DELETE and text[at : at + 1] == " ":
                self.cursorForward(False)
            elif event.key() == BACKSPACE and text[at - 1 : at] == " ":
                self.cursorBackward(False)
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A complete number shows its operator's badge at its end."""
        super().paintEvent(event)
        operator = self.carried_to or operator_of(self.digits)
        if self.text() and operator is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.text():
            place = QRect(self.width() - _SIDE - LARGE, (self.height() - LARGE) // 2, LARGE, LARGE)
            paint_badge(painter, place, operator)
        elif not self._preedit:
            room = self.rect().adjusted(_SIDE + 2, 0, -_SIDE, 0)
            paint_text(painter, room, self._empty, theme.tokens().muted, (TYPE.main, False))
        painter.end()

    def _polish(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method moves the cursor before it tells of the edit, so the place is kept until then."""
        self._preedit = event.preeditString()
        self._composing = True
        super().inputMethodEvent(event)
        self._composing = False
        self._note_place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keyboard_left.emit()

    def _note_place(self) -> None:
        if not self._composing:
            self._edited_from = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()

    def _announce(self) -> None:
        """Tell of a change once: Qt tells of an edit again after it was regrouped."""
        if self.text() != self._announced:
            self._announced = self.text()
            self.carried_to = None
            self.digits_changed.emit(self.digits)

    def _take_edit(self, text: str) -> None:
        if text and not text.strip():
            self.clear()  # a space is no part of a number, and would keep F3 from the next one
            return
        message = self._message(text[self._edited_from : self.cursorPosition()])
        if message is not None and message.wanted:
            self.setText(grouped(message.wanted[0].mobile))
        else:
            self._regroup(text)
        if message is not None:
            self._announce()
            self.message_came.emit(message)

    def _message(self, added: str) -> Message | None:
        """Read what was added at once; None if it is no message: too short, or a number as the field reads it."""
        if len(added) <= LENGTH or (len(added) <= _LONGEST_NUMBER and problem_of(digits_of(added)) is None):
            return None
        from desktop.domain.chat.message import read_message

        return read_message(added)

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
