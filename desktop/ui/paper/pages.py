"""Divides a layout into the pages of a sheet, and draws them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.exchange.document import Fact
from desktop.ui.paper.layout import Layout
from desktop.ui.paper.sheets import PaperSheet

if TYPE_CHECKING:
    from desktop.ui.paper.strip import Heads

translate = QCoreApplication.translate

_LEAST_SHRINK = 0.85
"""Contents that would have to shrink further to fit one page continue on the next."""
_FOOT_GAP = 2.0  # mm
_FOOT_SIZE = 0.85


class PaperPage(Struct, frozen=True):
    """The part of a layout from `begin` to `end` (mm), below the repeated `heads`. `foot_at` (mm) is measured from the
    start of the contents, before shrinking.
    """

    begin: float
    end: float
    shrink: float = 1.0
    heads: Heads | None = None
    foot: Layout | None = None
    foot_at: float = 0.0

    @property
    def height(self) -> float:
        """The height that the page needs below its top margin (mm)."""
        if self.foot is not None:
            return self.foot_at + self.foot.height
        return (self.end - self.begin) * self.shrink


def pages(layout: Layout, sheet: PaperSheet) -> list[PaperPage]:
    """The pages of the layout, at least one."""
    shrink = min(1.0, sheet.room / layout.height) if layout.height else 1.0
    if shrink >= _LEAST_SHRINK or not layout.goes_on:
        return [PaperPage(0, layout.height, shrink)]
    room = sheet.room - _foot(layout, sheet, 99, 99).height - _FOOT_GAP
    parts: list[tuple[float, float, Heads | None]] = []
    begin = 0.0
    while begin < layout.height:
        heads = layout.heads_above(begin)
        end = layout.page_end(begin, room - (heads.height if heads else 0.0))
        parts.append((begin, end, heads))
        begin = end
    feet = [_foot(layout, sheet, number + 1, len(parts)) for number in range(len(parts))]
    return [
        PaperPage(begin, end, 1.0, heads, foot, sheet.room - foot.height)
        for (begin, end, heads), foot in zip(parts, feet, strict=True)
    ]


def paint(page: PaperPage, layout: Layout, sheet: PaperSheet, painter: QPainter, page_width: float) -> None:
    """Draw the page at its place on a page of this width (mm), which a driver may have made narrower than the sheet.

    The painter's unit must be a mm, its origin the page's corner.
    """
    left = max(0.0, min(sheet.left, (page_width - sheet.printable) / 2))
    painter.save()
    painter.translate(left + sheet.printable * (1 - page.shrink) / 2, sheet.top)
    painter.scale(page.shrink, page.shrink)
    if page.foot is not None:
        _draw_at(page.foot_at, page.foot, painter)
    if page.heads is not None:
        layout.draw(painter, page.heads.top, page.heads.bottom)
        painter.translate(0, page.heads.height)
    layout.draw(painter, page.begin, page.end if page.end < layout.height else inf)
    painter.restore()


def picture(layout: Layout, sheet: PaperSheet, dots_per_mm: float, page: PaperPage | None = None) -> QImage:
    """An image of a whole page, by default the first, black on white."""
    height = sheet.page_height(layout.height)
    image = QImage(round(sheet.width * dots_per_mm), round(height * dots_per_mm), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(dots_per_mm, dots_per_mm)
    paint(page or pages(layout, sheet)[0], layout, sheet, painter, sheet.width)
    painter.end()
    return image


def pictures(layout: Layout, sheet: PaperSheet, dots_per_mm: float) -> list[QImage]:
    """Images of all pages."""
    return [picture(layout, sheet, dots_per_mm, page) for page in pages(layout, sheet)]


def _foot(layout: Layout, sheet: PaperSheet, number: int, count: int) -> Layout:
    foot = Layout(sheet)
    text = translate("Paper", "Page {number} of {count}").format(number=number, count=count)
    foot.pair(Fact(layout.foot, text), _FOOT_SIZE)
    return foot


def _draw_at(height: float, layout: Layout, painter: QPainter) -> None:
    painter.save()
    painter.translate(0, height)
    layout.draw(painter)
    painter.restore()
