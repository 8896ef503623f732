"""A table of at most some hundred rows: filled at once, keeps the current row, opens a row on Enter or double click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.ui.look import theme
from desktop.ui.widgets.build import choose_first, say_empty
from desktop.ui.widgets.plain import tip

_LEAST = 130  # pixels: a day with its name
_PADDING = 18  # pixels: 6 on each side by the style sheet, 3 by the style
_ALIKE = str.maketrans("123456789", "000000000")
_KEY = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TableColumn(Struct, frozen=True):
    """The title, and the width in pixels; 0 takes the remaining room. Numbers are aligned right and never cut off:
    longer ones widen the column.
    """

    title: str
    width: int
    is_number: bool = False


class TableRow(Struct, frozen=True):
    """`key` identifies the row; `token` is the name of a colour of `theme.tokens()` for texts that carry a sign of
    their own, "" for the colour of text.
    """

    key: str
    cells: tuple[str, ...]
    token: str = ""
    tip: str = ""


def widest(metrics: QFontMetricsF, texts: Iterable[str]) -> int:
    """The width of the widest text in pixels. All digits count as equally wide, so that few texts need measuring."""
    alike = {text.translate(_ALIKE) for text in texts}
    return ceil(max((metrics.horizontalAdvance(text) for text in alike), default=0.0))


class RowsTable(QTreeWidget):
    """`opened` and `chosen` carry a row's key. `empty` is shown if there are no rows, but not before `fill`."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, name: str, columns: Sequence[TableColumn], empty: str) -> None:
        super().__init__()
        self.columns = columns
        self._rows: list[TableRow] = []
        self._is_filled = False
        self._needed = [column.width or _LEAST for column in columns]
        self._more: Sequence[int] = ()
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
    def rows(self) -> list[TableRow]:
        """The rows shown."""
        return list(self._rows)

    def needs(self) -> list[int]:
        """The minimum width of each column that shows its numbers whole. Words may be cut off."""
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        needed = []
        for section, column in enumerate(self.columns):
            whole = widest(metrics, (row.cells[section] for row in self._rows)) + _PADDING
            needed.append(whole if column.is_number else column.width or (min(whole, _LEAST) if self._rows else _LEAST))
        return needed

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
        minimum; if that is too wide, too, the table scrolls sideways.
        """
        wanted = [max(column.width, needed) for column, needed in zip(self.columns, self._needed, strict=True)]
        room = self.viewport().width()
        widths = wanted if sum(wanted) <= room else self._needed
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
            if row.token:
                item.setForeground(section, QColor(getattr(theme.tokens(), row.token)))
            item.setToolTip(section, tip(row.tip or row.cells[section]))
        return item
