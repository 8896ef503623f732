"""A table of at most some hundred rows: filled at once, keeps the current row, opens a row on Enter or double click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.ui.look.tokens import SIZES
from desktop.ui.widgets.build import choose_first, say_empty
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.pictures import BADGE_ROOM
from desktop.ui.widgets.plain import tip
from desktop.ui.widgets.table_delegate import TableDelegate
from desktop.ui.widgets.table_rows import TableColumn, TableRow

_LEAST = 130  # pixels: a day with its name
_SPARE = 2  # pixels: all digits count as equally wide
_ALIKE = str.maketrans("123456789", "000000000")
_KEY = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def widest(metrics: QFontMetrics | QFontMetricsF, texts: Iterable[str]) -> int:
    """The width of the widest text in pixels. All digits count as equally wide, so that few texts need measuring."""
    alike = {text.translate(_ALIKE) for text in texts}
    return ceil(max((metrics.horizontalAdvance(text) for text in alike), default=0.0))


def _remark(row: TableRow, section: int) -> str:
    return row.cells[section].partition(" · ")[2]


class RowsTable(QTreeWidget):
    """`opened` and `chosen` carry a row's key. `empty` is shown if there are no rows, but not before `fill`; "" if
    something else says it.
    """

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, name: str, columns: Sequence[TableColumn], empty: str) -> None:
        super().__init__()
        self.columns = columns
        self._rows: list[TableRow] = []
        self._is_filled = False
        self._needed = [column.width or _LEAST for column in columns]
        self._more: Sequence[int] = ()
        self._remarks = 0
        """The room (pixels) that the longest words behind a status would take."""
        self.empty_text = empty
        self._state: EmptyState | None = None
        self.delegate = TableDelegate(list(columns), self._rows.__getitem__)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setHeaderLabels([one.title for one in columns])
        header = self.header()
        header.setFixedHeight(SIZES.row)
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
    def is_filled(self) -> bool:
        """Whether it was filled, if only with nothing."""
        return self._is_filled

    @property
    def rows(self) -> list[TableRow]:
        """The rows shown."""
        return list(self._rows)

    def needs(self) -> list[int]:
        """The minimum width of each column that shows its numbers whole. Words may be cut off."""
        needed = []
        for section, column in enumerate(self.columns):
            texts = (row.cells[section] for row in self._rows)
            around = self.delegate.before(section) + self.delegate.after(section) + _SPARE
            whole = widest(self.delegate.font_metrics(section), texts) + around
            if column.shows_number:
                needed.append(whole + BADGE_ROOM if self._rows else column.width)
            elif column.shows_status and self._rows:
                pills = (self.delegate.pill_width(row.cells[section].partition(" · ")[0]) for row in self._rows)
                needed.append(max(pills) + around - _SPARE)
                self._remarks = widest(self.delegate.font_metrics(section), map(_remark, self._rows, repeat(section)))
            elif column.is_number or column.is_whole:
                needed.append(whole if self._rows else column.width)
            else:
                needed.append(column.width or (min(whole, _LEAST) if self._rows else _LEAST))
        return needed

    def say_empty_with(self, state: EmptyState) -> None:
        """Show this as long as there are no rows, but not before `fill`."""
        self._state = state

    def widen(self, more: Sequence[int] = ()) -> None:
        """Give numbers and titles the width they need, and each column at least `more`, if given."""
        self._more = more
        needed = [max(pair) for pair in zip(self.needs(), more, strict=True)] if more else self.needs()
        titles = [self.header().sectionSizeHint(section) for section in range(len(needed))]
        self._needed = [max(pair) for pair in zip(needed, titles, strict=True)]
        self._share_out()

    def fill(self, rows: Sequence[TableRow]) -> None:
        """Replace the rows; the current row, if it still exists, and the scroll position stay."""
        if rows == self._rows and self._is_filled:
            return
        if self._state is not None and not self._is_filled:
            self._state.cover(self)
        self._is_filled = True
        self.viewport().update()
        before, place = self.chosen_key, self.verticalScrollBar().value()
        self.clear()
        self._rows[:] = rows
        items = [self._item(row) for row in rows]
        self.addTopLevelItems(items)
        for item, row in zip(items, rows, strict=True):
            if row.key == before:
                self.setCurrentItem(item)
        self.verticalScrollBar().setValue(place)
        self.widen()
        if self.hasFocus():
            choose_first(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.widen(self._more)  # only now the titles have their font

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """If the preferred widths leave too little for the column that takes the remaining room, give all columns their
        minimum; if that is too wide, too, some columns are left out, or the table scrolls sideways.
        """
        room = self.viewport().width()
        lacks = sum(self._needed) + self._remarks > room
        for section, column in enumerate(self.columns):
            if column.may_go:
                self.setColumnHidden(section, lacks)
        needed = [0 if self.isColumnHidden(at) else wide for at, wide in enumerate(self._needed)]
        wanted = [max(column.width, wide) if wide else 0 for column, wide in zip(self.columns, needed, strict=True)]
        widths = wanted if sum(wanted) <= room else needed
        mode = QHeaderView.ResizeMode.Stretch if sum(widths) <= room else QHeaderView.ResizeMode.Fixed
        for section, column in enumerate(self.columns):
            if not column.width and self.header().sectionResizeMode(section) != mode:
                self.header().setSectionResizeMode(section, mode)
            if column.width or mode == QHeaderView.ResizeMode.Fixed:
                self.header().resizeSection(section, widths[section])

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

    def _item(self, row: TableRow) -> QTreeWidgetItem:
        item = QTreeWidgetItem(list(row.cells))
        item.setData(0, _KEY, row.key)
        for section, column in enumerate(self.columns):
            if column.is_number:
                item.setTextAlignment(section, _RIGHT)
            item.setToolTip(section, tip(row.tip or row.cells[section]))
        return item
