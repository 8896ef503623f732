"""The preview of a print: white paper with an edge and a shadow, also in dark colours."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.domain.paper import Paper
from desktop.ui.look import theme
from desktop.ui.paper.layout import Layout
from desktop.ui.paper.pages import pictures
from desktop.ui.paper.sheets import SHEETS, PaperSheet

_ROOM = QSize(470, 640)  # shows an ordinary receipt of any size whole, and the dialog fits a screen of 768
_LEAST_HIGH = 300
_WIDE = 640  # a print on A4 would be unreadable if narrower
_LARGEST_SCALE = 6.0  # dots per mm: a 58 mm roll at about one and a half times its size
_MARGIN = 16
_SHADOW = 5


class Preview(QScrollArea):
    """Pages as wide as fits, one below the other; they scroll, also by keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._pages = _Pages()
        self.setAccessibleName(self.tr("Preview"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(_ROOM.width(), _LEAST_HIGH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._pages)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), _ROOM.height())

    def show_layout(self, layout: Layout, sheet: PaperSheet, text: str) -> None:
        """Show the layout; `text` is for screen readers."""
        bar = self.verticalScrollBar()
        self.setMinimumWidth(_WIDE if sheet.width >= SHEETS[Paper.A4].width else _ROOM.width())
        room = self.minimumWidth() - bar.sizeHint().width() - 2 * _MARGIN
        ratio = self.devicePixelRatioF()
        images = pictures(layout, sheet, min(_LARGEST_SCALE, room / sheet.width) * ratio)
        for image in images:
            image.setDevicePixelRatio(ratio)
        self._pages.show_images(images)
        self.setAccessibleDescription(text)

    def images(self) -> list[QImage]:
        """The pages shown."""
        return self._pages.images


class _Pages(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.images: list[QImage] = []

    def show_images(self, images: list[QImage]) -> None:
        self.images = images
        size = QSize(0, _MARGIN)
        for _image, paper in self._placed():
            size = QSize(paper.right() + 1 + _MARGIN, paper.bottom() + 1 + _MARGIN)
        self.setFixedSize(size)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for image, paper in self._placed():
            if paper.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN).intersects(event.rect()):
                _paint(painter, image, paper)

    def _placed(self) -> Iterator[tuple[QImage, QRect]]:
        place = QPoint(_MARGIN, _MARGIN)
        for image in self.images:
            paper = QRect(place, image.deviceIndependentSize().toSize())
            yield image, paper
            place = QPoint(_MARGIN, paper.bottom() + 1 + _MARGIN)


def _paint(painter: QPainter, image: QImage, paper: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for depth in range(_SHADOW, 0, -1):
        painter.setBrush(QColor(0, 0, 0, 14))
        painter.drawRoundedRect(paper.adjusted(-depth, 2 - depth, depth, 2 + depth), depth, depth)
    painter.drawImage(paper.topLeft(), image)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(theme.tokens().line))
    painter.drawRect(paper.adjusted(-1, -1, 0, 0))
