"""A chart as an image on white, for files and paper."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from desktop.ui.charts.bars import Bars, BarsLayout, height_of
from desktop.ui.charts.days import DaysData, DaysLayout
from desktop.ui.charts.painting import paint_bars, paint_days, script
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import LIGHT, SPACE, TYPE
from desktop.ui.widgets import qt_numbers as qt

_WHITE = "#ffffff"


def picture(shown: DaysData | Bars, size: QSize, title: str = "", ratio: float = 2.0) -> QImage:
    """The chart with this size in pixels of 96 dpi, higher if bars need it; `ratio` is image pixels per such pixel."""
    edge = SPACE.page
    above = edge + (script().high + SPACE.apart if title else 0.0)
    high = float(size.height())
    if isinstance(shown, Bars):
        high = max(high, above + height_of(shown, script()) + edge)
    image = QImage(round(size.width() * ratio), round(high * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(_WHITE))
    painter = QPainter(image)
    painter.setFont(font(TYPE.body, bold=True))
    painter.setPen(QColor(LIGHT.text))
    if title:
        painter.drawText(edge, edge, size.width() - 2 * edge, round(script().high), qt.ALIGN_LEFT, title)
    painter.translate(edge, above)
    draw(painter, shown, size.width() - 2.0 * edge, high - above - edge)
    painter.end()
    return image


def draw(painter: QPainter, shown: DaysData | Bars, width: float, height: float) -> None:
    """Draw for white paper, from the painter's origin; the painter's unit must be a pixel of 96 dpi."""
    if isinstance(shown, Bars):
        paint_bars(painter, BarsLayout(shown, width, script()), LIGHT)
    else:
        paint_days(painter, DaysLayout(shown, width, height, script()), LIGHT)


def png(image: QImage) -> bytes:
    """The contents of a PNG file. May be called on a worker thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
