"""Lines of the form that never change their height: nothing below them moves while the clerk types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from desktop.ui.widgets.build import dress
from desktop.ui.widgets.plain import PlainLabel, tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_HEIGHT = 44
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
        shown = self.fontMetrics().elidedText(self.said, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(tip(self.said) if shown != self.said else "")


class Hint(ElidedLine):
    """The one or two lines under the number field; its roles are "hint", "notice" and "error".

    A button may stand at the end of the last line, which leaves it room while the button is shown.
    """

    _edges = _EDGES

    def __init__(self) -> None:
        super().__init__()
        self.more = ""
        self._button: QWidget | None = None
        self.setObjectName("hint")
        self.setProperty("role", "hint")
        self.setProperty("lines", 1)
        self.setFixedHeight(_HEIGHT)

    def say(self, text: str, role: str, more: str = "") -> None:
        """Show a text, and in a second line what else is to know."""
        lines = [line for line in (text, more) if line]
        self.more = lines[1] if len(lines) > 1 else ""
        if self.property("lines") != max(1, len(lines)):
            self.setProperty("lines", max(1, len(lines)))
            self.style().unpolish(self)
            self.style().polish(self)
        super().say(lines[0] if lines else "", role)
        self.setAccessibleName("\n".join(lines))

    def attach(self, button: QWidget) -> None:
        """Take a button into the last line."""
        button.setParent(self)
        self._button = button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def _fit(self) -> None:
        from PySide6.QtCore import Qt

        self._place_button()
        lines = [self.said, self.more] if self.more else [self.said]
        room = [self.width() - self._edges] * len(lines)
        if self._button is not None and not self._button.isHidden():
            room[-1] -= self._button.width()
        metrics, right = self.fontMetrics(), Qt.TextElideMode.ElideRight
        shown = "\n".join(metrics.elidedText(line, right, wide) for line, wide in zip(lines, room, strict=True))
        self.setText(shown)
        whole = "\n".join(lines)
        self.setToolTip(tip(whole) if shown != whole else "")

    def _place_button(self) -> None:
        if self._button is not None:
            self._button.adjustSize()
            line = self.height() // 2 if self.more else self.height()
            top = self.height() - line + (line - self._button.height()) // 2
            self._button.move(self.width() - self._button.width() - _EDGES // 4, top)
