"""Lines of the form that never change their height: nothing below them moves while the clerk types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from desktop.ui.widgets.build import dress
from desktop.ui.widgets.plain import PlainLabel, tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_HEIGHT = 36
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
    """The line under the number field; its roles are "hint", "notice" and "error"."""

    _edges = _EDGES

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hint")
        self.setProperty("role", "hint")
        self.setFixedHeight(_HEIGHT)
