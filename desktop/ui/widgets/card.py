"""A white card on the ground: rounded, with a soft shadow in the light theme and a line in the dark one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QRegion
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
_CORNER, _SMALL = 20, 44
"""Pixels: of a corner, with its shadow; of the small card that is stretched."""
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
        tokens, ratio = theme.tokens(), self.devicePixelRatioF()
        edge = tokens.line if tokens is DARK or self._flat else ""
        picture = _picture(tokens.raised if self._flat else tokens.surface, edge, ratio)
        painter = QPainter(self)
        _stretch(painter, QRectF(self.rect()), picture, ratio)
        painter.end()


@cache
def _picture(ground: str, edge: str, ratio: float) -> QPixmap:
    """A small card, with a shadow if it has no edge: painting a large one each time takes some milliseconds."""
    made = QPixmap(round(_SMALL * ratio), round(_SMALL * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(0, 0, 0, 0))
    room = QRectF(0, 0, _SMALL, _SMALL).adjusted(1, 0, -1, -SPREAD)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for reach, colour in () if edge else _SHADOWS:
        rounded(painter, room.adjusted(-reach / 3, 1, reach / 3, reach), RADIUS, fill=colour)
    rounded(painter, room, RADIUS, fill=ground, edge=edge)
    painter.end()
    return made


def _stretch(painter: QPainter, room: QRectF, picture: QPixmap, ratio: float) -> None:
    """Paint the corners as they are, and stretch what is between them."""
    middle = _SMALL - 2 * _CORNER
    columns = ((0.0, 0, _CORNER), (_CORNER, _CORNER, room.width() - 2 * _CORNER), (room.width() - _CORNER, -1, _CORNER))
    rows = ((0.0, 0, _CORNER), (_CORNER, _CORNER, room.height() - 2 * _CORNER), (room.height() - _CORNER, -1, _CORNER))
    for left, source_left, wide in columns:
        for top, source_top, high in rows:
            at = [_CORNER + middle if one < 0 else one for one in (source_left, source_top)]
            size = [middle if one == _CORNER else _CORNER for one in at]
            source = QRectF(at[0] * ratio, at[1] * ratio, size[0] * ratio, size[1] * ratio)
            painter.drawPixmap(QRectF(left, top, wide, high), picture, source)
