"""The table of a list's rows, with its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui.batch.delegate import BatchDelegate
from desktop.ui.batch.model import BatchModel
from desktop.ui.batch.row_texts import BatchColumn
from desktop.ui.look.tokens import SIZES
from desktop.ui.widgets.build import choose_first

_WIDTHS = {
    BatchColumn.TICK: 40,
    BatchColumn.ROW: 44,
    BatchColumn.NUMBER: 158,
    BatchColumn.PLACE: 104,
    BatchColumn.FACE: 76,
    BatchColumn.SPEED: 56,
    BatchColumn.PRICE: 88,
    BatchColumn.NOTE: 88,
}
_MAY_GO = (BatchColumn.PLACE, BatchColumn.SPEED, BatchColumn.NOTE)
"""Left out, one after the other, where there is no room for the reason of the check."""
_LEAST_STATUS = 230
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BatchTable(QTableView):
    """Space ticks and strikes, Del strikes, F2 edits, Enter goes on. Signals carry positions of rows."""

    toggled = Signal(list)
    struck = Signal(list)
    entered = Signal()
    current = Signal(int)
    sort_wanted = Signal(int)

    def __init__(self, rows: BatchModel) -> None:
        super().__init__()
        self.rows = rows
        self._delegate = BatchDelegate(rows, self)
        self.setModel(rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Rows of the list"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        edit = QAbstractItemView.EditTrigger
        self.setEditTriggers(edit.DoubleClicked | edit.EditKeyPressed)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows_head, head = self.verticalHeader(), self.horizontalHeader()
        rows_head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows_head.setDefaultSectionSize(SIZES.row)
        rows_head.hide()
        head.setFixedHeight(SIZES.row)
        head.setHighlightSections(False)
        head.setSectionsMovable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self.sort_wanted.emit)
        self.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell_current(now.row()))
        rows.modelReset.connect(self._after_reset)

    @property
    def selected(self) -> list[int]:
        """The positions of the selected rows, from top to bottom."""
        return [self.rows.position(place) for place in sorted(self._delegate.selected)]

    def choose(self, position: int) -> None:
        """Make a row current and select it."""
        place = self.rows.place_of(position)
        if place is not None:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.rows.index(place, BatchColumn.NUMBER), flags)

    def edit_number(self) -> None:
        """Begin to edit the number of the current row."""
        self.edit(self.rows.index(self.currentIndex().row(), BatchColumn.NUMBER))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key == Qt.Key.Key_Space and plain and self.selected:
            self.toggled.emit(self.selected)
        elif key == Qt.Key.Key_Delete and self.selected:
            self.struck.emit(self.selected)
        elif key in _ENTER and self.state() != QAbstractItemView.State.EditingState:
            self.entered.emit()
        elif key == Qt.Key.Key_F2 and self.currentIndex().column() not in (BatchColumn.FACE, BatchColumn.NOTE):
            self.edit_number()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() == BatchColumn.TICK and event.button() == Qt.MouseButton.LeftButton:
            self.toggled.emit([self.rows.position(at.row())])

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusInEvent(event)
        choose_first(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._delegate.dress()

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._fit()

    def row_rect_end(self, position: int) -> QPoint | None:
        """The lower left corner of a row on screen; None if it is not shown."""
        place = self.rows.place_of(position)
        return None if place is None else self.visualRect(self.rows.index(place, 0)).bottomLeft()

    def _fit(self) -> None:
        """Give the check the rest of the width; leave columns out where that is too little."""
        wide = self.viewport().width()
        shown = dict(_WIDTHS)
        for column in _MAY_GO:
            if wide - sum(shown.values()) < _LEAST_STATUS:
                shown.pop(column)
        for column in BatchColumn:
            if column is not BatchColumn.STATUS:
                self.setColumnHidden(column, column not in shown)
                self.setColumnWidth(column, _WIDTHS[column])
        self.setColumnWidth(BatchColumn.STATUS, max(0, wide - sum(shown.values())))

    def _selection_changed(self) -> None:
        before = self._delegate.selected
        self._delegate.selected = frozenset(index.row() for index in self.selectionModel().selectedRows())
        if before != self._delegate.selected:
            self.viewport().update()

    def _tell_current(self, place: int) -> None:
        self.current.emit(self.rows.position(place) if 0 <= place < self.rows.rowCount() else 0)

    def _after_reset(self) -> None:
        self._delegate.selected = frozenset()
        if self.rows.rowCount():
            self.choose(self.rows.position(0))
        else:
            self.current.emit(0)
