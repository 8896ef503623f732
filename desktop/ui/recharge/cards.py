"""Orders as cards: the model and the list shared by the attention list and the running orders."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QElapsedTimer,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate

from desktop.ui.look import theme
from desktop.ui.recharge import card_painting
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.build import choose_first
from desktop.ui.widgets.plain import tip
from desktop.ui.words import words

if TYPE_CHECKING:
    from PySide6.QtCore import (
        QItemSelectionModel,
        QRect,
    )
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.domain.orders.order import Order
    from desktop.ui.recharge.card import Card

Index = QModelIndex | QPersistentModelIndex

CARD_HEIGHT = 94
ROW_HEIGHT = 40
ARMED_AFTER_MS = 400
HEADING_HEIGHT = 34


class CardModel(QAbstractListModel):
    """Rows of cards, created when painted, because the times on them change."""

    heights_changed = Signal()

    @abstractmethod
    def card(self, row: int) -> Card:
        """The card with its present texts."""

    def height(self, _row: int) -> int:
        """The height of a row in pixels."""
        return CARD_HEIGHT

    def data(self, index: Index, role: int = qt.DISPLAY) -> object:
        if not index.isValid():
            return None
        if role == qt.USER:
            return self.card(index.row())
        if role == qt.TOOL_TIP:
            return tip(self.card(index.row()).advice)
        if role in (qt.DISPLAY, qt.ACCESSIBLE_TEXT):
            card = self.card(index.row())
            parts = (words.one_line(card.order), words.order_word(card.order), card.advice, card.action)
            return " · ".join(part for part in parts if part)
        return None


class CardDelegate(QStyledItemDelegate):
    """Paints cards by `card_painting`."""

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

    `chosen` carries the row that was double-clicked or on which Enter was pressed, `acted` the row whose button was
    clicked or on which Space was pressed; `left` is emitted on Esc, `typed` carries a digit, which belongs to the
    number field. Actions work only after the cards have not moved for ARMED_AFTER_MS: a second click or key must not
    hit the next card.
    """

    chosen = Signal(int)
    acted = Signal(int)
    left = Signal()
    typed = Signal(str)

    def __init__(self, cards: CardModel, name: str) -> None:
        super().__init__()
        self._cards = cards
        self._pressed_on = ""
        """The order whose button received the mouse press."""
        self._still = QElapsedTimer()
        self._still.start()
        self.setModel(cards)
        cards.heights_changed.connect(self.scheduleDelayedItemsLayout)
        for moved in (cards.modelReset, cards.rowsInserted, cards.rowsRemoved, cards.rowsMoved):
            moved.connect(self._moved)
        self.selectionModel().currentChanged.connect(self._moved)
        self._delegate = CardDelegate(cards, self.selectionModel())  # the view does not keep it alive
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setProperty("role", "cards")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    @property
    def armed(self) -> bool:
        """Whether the cards have been still long enough for an action."""
        return self._still.hasExpired(ARMED_AFTER_MS)

    def order_at(self, index: Index) -> Order:
        """The order of a card."""
        return self._cards.card(index.row()).order

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() == qt.ESCAPE:
            self.left.emit()
        elif event.key() in (qt.RETURN, qt.ENTER) and row >= 0:
            if not event.isAutoRepeat():
                self.chosen.emit(row)
        elif event.key() == qt.SPACE and row >= 0 and self._cards.card(row).action:
            if self.armed and not event.isAutoRepeat():
                self.acted.emit(row)
        elif event.text().isdigit():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        armed = self.armed  # before the press makes the card current
        super().mousePressEvent(event)
        row = self._button_under(event)
        self._pressed_on = "" if row is None or not armed else self._cards.card(row).order.order_no

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row, pressed_on = self._button_under(event), self._pressed_on
        self._pressed_on = ""
        if row is not None and self._cards.card(row).order.order_no == pressed_on:
            self.acted.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed_on = ""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._button_under(event) is None:
            self.chosen.emit(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_first(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()  # Ctrl+P and other keys apply only to a visible choice

    def _moved(self, *_what: object) -> None:
        self._still.restart()

    def _button_under(self, event: QMouseEvent) -> int | None:
        """The row of the card whose button is under the pressed left mouse button."""
        from PySide6.QtCore import Qt

        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return None
        action = self._cards.card(index.row()).action
        room = self.visualRect(index).adjusted(4, 3, -4, -3)
        return index.row() if action and card_painting.action_room(room, action).contains(at) else None
