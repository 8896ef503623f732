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
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.mobile import grouped
from desktop.domain.order import Order
from desktop.domain.status import Standing
from desktop.ui import theme, words
from desktop.ui.build import choose_first, say_empty

Index = QModelIndex | QPersistentModelIndex

_ORDER = int(Qt.ItemDataRole.UserRole)
_CARD_HEIGHT = 92


class RunningModel(QAbstractListModel):
    """Open orders newest first, then the ended ones, the last end first."""

    def __init__(self) -> None:
        super().__init__()
        self._orders: list[Order] = []

    @property
    def open_count(self) -> int:
        return sum(order.is_open for order in self._orders)

    def show(self, orders: list[Order]) -> None:
        """Show exactly these."""
        self.beginResetModel()
        self._orders = sorted(orders, key=lambda order: (not order.is_open, -(order.ended_at or order.placed_at)))
        self.endResetModel()

    def counts(self) -> tuple[int, int, int]:
        """(running, unconfirmed, ended)"""
        unconfirmed = sum(order.standing is Standing.UNKNOWN for order in self._orders)
        return self.open_count - unconfirmed, unconfirmed, len(self._orders) - self.open_count

    def take(self, changed: list[Order]) -> bool:
        """Some orders are new or stand differently now; whether one of them was not here before."""
        newest = {order.order_no: order for order in changed}
        places = {order.order_no: row for row, order in enumerate(self._orders)}
        stays = all(no in places and self._orders[places[no]].is_open == one.is_open for no, one in newest.items())
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
        return QSize(320, _CARD_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        order: Order = index.data(_ORDER)
        tokens, colour = theme.tokens(), theme.colour_of(order.standing)
        card: QRect = option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.accent if chosen else tokens.line))
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.surface))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        self._paint_sign(painter, card, colour, theme.sign_of(order.standing))
        inside = card.adjusted(58, 8, -14, -8)
        self._paint_lines(painter, inside, order, colour, tokens)
        painter.restore()

    def _paint_sign(self, painter: QPainter, card: QRect, colour: QColor, sign: str) -> None:
        disc = QRect(card.left() + 14, card.top() + 12, 30, 30)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(disc)
        painter.setPen(QColor(theme.tokens().surface))
        painter.setFont(_font(17, bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, sign)

    def _paint_lines(
        self, painter: QPainter, inside: QRect, order: Order, colour: QColor, tokens: theme.Tokens
    ) -> None:
        top = QRect(inside.left(), inside.top(), inside.width(), 28)
        middle = QRect(inside.left(), top.bottom() + 1, inside.width(), 22)
        bottom = QRect(inside.left(), middle.bottom() + 1, inside.width(), 20)
        what = f"{words.face(order.face)} · {words.speed_word(order.speed)}"
        _line(painter, top, grouped(order.mobile), what, _font(20, bold=True), QColor(tokens.text), _font(15))
        _line(painter, middle, words.order_word(order), self._times(order), _font(14, bold=True), colour, _font(14))
        _line(painter, bottom, words.advice(order), "", _font(13), QColor(tokens.muted), _font(13))

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


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(theme.FONT_FAMILIES)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _line(
    painter: QPainter, room: QRect, left: str, right: str, font: QFont, colour: QColor, right_font: QFont
) -> None:
    """One line of a card: `left` is shortened where it meets `right`."""
    painter.setFont(right_font)
    painter.setPen(QColor(theme.tokens().text))
    width = painter.fontMetrics().horizontalAdvance(right)
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
    painter.setFont(font)
    painter.setPen(colour)
    space = room.adjusted(0, 0, -width - (12 if right else 0), 0)
    text = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, space.width())
    painter.drawText(space, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
