"""Orders as cards: the model and the list that the lane and the running orders share."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.order import Order
from desktop.ui import qt_numbers as qt
from desktop.ui import theme, words
from desktop.ui.build import choose_first
from desktop.ui.recharge import card_painting
from desktop.ui.recharge.card import Card

Index = QModelIndex | QPersistentModelIndex

CARD_HEIGHT = 94
ROW_HEIGHT = 40
HEADING_HEIGHT = 34


class CardModel(QAbstractListModel):
    """Rows of cards, made when they are painted: times on them pass."""

    heights_changed = Signal()

    @abstractmethod
    def card(self, row: int) -> Card:
        """The card as it reads now."""

    def height(self, _row: int) -> int:
        """Pixels."""
        return CARD_HEIGHT

    def data(self, index: Index, role: int = qt.DISPLAY) -> object:
        if not index.isValid():
            return None
        if role == qt.USER:
            return self.card(index.row())
        if role == qt.TOOL_TIP:
            return self.card(index.row()).advice
        if role in (qt.DISPLAY, qt.ACCESSIBLE_TEXT):
            card = self.card(index.row())
            parts = (words.one_line(card.order), words.order_word(card.order), card.advice, card.action)
            return " · ".join(part for part in parts if part)
        return None


class CardDelegate(QStyledItemDelegate):
    """Paints cards as `card_painting` has it."""

    def __init__(self, cards: CardModel, chosen: QItemSelectionModel) -> None:
        super().__init__()
        self._cards = cards
        self._chosen = chosen

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, self._cards.height(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(qt.USER)
        room: QRect = option.rect
        painter.save()
        if card.heading:
            card_painting.heading(painter, room.adjusted(4, 0, -4, HEADING_HEIGHT - room.height()), card.heading)
            room = room.adjusted(0, HEADING_HEIGHT, 0, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = card_painting.brief if card.brief else card_painting.whole
        look(painter, room.adjusted(4, 3, -4, -3), card, theme.colour_of(card.order.standing), self._is_chosen(index))
        painter.restore()

    def _is_chosen(self, index: Index) -> bool:
        return self._chosen.isSelected(index)


class CardList(QListView):
    """A list of cards.

    `chosen` carries the row that was double-clicked or that Enter was pressed on, `acted` the one whose button was
    clicked or that Space was pressed on; `left` tells that Esc was.
    """

    chosen = Signal(int)
    acted = Signal(int)
    left = Signal()

    def __init__(self, cards: CardModel, name: str) -> None:
        super().__init__()
        self._cards = cards
        self.setModel(cards)
        cards.heights_changed.connect(self.scheduleDelayedItemsLayout)
        self._delegate = CardDelegate(cards, self.selectionModel())  # the view does not keep it alive
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setProperty("role", "cards")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))

    def order_at(self, index: Index) -> Order:
        """The order of a card."""
        return self._cards.card(index.row()).order

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() == qt.ESCAPE:
            self.left.emit()
        elif event.key() in (qt.RETURN, qt.ENTER) and row >= 0:
            self.chosen.emit(row)
        elif event.key() == qt.SPACE and row >= 0 and self._cards.card(row).action:
            self.acted.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and (card := self._cards.card(index.row())).action:
            room = self.visualRect(index).adjusted(4, 3, -4, -3)
            if card_painting.action_room(room, card.action).contains(at):
                self.acted.emit(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_first(self)
