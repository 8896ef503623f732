"""The history's table: paints what is held, asks for what it shows, keeps the clerk's place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from desktop.domain.history.search import Sort, SortBy
from desktop.ui.history.columns import COLUMN_OF, SORTED_BY, HistoryColumn, titles
from desktop.ui.history.delegate import RowDelegate
from desktop.ui.history.model import HistoryModel
from desktop.ui.history.widths import Widths
from desktop.ui.widgets.build import choose_first

_ROW_HEIGHT = 36
_FRAME_MS = 16
_FOR_SURE = frozenset({HistoryColumn.TIME, HistoryColumn.NUMBER, HistoryColumn.STATUS})
"""Columns that cannot be hidden."""


class HistoryTable(QTableView):
    """Enter and double click open an order's sheet; a click on a column's head sorts by it, where it can."""

    opened = Signal(str)
    sort_wanted = Signal(object)

    def __init__(self, rows: HistoryModel) -> None:
        super().__init__()
        self.rows = rows
        self.chosen_no: str | None = None
        """The order that was made current last, also where it is not on screen any more."""
        self._sort = Sort()
        self._delegate = RowDelegate(rows, self)
        self._held_back = QTimer(self, interval=_FRAME_MS, singleShot=True)
        self._held_back.timeout.connect(self.paint_now)
        self.setModel(rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Orders"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().hide()
        self._dress_header()
        self.widths = Widths(self.horizontalHeader())
        self.widths.fit()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        rows.modelReset.connect(self._after_reset)
        rows.dataChanged.connect(lambda *_: self._see())
        rows.rowsInserted.connect(lambda *_: self._current_changed(self.currentIndex()))

    def show_sort(self, sort: Sort) -> None:
        """Point the header's arrow: down where the newest or largest is on top, which Qt paints for "ascending"."""
        self._sort = sort
        order = Qt.SortOrder.DescendingOrder if sort.upwards else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(COLUMN_OF[sort.by], order)

    def paint_now(self) -> None:
        """Paint now: the wanted rows have arrived, or a frame has passed."""
        self._held_back.stop()
        self.viewport().setUpdatesEnabled(True)

    def shown_rows(self) -> tuple[int, int]:
        """The first and last row on screen; (0, -1) for an empty list."""
        first = self.rowAt(0)
        if first < 0:
            return 0, -1
        last = self.rowAt(self.viewport().height() - 1)
        return first, self.rows.rowCount() - 1 if last < 0 else last

    def show_people(self, shown: bool) -> None:
        """Show or hide the column of who placed an order."""
        if self.isColumnHidden(HistoryColumn.BY) is shown:
            self._show_column(HistoryColumn.BY, shown=shown)

    def room(self) -> int:
        """The number of rows that fit on screen."""
        return self.viewport().height() // _ROW_HEIGHT + 1

    def choose(self, row: int) -> None:
        """Make a row current without moving the list."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(self.rows.index(row, 0), flags)
        self.setAutoScroll(True)

    def look(self) -> None:
        """Ask for what is on screen and not held; for a frame the old picture stays rather than empty rows."""
        pages = self.rows.missing(*self.shown_rows())
        if pages:
            self.viewport().setUpdatesEnabled(False)
            self._held_back.start()
            self.rows.pages_wanted.emit(pages)
        self._see()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        choose_first(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.fit()
        self.look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "_delegate"):
            self._delegate.dress()
            self.widths.dress()

    def _see(self) -> None:
        first, last = self.shown_rows()
        self.widths.see([row for number in range(first, last + 1) if (row := self.rows.row(number)) is not None])

    def _after_reset(self) -> None:
        self._delegate.chosen = -1
        self.executeDelayedItemsLayout()  # else the first paint does it, and everything is painted a second time
        self.paint_now()
        self.look()

    def _current_changed(self, current: QModelIndex, _before: QModelIndex | None = None) -> None:
        self._delegate.chosen = current.row() if current.isValid() else -1
        if current.isValid() and (order := self.rows.order(current.row())) is not None:
            self.chosen_no = order.order_no
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        order = self.rows.order(index.row())
        if order is not None:
            self.opened.emit(order.order_no)

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort_by)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)

    def _sort_by(self, section: int) -> None:
        by = SORTED_BY.get(HistoryColumn(section))
        if by is None:
            self.show_sort(self._sort)
        elif by is self._sort.by:
            self.sort_wanted.emit(Sort(by, not self._sort.upwards))
        else:
            self.sort_wanted.emit(Sort(by, by in (SortBy.NUMBER, SortBy.OPERATOR)))

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        for column in HistoryColumn:
            action = menu.addAction(titles()[column])
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.setEnabled(column not in _FOR_SURE)
            action.toggled.connect(lambda shown, column=column: self._show_column(column, shown=shown))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _show_column(self, column: HistoryColumn, *, shown: bool) -> None:
        self.setColumnHidden(column, not shown)
        self.widths.fit()
