"""Paints the history's cells from rows made ready: one look-up, no questions to the model."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.history.columns import BOLD, CODES, RIGHT, HistoryColumn, HistoryRow
from desktop.ui.history.model import HistoryModel, Index
from desktop.ui.look import theme
from desktop.ui.widgets.pictures import PILL, Pictures

_PADDING = 8
_WAITING = "…"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE, _END = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
_QUIET = frozenset(
    {
        HistoryColumn.OPERATOR,
        HistoryColumn.SPEED,
        HistoryColumn.ELAPSED,
        HistoryColumn.PLATFORM_NO,
        HistoryColumn.OUR_NO,
    }
)


class RowDelegate(QStyledItemDelegate):
    """`chosen` is the row with the clerk's selection, -1 for none; the view keeps it. Pills and badges are painted once
    and then copied.
    """

    def __init__(self, rows: HistoryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self.chosen = -1
        self._shortened: dict[tuple[str, int, int], str] = {}
        self._pictures = Pictures()
        self._fonts, self._metrics = self._pictures.fonts, self._pictures.metrics
        self.dress()

    def dress(self) -> None:
        """Take up the fonts and colours in force."""
        tokens = theme.tokens()
        self._text, self._muted = QColor(tokens.text), QColor(tokens.muted)
        self._ground, self._line = QColor(tokens.accent_soft), QColor(tokens.line)
        self._shortened.clear()
        self._pictures.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, self._metrics[True].height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number, column = index.row(), index.column()
        room: QRect = option.rect
        if number == self.chosen:
            painter.fillRect(room, self._ground)
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, self._line)
        row = self._rows.row(number)
        if row is None:
            painter.setPen(self._muted)
            painter.drawText(room.adjusted(_PADDING, 0, 0, 0), _LEFT, _WAITING)
            return
        room.adjust(_PADDING, 0, -_PADDING, 0)
        if column == HistoryColumn.STATUS:
            self._paint_status(painter, room, row, chosen=number == self.chosen)
        elif column == HistoryColumn.NUMBER:
            painter.setPen(self._text)
            self._pictures.number(painter, room, row.order.operator, row.texts[column])
        elif text := row.texts[column]:
            painter.setFont(self._fonts[False])
            painter.setPen(self._muted if column in _QUIET else self._text)
            painter.drawText(room, _RIGHT if column in RIGHT else _LEFT, self.fitted(text, room.width(), column))

    def fitted(self, text: str, width: int, column: int) -> str:
        """A column's text, elided to this width in pixels."""
        key = (text, width, column)
        fitted = self._shortened.get(key)
        if fitted is None:
            if len(self._shortened) > 4096:
                self._shortened.clear()
            fitted = self._metrics[column in BOLD].elidedText(text, _MIDDLE if column in CODES else _END, width)
            self._shortened[key] = fitted
        return fitted

    def _paint_status(self, painter: QPainter, room: QRect, row: HistoryRow, *, chosen: bool) -> None:
        whole = row.texts[HistoryColumn.STATUS]
        status, _dot, remark = whole.partition(" · ")
        picture = self._pictures.pill(status, row.look, (row.calls, chosen), painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(room.left(), room.top() + (room.height() - PILL) // 2), picture)
        if remark:
            room.setLeft(room.left() + round(picture.deviceIndependentSize().width()) + _PADDING)
            painter.setFont(self._fonts[False])
            painter.setPen(self._muted)
            painter.drawText(room, _LEFT, self.fitted(remark, room.width(), HistoryColumn.NOTE))
