"""A label of one line that is left out in part where it is too long; its tool tip has all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.ui.widgets.plain import PlainLabel, tip

_LEAST = 110


class FittedLabel(PlainLabel):
    """As wide as its text, where there is room. `mode` says which part is left out."""

    def __init__(self, mode: Qt.TextElideMode) -> None:
        super().__init__()
        self._mode = mode
        self.whole = ""
        """The text as set."""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_whole(self, text: str) -> None:
        """Show a text, as far as it fits."""
        self.whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.whole) + 1
        return QSize(wide, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.whole, self._mode, self.width())
        self.setText(shown)
        self.setToolTip(tip(self.whole) if shown != self.whole else "")
