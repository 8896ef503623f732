"""Measures and paints the entries of an order's timeline. All lengths are logical pixels."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.plain_text import breakable, revealed
from desktop.ui.history.timeline_entries import Entry
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt

ENTRY = qt.USER
"""The role under which the model has the Entry."""
_SIDE, _DISC, _ICON, _GAP = 24, 28, 14, 12
_NOW_ICON = 18
_TEXT_AT = _SIDE + _DISC + _GAP
_FROM_TIME = 16
_ABOVE_NOW, _BELOW, _BELOW_WORD, _BELOW_NOW = 6, 10, 14, 13
_MOST_HIGH = 10_000


class Places(NamedTuple):
    """The places of an entry's texts, and the height of its row."""

    word: QRect
    detail: QRect
    time: QRect
    high: int


def places(entry: Entry, width: int) -> Places:
    """The places in a row of this width whose upper left corner is 0, 0: all words have room, wrapped."""
    time_wide = QFontMetrics(font(TYPE.body)).horizontalAdvance(entry.time) + _FROM_TIME if entry.time else 0
    wide = max(40, width - _TEXT_AT - _SIDE - time_wide)
    top = _ABOVE_NOW + 1 if entry.is_now else 4
    word = QRect(_TEXT_AT, top, wide, _high(entry.word, _word_font(entry), wide, 26 if entry.is_now else 20))
    detail_high = _high(entry.detail, font(TYPE.body), wide, 20) if entry.detail else 0
    detail = QRect(_TEXT_AT, word.bottom() + 1, wide, detail_high)
    time = QRect(width - _SIDE - time_wide, top, time_wide, 20)
    below = _BELOW_NOW if entry.is_now else _BELOW if entry.detail else _BELOW_WORD
    return Places(word, detail, time, max(_DISC + _BELOW, detail.bottom() + 1 + below))


class PlacedView(Protocol):
    """The state of the view by which its rows are painted."""

    shows_place: bool
    """Whether the keyboard's place is painted."""

    def viewport(self) -> QWidget: ...

    def hasFocus(self) -> bool: ...

    def currentIndex(self) -> QModelIndex: ...

    def devicePixelRatioF(self) -> float: ...


class TimelineDelegate(QStyledItemDelegate):
    """Each entry is a disc with an icon on a line through all of them, its word, its detail and its time."""

    def __init__(self, view: PlacedView) -> None:
        super().__init__()
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, places(index.data(ENTRY), width).high)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry, room = index.data(ENTRY), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.shows_place and self._view.hasFocus() and self._view.currentIndex() == index:
            painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            above = 1 if entry.is_now else -3
            painter.drawRoundedRect(QRectF(room).adjusted(_SIDE - 10, above, 10 - _SIDE, -5), 8, 8)
        last = index.row() == index.model().rowCount() - 1
        self._paint_disc(painter, room, entry, last=last)
        self._paint_texts(painter, room, entry)
        painter.restore()

    def _paint_disc(self, painter: QPainter, room: QRect, entry: Entry, *, last: bool) -> None:
        tokens, tone = theme.tokens(), entry.look.tone
        disc = QRect(room.left() + _SIDE, room.top() + (_ABOVE_NOW if entry.is_now else 0), _DISC, _DISC)
        if not last:
            painter.fillRect(QRect(disc.center().x(), disc.bottom() + 1, 2, room.bottom() - disc.bottom()), tokens.line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.ground))
        painter.drawEllipse(disc)
        size = _NOW_ICON if entry.is_now else _ICON
        ink = tokens.muted if tone.value == "quiet" else tone.ink
        drawn = icon(entry.look.icon, ink, size, self._view.devicePixelRatioF())
        painter.drawPixmap(disc.left() + (_DISC - size) // 2, disc.top() + (_DISC - size) // 2, drawn)

    def _paint_texts(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        tokens, at = theme.tokens(), places(entry, room.width())
        for text, place, used, ink in (
            (entry.word, at.word, _word_font(entry), tokens.text),
            (entry.detail, at.detail, font(TYPE.body), tokens.muted),
        ):
            painter.setFont(used)
            painter.setPen(QColor(ink))
            painter.drawText(place.translated(room.topLeft()), qt.ALIGN_LEFT | qt.WORD_WRAP, seen(text))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(at.time.translated(room.topLeft()), qt.ALIGN_RIGHT | qt.ALIGN_VCENTER, entry.time)


def seen(text: str) -> str:
    """A text as it is painted: nothing in it works unseen, and everything can be wrapped."""
    return breakable(revealed(text))


def _word_font(entry: Entry) -> QFont:
    return font(TYPE.main, bold=True) if entry.is_now else font(TYPE.body, bold=entry.loud)


def _high(text: str, used: QFont, wide: int, line: int) -> int:
    """The height of a wrapped text; a single line is `line` pixels high."""
    needed = QFontMetrics(used).boundingRect(QRect(0, 0, wide, _MOST_HIGH), qt.WORD_WRAP, seen(text)).height()
    return max(line, needed)
