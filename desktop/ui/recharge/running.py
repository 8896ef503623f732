"""The orders beside the form: one card each, open ones first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.mobile import grouped
from desktop.domain.order import Order
from desktop.domain.status import DOUBTFUL, Standing
from desktop.ui import theme, words
from desktop.ui.build import choose_first, say_empty
from desktop.ui.recharge.cards import CARD_HEIGHT, card_font, lines_of, paint_card, paint_line, paint_sign

Index = QModelIndex | QPersistentModelIndex

_ORDER = int(Qt.ItemDataRole.UserRole)


class RunningModel(QAbstractListModel):
    """Open orders newest first, then the ended ones, the last end first. Doubtful ones have a lane of their own."""

    def __init__(self) -> None:
        super().__init__()
        self._orders: list[Order] = []

    @property
    def open_count(self) -> int:
        return sum(order.is_open for order in self._orders)

    def show(self, orders: list[Order]) -> None:
        """Show exactly these."""
        self.beginResetModel()
        known = [order for order in orders if order.standing not in DOUBTFUL]
        self._orders = sorted(known, key=lambda order: (not order.is_open, -(order.ended_at or order.placed_at)))
        self.endResetModel()

    def counts(self) -> tuple[int, int]:
        """(running, ended)"""
        return self.open_count, len(self._orders) - self.open_count

    def take(self, changed: list[Order]) -> bool:
        """Some orders are new or stand differently now; whether one of them was not here before."""
        newest = {order.order_no: order for order in changed}
        places = {order.order_no: row for row, order in enumerate(self._orders)}
        stays = all(
            no in places and one.standing not in DOUBTFUL and self._orders[places[no]].is_open == one.is_open
            for no, one in newest.items()
        )
        if not stays:
            kept = [order for order in self._orders if order.order_no not in newest]
            self.show(kept + list(newest.values()))
            return not places.keys() >= newest.keys()
        for order_no, order in newest.items():
            row = places[order_no]
            self._orders[row] = order
            self.dataChanged.emit(self.index(row), self.index(row))
        return False

    def order(self, index: Index) -> Order:
        return self._orders[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._orders)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        order = self._orders[index.row()]
        if role == _ORDER:
            return order
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return words.advice(order)
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return f"{words.one_line(order)} · {words.order_word(order)} · {words.advice(order)}"
        return None


class CardDelegate(QStyledItemDelegate):
    """Paints one order: number and face, standing and time, what to do."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(320, CARD_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        order: Order = index.data(_ORDER)
        tokens, colour = theme.tokens(), theme.colour_of(order.standing)
        card: QRect = option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint_card(painter, QRectF(card), chosen=chosen)
        paint_sign(painter, card, colour, theme.sign_of(order.standing))
        top, middle, bottom = lines_of(card)
        what = f"{words.face(order.face)} · {words.speed_word(order.speed)}"
        bold, text, muted = card_font(14, bold=True), QColor(tokens.text), QColor(tokens.muted)
        paint_line(painter, top, grouped(order.mobile), what, card_font(20, bold=True), text, card_font(15))
        paint_line(painter, middle, words.order_word(order), self._times(order), bold, colour, card_font(14))
        paint_line(painter, bottom, words.advice(order), "", card_font(13), muted, card_font(13))
        painter.restore()

    def _times(self, order: Order) -> str:
        if not order.is_open:
            return words.moment(order.ended_at or order.placed_at)
        elapsed = words.span(self._now() - order.placed_at)
        if order.promised_by is None or order.standing not in (Standing.SENDING, Standing.RUNNING):
            return elapsed
        return self.tr("{elapsed} · latest {time}").format(elapsed=elapsed, time=words.minute(order.promised_by))


class RunningList(QListView):
    """The list of cards; `opened` carries the order number whose sheet is wanted."""

    opened = Signal(str)

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self.cards = RunningModel()
        self._delegate = CardDelegate(now)  # the view does not keep it alive
        self.setModel(self.cards)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Running orders"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cards.order(index).order_no))
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._age)
        self._tick.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.cards.order(self.currentIndex()).order_no)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_first(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        say_empty(self, self.tr("No orders yet. They appear here with their result."))

    def _age(self) -> None:
        if self.isVisible() and self.cards.open_count:
            self.viewport().update()
