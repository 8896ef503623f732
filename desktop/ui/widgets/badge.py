"""Paints the badge of an operator: its letter on its soft colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from desktop.ui.look import theme
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.words import words

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent

    from desktop.domain.mobile import Operator

SMALL, LARGE = 22, 34


def paint_badge(painter: QPainter, place: QRect, operator: Operator | None) -> None:
    """Paint it into a square of SMALL or LARGE pixels."""
    tokens = theme.tokens()
    name = operator.value if operator is not None else "other"
    name = name if f"op_{name}" in tokens._fields else "other"
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(getattr(tokens, f"op_{name}_soft")))
    radius = 5 if place.width() < LARGE else 8
    painter.drawRoundedRect(place, radius, radius)
    painter.setPen(QColor(getattr(tokens, f"op_{name}")))
    size = TYPE.caption if place.width() <= SMALL else TYPE.strong if place.width() < LARGE else TYPE.title
    painter.setFont(font(size, bold=True))
    painter.drawText(place, qt.ALIGN_CENTER, words.operator_letter(operator))


class Badge(QWidget):
    """The badge as a widget, `size` pixels wide and high."""

    def __init__(self, operator: Operator | None, size: int = SMALL) -> None:
        super().__init__()
        self._operator = operator
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, self.rect(), self._operator)
        painter.end()
