"""The receipt as it will come out, on screen: white paper with an edge and a shadow, in dark colours too."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.ui import theme
from desktop.ui.receipt.drawing import Drawing, picture
from desktop.ui.receipt.paper import Sheet

_ROOM = QSize(470, 640)  # takes an ordinary receipt of each size whole, and a screen of 768 takes the dialog
_LARGEST_SCALE = 6.0  # dots a mm: a 58 mm roll at about one and a half times its size
_MARGIN = 16
_SHADOW = 5


class Preview(QScrollArea):
    """A page as wide as there is room for; a long one scrolls (also by the keyboard)."""

    def __init__(self) -> None:
        super().__init__()
        self._page = _Page()
        self.setAccessibleName(self.tr("Preview"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(_ROOM)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._page)

    def show_drawing(self, drawing: Drawing, sheet: Sheet, text: str) -> None:
        """Show it; `text` is for those who cannot see it."""
        bar = self.verticalScrollBar()
        room = _ROOM.width() - bar.sizeHint().width() - 2 * _MARGIN
        ratio = self.devicePixelRatioF()
        image = picture(drawing, sheet, min(_LARGEST_SCALE, room / sheet.width) * ratio)
        image.setDevicePixelRatio(ratio)
        self._page.show_image(image)
        self.setAccessibleDescription(text)

    def image(self) -> QImage:
        """What is shown."""
        return self._page.image


class _Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()

    def show_image(self, image: QImage) -> None:
        self.image = image
        self.setFixedSize(image.deviceIndependentSize().toSize() + QSize(2 * _MARGIN, 2 * _MARGIN))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paper = QRect(QPoint(_MARGIN, _MARGIN), self.image.deviceIndependentSize().toSize())
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        for depth in range(_SHADOW, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 14))
            painter.drawRoundedRect(paper.adjusted(-depth, 2 - depth, depth, 2 + depth), depth, depth)
        painter.drawImage(paper.topLeft(), self.image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(theme.tokens().line))
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))
