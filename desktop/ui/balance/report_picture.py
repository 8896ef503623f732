"""A report as a picture: vertical bars by day, horizontal bars for other groupings."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.books.report import Group, Grouping, GroupKey, Period, Report, in_periods
from desktop.ui.balance.columns import group_word
from desktop.ui.charts.bars import MOST_BARS, Bar, Bars, merged
from desktop.ui.charts.bars_chart import BarsChart
from desktop.ui.charts.days import DaysData
from desktop.ui.charts.days_chart import DaysChart, day_word
from desktop.ui.charts.scale import Quantity
from desktop.ui.words import words

translate = QCoreApplication.translate

MOST_DAYS = 92


class Measure(StrEnum):
    """The figure that the bars show."""

    PROFIT = "profit"
    FACE = "face"
    ORDERS = "orders"


def measure_word(measure: Measure) -> str:
    """The measure's name on screen."""
    return {
        Measure.PROFIT: translate("Reports", "Profit"),
        Measure.FACE: translate("Reports", "Face value"),
        Measure.ORDERS: translate("Reports", "Orders"),
    }[measure]


class ReportPicture(QStackedWidget):
    """`shown` is the data drawn now."""

    def __init__(self) -> None:
        super().__init__()
        self.days = DaysChart()
        self.bars = BarsChart()
        self.shown: DaysData | Bars | None = None
        for part in (self.days, self.bars):
            self.addWidget(part)

    def show_report(
        self, report: Report, grouping: Grouping, measure: Measure, first: date, last: date, name: str
    ) -> None:
        """Draw the groups: only the last MOST_DAYS days; many months become quarters or years."""
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
            bars, hint = _bars(report, grouping, measure)
            self.shown = bars
            texts = [_bar_text(bar, bars, measure) for bar in bars.bars]
            self.bars.show_bars(bars, name, texts, hint, empty)
        self.setCurrentWidget(self.days if grouping is Grouping.DAY else self.bars)


def _days(report: Report, measure: Measure, first: date, last: date) -> DaysData:
    """The days from the first to the last, at most the last MOST_DAYS, including days without orders."""
    by_day = {group.key: _value(group, measure) for group in report.groups}
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    kind = Quantity.COUNT if measure is Measure.ORDERS else Quantity.AMOUNT
    return DaysData(tuple(days), tuple(by_day.get(day, 0) for day in days), _name(measure), kind=kind)


def _bars(report: Report, grouping: Grouping, measure: Measure) -> tuple[Bars, str]:
    """The bars, of months the newest first, and the hint under them."""
    names = [(group, group_word(group.key, grouping)) for group in report.groups]
    others, period = translate("Reports", "others"), Period.MONTH
    if grouping is Grouping.MONTH:
        period, groups = in_periods(report.groups, MOST_BARS)
        names = [(group, _period_word(group.key, period)) for group in reversed(groups)]
        others = translate("Reports", "earlier")
    made = merged([_bar(group, name, measure) for group, name in names], others)
    if measure is Measure.ORDERS:
        succeeded, every = translate("Reports", "Succeeded"), translate("Reports", "All orders")
        return Bars(made, succeeded, every, Quantity.COUNT), _hint(period)
    return Bars(made, _name(measure)), _hint(period)


def _period_word(begin: GroupKey, period: Period) -> str:
    assert isinstance(begin, date)
    match period:
        case Period.YEAR:
            return f"{begin.year}"
        case Period.QUARTER:
            text = translate("Reports", "{year} Q{quarter}")
            return text.format(year=begin.year, quarter=(begin.month - 1) // Period.QUARTER + 1)
        case _:
            return group_word(begin, Grouping.MONTH)


def _name(measure: Measure) -> str:
    """The measure's name at an axis, with its unit."""
    if measure is Measure.ORDERS:
        return measure_word(measure)
    return translate("Reports", "{amount}, yuan").format(amount=measure_word(measure))


def _bar(group: Group, name: str, measure: Measure) -> Bar:
    if measure is Measure.ORDERS:
        return Bar(name, group.succeeded, group.figures.orders)
    return Bar(name, _value(group, measure))


def _value(group: Group, measure: Measure) -> int:
    figures = group.figures
    return {Measure.PROFIT: figures.profit, Measure.FACE: figures.face, Measure.ORDERS: figures.orders}[measure]


def _bar_text(bar: Bar, bars: Bars, measure: Measure) -> str:
    """The text of a bar; its name comes last, because it may be long."""
    if bar.faint is None:
        return f"{measure_word(measure)} {_amount(bar.amount, measure)} · {bar.name}"
    more = f"{bars.faint_name} {_amount(bar.faint, measure)}"
    return f"{bars.amount_name} {_amount(bar.amount, measure)} · {more} · {bar.name}"


def _amount(amount: int, measure: Measure) -> str:
    return f"{amount:,}" if measure is Measure.ORDERS else words.yuan(amount)


def _days_summary(days: DaysData, measure: Measure, first: date) -> str:
    if days.days[0] > first:
        text = translate("Reports", "Only the last {count} days are drawn. Point at a day, or use ← and →.")
        return text.format(count=len(days.days))
    return translate("Reports", "Point at a day, or use ← and →.")


def _hint(period: Period) -> str:
    return {
        Period.MONTH: translate("Reports", "Point at a bar, or use ↑ and ↓."),
        Period.QUARTER: translate("Reports", "Drawn by quarter. Point at a bar, or use ↑ and ↓."),
        Period.YEAR: translate("Reports", "Drawn by year. Point at a bar, or use ↑ and ↓."),
    }[period]
