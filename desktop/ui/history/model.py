"""The rows of the history: as many as the list has, of which only the pages near the clerk's place are held."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.domain.orders.order import Order
from desktop.services.history.history import PAGE, Listing
from desktop.ui.history.columns import RIGHT, HistoryColumn, HistoryRow, titles
from desktop.ui.widgets.plain import tip
from desktop.ui.words.messages import about_orders

Index = QModelIndex | QPersistentModelIndex

# Comparing with the enumeration itself is five times slower.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_PAGES_HELD = 48


class HistoryModel(QAbstractTableModel):
    """`pages_wanted` carries the numbers of pages (PAGE rows each) looked at and not held; `put` brings one."""

    pages_wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.listing: Listing | None = None
        self._count = 0
        self._pages: OrderedDict[int, list[HistoryRow]] = OrderedDict()
        self._rows: dict[str, int] = {}
        """The row of each order that is held."""

    def show(self, listing: Listing, first: list[Order]) -> None:
        """Show another list from its first page on."""
        self.beginResetModel()
        self._replace(listing, {0: first})
        self.endResetModel()

    def grow(self, listing: Listing, first: list[Order]) -> None:
        """The same list, of which more was found at its end."""
        if self._count < PAGE:
            self.show(listing, first)
            return
        if listing.count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, listing.count - 1)
            self._count = listing.count
            self.endInsertRows()
        self.listing = listing

    def renew(self, listing: Listing, pages: dict[int, list[Order]], on_top: int) -> None:
        """The same list as it is by now: `on_top` new rows above, all others where they were or as `pages` has them."""
        if on_top > 0:
            self.beginInsertRows(QModelIndex(), 0, on_top - 1)
            self._replace(listing, pages)
            self.endInsertRows()
        else:
            self._replace(listing, pages)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(HistoryColumn) - 1))

    def show_anew(self, listing: Listing, pages: dict[int, list[Order]]) -> None:
        """The same search came to another list."""
        self.beginResetModel()
        self._replace(listing, pages)
        self.endResetModel()

    def put(self, pages: dict[int, list[Order]]) -> None:
        """Bring pages that were wanted."""
        for page, orders in pages.items():
            self._hold(page, orders)
        first, last = min(pages) * PAGE, min((max(pages) + 1) * PAGE, self._count) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(HistoryColumn) - 1))

    def make_ready(self, first: int, last: int) -> Iterator[None]:
        """Make the texts of rows that will be looked at next, a row each time."""
        for number in range(first, min(last, self._count - 1) + 1):
            if (row := self.row(number)) is not None:
                _ = row.texts
                yield

    def update(self, changed: list[Order]) -> None:
        """Renew the rows of orders that are held."""
        for order in changed:
            row = self._rows.get(order.order_no)
            if row is not None:
                self._pages[row // PAGE][row % PAGE] = HistoryRow(order)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(HistoryColumn) - 1))

    def missing(self, first: int, last: int) -> list[int]:
        """The pages that these rows need and that are not held."""
        last = min(last, self._count - 1)
        return [page for page in range(first // PAGE, last // PAGE + 1) if last >= first and page not in self._pages]

    def row(self, number: int) -> HistoryRow | None:
        """A row that is held."""
        page = self._pages.get(number // PAGE)
        place = number % PAGE
        return page[place] if page is not None and place < len(page) else None

    def order(self, number: int) -> Order | None:
        """The order in a row that is held."""
        row = self.row(number)
        return None if row is None else row.order

    def row_of(self, order_no: str) -> int | None:
        """The row of an order that is held."""
        return self._rows.get(order_no)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HistoryColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return titles()[section]
        if role == _ALIGNMENT:
            return _RIGHT if section in RIGHT else _LEFT
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid() or role not in (_DISPLAY, _ACCESSIBLE, _ALIGNMENT, _TOOLTIP):
            return None
        if role == _ALIGNMENT:
            return _RIGHT if index.column() in RIGHT else _LEFT
        row = self.row(index.row())
        if row is None:
            return None
        if role == _TOOLTIP:
            return tip(f"{row.texts[index.column()]}\n{about_orders.advice(row.order)}")
        return row.texts[index.column()]

    def _replace(self, listing: Listing, pages: dict[int, list[Order]]) -> None:
        self.listing = listing
        self._count = listing.count
        self._pages.clear()
        self._rows.clear()
        for page, orders in pages.items():
            self._hold(page, orders)

    def _hold(self, page: int, orders: list[Order]) -> None:
        self._pages[page] = [HistoryRow(order) for order in orders]
        self._rows.update((order.order_no, page * PAGE + place) for place, order in enumerate(orders))
        self._pages.move_to_end(page)
        while len(self._pages) > _PAGES_HELD:
            dropped, rows = self._pages.popitem(last=False)
            for row in rows:
                if self._rows.get(row.order.order_no, -1) // PAGE == dropped:
                    del self._rows[row.order.order_no]
