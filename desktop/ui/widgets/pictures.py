"""Pills and badges as pictures that are painted once and then copied into the rows of tables."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap

from desktop.domain.mobile import Operator
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.standings import StatusLook, Tone
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.badge import paint_badge

BADGE, BADGE_ROOM = 20, 28
PILL = 24
_PILL_END, _ICON, _ICON_ROOM = 8, 14, 20
_LEFT = qt.ALIGN_LEFT | qt.ALIGN_VCENTER
_MOST_KEPT = 512
_TAIL = 4


class Pictures:
    """`fonts` and `metrics` are those of rows, by whether the text is bold. All lengths are logical pixels."""

    def __init__(self) -> None:
        self._kept: dict[object, QPixmap] = {}
        self.fonts = {bold: theme.font(TYPE.body, bold=bold) for bold in (False, True)}
        self.metrics = {bold: QFontMetrics(font) for bold, font in self.fonts.items()}

    def clear(self) -> None:
        """Forget all pictures, because the colours have changed."""
        self._kept.clear()

    def number(self, painter: QPainter, room: QRect, operator: Operator | None, number: str) -> None:
        """Paint a number behind the badge of its operator. Customers say the last four digits: those are bold."""
        badge = self.badge(operator, painter.device().devicePixelRatioF())
        painter.drawPixmap(room.left(), room.top() + (room.height() - BADGE) // 2, badge)
        head, tail = number[:-_TAIL], number[-_TAIL:]
        place = room.adjusted(BADGE_ROOM, 0, 0, 0)
        painter.setFont(self.fonts[False])
        painter.drawText(place, _LEFT, head)
        place.setLeft(place.left() + self.metrics[False].horizontalAdvance(head))
        painter.setFont(self.fonts[True])
        painter.drawText(place, _LEFT, tail)

    def badge(self, operator: Operator | None, ratio: float) -> QPixmap:
        """The badge of an operator, BADGE wide and high."""
        key = (operator, ratio)
        if key not in self._kept:
            made, painter = _canvas(BADGE, BADGE, ratio)
            paint_badge(painter, QRect(0, 0, BADGE, BADGE), operator)
            painter.end()
            self._kept[key] = made
        return self._kept[key]

    def pill(self, text: str, look: StatusLook, state: tuple[bool, bool], ratio: float) -> QPixmap:
        """The status with its icon: on its soft colour if it calls the clerk (`state`: it calls, its row is chosen)."""
        key = (text, look, state, ratio)
        if key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._painted_pill(text, look, state, ratio)
        return self._kept[key]

    def pill_width(self, text: str) -> int:
        """The width of a filled pill."""
        return 2 * _PILL_END + _ICON_ROOM + self.metrics[True].horizontalAdvance(text)

    def _painted_pill(self, text: str, look: StatusLook, state: tuple[bool, bool], ratio: float) -> QPixmap:
        calls, chosen = state
        filled = calls and look.tone is not Tone.QUIET
        wide = 2 * _PILL_END + _ICON_ROOM + self.metrics[filled].horizontalAdvance(text)
        made, painter = _canvas(wide, PILL, ratio)
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().surface if chosen else look.tone.ground))
            painter.drawRoundedRect(QRectF(0, 0, wide, PILL), PILL / 2, PILL / 2)
        ink = look.tone.ink if filled or look.tone is Tone.GREEN else theme.tokens().neutral
        painter.drawPixmap(_PILL_END, (PILL - _ICON) // 2, icon(look.icon, ink, _ICON, ratio))
        painter.setFont(self.fonts[filled])
        painter.setPen(QColor(ink))
        painter.drawText(QRect(_PILL_END + _ICON_ROOM, 0, wide, PILL), _LEFT, text)
        painter.end()
        return made


def _canvas(wide: int, high: int, ratio: float) -> tuple[QPixmap, QPainter]:
    made = QPixmap(round(wide * ratio), round(high * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return made, painter
