"""Paints the history's cells from rows made ready: one look-up, no questions to the model."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.mobile import Operator
from desktop.ui.history.columns import BOLD, CODES, RIGHT, HistoryColumn, HistoryRow
from desktop.ui.history.model import HistoryModel, Index
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.standings import StatusLook, Tone
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets.badge import paint_badge

_PADDING = 8
_BADGE, _BADGE_ROOM = 20, 28
_PILL, _PILL_END, _ICON, _ICON_ROOM = 24, 8, 14, 20
_WAITING = "…"
_TAIL = 4
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
        self._pictures: dict[object, QPixmap] = {}
        self.dress()

    def dress(self) -> None:
        """Take up the fonts and colours in force."""
        tokens = theme.tokens()
        self._text, self._muted = QColor(tokens.text), QColor(tokens.muted)
        self._ground, self._line = QColor(tokens.accent_soft), QColor(tokens.line)
        self._fonts = {bold: theme.font(TYPE.body, bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}
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
            self._paint_number(painter, room, row)
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

    def _paint_number(self, painter: QPainter, room: QRect, row: HistoryRow) -> None:
        """Customers say the last four digits: those are bold."""
        badge = self._badge(row.order.operator, painter.device().devicePixelRatioF())
        painter.drawPixmap(room.left(), room.top() + (room.height() - _BADGE) // 2, badge)
        text = row.texts[HistoryColumn.NUMBER]
        head, tail = text[:-_TAIL], text[-_TAIL:]
        room.setLeft(room.left() + _BADGE_ROOM)
        painter.setPen(self._text)
        painter.setFont(self._fonts[False])
        painter.drawText(room, _LEFT, head)
        room.setLeft(room.left() + self._metrics[False].horizontalAdvance(head))
        painter.setFont(self._fonts[True])
        painter.drawText(room, _LEFT, tail)

    def _paint_status(self, painter: QPainter, room: QRect, row: HistoryRow, *, chosen: bool) -> None:
        whole = row.texts[HistoryColumn.STATUS]
        status, _dot, remark = whole.partition(" · ")
        picture = self._pill(status, row.look, (row.calls, chosen), painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(room.left(), room.top() + (room.height() - _PILL) // 2), picture)
        if remark:
            room.setLeft(room.left() + round(picture.deviceIndependentSize().width()) + _PADDING)
            painter.setFont(self._fonts[False])
            painter.setPen(self._muted)
            painter.drawText(room, _LEFT, self.fitted(remark, room.width(), HistoryColumn.NOTE))

    def _badge(self, operator: Operator | None, ratio: float) -> QPixmap:
        key = (operator, ratio)
        if key not in self._pictures:
            made, painter = _canvas(_BADGE, _BADGE, ratio)
            paint_badge(painter, QRect(0, 0, _BADGE, _BADGE), operator)
            painter.end()
            self._pictures[key] = made
        return self._pictures[key]

    def _pill(self, text: str, look: StatusLook, state: tuple[bool, bool], ratio: float) -> QPixmap:
        """The status with its icon: on its soft colour if it calls the clerk (`state`: it calls, its row is chosen)."""
        key = (text, look, state, ratio)
        if key not in self._pictures:
            if len(self._pictures) > 512:
                self._pictures.clear()
            self._pictures[key] = self._painted_pill(text, look, state, ratio)
        return self._pictures[key]

    def _painted_pill(self, text: str, look: StatusLook, state: tuple[bool, bool], ratio: float) -> QPixmap:
        calls, chosen = state
        filled = calls and look.tone is not Tone.QUIET
        wide = 2 * _PILL_END + _ICON_ROOM + self._metrics[filled].horizontalAdvance(text)
        made, painter = _canvas(wide, _PILL, ratio)
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().surface if chosen else look.tone.ground))
            painter.drawRoundedRect(QRectF(0, 0, wide, _PILL), _PILL / 2, _PILL / 2)
        ink = look.tone.ink if filled or look.tone is Tone.GREEN else theme.tokens().neutral
        painter.drawPixmap(_PILL_END, (_PILL - _ICON) // 2, icon(look.icon, ink, _ICON, ratio))
        painter.setFont(self._fonts[filled])
        painter.setPen(QColor(ink))
        painter.drawText(QRect(_PILL_END + _ICON_ROOM, 0, wide, _PILL), _LEFT, text)
        painter.end()
        return made


def _canvas(wide: int, high: int, ratio: float) -> tuple[QPixmap, QPainter]:
    made = QPixmap(round(wide * ratio), round(high * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return made, painter
