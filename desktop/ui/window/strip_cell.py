"""A cell of the strip: a caption over a value; it is a button that leads to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton

from desktop.ui.look import theme
from desktop.ui.look.density import REGULAR
from desktop.ui.look.icons import icon
from desktop.ui.look.painting import rounded, text
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from desktop.ui.look.density import Density

SIDE = 8
"""Pixels between its edge, which is seen under the mouse only, and its text."""
_ICON, _ICON_GAP = 16, 4
_RADIUS = 8


class StripCell(QAbstractButton):
    """`tone` is the token of its text: "" for a muted caption over a plain value."""

    def __init__(self, icon_name: str = "", *, icon_first: bool = False) -> None:
        super().__init__()
        self._density = REGULAR
        self._caption = ""
        self._tone = ""
        self._icon = icon_name
        self._icon_first = icon_first

    @property
    def caption(self) -> str:
        return self._caption

    def show_texts(self, caption: str, value: str, tone: str = "", icon_name: str | None = None) -> None:
        """Show these texts in the colour of a token; the icon stays if none is given."""
        shown_icon = self._icon if icon_name is None else icon_name
        if (caption, value, tone, shown_icon) == (self._caption, self.text(), self._tone, self._icon):
            return
        self._caption, self._tone, self._icon = caption, tone, shown_icon
        self.setText(value)
        self.setAccessibleName(f"{caption} {value}")
        self.updateGeometry()
        self.update()

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._density = density
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        caption = QFontMetrics(font(TYPE.caption)).horizontalAdvance(self._caption)
        caption += _ICON + _ICON_GAP if self._icon else 0
        value = QFontMetrics(font(self._density.strip_value, bold=True)).horizontalAdvance(self.text())
        return QSize(max(caption, value) + 2 * SIDE, self._density.strip - 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (qt.RETURN, qt.ENTER):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() and self.isEnabled():
            rounded(painter, room, _RADIUS, fill=tokens.tonal_hover if self.isDown() else tokens.tonal)
        if self.hasFocus():
            rounded(painter, room, _RADIUS, edge=tokens.accent, width=2)
        value_high = self._density.strip_value + 8
        top = max(0, (self.height() - 18 - value_high) // 2)
        self._paint_caption(painter, QRect(SIDE, top, self.width() - 2 * SIDE, 18))
        below = QRect(SIDE, top + 18, self.width() - SIDE, value_high)
        text(painter, below, self.text(), getattr(tokens, self._tone or "text"), (self._density.strip_value, True))
        painter.end()

    def _paint_caption(self, painter: QPainter, room: QRect) -> None:
        ink = getattr(theme.tokens(), self._tone or "muted")
        left = room.left() + (_ICON + _ICON_GAP if self._icon and self._icon_first else 0)
        wide = text(painter, room.adjusted(left - room.left(), 0, SIDE, 0), self._caption, ink, (TYPE.caption, False))
        if self._icon:
            behind = round(left + wide) + _ICON_GAP
            at = room.left() if self._icon_first else behind
            painter.drawPixmap(at, room.top() + 1, icon(self._icon, ink, _ICON, self.devicePixelRatioF()))
