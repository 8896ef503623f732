"""The tabs above the pages of a screen: each an icon, a name and its key; the chosen one lies on white."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QTabBar

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import SIZES, TYPE
from desktop.ui.widgets import qt_numbers as qt

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIDE, _ICON, _GAP, _KEY_GAP, _RADIUS, _APART = 12, 18, 8, 5, 8, 3


class TabFace(NamedTuple):
    """An icon and a key beside the name of a tab, "" for none."""

    icon: str = ""
    key: str = ""


class PageTabs(QTabBar):
    """A tab bar of Qt, so that it is read out and reached as tabs are; only its painting is its own."""

    def __init__(self) -> None:
        super().__init__()
        self._faces: dict[int, TabFace] = {}
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMouseTracking(True)

    def set_face(self, number: int, face: TabFace) -> None:
        """Give a tab its icon and its key."""
        self._faces[number] = face
        self.setTabText(number, self.tabText(number))  # the tab bar asks for its size again

    def tabSizeHint(self, number: int) -> QSize:
        face = self._faces.get(number, TabFace())
        wide = 2 * _SIDE + QFontMetrics(font(TYPE.body, bold=True)).horizontalAdvance(self.tabText(number)) + _APART
        if face.icon:
            wide += _ICON + _GAP
        if face.key:
            wide += _KEY_GAP + QFontMetrics(font(TYPE.caption)).horizontalAdvance(face.key)
        return QSize(wide, SIZES.control)

    def minimumTabSizeHint(self, number: int) -> QSize:
        return self.tabSizeHint(number)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for number in range(self.count()):
            room = self.tabRect(number).adjusted(0, 0, -_APART, 0)
            self._paint_ground(painter, room, number, under_mouse=number == pointed)
            self._paint_content(painter, room, number)
        painter.end()

    def _paint_ground(self, painter: QPainter, room: QRect, number: int, *, under_mouse: bool) -> None:
        tokens, chosen = theme.tokens(), number == self.currentIndex()
        if chosen or under_mouse:
            painter.setPen(QColor(tokens.line if chosen else tokens.tonal))
            painter.setBrush(QColor(tokens.surface if chosen else tokens.tonal))
            painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if chosen and self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _paint_content(self, painter: QPainter, room: QRect, number: int) -> None:
        tokens, chosen = theme.tokens(), number == self.currentIndex()
        face = self._faces.get(number, TabFace())
        ink = tokens.accent_text if chosen else tokens.muted
        left = room.left() + _SIDE
        if face.icon:
            drawn = icon(face.icon, ink, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(left, room.top() + (room.height() - _ICON) // 2, drawn)
            left += _ICON + _GAP
        used = font(TYPE.body, bold=chosen)
        painter.setFont(used)
        painter.setPen(QColor(ink if chosen else tokens.text))
        place = QRect(left, room.top(), room.right() + 1 - left, room.height())
        painter.drawText(place, qt.ALIGN_LEFT | qt.ALIGN_VCENTER, self.tabText(number))
        if face.key:
            place.setLeft(left + QFontMetrics(used).horizontalAdvance(self.tabText(number)) + _KEY_GAP)
            painter.setFont(font(TYPE.caption))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(place, qt.ALIGN_LEFT | qt.ALIGN_VCENTER, face.key)
