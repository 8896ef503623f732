"""What stands on paper, measured: whether anything is cut, or drawn over its neighbour."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from desktop.domain.paper import Paper
from desktop.ui.paper.layout import Layout
from desktop.ui.paper.pages import PaperPage, pages, picture
from desktop.ui.paper.sheets import SHEETS, PaperSheet

DOTS = 203 / 25.4  # a mm, on a receipt printer
WHITE = 0xFFFFFFFF
_UNITS = 20


def is_cut(layout: Layout, paper: Paper) -> bool:
    """Whether anything is drawn beside or below the printable part, on any page."""
    sheet = SHEETS[paper]
    return any(_is_page_cut(layout, sheet, page) for page in pages(layout, sheet))


def overlapping(layout: Layout) -> list[tuple[QRectF, QRectF]]:
    """Lines of text that stand in one another."""
    rects = sorted(line_rects(layout), key=QRectF.top)
    found = []
    for number, one in enumerate(rects):
        for other in rects[number + 1 :]:
            if other.top() >= one.bottom():
                break
            if one.intersected(other).height() > 1 and one.intersected(other).width() > 1:
                found.append((one, other))
    return found


def torn(layout: Layout, sheet: PaperSheet) -> list[QRectF]:
    """Lines of text that are on no page, or not wholly on one."""
    bounds = [(page.begin * _UNITS - 1, page.end * _UNITS + 1) for page in pages(layout, sheet)]
    return [
        rect
        for rect in line_rects(layout)
        if sum(begin <= rect.top() and rect.bottom() <= end for begin, end in bounds) != 1
    ]


def line_rects(layout: Layout) -> Iterator[QRectF]:
    """Where each line of text is drawn, in units."""
    for text, place in layout.texts:
        for number in range(text.lineCount()):
            yield text.lineAt(number).naturalTextRect().translated(place)


def is_blank(image: QImage, left: int, top: int, width: int, height: int) -> bool:
    part = image.copy(QRect(left, top, width, height)).convertToFormat(QImage.Format.Format_RGB32)
    blank = part.copy()
    blank.fill(WHITE)
    return part == blank


def _is_page_cut(layout: Layout, sheet: PaperSheet, page: PaperPage) -> bool:
    image, inside = _on_wider_paper(layout, sheet, page)
    left = is_blank(image, 0, 0, inside.left(), image.height())
    right = is_blank(image, inside.right() + 2, 0, image.width() - inside.right() - 2, image.height())
    below = image.height() - inside.height()
    return not (left and right and (below <= 0 or is_blank(image, 0, inside.height(), image.width(), below)))


def _on_wider_paper(layout: Layout, sheet: PaperSheet, page: PaperPage) -> tuple[QImage, QRect]:
    """The page with as much white again at either side and below, and where on it the printable part is."""
    height = sheet.page_height(layout.height)
    wide = replace(sheet, width=3 * sheet.width, height=2 * height if sheet.height is None else sheet.height)
    bottom = height if sheet.height is None else height - sheet.bottom
    dots = [round(mm * DOTS) for mm in (wide.left, 0, sheet.printable, bottom)]
    return picture(layout, wide, DOTS, page), QRect(*dots)
