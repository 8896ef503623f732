"""An order's status as a pill: an icon and its word on a soft ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.orders.order import Order
from desktop.ui.look.icons import icon
from desktop.ui.look.standings import LOOKS, StatusLook, look_of
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.words import words

_HIGH, _ICON, _ICON_AT, _TEXT_AT, _END = 24, 14, 8, 27, 12


class StatusPill(QWidget):
    """The platform's words about the status are in the accessible name."""

    def __init__(self) -> None:
        super().__init__()
        self._word = ""
        self._look: StatusLook = next(iter(LOOKS.values()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_order(self, order: Order, now: float) -> None:
        """Show the order's status at this time (unix seconds)."""
        self._word, self._look = words.standing_word(order.standing), look_of(order, now)
        self.setAccessibleName(words.order_word(order))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word shown."""
        return self._word

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(font(TYPE.body, bold=True)).horizontalAdvance(self._word)
        return QSize(_TEXT_AT + wide + _END, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tone = self._look.tone
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.ground))
        painter.drawRoundedRect(QRectF(self.rect()), _HIGH / 2, _HIGH / 2)
        drawn = icon(self._look.icon, tone.ink, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(_ICON_AT, (_HIGH - _ICON) // 2, drawn)
        painter.setFont(font(TYPE.body, bold=True))
        painter.setPen(QColor(tone.ink))
        painter.drawText(self.rect().adjusted(_TEXT_AT, 0, 0, 0), qt.ALIGN_LEFT | qt.ALIGN_VCENTER, self._word)
        painter.end()
