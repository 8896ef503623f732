"""A white card on the ground: rounded, with a soft shadow in the light theme and a line in the dark one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.look import theme
from desktop.ui.look.painting import rounded
from desktop.ui.look.tokens import DARK

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

RADIUS = 12
_SHADOWS = ((3, "#08101620"), (2, "#0a101620"), (1, "#0e101620"))
"""(its reach below the card in pixels, its colour with alpha)."""
SPREAD = 3
"""The shadow needs this much room below the card."""


class Card(QFrame):
    """Its contents lie on the white part, which ends SPREAD pixels above the widget's lower edge."""

    def __init__(self, *, flat: bool = False) -> None:
        """A flat one, for sheets, has a line instead of the shadow."""
        super().__init__()
        self._flat = flat
        self._filled: tuple[QWidget, ...] = ()
        self.setContentsMargins(0, 0, 0, SPREAD)

    def fill_with(self, *widgets: QWidget, grows: int = 0) -> None:
        """Let widgets below each other fill the card up to its edge; its corners stay round. The one with the number
        `grows` takes the room that is left.
        """
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        for place, widget in enumerate(widgets):
            column.addWidget(widget, int(place == grows))
        self._filled = widgets

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._filled:
            QTimer.singleShot(0, self, self._round_off)

    def _round_off(self) -> None:
        """Mask what fills the card, after it was laid out."""
        room = self.rect().adjusted(1, 0, -1, -SPREAD)
        path = QPainterPath()
        path.addRoundedRect(room, RADIUS - 1, RADIUS - 1)
        inside = QRegion(path.toFillPolygon().toPolygon())
        for widget in self._filled:
            widget.setMask(inside.translated(-widget.pos()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        room = QRectF(self.rect()).adjusted(1, 0, -1, -SPREAD)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.raised if self._flat else tokens.surface
        if tokens is DARK or self._flat:
            rounded(painter, room, RADIUS, fill=ground, edge=tokens.line)
        else:
            for reach, colour in _SHADOWS:
                rounded(painter, room.adjusted(-reach / 3, 1, reach / 3, reach), RADIUS, fill=colour)
            rounded(painter, room, RADIUS, fill=ground)
        painter.end()
