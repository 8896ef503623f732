"""How an order's card is painted: frame, sign, and lines with a left and a right part."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from desktop.ui import theme

CARD_HEIGHT = 92


def paint_card(painter: QPainter, card: QRectF, *, chosen: bool, edge: QColor | None = None) -> None:
    """The frame; `edge` is its colour while it is not chosen."""
    tokens = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.accent) if chosen else edge or QColor(tokens.line))
    painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.surface))
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def paint_sign(painter: QPainter, card: QRect, colour: QColor, sign: str) -> None:
    """The standing's sign on a disc of its colour."""
    disc = QRect(card.left() + 14, card.top() + 12, 30, 30)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(disc)
    painter.setPen(QColor(theme.tokens().surface))
    painter.setFont(card_font(17, bold=True))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, sign)


def lines_of(card: QRect) -> tuple[QRect, QRect, QRect]:
    """Where the three lines of a card stand."""
    inside = card.adjusted(58, 8, -14, -8)
    top = QRect(inside.left(), inside.top(), inside.width(), 28)
    middle = QRect(inside.left(), top.bottom() + 1, inside.width(), 22)
    return top, middle, QRect(inside.left(), middle.bottom() + 1, inside.width(), 20)


def card_font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(theme.FONT_FAMILIES)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def paint_line(
    painter: QPainter, room: QRect, left: str, right: str, font: QFont, colour: QColor, right_font: QFont
) -> None:
    """One line of a card: `left` is shortened where it meets `right`."""
    painter.setFont(right_font)
    painter.setPen(QColor(theme.tokens().text))
    width = painter.fontMetrics().horizontalAdvance(right)
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
    painter.setFont(font)
    painter.setPen(colour)
    space = room.adjusted(0, 0, -width - (12 if right else 0), 0)
    text = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, space.width())
    painter.drawText(space, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
