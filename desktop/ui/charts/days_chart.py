"""The chart of days: a bar for the amount of each day and, in the balance tab, a line for the balance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt
from PySide6.QtGui import QPainter

from desktop.services.books.reporting import DayPoint
from desktop.ui.charts.chart import Chart
from desktop.ui.charts.days import DaysData, DaysLayout
from desktop.ui.charts.painting import paint_days, script
from desktop.ui.charts.view import ChartView
from desktop.ui.look import theme
from desktop.ui.words import words

translate = QCoreApplication.translate


class DaysView(ChartView):
    """The keyboard starts at the last day."""

    keys = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})

    def __init__(self) -> None:
        super().__init__()
        self._shown: DaysData | None = None
        self._laid: tuple[tuple[float, float], DaysLayout] | None = None

    def show_days(self, shown: DaysData) -> None:
        """Replace the data."""
        self._shown, self._laid = shown, None
        self.renew()

    def count(self) -> int:
        return 0 if self._shown is None or self._shown.is_empty else len(self._shown.days)

    def first(self) -> int:
        return self.count() - 1

    def at(self, point: QPointF) -> int | None:
        return self._layout(self._shown).at(point.x()) if self._shown is not None and self.count() else None

    def draw(self, painter: QPainter, chosen: int | None) -> None:
        if self._shown is not None:
            paint_days(painter, self._layout(self._shown), theme.tokens(), chosen)

    def sizeHint(self) -> QSize:
        return QSize(640, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 110)

    def _layout(self, shown: DaysData) -> DaysLayout:
        if self._laid is None or self._laid[0] != self.room:
            self._laid = self.room, DaysLayout(shown, *self.room, script())
        return self._laid[1]


class DaysChart(Chart):
    """`show_points` shows the balance tab's last days, `show_days` any other figures by day."""

    view: DaysView

    def __init__(self) -> None:
        view = DaysView()
        super().__init__(view, view)

    def show_points(self, points: Sequence[DayPoint]) -> None:
        """Show the cost of each day and the last balance read on it."""
        self.show_days(
            days_of(points),
            translate("Charts", "The last {count} days").format(count=len(points)),
            [_point_text(one) for one in points],
            _summary(points),
            _nothing(points),
        )

    def show_days(self, shown: DaysData, name: str, texts: Sequence[str], summary: str, empty: str) -> None:
        """Replace the data; `texts` describe the days, `empty` is shown if there is nothing to draw."""
        self.view.empty_text = empty
        self.view.show_days(shown)
        self.tell(name, *(((), empty) if shown.is_empty else (texts, summary)))


def _nothing(points: Sequence[DayPoint]) -> str:
    if any(one.orders for one in points):
        return translate("Charts", "No balance was read in the last days, and the orders' costs are not known yet.")
    return translate("Charts", "No order was placed and no balance read in the last days.")


def days_of(points: Sequence[DayPoint]) -> DaysData:
    """The chart data of these days."""
    return DaysData(
        tuple(one.day for one in points),
        tuple(one.spent for one in points),
        translate("Charts", "Cost of a day after refunds, yuan (bars)"),
        tuple(one.balance for one in points),
        translate("Charts", "Last balance of the day, yuan (line)"),
    )


def day_word(day: date) -> str:
    """A date with its weekday: 2026-11-23 Mon."""
    names = (
        translate("Charts", "Mon"),
        translate("Charts", "Tue"),
        translate("Charts", "Wed"),
        translate("Charts", "Thu"),
        translate("Charts", "Fri"),
        translate("Charts", "Sat"),
        translate("Charts", "Sun"),
    )
    return f"{day.isoformat()} {names[day.weekday()]}"


def _point_text(point: DayPoint) -> str:
    if point.balance is None:
        balance = translate("Charts", "balance not read")
    else:
        balance = translate("Charts", "last balance {amount}").format(amount=words.yuan(point.balance))
    return " · ".join(
        (
            day_word(point.day),
            translate("Charts", "orders {count}").format(count=f"{point.orders:,}"),
            translate("Charts", "cost after refunds {amount}").format(amount=words.yuan(point.spent)),
            balance,
        )
    )


def _summary(points: Sequence[DayPoint]) -> str:
    text = translate(
        "Charts",
        "{count} days together: orders {orders}, cost after refunds {amount}. Point at a day, or use ← and →.",
    )
    orders, spent = sum(one.orders for one in points), sum(one.spent for one in points)
    return text.format(count=len(points), orders=f"{orders:,}", amount=words.yuan(spent))
