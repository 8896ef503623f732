"""A report, or the chart of the last days, as a page for paper."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QPainter

from desktop.domain.books.report import Grouping, Report
from desktop.exchange.document import Document, Fact, Grid, Head, Part, one_line
from desktop.services.books.reporting import DayPoint
from desktop.ui.balance.columns import arrivals_columns, day_columns, group_columns, group_word, total_word
from desktop.ui.balance.report_range import grouping_word
from desktop.ui.charts.bars import Bars, height_of
from desktop.ui.charts.days import DaysData
from desktop.ui.charts.days_chart import days_of
from desktop.ui.charts.painting import script
from desktop.ui.charts.picture import draw
from desktop.ui.figures import cells, grid, heads, on_screen
from desktop.ui.paper.written import Figure, PrintedDocument
from desktop.ui.words import words

translate = QCoreApplication.translate

_PIXELS_A_MM = 96 / 25.4
_DAYS_HIGH = 62.0


class PictureAndTables(Struct, frozen=True):
    """The contents of the page: an optional picture, then tables."""

    title: str
    shown: DaysData | Bars | None
    parts: tuple[Part, ...]


def report_page(report: Report, grouping: Grouping, title: str, shown: DaysData | Bars | None) -> PictureAndTables:
    """A page of all groups with their total, and the times that orders took to arrive."""
    columns = on_screen(group_columns())
    rows = tuple((group_word(group.key, grouping), *cells(columns, group)) for group in report.groups)
    total = (total_word(grouping), *cells(columns, report.total))
    parts = [Part("", (Grid((Head(grouping_word(grouping)), *heads(columns)), rows, total),))]
    if report.arrivals:
        times = grid(arrivals_columns(), report.arrivals)
        parts.append(Part(translate("Reports", "How long orders took to arrive"), (times,)))
    return PictureAndTables(title, shown, tuple(parts))


def days_page(points: Sequence[DayPoint]) -> PictureAndTables:
    """A page of the last days with their numbers."""
    first, last = points[0].day.isoformat(), points[-1].day.isoformat()
    title = translate("Charts", "Balance and costs, {first} – {last}").format(first=first, last=last)
    return PictureAndTables(title, days_of(points), (Part("", (grid(day_columns(), points),)),))


def written(page: PictureAndTables, shop: str, now: float, *, practice: bool) -> PrintedDocument:
    """The page with the shop's name; `now` (unix seconds) is the time of printing."""
    marks = (translate("ClosePaper", "Practice – no real money"),) if practice else ()
    document = Document(
        shop=one_line(shop),
        title=page.title,
        marks=marks,
        parts=page.parts,
        printed=Fact(translate("ClosePaper", "Printed at"), words.full_moment(now)),
        pair=translate("Receipt", "{label}: {value}"),
    )
    return PrintedDocument(document, figure=None if page.shown is None or page.shown.is_empty else _figure(page.shown))


def _figure(shown: DaysData | Bars) -> Figure:
    high = _DAYS_HIGH if isinstance(shown, DaysData) else ceil(height_of(shown, script()) / _PIXELS_A_MM)

    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.scale(1 / _PIXELS_A_MM, 1 / _PIXELS_A_MM)
        draw(painter, shown, size.width() * _PIXELS_A_MM, size.height() * _PIXELS_A_MM)

    return Figure(high, paint)
