"""The history tab: one search box, a status filter, and the orders of all time."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from desktop.domain.order import Order
from desktop.domain.search import Search, terms_of
from desktop.domain.status import OPEN, Standing
from desktop.services.desk import Desk
from desktop.ui import words
from desktop.ui.bridge import Bridge
from desktop.ui.build import choose_first, label, say_empty
from desktop.ui.history.model import WIDTHS, HistoryModel

_TYPING_MS = 120
_ROW_HEIGHT = 34


class HistoryTable(QTableView):
    """The table; Enter and double click open an order's sheet."""

    opened = Signal(str)

    def __init__(self, rows: HistoryModel) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setAccessibleName(self.tr("Orders"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_first(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        say_empty(self, self.tr("No orders match."))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.order(index.row()).order_no)


class HistoryTab(QWidget):
    """Reads the local database only. `order_opened` carries the number of an order whose sheet is wanted."""

    order_opened = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.box = QLineEdit()
        self.box.setPlaceholderText(self.tr("Search: any digits of a number or order no.; several may be pasted"))
        self.box.setAccessibleName(self.tr("Search"))
        self.box.setClearButtonEnabled(True)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Status"))
        self.filter.setMaxVisibleItems(20)
        self._fill_filter()
        self._found = label(role="muted")
        self.rows = HistoryModel()
        self.table = HistoryTable(self.rows)
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._lay_out()
        self._connect(bridge)
        self.search()

    def search(self) -> None:
        """Show what the box and the filter ask for."""
        self._typing.stop()
        self._desk.tasks.read("history", self._show())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(self.filter)
        row.addWidget(self._found)
        column.addLayout(row)
        column.addWidget(self.table)

    def _connect(self, bridge: Bridge) -> None:
        self._typing.timeout.connect(self.search)
        self.box.textChanged.connect(lambda _text: self._typing.start())
        self.box.returnPressed.connect(self.search)
        self.filter.currentIndexChanged.connect(lambda _index: self.search())
        self.rows.more_wanted.connect(lambda key: self._desk.tasks.read("history page", self._append(key)))
        self.table.opened.connect(self.order_opened)
        bridge.orders_changed.connect(self._take)

    def _fill_filter(self) -> None:
        self.filter.addItem(self.tr("All orders"), frozenset())
        self.filter.addItem(self.tr("Not decided yet"), OPEN)
        for standing in Standing:
            if standing not in (Standing.NEW, Standing.SENDING):
                self.filter.addItem(words.standing_word(standing), frozenset({standing}))

    def _wanted(self) -> Search:
        return Search(terms_of(self.box.text()), self.filter.currentData())

    async def _show(self) -> None:
        search = self._wanted()
        page = await self._desk.history.page(search)
        chosen = self._chosen()
        self._desk.tasks.drop("history page")
        self.rows.show(page)
        self._choose(chosen)
        await self._count(search)

    async def _count(self, search: Search) -> None:
        self._found.setText(self.tr("Orders: {count}").format(count=await self._desk.history.count(search)))

    async def _append(self, below: int) -> None:
        self.rows.append(await self._desk.history.page(self._wanted(), below))

    def _take(self, orders: list[Order]) -> None:
        """Results renew their rows and new orders come on top, in their places; a search is looked up again."""
        absent = self.rows.update(orders)
        if self._wanted() != Search():
            self._typing.start()
        elif absent:
            self.rows.add_on_top(absent)
            self._desk.tasks.read("history count", self._count(Search()))

    def _chosen(self) -> str | None:
        index = self.table.currentIndex()
        return self.rows.order(index.row()).order_no if index.isValid() else None

    def _choose(self, order_no: str | None) -> None:
        row = None if order_no is None else self.rows.row_of(order_no)
        if row is not None:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self.rows.index(row, 0), flags)
