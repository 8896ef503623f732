"""An area that scrolls only if it is too small for its contents."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST_HIGH = 120


class Scrolled(QScrollArea):
    """Has no look of its own, and Tab skips it."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self._inside = inside
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """As large as its contents: Qt's own hint is limited."""
        wanted = self._inside.sizeHint()
        return QSize(wanted.width() + self.verticalScrollBar().sizeHint().width(), wanted.height())

    def minimumSizeHint(self) -> QSize:
        """As wide as its contents, and a few lines high."""
        least = self._inside.minimumSizeHint()
        return QSize(least.width() + self.verticalScrollBar().sizeHint().width(), min(_LEAST_HIGH, least.height()))
