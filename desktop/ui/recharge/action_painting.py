"""Paints the rows of the action list. All lengths are logical pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPen

from desktop.domain.mobile import grouped
from desktop.domain.orders.action_group import ActionGroup
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.standings import Tone
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.recharge.action_model import head_remark
from desktop.ui.recharge.row_texts import checking_word, face_word
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.badge import SMALL, paint_badge
from desktop.ui.widgets.keycap import paint_keycap
from desktop.ui.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPainter

    from desktop.domain.orders.order import Order
    from desktop.ui.look.standings import StatusLook
    from desktop.ui.recharge.action_model import Head
    from desktop.ui.recharge.row_texts import RowTexts

BUTTONS_HIGH = 36
_BELOW, _ABOVE_BUTTONS = 12, 8
LEFT = 50
"""The left edge of numbers, advice and buttons."""
RIGHT = 16
_PILL_HIGH, _ICON = 24, 14
_FACE_END, _PILL_AT, _PILL_GAP = 240, 260, 12
_VALUE_WIDE, _GAP = 56, 10
_WITHOUT_REASON = 640
"""A narrower list has no column for the reason: the open row tells it."""
_EDGE = 4


def wrapped_height(text: str, size: int, width: int) -> int:
    """The height of a text of this size (pixels), wrapped in a row this wide."""
    if not text:
        return 0
    room = QRect(0, 0, width - LEFT - RIGHT, 1000)
    return QFontMetrics(font(size)).boundingRect(room, qt.WORD_WRAP, text).height()


def open_height(advice: str, texts: RowTexts, width: int) -> int:
    """The height of what an open row has below its line: this advice, and the reason where its column has no room."""
    below = wrapped_height(reason_below(texts, width), TYPE.body, width)
    return wrapped_height(advice, TYPE.strong, width) + below + _ABOVE_BUTTONS + BUTTONS_HIGH + _BELOW


def reason_below(texts: RowTexts, width: int) -> str:
    """The reason, if its column in a row this wide cannot show all of it; otherwise ""."""
    begin, end = _reason_column(texts, width)
    fits = width >= _WITHOUT_REASON and QFontMetrics(font(TYPE.body)).horizontalAdvance(texts.reason) <= end - begin
    return "" if fits else texts.reason


def _reason_column(texts: RowTexts, width: int) -> tuple[int, int]:
    """The left and the right end of the reason."""
    pill_end = _PILL_AT + pill_width(texts.status)
    begin = _PILL_AT + max(pill_width(texts.status), pill_column()) + _PILL_GAP
    return begin, _value_begins(texts, width, pill_end) - _GAP


def _value_begins(texts: RowTexts, width: int, taken: int) -> int:
    """The left end of a row's value and note; the note is left out where it would come into what is `taken`."""
    value = QFontMetrics(_value_font(texts)).horizontalAdvance(texts.value)
    if not texts.note:
        return width - RIGHT - value
    end = width - RIGHT - max(value, _VALUE_WIDE) - _GAP
    begin = end - QFontMetrics(font(TYPE.caption)).horizontalAdvance(texts.note)
    return begin if begin >= taken else end


def _value_font(texts: RowTexts) -> QFont:
    bold = texts.tone is not Tone.QUIET
    return font(TYPE.strong if bold or texts.note else TYPE.body, bold=bold)


def buttons_room(row: QRect) -> QRect:
    """The place of the buttons in an open row."""
    return QRect(row.left() + LEFT, row.bottom() - _BELOW - BUTTONS_HIGH + 1, row.width() - LEFT - RIGHT, BUTTONS_HIGH)


class RowGround(NamedTuple):
    """The ground behind an order: whether the keyboard or the mouse is on it, and its edge in a colour, "" for none."""

    chosen: bool = False
    pointed: bool = False
    edge: str = ""


class RowPainter:
    """Paints one row after the other with the same painter."""

    def __init__(self, painter: QPainter, ratio: float, row_high: int) -> None:
        self._row_high = row_high
        self._painter = painter
        self._ratio = ratio
        self._tokens = theme.tokens()

    def clip(self, room: QRect) -> None:
        """Paint nothing outside: a row that is arriving is lower than its line."""
        if room.height() < self._row_high:
            self._painter.setClipRect(room)

    def head(self, room: QRect, head: Head, keys: Sequence[str] = ()) -> None:
        """Paint the line above a group, with keys at its right end."""
        self._painter.fillRect(room, QColor(self._tokens.sunken))
        names = {
            ActionGroup.ACT: ("bell", self._tokens.danger),
            ActionGroup.DOUBT: ("circle-question-mark", self._tokens.warning),
            ActionGroup.RUNNING: ("clock-3", self._tokens.muted),
            ActionGroup.FINISHED: ("check", self._tokens.muted),
        }
        name, ink = names[head.group]
        self._icon(name, ink, 16, room.left() + 16, room)
        at = self._text(words.group_word(head.group), room, LEFT, TYPE.body, self._tokens.text, bold=True)
        at = self._text(f"{head.orders:,}", room, at + 8, TYPE.body, self._tokens.muted)
        if remark := head_remark(head):
            at = self._text("·", room, at + 8, TYPE.body, self._tokens.muted)
            money = self._tokens.danger if head.cash else self._tokens.muted
            self._text(remark, room, at + 8, TYPE.body, money, bold=bool(head.cash))
        right = room.right() + 1 - RIGHT
        for key in reversed(keys):
            colours = (self._tokens.tonal, self._tokens.muted)
            right -= paint_keycap(self._painter, right, room.top() + room.height() / 2, key, colours) + 4
        self._line_below(room)

    def order(
        self, room: QRect, order: Order, texts: RowTexts, look: StatusLook, *, calls: bool, on_tint: bool
    ) -> None:
        """Paint the line of an order; `calls`: it asks something of the clerk, so its status is a filled pill, white
        on a tint.
        """
        line = QRect(room.left(), room.top(), room.width(), self._row_high)
        badge = QRect(line.left() + 16, line.top() + (line.height() - SMALL) // 2, SMALL, SMALL)
        paint_badge(self._painter, badge, order.operator)
        self._number(order.mobile, line)
        face = QRect(line.left() + LEFT, line.top(), _FACE_END - LEFT, line.height())
        self._right(face_word(order.face), face, TYPE.strong, self._tokens.text)
        at_pill = line.adjusted(_PILL_AT, 0, 0, 0)
        if calls and look.tone is not Tone.QUIET:
            self.pill(texts.status, look, at_pill, on_tint=on_tint)
        else:
            self._status(texts.status, look, at_pill, look.tone.ink if calls or look.tone is Tone.GREEN else "")
        self._value(texts, line)
        if room.width() >= _WITHOUT_REASON:
            self._elided(texts.reason, line, *_reason_column(texts, room.width()))
        self._line_below(room)

    def advice(self, room: QRect, advice: str, texts: RowTexts) -> None:
        """Paint what an open row says beyond its line."""
        top, width = room.top() + self._row_high - 2, room.width()
        said = ((advice, TYPE.strong, self._tokens.text), (reason_below(texts, width), TYPE.body, self._tokens.muted))
        for text, size, colour in said:
            high = wrapped_height(text, size, width)
            self._painter.setFont(font(size))
            self._painter.setPen(QColor(colour))
            place = QRect(room.left() + LEFT, top, width - LEFT - RIGHT, high)
            self._painter.drawText(place, qt.ALIGN_LEFT | qt.ALIGN_TOP | qt.WORD_WRAP, text)
            top += high

    def ground(self, room: QRect, state: RowGround, *, tint: str, strength: float) -> None:
        """Paint what is behind an order: `strength` 0 to 1 of the tint."""
        chosen, pointed, edge = state
        ground = self._tokens.accent_soft if chosen else self._tokens.sunken if pointed else self._tokens.surface
        self._painter.fillRect(room, QColor(ground))
        if strength > 0 and not chosen:
            colour = QColor(tint)
            colour.setAlphaF(strength)
            self._painter.fillRect(room, colour)
        if chosen:
            self._painter.setPen(QPen(QColor(self._tokens.accent), 2))
            self._painter.setBrush(QColor(0, 0, 0, 0))
            self._painter.drawRect(QRectF(room).adjusted(1, 1, -1, -2))
        if edge:
            self._painter.fillRect(QRect(room.left(), room.top(), _EDGE, room.height() - 1), QColor(edge))

    def pill(self, text: str, look: StatusLook, room: QRect, *, on_tint: bool = False) -> None:
        """Paint a status that asks something of the clerk, at the left end of this room."""
        top = room.top() + (room.height() - _PILL_HIGH) / 2
        self._painter.setPen(QColor(0, 0, 0, 0))
        self._painter.setBrush(QColor(self._tokens.surface if on_tint else look.tone.ground))
        place = QRectF(room.left(), top, pill_width(text), _PILL_HIGH)
        self._painter.drawRoundedRect(place, _PILL_HIGH / 2, _PILL_HIGH / 2)
        self._status(text, look, room, look.tone.ink, bold=True)

    def _status(self, text: str, look: StatusLook, room: QRect, ink: str, *, bold: bool = False) -> None:
        self._icon(look.icon, look.tone.ink, _ICON, room.left() + 8, room)
        self._text(text, room, 27, TYPE.body, ink or self._tokens.text, bold=bold)

    def _number(self, mobile: str, line: QRect) -> None:
        """Customers say the last four digits: those are bold."""
        text = grouped(mobile)
        at = self._text(text[:-4], line, LEFT, TYPE.strong, self._tokens.text)
        self._text(text[-4:], line, at, TYPE.strong, self._tokens.text, bold=True)

    def _value(self, texts: RowTexts, line: QRect) -> None:
        """Paint the right end."""
        bold = texts.tone is not Tone.QUIET
        colour = texts.tone.ink if bold else self._tokens.text if texts.note else self._tokens.muted
        room = line.adjusted(0, 0, -RIGHT, 0)
        wide = self._right(texts.value, room, TYPE.strong if bold or texts.note else TYPE.body, colour, bold=bold)
        room.setRight(room.right() - max(wide, _VALUE_WIDE) - _GAP)
        if (
            texts.note
            and _value_begins(texts, line.width(), _PILL_AT + pill_width(texts.status)) < room.right() - line.left()
        ):
            self._right(texts.note, room, TYPE.caption, self._tokens.muted)

    def _text(self, text: str, line: QRect, at: int, size: int, colour: str, *, bold: bool = False) -> int:
        """Paint from `at` on; where it ends, both from the line's left."""
        used = font(size, bold=bold)
        self._painter.setFont(used)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(line.adjusted(at, 0, 0, 0), qt.ALIGN_LEFT | qt.ALIGN_VCENTER, text)
        return at + QFontMetrics(used).horizontalAdvance(text)

    def _right(self, text: str, room: QRect, size: int, colour: str, *, bold: bool = False) -> int:
        """Paint at the right end; the width used."""
        used = font(size, bold=bold)
        self._painter.setFont(used)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(room, qt.ALIGN_RIGHT | qt.ALIGN_VCENTER, text)
        return QFontMetrics(used).horizontalAdvance(text)

    def _elided(self, text: str, line: QRect, begin: int, end: int) -> None:
        from PySide6.QtCore import Qt

        used = font(TYPE.body)
        fitted = QFontMetrics(used).elidedText(text, Qt.TextElideMode.ElideRight, max(0, end - begin))
        self._text(fitted, line, begin, TYPE.body, self._tokens.muted)

    def _icon(self, name: str, colour: str, size: int, left: int, line: QRect) -> None:
        drawn = icon(name, colour, size, self._ratio)
        self._painter.drawPixmap(left, line.top() + (line.height() - size) // 2, drawn)

    def _line_below(self, room: QRect) -> None:
        self._painter.fillRect(QRect(room.left(), room.bottom(), room.width(), 1), QColor(self._tokens.line))


def pill_width(text: str) -> int:
    """The width of a status with its icon."""
    return QFontMetrics(font(TYPE.body, bold=True)).horizontalAdvance(text) + 27 + 12


def pill_column() -> int:
    """The width of the column of statuses, for its longest word."""
    return max(136, pill_width(checking_word()))
