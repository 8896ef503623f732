"""The rail at the left edge of the window: its tabs, each an icon over a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTabBar

from desktop.ui.look import theme
from desktop.ui.look.density import REGULAR
from desktop.ui.look.icons import icon
from desktop.ui.look.painting import rounded
from desktop.ui.look.painting import text as paint_text
from desktop.ui.look.tokens import DARK, TYPE
from desktop.ui.widgets import qt_numbers as qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from desktop.ui.look.density import Density

_AT_THE_LEFT = 2
"""QTabBar.Shape.RoundedWest."""
_SIDE, _GAP, _RADIUS, _ICON = 6, 4, 10, 22
_MARK_WIDE, _MARK_HIGH = 4, 24


class ItemState(NamedTuple):
    chosen: bool = False
    under_mouse: bool = False
    pressed: bool = False
    focus: bool = False
    enabled: bool = True


def paint_item(painter: QPainter, room: QRect, icon_name: str, text: str, state: ItemState) -> None:
    """Paint an item of the rail: the chosen one on a white ground, with a mark at the edge of the window."""
    tokens = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    card = QRectF(room.left() + _SIDE, room.top(), room.width() - 2 * _SIDE, room.height() - _GAP)
    ground = tokens.surface if state.chosen else tokens.tonal_hover if state.pressed else tokens.tonal
    if state.chosen or (state.enabled and (state.under_mouse or state.pressed)):
        rounded(painter, card, _RADIUS, fill=ground, edge=tokens.line if state.chosen and tokens is DARK else "")
    if state.focus:
        rounded(painter, card, _RADIUS, edge=tokens.accent, width=2)
    if state.chosen:
        mark = QRectF(room.left() - 2, card.center().y() - _MARK_HIGH / 2, _MARK_WIDE + 2, _MARK_HIGH)
        rounded(painter, mark, 2, fill=tokens.accent)
    ink = tokens.accent_text if state.chosen else tokens.muted
    drawn = icon(icon_name, ink, _ICON, painter.device().devicePixelRatioF())
    top = round(card.top() + (card.height() - _ICON - 20) / 2)
    painter.drawPixmap(round(card.center().x() - _ICON / 2), top, drawn)
    below = QRect(room.left(), top + _ICON + 2, room.width(), 20)
    paint_text(painter, below, text, ink, (TYPE.caption, state.chosen), qt.ALIGN_HCENTER)


class Rail(QTabBar):
    """A tab bar of Qt, so that it is read out and reached as tabs are; only its painting is its own."""

    def __init__(self) -> None:
        super().__init__()
        self._density = REGULAR
        self._icons: list[str] = []
        self._pressed = -1
        self.setProperty("shape", _AT_THE_LEFT)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMouseTracking(True)

    def add(self, text: str, icon_name: str) -> int:
        """Add a tab; its number."""
        self._icons.append(icon_name)
        return self.addTab(text)

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._density = density
        self.setFixedWidth(density.rail)
        for number in range(self.count()):
            self.setTabText(number, self.tabText(number))  # the tab bar asks for their sizes again

    def tabSizeHint(self, _number: int) -> QSize:
        return QSize(self._density.rail, self._density.rail_item + _GAP)

    def minimumTabSizeHint(self, number: int) -> QSize:
        return self.tabSizeHint(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The tabs lie above each other: arrows up and down go through them."""
        step = {qt.UP: -1, qt.DOWN: 1}.get(event.key(), 0)
        number = self.currentIndex() + step
        if not step:
            super().keyPressEvent(event)
        elif 0 <= number < self.count() and self.isTabEnabled(number):
            self.setCurrentIndex(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.tabAt(event.position().toPoint())
        super().mousePressEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = -1
        super().mouseReleaseEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for number in range(self.count()):
            state = ItemState(
                chosen=number == self.currentIndex(),
                under_mouse=number == pointed,
                pressed=number == self._pressed,
                focus=number == self.currentIndex() and self.hasFocus(),
                enabled=self.isTabEnabled(number),
            )
            paint_item(painter, self.tabRect(number), self._icons[number], self.tabText(number), state)
        painter.end()
