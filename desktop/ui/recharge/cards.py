"""Orders as cards: the model, the painting and the list that the lane and the running orders share."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.mobile import grouped
from desktop.domain.order import Order
from desktop.ui import qt_numbers as qt
from desktop.ui import theme, words
from desktop.ui.build import choose_first

Index = QModelIndex | QPersistentModelIndex

CARD_HEIGHT = 92


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says below number and face. An `urgent` one has an edge in its standing's colour."""

    order: Order
    standing: str
    times: str
    advice: str
    urgent: bool = False


class CardModel(QAbstractListModel):
    """Rows of cards, made when they are painted: times on them pass."""

    @abstractmethod
    def card(self, row: int) -> Card:
        """The card as it reads now."""

    def data(self, index: Index, role: int = qt.DISPLAY) -> object:
        if not index.isValid():
            return None
        if role == qt.USER:
            return self.card(index.row())
        if role == qt.TOOL_TIP:
            return self.card(index.row()).advice
        if role in (qt.DISPLAY, qt.ACCESSIBLE_TEXT):
            card = self.card(index.row())
            return f"{words.one_line(card.order)} · {words.order_word(card.order)} · {card.advice}"
        return None


class CardDelegate(QStyledItemDelegate):
    """Paints a card: number and face, standing and times, what to do or say."""

    def __init__(self, chosen: QItemSelectionModel) -> None:
        super().__init__()
        self._chosen = chosen

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(320, CARD_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(qt.USER)
        colour = theme.colour_of(card.order.standing)
        room: QRect = option.rect.adjusted(4, 4, -4, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_frame(painter, room, colour if card.urgent else None, self._chosen.isSelected(index))
        _paint_sign(painter, room, colour, theme.sign_of(card.order.standing))
        _paint_lines(painter, room.adjusted(58, 8, -14, -8), card, colour)
        painter.restore()


class CardList(QListView):
    """A list of cards; `chosen` carries the row that was double-clicked or that Enter was pressed on."""

    chosen = Signal(int)

    def __init__(self, cards: CardModel, name: str) -> None:
        super().__init__()
        self.setModel(cards)
        self._delegate = CardDelegate(self.selectionModel())  # the view does not keep it alive
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (qt.RETURN, qt.ENTER) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_first(self)


def _paint_frame(painter: QPainter, room: QRect, edge: QColor | None, chosen: bool) -> None:
    tokens = theme.tokens()
    painter.setPen(QColor(tokens.accent) if chosen else edge or QColor(tokens.line))
    painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.surface))
    painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def _paint_sign(painter: QPainter, room: QRect, colour: QColor, sign: str) -> None:
    disc = QRect(room.left() + 14, room.top() + 12, 30, 30)
    painter.setPen(colour)
    painter.setBrush(colour)
    painter.drawEllipse(disc)
    painter.setPen(QColor(theme.tokens().surface))
    painter.setFont(_font(17, bold=True))
    painter.drawText(disc, qt.ALIGN_CENTER, sign)


def _paint_lines(painter: QPainter, inside: QRect, card: Card, colour: QColor) -> None:
    order, tokens = card.order, theme.tokens()
    top = QRect(inside.left(), inside.top(), inside.width(), 28)
    middle = QRect(inside.left(), top.bottom() + 1, inside.width(), 22)
    bottom = QRect(inside.left(), middle.bottom() + 1, inside.width(), 20)
    what = f"{words.face(order.face)} · {words.speed_word(order.speed)}"
    text, quiet = QColor(tokens.text), QColor(tokens.text if card.urgent else tokens.muted)
    _paint_line(painter, top, grouped(order.mobile), what, _font(20, bold=True), text, _font(15))
    _paint_line(painter, middle, card.standing, card.times, _font(14, bold=True), colour, _font(14))
    _paint_line(painter, bottom, card.advice, "", _font(13), quiet, _font(13))


def _paint_line(
    painter: QPainter, room: QRect, left: str, right: str, font: QFont, colour: QColor, right_font: QFont
) -> None:
    """One line of a card: `left` is shortened where it meets `right`."""
    painter.setFont(right_font)
    painter.setPen(QColor(theme.tokens().text))
    width = painter.fontMetrics().horizontalAdvance(right)
    painter.drawText(room, qt.ALIGN_RIGHT | qt.ALIGN_VCENTER, right)
    painter.setFont(font)
    painter.setPen(colour)
    space = room.adjusted(0, 0, -width - (12 if right else 0), 0)
    text = _shortened(left, painter.fontMetrics(), space.width())
    painter.drawText(space, qt.ALIGN_LEFT | qt.ALIGN_VCENTER, text)


def _shortened(text: str, metrics: QFontMetrics, width: int) -> str:
    if metrics.horizontalAdvance(text) <= width:
        return text
    from PySide6.QtCore import Qt

    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@cache
def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(theme.FONT_FAMILIES)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
