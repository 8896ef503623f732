"""A report as a picture: by day as bars side by side, else as bars from above."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.report import Group, Grouping, Report
from desktop.ui import words
from desktop.ui.balance.report_table import group_word
from desktop.ui.charts.bars import Bar, Bars, merged
from desktop.ui.charts.bars_chart import BarsChart
from desktop.ui.charts.days import Days
from desktop.ui.charts.days_chart import DaysChart, day_word
from desktop.ui.charts.scale import Kind

translate = QCoreApplication.translate

MOST_DAYS = 92


class Measure(StrEnum):
    """What the bars stand for."""

    PROFIT = "profit"
    FACE = "face"
    ORDERS = "orders"


def measure_word(measure: Measure) -> str:
    """What it is called on screen."""
    return {
        Measure.PROFIT: translate("Reports", "Profit"),
        Measure.FACE: translate("Reports", "Face value"),
        Measure.ORDERS: translate("Reports", "Orders"),
    }[measure]


class ReportPicture(QStackedWidget):
    """`shown` is what is drawn now."""

    def __init__(self) -> None:
        super().__init__()
        self.days = DaysChart()
        self.bars = BarsChart()
        self.shown: Days | Bars | None = None
        for part in (self.days, self.bars):
            self.addWidget(part)

    def show_report(
        self, report: Report, grouping: Grouping, measure: Measure, first: date, last: date, name: str
    ) -> None:
        """Draw the groups; of days only the last MOST_DAYS, of many groups the last ones together."""
        empty = translate("Reports", "Nothing to draw: it is 0 for all of them.")
        if not report.groups:
            empty = translate("Reports", "No orders were placed on these days.")
        if grouping is Grouping.DAY:
            self.shown = days = _days(report, measure, first, last)
            texts = [
                f"{day_word(day)} · {measure_word(measure)} {_amount(amount, measure)}"
                for day, amount in zip(days.days, days.amounts, strict=True)
            ]
            self.days.show_days(days, name, texts, _days_summary(days, measure, first), empty)
        else:
            self.shown = bars = _bars(report, grouping, measure)
            self.bars.show_bars(bars, name, [_bar_text(bar, bars, measure) for bar in bars.bars], _hint(), empty)
        self.setCurrentWidget(self.days if grouping is Grouping.DAY else self.bars)


def _days(report: Report, measure: Measure, first: date, last: date) -> Days:
    """All days from the first to the last, also those without orders."""
    by_day = {group.key: _value(group, measure) for group in report.groups}
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    kind = Kind.COUNT if measure is Measure.ORDERS else Kind.AMOUNT
    return Days(tuple(days), tuple(by_day.get(day, 0) for day in days), _name(measure), kind=kind)


def _bars(report: Report, grouping: Grouping, measure: Measure) -> Bars:
    """Months from the newest one on."""
    groups = report.groups[::-1] if grouping is Grouping.MONTH else report.groups
    made = [_bar(group, grouping, measure) for group in groups]
    others = translate("Reports", "earlier") if grouping is Grouping.MONTH else translate("Reports", "others")
    if measure is Measure.ORDERS:
        succeeded, every = translate("Reports", "Succeeded"), translate("Reports", "All orders")
        return Bars(merged(made, others), succeeded, every, Kind.COUNT)
    return Bars(merged(made, others), _name(measure))


def _name(measure: Measure) -> str:
    """As it stands beside an axis, with its unit."""
    if measure is Measure.ORDERS:
        return measure_word(measure)
    return translate("Reports", "{amount}, yuan").format(amount=measure_word(measure))


def _bar(group: Group, grouping: Grouping, measure: Measure) -> Bar:
    name = group_word(group.key, grouping)
    if measure is Measure.ORDERS:
        return Bar(name, group.succeeded, group.figures.orders)
    return Bar(name, _value(group, measure))


def _value(group: Group, measure: Measure) -> int:
    figures = group.figures
    return {Measure.PROFIT: figures.profit, Measure.FACE: figures.face, Measure.ORDERS: figures.orders}[measure]


def _bar_text(bar: Bar, bars: Bars, measure: Measure) -> str:
    """The name, which may be long, last."""
    if bar.faint is None:
        return f"{measure_word(measure)} {_amount(bar.amount, measure)} · {bar.name}"
    more = f"{bars.faint_name} {_amount(bar.faint, measure)}"
    return f"{bars.amount_name} {_amount(bar.amount, measure)} · {more} · {bar.name}"


def _amount(amount: int, measure: Measure) -> str:
    return f"{amount:,}" if measure is Measure.ORDERS else words.yuan(amount)


def _days_summary(days: Days, measure: Measure, first: date) -> str:
    if days.days[0] > first:
        text = translate("Reports", "Only the last {count} days are drawn. Point at a day, or use ← and →.")
        return text.format(count=len(days.days))
    return translate("Reports", "Point at a day, or use ← and →.")


def _hint() -> str:
    return translate("Reports", "Point at a bar, or use ↑ and ↓.")
