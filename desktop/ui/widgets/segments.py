"""A few choices side by side in one track; one of them is always chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout

from desktop.ui.look import theme
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import SIZES, TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_INSIDE = 3
_SIDE, _GAP, _RADIUS = 12, 6, 6


class Segment(Button):
    """One of the choices; its key is a quiet word behind its text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(self._text_width(bold=True) + self._key_width() + 2 * _SIDE, SIZES.control - 2 * _INSIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, room = theme.tokens(), QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, enabled = self.isChecked(), self.isEnabled()
        pointed = enabled and (self.underMouse() or self.isDown())
        if chosen or self.hasFocus() or pointed:
            ground = tokens.tonal_press if self.isDown() else tokens.tonal_hover
            edge = tokens.accent if (chosen and enabled) or self.hasFocus() else ground
            wide = 2.0 if self.hasFocus() and self._shows_focus else 1.0
            painter.setPen(QPen(QColor(edge), wide))
            painter.setBrush(QColor(tokens.surface if chosen and enabled else ground))
            painter.drawRoundedRect(room.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), _RADIUS, _RADIUS)
        left = (self.width() - self._text_width(bold=chosen) - self._key_width()) // 2
        painter.setPen(QColor(tokens.accent_text if chosen and enabled else tokens.text if pointed else tokens.muted))
        painter.setFont(font(TYPE.body, bold=chosen))
        text_room = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(text_room, qt.ALIGN_LEFT | qt.ALIGN_VCENTER, self.text())
        if self.key:
            painter.setPen(QColor(tokens.muted))
            painter.setFont(font(TYPE.caption))
            behind = text_room.adjusted(self._text_width(bold=chosen) + _GAP, 0, 0, 0)
            painter.drawText(behind, qt.ALIGN_LEFT | qt.ALIGN_VCENTER, self.key)
        painter.end()

    def _text_width(self, *, bold: bool) -> int:
        return QFontMetrics(font(TYPE.body, bold=bold)).horizontalAdvance(self.text())

    def _key_width(self) -> int:
        return QFontMetrics(font(TYPE.caption)).horizontalAdvance(self.key) + _GAP if self.key else 0


class Segments(QFrame):
    """The track; `group` holds the choices with their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.setProperty("role", "track")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_INSIDE, _INSIDE, _INSIDE, _INSIDE)
        self._row.setSpacing(_INSIDE)

    def add(self, text: str, number: int) -> Segment:
        """Add a choice."""
        made = Segment(text)
        self.group.addButton(made, number)
        self._row.addWidget(made, 1)
        return made
