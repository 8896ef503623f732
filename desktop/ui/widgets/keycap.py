"""Paints a key as a quiet keycap at the right end of what it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.painting import rounded, text
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import SIZES, TYPE
from desktop.ui.widgets import qt_numbers as qt

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIDE, _RADIUS, _FROM_EDGE, _ICON = 6, 4, 12, 18


def keycap_width(key: str) -> int:
    """The width in pixels."""
    return max(SIZES.keycap, QFontMetrics(font(TYPE.caption)).horizontalAdvance(key) + 2 * _SIDE)


def paint_keycap(painter: QPainter, right: int, middle: float, key: str, colours: tuple[str, str]) -> int:
    """Paint a keycap that ends at `right`, with its centre line at `middle`; `colours` are its ground and its ink. Its
    width.
    """
    wide, high = keycap_width(key), SIZES.keycap
    cap = QRectF(right - wide, middle - high / 2, wide, high)
    rounded(painter, cap, _RADIUS, fill=colours[0])
    text(painter, cap.toRect(), key, colours[1], (TYPE.caption, False), qt.ALIGN_HCENTER)
    return wide


class KeyedField(QLineEdit):
    """A line edit with an icon at its left end, if one is named; it shows the key that leads to it while it is empty
    and the keyboard is elsewhere.
    """

    def __init__(self, key: str = "", icon_name: str = "") -> None:
        super().__init__()
        self._key = key
        self._icon = icon_name
        if icon_name:
            self.setTextMargins(_ICON + _SIDE, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._icon:
            drawn = icon(self._icon, tokens.muted, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(_FROM_EDGE, (self.height() - _ICON) // 2, drawn)
        if self._key and not self.text() and not self.hasFocus():
            colours = (tokens.tonal, tokens.muted)
            paint_keycap(painter, self.width() - _FROM_EDGE, self.height() / 2, self._key, colours)
        painter.end()
