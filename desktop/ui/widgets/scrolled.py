"""An area that scrolls only if it is too small for its contents."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

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

    def height_for(self, width: int) -> int:
        """The height at which nothing has to scroll in this width (pixels), with wrapped texts."""
        layout = self._inside.layout()
        wanted = (
            -1 if layout is None else layout.totalHeightForWidth(width - self.verticalScrollBar().sizeHint().width())
        )
        return wanted if wanted >= 0 else self._inside.sizeHint().height()


def fit_scrolled(dialog: QDialog, middle: Scrolled) -> None:
    """Make a dialog high enough for all of its middle; where there is less room, the middle scrolls."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        width = max(dialog.minimumWidth(), layout.minimumSize().width())
        margins = layout.contentsMargins()
        inside = width - margins.left() - margins.right()
        others = layout.sizeHint().height() - middle.sizeHint().height()
        dialog.resize(width, others + middle.height_for(inside))
