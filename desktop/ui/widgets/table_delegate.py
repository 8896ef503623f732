"""Paints the rows of a RowsTable: numbers behind badges, statuses as pills, amounts at the right."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.look import theme
from desktop.ui.look.standings import Tone, look_of
from desktop.ui.look.tokens import SIZES, SPACE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.pictures import PILL, Pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.orders.order import Order
    from desktop.ui.widgets.table_rows import TableColumn, TableRow

_LEFT, _RIGHT = (side | qt.ALIGN_VCENTER for side in (qt.ALIGN_LEFT, qt.ALIGN_RIGHT))
_SELECTED = QStyle.StateFlag.State_Selected
PADDING = SPACE.near
EDGE = SPACE.page
"""Between the edge of the table and its first and last column (pixels)."""


class TableDelegate(QStyledItemDelegate):
    """`row_of` returns the row with a number. `row_high` in pixels; a `strong` table is bold."""

    def __init__(self, columns: list[TableColumn], row_of: Callable[[int], TableRow]) -> None:
        super().__init__()
        self.row_high = SIZES.row
        self.strong = False
        self.ruled = True
        """Whether there is a line under each row."""
        self._columns = columns
        self._row_of = row_of
        self._pictures = Pictures()
        self._dressed: object = None

    def font_metrics(self, section: int) -> QFontMetrics:
        """Those of a column's texts."""
        return self._pictures.metrics[self.strong or self._columns[section].is_strong]

    def pill_width(self, status: str) -> int:
        """The width of a status with its icon."""
        return self._pictures.pill_width(status)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, self.row_high)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, section = theme.tokens(), index.column()
        if self._dressed is not tokens:
            self._dressed = tokens
            self._pictures.clear()
        row, column = self._row_of(index.row()), self._columns[section]
        chosen = bool(option.state & _SELECTED)
        room: QRect = option.rect
        if chosen:
            painter.fillRect(room, QColor(tokens.accent_soft))
        if self.ruled:
            painter.fillRect(room.left(), room.bottom(), room.width(), 1, QColor(tokens.line))
        room.adjust(self.before(section), 0, -self.after(section), 0)
        painter.setPen(QColor(getattr(tokens, row.token or ("muted" if column.is_quiet else "text"))))
        text = row.cells[section]
        if row.order is not None and column.shows_number:
            self._pictures.number(painter, room, row.order.operator, text)
        elif row.order is not None and column.shows_status:
            self._status(painter, room, row, text, chosen=chosen)
        else:
            strong = self.strong or column.is_strong or row.is_strong
            painter.setFont(self._pictures.fonts[strong])
            fitted = self._pictures.metrics[strong].elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _RIGHT if column.is_number else _LEFT, fitted)

    def before(self, section: int) -> int:
        """The room left of a column's text (pixels)."""
        return PADDING if section else EDGE

    def after(self, section: int) -> int:
        """The room right of a column's text (pixels)."""
        return PADDING if section + 1 < len(self._columns) else EDGE

    def _status(self, painter: QPainter, room: QRect, row: TableRow, text: str, *, chosen: bool) -> None:
        status, _dot, remark = text.partition(" · ")
        assert row.order is not None
        look = look_of(row.order, time.time())
        calls = _calls(row.order, look.tone)
        picture = self._pictures.pill(status, look, (calls, chosen), painter.device().devicePixelRatioF())
        painter.drawPixmap(room.left(), room.top() + (room.height() - PILL) // 2, picture)
        if remark:
            tokens, strong = theme.tokens(), bool(row.remark_token)
            room.setLeft(room.left() + round(picture.deviceIndependentSize().width()) + PADDING)
            painter.setFont(self._pictures.fonts[strong])
            painter.setPen(QColor(getattr(tokens, row.remark_token or "muted")))
            fitted = self._pictures.metrics[strong].elidedText(remark, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _LEFT, fitted)


def _calls(order: Order, tone: Tone) -> bool:
    return order.awaits_word or (order.is_open and tone is not Tone.QUIET)
