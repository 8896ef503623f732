"""A face value to choose: the value, what to collect for it, and its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.ui.look import theme
from desktop.ui.look.density import REGULAR
from desktop.ui.look.icons import icon
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

    from desktop.ui.look.density import Density

_RADIUS, _SIDE, _TICK = 10, 14, 18
_SMALL_SIDE, _SMALL_HIGH, _SMALL_COMPACT = 8, 52, 42


class FaceButton(Button):
    """Checkable. `small` ones, of which there are many, show no key, and a unit only where it has room."""

    def __init__(self, value: str, key: str, *, small: bool) -> None:
        super().__init__(value, key=key)
        self.setCheckable(True)
        self._small = small
        self._density = REGULAR
        self.price = ""
        """The sum to collect, as shown."""

    def show_price(self, text: str) -> None:
        """Show what to collect."""
        self.price = text
        self.update()

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._density = density
        self.setFixedHeight(self._high())

    def sizeHint(self) -> QSize:
        value = self.text().partition(" ")[0] if self._small else self.text()
        wide = QFontMetrics(self._value_font()).horizontalAdvance(value)
        price = QFontMetrics(font(TYPE.caption)).horizontalAdvance(self.price)
        return QSize(max(wide, price) + 2 * self._side(), self._high())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_edge(painter)
        self._paint_texts(painter)
        painter.end()

    def _paint_edge(self, painter: QPainter) -> None:
        tokens, room = theme.tokens(), QRectF(self.rect())
        chosen = self.isChecked() and self.isEnabled()
        ground, edge, wide = tokens.surface, tokens.edge, 1.0
        if not self.isEnabled():
            ground, edge = tokens.ground, tokens.line
        elif self.isDown():
            ground, edge = tokens.tonal, tokens.text
        elif self.underMouse():
            ground, edge = tokens.sunken, tokens.text
        if chosen:
            ground, edge, wide = tokens.accent_soft, tokens.accent, 2.0
        if self.hasFocus() and self._shows_focus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
            room.adjust(4, 4, -4, -4)
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(room.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), _RADIUS, _RADIUS)

    def _paint_texts(self, painter: QPainter) -> None:
        tokens, side = theme.tokens(), self._side()
        chosen = self.isChecked() and self.isEnabled()
        strong = tokens.muted if not self.isEnabled() else tokens.accent_text if chosen else tokens.text
        quiet = tokens.accent_text if chosen else tokens.muted
        used, unit = self._value_font(), font(TYPE.caption if self._small else TYPE.strong, bold=True)
        high, below = QFontMetrics(used).capHeight(), QFontMetrics(font(TYPE.body)).capHeight()
        free = (self.height() - high - below) / (3.0 if self._small else 3.2)
        line = round(free + high)
        number, _space, rest = self.text().partition(" ")
        painter.setPen(QColor(strong))
        painter.setFont(used)
        painter.drawText(side, line, number)
        at = side + QFontMetrics(used).horizontalAdvance(number) + (2 if self._small else 4)
        if rest and at + QFontMetrics(unit).horizontalAdvance(rest) <= self.width() - 2:  # small ones go without
            painter.setFont(unit)
            painter.drawText(at, line, rest)
        painter.setPen(QColor(quiet))
        painter.setFont(font(TYPE.caption if self._small else TYPE.body))
        painter.drawText(side, round(self.height() - free), self.price)
        if not self._small:
            painter.setFont(font(TYPE.caption))
            corner = QRect(0, 6, self.width() - 10, 20)
            painter.drawText(corner, qt.ALIGN_RIGHT | qt.ALIGN_VCENTER, self.key)
            if chosen:
                tick = icon("check", tokens.accent_text, _TICK, self.devicePixelRatioF())
                painter.drawPixmap(self.width() - _TICK - 10, self.height() - _TICK - 9, tick)

    def _high(self) -> int:
        if self._small:
            return _SMALL_COMPACT if self._density.compact else _SMALL_HIGH
        return self._density.face

    def _side(self) -> int:
        return _SMALL_SIDE if self._small else _SIDE

    def _value_font(self) -> QFont:
        return font(TYPE.main if self._small else self._density.face_text, bold=True)
