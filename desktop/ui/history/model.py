"""The rows of the history: pages by key, fetched as the clerk scrolls."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from desktop.domain.mobile import grouped, operator_of
from desktop.domain.order import Order
from desktop.domain.search import Page
from desktop.ui import theme, words

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_STATUS_COLUMN = 5
_RIGHT_COLUMNS = frozenset({3, 6, 7, 8})
WIDTHS = (104, 124, 130, 96, 62, 214, 76, 86, 86, 158, 160)


class HistoryModel(QAbstractTableModel):
    """Orders newest first. `more_wanted` asks for the page below a key; `append` brings it."""

    more_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._orders: list[Order] = []
        self._places: dict[str, int] = {}
        self._next_key: int | None = None
        self._asked_key: int | None = None

    def show(self, page: Page) -> None:
        """Show the first page of a search."""
        self.beginResetModel()
        self._orders = list(page.orders)
        self._places = {order.order_no: row for row, order in enumerate(self._orders)}
        self._next_key, self._asked_key = page.next_key, None
        self.endResetModel()

    def append(self, page: Page) -> None:
        """Add the page that was asked for."""
        first = len(self._orders)
        self._next_key, self._asked_key = page.next_key, None
        if not page.orders:
            return
        self.beginInsertRows(QModelIndex(), first, first + len(page.orders) - 1)
        self._orders.extend(page.orders)
        self._places.update((order.order_no, first + row) for row, order in enumerate(page.orders))
        self.endInsertRows()

    def update(self, changed: list[Order]) -> list[Order]:
        """Renew rows that are shown; the orders that are not."""
        absent = []
        for order in changed:
            row = self._places.get(order.order_no)
            if row is None:
                absent.append(order)
                continue
            self._orders[row] = order
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(WIDTHS) - 1))
        return absent

    def add_on_top(self, orders: list[Order]) -> None:
        """Show new orders above the others; those older than what is shown are left to later pages."""
        for order in sorted(orders, key=lambda order: order.placed_at):
            if self._orders and order.placed_at < self._orders[0].placed_at:
                continue
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._orders.insert(0, order)
            self._places = {one.order_no: row for row, one in enumerate(self._orders)}
            self.endInsertRows()

    def order(self, row: int) -> Order:
        return self._orders[row]

    def row_of(self, order_no: str) -> int | None:
        """The row of an order that is shown."""
        return self._places.get(order_no)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._orders)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(WIDTHS)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._next_key is not None and self._asked_key is None

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent) and self._next_key is not None:
            self._asked_key = self._next_key
            self.more_wanted.emit(self._next_key)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            return self._headers()[section]
        if orientation is Qt.Orientation.Horizontal and role == _ALIGNMENT:
            return _RIGHT if section in _RIGHT_COLUMNS else _LEFT
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        order = self._orders[index.row()]
        if role == _DISPLAY:
            return _cell(order, index.column())
        if role == _FOREGROUND and index.column() == _STATUS_COLUMN:
            return QColor(theme.colour_of(order.standing))
        if role == _ALIGNMENT and index.column() in _RIGHT_COLUMNS:
            return _RIGHT
        if role == _TOOLTIP:
            return f"{words.order_word(order)}\n{words.advice(order)}"
        return None

    def _headers(self) -> tuple[str, ...]:
        return (
            self.tr("Time"),
            self.tr("Number"),
            self.tr("Operator"),
            self.tr("Face value"),
            self.tr("Speed"),
            self.tr("Status"),
            self.tr("Elapsed"),
            self.tr("Cost"),
            self.tr("Arrived"),
            self.tr("Platform no."),
            self.tr("Our order no."),
        )


def _cell(order: Order, column: int) -> str:
    match column:
        case 0:
            return words.moment(order.placed_at)
        case 1:
            return grouped(order.mobile)
        case 2:
            return words.operator_word(operator_of(order.mobile))
        case 3:
            return words.face(order.face)
        case 4:
            return words.speed_word(order.speed)
        case 5:
            return f"{theme.sign_of(order.standing)} {words.order_word(order)}"
        case 6:
            return words.span(order.ended_at - order.placed_at) if order.ended_at is not None else "…"
        case 7:
            return "" if order.cost is None else words.yuan(order.cost)
        case 8:
            return words.yuan(order.arrived) if order.arrived else ""
        case 9:
            return order.order_number
        case _:
            return order.order_no
