"""Paints what the first frame shows without Qt's enumerations.

Calling `QPainter.setPen` or `setBrush` creates the Python classes of all of Qt's enumerations, because one of the
overloads takes such a member: 13 ms that the clerk would wait for the first paint (`ui/widgets/qt_numbers.py`). The
calls used here have no such overload. Widgets of the first frame paint with them; others may.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath, QPen, QTextCharFormat, QTextLayout

from desktop.ui.look.theme import font
from desktop.ui.widgets.qt_numbers import ALIGN_HCENTER, ALIGN_RIGHT

if TYPE_CHECKING:
    from PySide6.QtCore import QRect, QRectF
    from PySide6.QtGui import QBrush, QPainter

_VERY_WIDE = 1e6


@cache
def pen_of(colour: str, width: float = 1.0) -> QPen:
    """A pen in this colour (#rrggbb or #aarrggbb)."""
    made = QPen()
    made.setColor(QColor(colour))
    made.setWidthF(width)
    return made


@cache
def brush_of(colour: str) -> QBrush:
    """A brush in this colour."""
    return pen_of(colour).brush()


def rounded(
    painter: QPainter, room: QRectF, radius: float, *, fill: str = "", edge: str = "", width: float = 1.0
) -> None:
    """Paint a rounded rectangle with its edge inside the room; "" for no filling or no edge."""
    path = QPainterPath()
    half = width / 2 if edge else 0.0
    path.addRoundedRect(room.adjusted(half, half, -half, -half), radius - half, radius - half)
    if fill:
        painter.fillPath(path, brush_of(fill))
    if edge:
        painter.strokePath(path, pen_of(edge, width))


def text(painter: QPainter, room: QRect, words: str, colour: str, look: tuple[int, bool], align: int = 0) -> float:
    """Paint a line of text in the middle of the room's height: at its left end, or as `align` (`qt_numbers`) says.
    `look` is (pixels, bold). The width of the text.
    """
    layout = _laid_out(words, colour, look)
    line = layout.lineAt(0)
    wide = line.naturalTextWidth()
    left = float(room.left())
    if align & ALIGN_RIGHT:
        left = room.right() + 1 - wide
    elif align & ALIGN_HCENTER:
        left = room.left() + (room.width() - wide) / 2
    layout.draw(painter, QPointF(round(left), round(room.top() + (room.height() - line.height()) / 2)))
    return wide


def text_on_line(
    painter: QPainter, left: float, baseline: float, words: str, colour: str, look: tuple[int, bool]
) -> float:
    """Paint a line of text from `left` on, on this base line. The width of the text."""
    layout = _laid_out(words, colour, look)
    line = layout.lineAt(0)
    layout.draw(painter, QPointF(left, round(baseline - line.ascent())))
    return line.naturalTextWidth()


@lru_cache(maxsize=512)
def _laid_out(words: str, colour: str, look: tuple[int, bool]) -> QTextLayout:
    made = QTextLayout(words, font(look[0], bold=look[1]))
    form = QTextCharFormat()
    form.setForeground(brush_of(colour))
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = 0, len(words), form
    made.setFormats([span])
    made.beginLayout()
    made.createLine().setLineWidth(_VERY_WIDE)
    made.endLayout()
    return made
