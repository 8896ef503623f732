"""Lines of the form that never change their height: nothing below them moves while the clerk types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QSizePolicy

from desktop.ui.look.density import REGULAR
from desktop.ui.widgets.build import dress
from desktop.ui.widgets.plain import PlainLabel, tip
from desktop.ui.widgets.qt_numbers import WORD_WRAP

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QResizeEvent

_EDGES = 24


class ElidedLine(PlainLabel):
    """A longer text ends in an ellipsis; tool tip and accessible name have all of it."""

    _edges = 0

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.said = ""

    def say(self, text: str, role: str) -> None:
        """Show a text in the look of a role of the style sheet."""
        self.said = text
        self.setAccessibleName(text)
        dress(self, role)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.said:
            self._fit()

    def _fit(self) -> None:
        from PySide6.QtCore import Qt

        room = self.width() - self._edges
        shown = self.said if self._wraps_into(room) else self._elided(Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(tip(self.said) if shown != self.said else "")

    def _wraps_into(self, room: int) -> bool:
        """Whether all of the text is seen on several lines."""
        return False

    def _elided(self, mode: Qt.TextElideMode, room: int) -> str:
        return self.fontMetrics().elidedText(self.said, mode, room)


class Hint(ElidedLine):
    """The one or two lines under the number field; their roles are "hint", "notice" and "error"."""

    _edges = _EDGES

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hint")
        self.setProperty("role", "hint")
        self.setWordWrap(True)
        self.setFixedHeight(REGULAR.tell)

    def _wraps_into(self, room: int) -> bool:
        wrapped = self.fontMetrics().boundingRect(QRect(0, 0, room, 1000), WORD_WRAP, self.said)
        return wrapped.height() < 2.5 * self.fontMetrics().lineSpacing() and wrapped.width() <= room
