"""A white card on the ground: rounded, with a soft shadow in the light theme and a line in the dark one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QFrame

from desktop.ui.look import theme
from desktop.ui.look.tokens import DARK

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QAbstractScrollArea

RADIUS = 12
_SHADOWS = ((3, 8), (2, 10), (1, 14))
"""(its reach below the card in pixels, its alpha of 255)."""
SPREAD = 3
"""The shadow needs this much room below the card."""


def cut_corners(view: QAbstractScrollArea) -> None:
    """Paint the corners of a view that fills a card in the colour of the ground; call it after painting the view."""
    ground = QColor(theme.tokens().ground)
    room = QRectF(view.viewport().rect()).adjusted(0, 0, view.width() - view.viewport().width(), 0)
    outside = QPainterPath()
    outside.addRect(room)
    inside = QPainterPath()
    inside.addRoundedRect(room, RADIUS - 1, RADIUS - 1)
    painter = QPainter(view.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outside.subtracted(inside), ground)
    painter.end()


class Card(QFrame):
    """Its contents lie on the white part, which ends SPREAD pixels above the widget's lower edge."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, SPREAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        room = QRectF(self.rect()).adjusted(1, 0, -1, -SPREAD)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if tokens is DARK:
            painter.setPen(QColor(tokens.line))
            room.adjust(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(QColor(0, 0, 0, 0))
            for reach, alpha in _SHADOWS:
                painter.setBrush(QColor(16, 22, 32, alpha))
                painter.drawRoundedRect(room.adjusted(-reach / 3, 1, reach / 3, reach), RADIUS, RADIUS)
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(room, RADIUS, RADIUS)
        painter.end()
