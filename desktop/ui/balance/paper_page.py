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
from desktop.ui.balance.report_range import grouping_word
from desktop.ui.balance.report_table import (
    arrivals_row,
    arrivals_titles,
    figure_titles,
    figures_of,
    group_word,
    total_word,
)
from desktop.ui.charts.bars import Bars, height_of
from desktop.ui.charts.days import DaysData
from desktop.ui.charts.days_chart import day_word, days_of
from desktop.ui.charts.painting import script
from desktop.ui.charts.picture import draw
from desktop.ui.paper.written import Figure, PrintedDocument
from desktop.ui.words import words

translate = QCoreApplication.translate

_PIXELS_A_MM = 96 / 25.4
_DAYS_HIGH = 62.0


class PictureAndTables(Struct, frozen=True):
    """What stands on it: a picture (None: none), then tables."""

    title: str
    shown: DaysData | Bars | None
    parts: tuple[Part, ...]


def report_page(report: Report, grouping: Grouping, title: str, shown: DaysData | Bars | None) -> PictureAndTables:
    """All groups with their total, and how long orders took to arrive."""
    heads = (Head(grouping_word(grouping)), *(Head(one, is_number=True) for one in figure_titles()))
    rows = tuple((group_word(group.key, grouping), *figures_of(group)) for group in report.groups)
    total = (total_word(grouping), *figures_of(report.total))
    parts = [Part("", (Grid(heads, rows, total),))]
    if report.arrivals:
        first, *numbers = arrivals_titles()
        times = Grid(
            (Head(first), *(Head(one, is_number=True) for one in numbers)),
            tuple(arrivals_row(one).cells for one in report.arrivals),
        )
        parts.append(Part(translate("Reports", "How long orders took to arrive"), (times,)))
    return PictureAndTables(title, shown, tuple(parts))


def days_page(points: Sequence[DayPoint]) -> PictureAndTables:
    """The last days with their numbers."""
    first, last = points[0].day.isoformat(), points[-1].day.isoformat()
    title = translate("Charts", "Balance and costs, {first} – {last}").format(first=first, last=last)
    heads = (Head(day_titles()[0]), *(Head(one, is_number=True) for one in day_titles()[1:]))
    rows = tuple(
        (
            day_word(one.day),
            f"{one.orders:,}",
            words.yuan(one.spent),
            "–" if one.balance is None else words.yuan(one.balance),
        )
        for one in points
    )
    return PictureAndTables(title, days_of(points), (Part("", (Grid(heads, rows),)),))


def day_titles() -> tuple[str, ...]:
    """Of the columns that tell about the last days."""
    return (
        translate("Charts", "Day"),
        translate("Charts", "Orders"),
        translate("Charts", "Cost after refunds"),
        translate("Charts", "Last balance"),
    )


def written(page: PictureAndTables, shop: str, now: float, *, practice: bool) -> PrintedDocument:
    """The page with the shop's name; `now` (unix seconds) is when it is printed."""
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
