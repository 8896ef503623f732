"""The unconfirmed lane: orders nobody knows the end of, since when, when they are asked about next, what to say."""

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
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.doubt import Doubt
from desktop.domain.mobile import grouped
from desktop.domain.order import Order
from desktop.services.desk import Desk
from desktop.services.link import LinkState
from desktop.ui import theme, words
from desktop.ui.bridge import Bridge
from desktop.ui.build import choose_first, label
from desktop.ui.recharge.cards import CARD_HEIGHT, card_font, lines_of, paint_card, paint_line, paint_sign

Index = QModelIndex | QPersistentModelIndex

_DOUBT = int(Qt.ItemDataRole.UserRole)
_ASKED_SINCE_S = 3.0


class LaneModel(QAbstractListModel):
    """The doubts, the oldest first."""

    def __init__(self, say: Callable[[Order], str]) -> None:
        super().__init__()
        self._say = say
        self.doubts: list[Doubt] = []

    def show(self, doubts: list[Doubt]) -> None:
        """Show exactly these."""
        if [doubt.order.order_no for doubt in doubts] == [doubt.order.order_no for doubt in self.doubts]:
            self.doubts = doubts
            if doubts:
                self.dataChanged.emit(self.index(0), self.index(len(doubts) - 1))
            return
        self.beginResetModel()
        self.doubts = doubts
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.doubts)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        doubt = self.doubts[index.row()]
        if role == _DOUBT:
            return doubt
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return self._say(doubt.order)
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            order = doubt.order
            return f"{words.one_line(order)} · {words.order_word(order)} · {self._say(order)}"
        return None


class DoubtDelegate(QStyledItemDelegate):
    """Paints one doubt: number and face, standing and times, what to tell the customer."""

    def __init__(self, desk: Desk, say: Callable[[Order], str]) -> None:
        super().__init__()
        self._desk = desk
        self._say = say

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(320, CARD_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        doubt: Doubt = index.data(_DOUBT)
        order, tokens, colour = doubt.order, theme.tokens(), theme.colour_of(doubt.order.standing)
        card: QRect = option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint_card(painter, QRectF(card), chosen=chosen, edge=colour)
        paint_sign(painter, card, colour, theme.sign_of(order.standing))
        top, middle, bottom = lines_of(card)
        what = f"{words.face(order.face)} · {words.speed_word(order.speed)}"
        text = QColor(tokens.text)
        paint_line(painter, top, grouped(order.mobile), what, card_font(20, bold=True), text, card_font(15))
        paint_line(
            painter, middle, self._since(order), self._next(doubt), card_font(14, bold=True), colour, card_font(14)
        )
        paint_line(painter, bottom, self._say(order), "", card_font(13), text, card_font(13))
        painter.restore()

    def _since(self, order: Order) -> str:
        since = order.placed_at if order.sent_at is None else order.sent_at
        span = words.span(self._desk.clock.now() - since)
        text = self.tr("{status} · since {time} ({span})")
        return text.format(status=words.order_word(order), time=words.minute(since), span=span)

    def _next(self, doubt: Doubt) -> str:
        if doubt.order.store_id != self._desk.store_id or doubt.next_ask_at is None:
            return ""
        if self._desk.link.state is LinkState.OFFLINE:
            return self.tr("asked when the line is back")
        ahead = doubt.next_ask_at - self._desk.clock.now()
        if ahead <= 0:
            return self.tr("being asked…")
        return self.tr("next question in {span}").format(span=words.span(ahead))


class Lane(QWidget):
    """Hidden while there is no doubt; `opened` carries the number of an order whose sheet is wanted."""

    opened = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self.shown_at_once = 2
        """More than these are scrolled to."""
        self._heading = label(role="warning-heading")
        self.view = LaneView()
        self._delegate = DoubtDelegate(desk, self.say)  # the view does not keep it alive
        self.model = LaneModel(self.say)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.doubleClicked.connect(lambda index: self._open(index.row()))
        self.view.chosen.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.addWidget(self._heading)
        column.addWidget(self.view)
        bridge.orders_changed.connect(lambda _orders: self._renew())
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._age)
        self._tick.start()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()
        self._renew()

    def say(self, order: Order) -> str:
        """What to tell the customer, or what the clerk can do."""
        if order.store_id != self._desk.store_id:
            return words.other_account(order)
        return words.tell_customer(order, self._desk.clock.now())

    async def load(self) -> None:
        """Show the doubts as they are stored."""
        doubts = await self._desk.history.doubts()
        self.model.show(doubts)
        self._heading.setText(
            self.tr("Unconfirmed: {count}. Do not order these numbers again.").format(count=len(doubts))
        )
        height = min(len(doubts), self.shown_at_once) * CARD_HEIGHT + 4
        self.view.setFixedHeight(height)
        self.setVisible(bool(doubts))

    def _renew(self) -> None:
        self._desk.tasks.read("lane", self.load())

    def _age(self) -> None:
        if not self.model.doubts:
            return
        now = self._desk.clock.now()
        nexts = [doubt.next_ask_at for doubt in self.model.doubts if doubt.next_ask_at is not None]
        if any(at + _ASKED_SINCE_S < now for at in nexts):  # asked, with no answer: no order changed, its plan did
            self._renew()
        self.view.viewport().update()

    def _open(self, row: int) -> None:
        self.opened.emit(self.model.doubts[row].order.order_no)


class LaneView(QListView):
    """The list itself; `chosen` carries the row that Enter was pressed on."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Unconfirmed orders"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_first(self)
