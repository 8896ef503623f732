"""A face value to choose: the value, what to collect for it, and its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter

from desktop.ui.look import theme
from desktop.ui.look.density import REGULAR
from desktop.ui.look.icons import icon
from desktop.ui.look.painting import rounded, text, text_on_line
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

    from desktop.ui.look.density import Density

_RADIUS, _SIDE, _TICK = 10, 14, 18
_SMALL_SIDE, _SMALL_HIGH, _SMALL_COMPACT = 8, 52, 38


class FaceButton(Button):
    """Checkable. `small` ones, of which there are many, show no key, and a unit only where it has room."""

    def __init__(self, value: str, key: str, *, small: bool) -> None:
        super().__init__(value, key=key)
        self.setCheckable(True)
        self._small = small
        self._density = REGULAR
        self._amount = ""
        self.price = ""
        """The sum to collect, as shown."""

    def show_price(self, amount: str, sentence: str) -> None:
        """Show the sum to collect: as a sentence, where that has room."""
        self._amount, self.price = amount, sentence
        self.update()

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._density = density
        self.setFixedHeight(self._high())

    def sizeHint(self) -> QSize:
        value = self.text().partition(" ")[0] if self._small else self.text()
        wide = QFontMetrics(self._value_font()).horizontalAdvance(value)
        price = QFontMetrics(font(TYPE.caption)).horizontalAdvance(self._amount)
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
            rounded(painter, room, _RADIUS, edge=tokens.accent, width=2)
            room.adjust(4, 4, -4, -4)
        rounded(painter, room, _RADIUS, fill=ground, edge=edge, width=wide)

    def _paint_texts(self, painter: QPainter) -> None:
        tokens, side = theme.tokens(), self._side()
        chosen = self.isChecked() and self.isEnabled()
        strong = tokens.muted if not self.isEnabled() else tokens.accent_text if chosen else tokens.text
        quiet = tokens.accent_text if chosen else tokens.muted
        value, unit = (TYPE.main, TYPE.caption) if self._small else (self._density.face_text, TYPE.strong)
        below = TYPE.caption if self._small else TYPE.body
        high = QFontMetrics(font(value, bold=True)).capHeight()
        free = (self.height() - high - QFontMetrics(font(below)).capHeight()) / (3.0 if self._small else 3.2)
        number, _space, rest = self.text().partition(" ")
        at = side + text_on_line(painter, side, free + high, number, strong, (value, True)) + (2 if self._small else 4)
        if rest and at + QFontMetrics(font(unit, bold=True)).horizontalAdvance(rest) <= self.width() - 2:
            text_on_line(painter, at, free + high, rest, strong, (unit, True))  # small ones may go without
        room = self.width() - 2 * side - (0 if self._small else _TICK)
        fits = QFontMetrics(font(below)).horizontalAdvance(self.price) <= room
        price = self.price if fits else self._amount
        text_on_line(painter, side, self.height() - free, price, quiet, (below, False))
        if not self._small:
            corner = QRect(0, 6, self.width() - 10, 20)
            text(painter, corner, self.key, quiet, (TYPE.caption, False), qt.ALIGN_RIGHT)
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
