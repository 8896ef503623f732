"""A table of some hundred rows at most: filled whole, keeps the clerk's place, opens a row by Enter or double click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.ui import theme
from desktop.ui.build import choose_first, say_empty
from desktop.ui.plain import tip

_LEAST = 130  # pixels: a day with its name
_KEY = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """Its title and width in pixels, 0 for what is left over; amounts and counts stand at the right."""

    title: str
    width: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`key` says which one it is; `token` is the name of a colour of `theme.tokens()` for words that carry a sign of
    their own, "" for the text's.
    """

    key: str
    cells: tuple[str, ...]
    token: str = ""
    tip: str = ""


class RowsTable(QTreeWidget):
    """`opened` carries the key of a row. What is `empty` is said where there are no rows; nothing before `fill`."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, name: str, columns: Sequence[Column], empty: str) -> None:
        super().__init__()
        self._columns = columns
        self._rows: list[Row] = []
        self._is_filled = False
        self.empty_text = empty
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setHeaderLabels([one.title for one in columns])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for section, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(section, mode)
            if column.width:
                header.resizeSection(section, column.width)
            if column.is_number:
                self.headerItem().setTextAlignment(section, _RIGHT)
        self.itemDoubleClicked.connect(lambda item, _column: self.opened.emit(item.data(0, _KEY)))
        self.currentItemChanged.connect(lambda _now, _before: self.chosen.emit(self.chosen_key))

    @property
    def chosen_key(self) -> str:
        """The key of the current row, "" for none."""
        item = self.currentItem()
        return "" if item is None else str(item.data(0, _KEY))

    @property
    def rows(self) -> list[Row]:
        """What is shown."""
        return list(self._rows)

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these instead; the current row and the place stay, where the row is still there."""
        if rows == self._rows and self._is_filled:
            return
        self._is_filled = True
        self.viewport().update()
        before, place = self.chosen_key, self.verticalScrollBar().value()
        self._rows = list(rows)
        self.clear()
        items = [self._item(row) for row in rows]
        self.addTopLevelItems(items)
        for item, row in zip(items, rows, strict=True):
            if row.key == before:
                self.setCurrentItem(item)
        self.verticalScrollBar().setValue(place)
        if self.hasFocus():
            choose_first(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column for what is left over is never too narrow to be read: then all scroll sideways."""
        super().resizeEvent(event)
        left_over = self.viewport().width() - sum(column.width for column in self._columns)
        mode = QHeaderView.ResizeMode.Stretch if left_over >= _LEAST else QHeaderView.ResizeMode.Fixed
        for section, column in enumerate(self._columns):
            if not column.width and self.header().sectionResizeMode(section) != mode:
                self.header().setSectionResizeMode(section, mode)
                if mode == QHeaderView.ResizeMode.Fixed:
                    self.header().resizeSection(section, _LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.chosen_key and not event.isAutoRepeat():
                self.opened.emit(self.chosen_key)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        choose_first(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_filled:
            say_empty(self, self.empty_text)

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = QTreeWidgetItem(list(row.cells))
        item.setData(0, _KEY, row.key)
        for section, column in enumerate(self._columns):
            if column.is_number:
                item.setTextAlignment(section, _RIGHT)
            if row.token:
                item.setForeground(section, QColor(getattr(theme.tokens(), row.token)))
            item.setToolTip(section, tip(row.tip or row.cells[section]))
        return item
