"""Paints charts with any painter, on screen, in a picture or on paper, in the given colours."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.ui.charts.bars import BarsLayout
from desktop.ui.charts.box import Box, Script
from desktop.ui.charts.days import DaysLayout
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE, Tokens
from desktop.ui.widgets import qt_numbers as qt

_SWATCH = 12.0
_DOTS_FROM = 9.0  # pixels from point to point
_LEFT, _RIGHT, _CENTRE = (side | qt.ALIGN_VCENTER for side in (qt.ALIGN_LEFT, qt.ALIGN_RIGHT, qt.ALIGN_HCENTER))


@cache
def script() -> Script:
    """The text sizes of a chart."""
    metrics = QFontMetricsF(font(TYPE.body))
    return Script(cache(lambda text: metrics.horizontalAdvance(text)), metrics.height())


def paint_days(painter: QPainter, laid: DaysLayout, colours: Tokens, chosen: int | None = None) -> None:
    """Paint a chart of days; `chosen` is highlighted."""
    _begin(painter)
    for box in laid.weekends():
        _fill(painter, box, colours.ground)
    if chosen is not None:
        _fill(painter, laid.band(chosen), colours.accent_soft)
    _grid(painter, laid, colours)
    for box in laid.bars():
        _fill(painter, box, colours.chart)
    _line(painter, laid, colours, chosen)
    _dates(painter, laid, colours)
    _days_head(painter, laid, colours)
    painter.restore()


def paint_bars(painter: QPainter, laid: BarsLayout, colours: Tokens, chosen: int | None = None) -> None:
    """Paint a chart of groups; `chosen` is highlighted."""
    _begin(painter)
    if chosen is not None:
        _fill(painter, laid.row(chosen), colours.accent_soft)
    for place, bar in enumerate(laid.shown.bars):
        if faint := laid.faint(place):
            _outline(painter, faint, colours)
        if solid := laid.solid(place):
            _fill(painter, solid, colours.chart)
        painter.setPen(QColor(colours.text))
        painter.drawText(_rect(laid.name(place)), _LEFT, _elided(bar.name, laid.name(place).width))
    for row, number in laid.numbers():
        painter.drawText(_rect(row), _RIGHT, number)
    last = laid.row(len(laid.shown.bars) - 1)
    painter.setPen(QColor(colours.muted))
    painter.drawLine(QPointF(laid.zero, laid.row(0).top), QPointF(laid.zero, last.bottom))
    _bars_head(painter, laid, colours)
    painter.restore()


def say(painter: QPainter, width: float, height: float, text: str, colours: Tokens) -> None:
    """Paint a sentence in place of an empty chart."""
    painter.setFont(font(TYPE.body))
    painter.setPen(QColor(colours.muted))
    painter.drawText(QRectF(0, 0, width, height), qt.ALIGN_CENTER, text)


def _begin(painter: QPainter) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(TYPE.body))


def _grid(painter: QPainter, laid: DaysLayout, colours: Tokens) -> None:
    plot, high = laid.plot, script().high
    for y, left, right, is_zero in laid.grid():
        painter.setPen(QColor(colours.muted if is_zero else colours.line))
        line = round(y) + 0.5
        painter.drawLine(QPointF(plot.left, line), QPointF(plot.right, line))
        painter.setPen(QColor(colours.accent_text))
        painter.drawText(QRectF(0, y - high / 2, plot.left - 6, high), _RIGHT, left)
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(plot.right + 6, y - high / 2, laid.head.width - plot.right - 6, high), _LEFT, right)


def _line(painter: QPainter, laid: DaysLayout, colours: Tokens, chosen: int | None) -> None:
    """Paint the line with an outline in the ground's colour, so that it is visible on the bars."""
    runs = laid.runs()
    dots = [point for run in runs for point in run if laid.band(0).width >= _DOTS_FROM or len(run) == 1]
    for colour, more in ((colours.surface, 2.0), (colours.text, 0.0)):
        painter.setPen(QPen(QColor(colour), 2 + 2 * more, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for run in runs:
            painter.drawPolyline(QPolygonF([QPointF(*point) for point in run]))
        _discs(painter, dots, 3 + more, colour)
    if chosen is not None and (point := laid.point(chosen)):
        _discs(painter, [point], 6.5, colours.text)
        _discs(painter, [point], 4, colours.surface)


def _dates(painter: QPainter, laid: DaysLayout, colours: Tokens) -> None:
    for text, box, begins_month in laid.dates():
        painter.setPen(QColor(colours.text if begins_month else colours.muted))
        painter.setFont(font(TYPE.body, bold=begins_month))
        painter.drawText(_rect(box).adjusted(-4, 0, 4, 0), _CENTRE, text)
    painter.setFont(font(TYPE.body))


def _days_head(painter: QPainter, laid: DaysLayout, colours: Tokens) -> None:
    """Paint the axes' names, each above its axis, in its colour and with its symbol."""
    head, shown = laid.head, laid.shown
    room = head.width / 2 if shown.has_line else head.width
    _fill(painter, _swatch(head, 0), colours.chart)
    painter.setPen(QColor(colours.accent_text))
    names = _rect(head)
    painter.drawText(names.adjusted(_SWATCH + 6, 0, 0, 0), _LEFT, _elided(shown.amount_name, room - _SWATCH - 6))
    if shown.has_line:
        text = _elided(shown.level_name, room - _SWATCH - 14)
        painter.setPen(QColor(colours.text))
        painter.drawText(names, _RIGHT, text)
        _line_swatch(painter, _swatch(head, head.width - script().wide(text) - _SWATCH - 6), colours)


def _bars_head(painter: QPainter, laid: BarsLayout, colours: Tokens) -> None:
    head, shown = laid.head, laid.shown
    _fill(painter, _swatch(head, 0), colours.chart)
    painter.setPen(QColor(colours.text))
    painter.drawText(_rect(head).adjusted(_SWATCH + 6, 0, 0, 0), _LEFT, shown.amount_name)
    if shown.faint_name:
        left = _SWATCH + 26 + script().wide(shown.amount_name)
        _outline(painter, _swatch(head, left), colours)
        painter.setPen(QColor(colours.text))
        painter.drawText(_rect(head).adjusted(left + _SWATCH + 6, 0, 0, 0), _LEFT, shown.faint_name)


def _swatch(head: Box, left: float) -> Box:
    return Box(left, round((head.height - _SWATCH) / 2), _SWATCH, _SWATCH)


def _line_swatch(painter: QPainter, box: Box, colours: Tokens) -> None:
    middle = box.top + box.height / 2
    painter.setPen(QPen(QColor(colours.text), 2))
    painter.drawLine(QPointF(box.left - 4, middle), QPointF(box.right, middle))
    _discs(painter, [(box.left + 4, middle)], 3, colours.text)


def _discs(painter: QPainter, points: list[tuple[float, float]], radius: float, colour: str) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    for point in points:
        painter.drawEllipse(QPointF(*point), radius, radius)
    painter.restore()


def _outline(painter: QPainter, box: Box, colours: Tokens) -> None:
    painter.setPen(QColor(colours.accent_text))
    painter.setBrush(QColor(colours.accent_soft))
    painter.drawRect(_rect(box).adjusted(0.5, 0.5, -0.5, -0.5))


def _fill(painter: QPainter, box: Box, colour: str) -> None:
    painter.fillRect(_rect(box), QColor(colour))


def _rect(box: Box) -> QRectF:
    return QRectF(*box)


def _elided(text: str, width: float) -> str:
    metrics = QFontMetricsF(font(TYPE.body))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
