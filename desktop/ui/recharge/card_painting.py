"""Paints cards: whole, brief in one line, and the heading above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics

from desktop.domain.mobile import grouped
from desktop.ui.look import theme
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.words import words

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

    from desktop.ui.recharge.card import Card

_GAP = 12


def heading(painter: QPainter, room: QRect, text: str) -> None:
    """Paint a line above a card."""
    painter.setFont(font(TYPE.heading, bold=True))
    painter.setPen(QColor(theme.tokens().text))
    painter.drawText(room, qt.ALIGN_LEFT | qt.ALIGN_VCENTER, text)


def whole(painter: QPainter, room: QRect, card: Card, colour: QColor, chosen: bool) -> None:
    """Paint number and face, status and times, advice."""
    _frame(painter, room, colour if card.urgent else None, chosen)
    _sign(painter, QRect(room.left() + 14, room.top() + 12, 32, 32), colour, card)
    inside = room.adjusted(60, 7, -14, -7)
    top = QRect(inside.left(), inside.top(), inside.width(), 29)
    middle = QRect(inside.left(), top.bottom() + 1, inside.width(), 23)
    bottom = QRect(inside.left(), middle.bottom() + 1, inside.width(), 22)
    tokens = theme.tokens()
    text, quiet = QColor(tokens.text), QColor(tokens.text if card.urgent else tokens.muted)
    _line(painter, top, grouped(card.order.mobile), _what(card), font(TYPE.number, bold=True), text, font(TYPE.strong))
    _line(painter, middle, card.standing, card.times, font(TYPE.body, bold=True), colour, font(TYPE.body))
    if card.action:
        bottom.setRight(action_room(room, card.action).left() - _GAP)
    _line(painter, bottom, card.advice, "", font(TYPE.body), quiet, font(TYPE.body))
    if card.action:
        _action(painter, action_room(room, card.action), card.action)


def brief(painter: QPainter, room: QRect, card: Card, colour: QColor, chosen: bool) -> None:
    """Paint number, face, status and time in one line."""
    _frame(painter, room, None, chosen)
    _sign(painter, QRect(room.left() + 18, room.top() + (room.height() - 22) // 2, 22, 22), colour, card)
    inside = room.adjusted(60, 0, -14, 0)
    number = inside.adjusted(0, 0, 140 - inside.width(), 0)
    face = inside.adjusted(150, 0, 290 - inside.width(), 0)
    rest = inside.adjusted(300, 0, 0, 0)
    text = QColor(theme.tokens().text)
    _line(painter, number, grouped(card.order.mobile), "", font(TYPE.strong, bold=True), text, font(TYPE.body))
    _line(painter, face, _what(card), "", font(TYPE.body), text, font(TYPE.body))
    _line(painter, rest, card.standing, card.times, font(TYPE.body, bold=True), colour, font(TYPE.body))


def action_room(room: QRect, text: str) -> QRect:
    """The place of the button on a whole card that fills `room`."""
    width = QFontMetrics(font(TYPE.body)).horizontalAdvance(text) + 28
    return QRect(room.right() - width - 12, room.bottom() - 41, width, 32)


def _what(card: Card) -> str:
    return f"{words.face(card.order.face)} · {words.speed_word(card.order.speed)}"


def _frame(painter: QPainter, room: QRect, edge: QColor | None, chosen: bool) -> None:
    tokens = theme.tokens()
    painter.setPen(QColor(tokens.accent) if chosen else edge or QColor(tokens.line))
    painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.surface))
    painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def _sign(painter: QPainter, disc: QRect, colour: QColor, card: Card) -> None:
    painter.setPen(colour)
    painter.setBrush(colour)
    painter.drawEllipse(disc)
    painter.setPen(QColor(theme.tokens().surface))
    painter.setFont(font(disc.height() * 9 // 16, bold=True))
    painter.drawText(disc, qt.ALIGN_CENTER, theme.sign_of(card.order.standing))


def _action(painter: QPainter, room: QRect, text: str) -> None:
    tokens = theme.tokens()
    painter.setPen(QColor(tokens.muted))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setPen(QColor(tokens.text))
    painter.setFont(font(TYPE.body))
    painter.drawText(room, qt.ALIGN_CENTER, text)


def _line(
    painter: QPainter, room: QRect, left: str, right: str, left_font: QFont, colour: QColor, right_font: QFont
) -> None:
    """Paint one line of a card; `left` is shortened if it would meet `right`."""
    painter.setFont(right_font)
    painter.setPen(QColor(theme.tokens().text))
    width = painter.fontMetrics().horizontalAdvance(right)
    painter.drawText(room, qt.ALIGN_RIGHT | qt.ALIGN_VCENTER, right)
    painter.setFont(left_font)
    painter.setPen(colour)
    space = room.adjusted(0, 0, -width - (_GAP if right else 0), 0)
    text = _shortened(left, painter.fontMetrics(), space.width())
    painter.drawText(space, qt.ALIGN_LEFT | qt.ALIGN_VCENTER, text)


def _shortened(text: str, metrics: QFontMetrics, width: int) -> str:
    if metrics.horizontalAdvance(text) <= width:
        return text
    from PySide6.QtCore import Qt

    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
