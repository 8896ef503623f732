"""Paints the cells of a list: one look-up, no questions to the model."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.mobile import operator_of
from desktop.ui.batch.model import BatchModel, Index
from desktop.ui.batch.row_texts import RIGHT, BatchColumn, RowTexts
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SIZES
from desktop.ui.widgets.pictures import PILL, Pictures

_PADDING, _BOX, _TICK = 8, 18, 14
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MOST_KEPT = 4096


class BatchDelegate(QStyledItemDelegate):
    """`selected` holds the places of the selected rows; the table keeps it."""

    def __init__(self, rows: BatchModel, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self.selected: frozenset[int] = frozenset()
        self._shortened: dict[tuple[str, int, bool], str] = {}
        self._pictures = Pictures()
        self._fonts, self._metrics = self._pictures.fonts, self._pictures.metrics
        self._boxes: dict[tuple[bool | None, float], QPixmap] = {}
        self.dress()

    def dress(self) -> None:
        """Take up the fonts and colours in force."""
        tokens = theme.tokens()
        self._text, self._muted, self._danger = QColor(tokens.text), QColor(tokens.muted), QColor(tokens.danger)
        self._ground, self._line = QColor(tokens.accent_soft), QColor(tokens.line)
        self._shortened.clear()
        self._pictures.clear()
        self._boxes.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, SIZES.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, column = index.row(), index.column()
        room: QRect = option.rect
        chosen = place in self.selected
        if chosen:
            painter.fillRect(room, self._ground)
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, self._line)
        texts = self._rows.texts(place)
        room.adjust(_PADDING, 0, -_PADDING, 0)
        if column == BatchColumn.TICK:
            if texts.has_box:
                self._paint_box(painter, room, texts.ticked)
        elif column == BatchColumn.NUMBER:
            self._paint_number(painter, room, place, texts)
        elif column == BatchColumn.STATUS:
            self._paint_status(painter, room, texts, chosen=chosen)
        elif text := texts.cells[column]:
            quiet = texts.struck or column in (BatchColumn.PLACE, BatchColumn.SPEED, BatchColumn.ROW)
            self._paint_text(painter, room, text, self._muted if quiet else self._text, right=column in RIGHT)

    def _paint_text(self, painter: QPainter, room: QRect, text: str, ink: QColor, *, right: bool = False) -> None:
        painter.setFont(self._fonts[False])
        painter.setPen(ink)
        painter.drawText(room, _RIGHT if right else _LEFT, self._fitted(text, room.width()))

    def _paint_number(self, painter: QPainter, room: QRect, place: int, texts: RowTexts) -> None:
        mobile, text = self._rows.row(place).mobile, texts.cells[BatchColumn.NUMBER]
        if not mobile:
            self._paint_text(painter, room, text, self._muted)
            return
        painter.setPen(self._danger if texts.broken else self._muted if texts.struck else self._text)
        self._pictures.number(painter, room, operator_of(mobile), text)
        if texts.struck:
            middle = room.center().y()
            painter.drawLine(
                room.left(), middle, room.left() + 28 + self._metrics[True].horizontalAdvance(text), middle
            )

    def _paint_box(self, painter: QPainter, room: QRect, ticked: bool | None) -> None:
        ratio = painter.device().devicePixelRatioF()
        if (ticked, ratio) not in self._boxes:
            self._boxes[ticked, ratio] = _box(ticked, ratio)
        at = QPoint(room.left() + (room.width() - _BOX) // 2, room.top() + (room.height() - _BOX) // 2)
        painter.drawPixmap(at, self._boxes[ticked, ratio])

    def _paint_status(self, painter: QPainter, room: QRect, texts: RowTexts, *, chosen: bool) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = self._pictures.pill(texts.status, texts.look, (texts.calls, chosen), ratio)
        painter.drawPixmap(QPoint(room.left(), room.top() + (room.height() - PILL) // 2), picture)
        if texts.remark:
            room.setLeft(room.left() + round(picture.deviceIndependentSize().width()) + _PADDING)
            self._paint_text(painter, room, texts.remark, self._muted)

    def _fitted(self, text: str, width: int) -> str:
        key = (text, width, False)
        fitted = self._shortened.get(key)
        if fitted is None:
            if len(self._shortened) > _MOST_KEPT:
                self._shortened.clear()
            fitted = self._metrics[False].elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._shortened[key] = fitted
        return fitted


def _box(ticked: bool | None, ratio: float) -> QPixmap:
    """A tick box; a pale one for a row that cannot be ticked."""
    tokens = theme.tokens()
    made = QPixmap(round(_BOX * ratio), round(_BOX * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent if ticked else tokens.line if ticked is None else tokens.edge), 2))
    painter.setBrush(QColor(tokens.accent if ticked else tokens.sunken if ticked is None else tokens.surface))
    painter.drawRoundedRect(QRectF(1, 1, _BOX - 2, _BOX - 2), 4, 4)
    if ticked:
        painter.drawPixmap((_BOX - _TICK) // 2, (_BOX - _TICK) // 2, icon("check", tokens.on_accent, _TICK, ratio))
    painter.end()
    return made
