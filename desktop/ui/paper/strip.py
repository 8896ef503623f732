"""Texts, rules, boxes and figures on an endless strip of paper, and its page breaks: the same on every device."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from math import inf

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout

UNITS = 20
"""Units per mm. Text is measured in units and scaled when drawn, so that lines break equally on every device."""
INSET = 0.25  # mm on each side: bold letters extend slightly beyond their width
_HAIR = 0.01  # mm: less than anything that is laid out

Draw = Callable[[QPainter, QSizeF], None]
"""Draws a figure from the painter's origin, in mm, in the given size."""


class Heads(Struct, frozen=True):
    """The heads of a table, from `top` to `bottom` (mm), to be repeated on pages that begin above the table's `end`."""

    top: float
    bottom: float
    end: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def belong_above(self, begin: float) -> bool:
        """Whether a page that begins at this height begins within the table."""
        return self.bottom - _HAIR < begin < self.end - _HAIR


class Strip:
    """`width` is in mm. Contents are stored in units; all public values are in mm."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._inner = (width - 2 * INSET) * UNITS
        self.texts: list[tuple[QTextLayout, QPointF]] = []
        self._rules: list[tuple[float, QPen]] = []
        self._boxes: list[tuple[float, float]] = []
        self._figures: list[tuple[float, float, Draw]] = []
        self._breaks: list[float] = []
        self._heads: list[Heads] = []
        self._y = 0.0

    @property
    def height(self) -> float:
        """The height of all contents."""
        return self._y / UNITS

    @property
    def row_width(self) -> float:
        """The width available for contents."""
        return self._inner / UNITS

    def draw(self, painter: QPainter, begin: float = 0.0, end: float = inf) -> None:
        """Draw the contents between two heights, from the painter's origin; the painter's unit must be a mm."""
        top, bottom = begin * UNITS, end * UNITS
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(1 / UNITS, 1 / UNITS)
        painter.translate(INSET * UNITS, -top)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("black"), 0.25 * UNITS))
        for upper, lower in self._boxes:
            if top <= (upper + lower) / 2 < bottom:
                painter.drawRect(QRectF(0.25 * UNITS, upper, self._inner - 0.5 * UNITS, lower - upper))
        for y, pen in self._rules:
            if top <= y < bottom:
                painter.setPen(pen)
                painter.drawLine(QPointF(0, y), QPointF(self._inner, y))
        for y, height, draw in self._figures:
            if top <= y + height / 2 < bottom:
                self._draw_figure(painter, y, height, draw)
        painter.setPen(QColor("black"))
        for layout, position in self.texts:
            _draw_lines(painter, layout, position, top, bottom)
        painter.restore()

    def lines(self) -> Iterator[tuple[str, float]]:
        """Each line of text, from the top, with its natural width."""
        for layout, _ in self.texts:
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                begin = line.textStart()
                yield layout.text()[begin : begin + line.textLength()], line.naturalTextWidth() / UNITS

    def heads_above(self, begin: float) -> Heads | None:
        """The heads that a page beginning at this height must repeat."""
        return next((heads for heads in self._heads if heads.belong_above(begin)), None)

    def page_end(self, begin: float, room: float) -> float:
        """The end of a page that begins at this height with this room: between elements, otherwise between lines."""
        limit = begin + room
        if self.height <= limit + _HAIR:
            return self.height
        place = bisect_right(self._breaks, (limit + _HAIR) * UNITS)
        if place and self._breaks[place - 1] > (begin + _HAIR) * UNITS:
            return self._breaks[place - 1] / UNITS
        return self._between_lines(begin * UNITS, limit * UNITS) / UNITS

    def _between_lines(self, begin: float, y: float) -> float:
        extents = [
            (rect.top(), rect.bottom())
            for layout, position in self.texts
            for rect in (layout.lineAt(number).rect().translated(position) for number in range(layout.lineCount()))
        ]
        while crossed := [top for top, bottom in extents if begin < top < y < bottom]:
            y = min(crossed)
        return y

    def _draw_figure(self, painter: QPainter, y: float, height: float, draw: Draw) -> None:
        painter.save()
        painter.translate(0, y)
        painter.scale(UNITS, UNITS)
        draw(painter, QSizeF(self._inner / UNITS, height / UNITS))
        painter.restore()


def _draw_lines(painter: QPainter, layout: QTextLayout, position: QPointF, top: float, bottom: float) -> None:
    """Draw the lines whose middle is within the range; thus no line is drawn on two pages or in part."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if top <= position.y() + line.rect().center().y() < bottom:
            line.draw(painter, position)
