"""The days of a report, and the grouping of its orders."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.books.report import Grouping
from desktop.services.books.reporting import Reporting
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.pickers import choice_box, date_field, python_date

translate = QCoreApplication.translate


class DatePreset(StrEnum):
    """The ranges of days to choose from."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    MONTH = "month"
    LAST_MONTH = "last month"
    YEAR = "year"
    ALL = "all"
    CHOSEN = "chosen"


def days_of(stretch: DatePreset, today: date) -> tuple[date, date]:
    """First and last day; today for ALL and CHOSEN, which do not depend on the calendar."""
    first = today.replace(day=1)
    match stretch:
        case DatePreset.YESTERDAY:
            yesterday = today - timedelta(days=1)
            return yesterday, yesterday
        case DatePreset.MONTH:
            return first, today
        case DatePreset.LAST_MONTH:
            end = first - timedelta(days=1)
            return end.replace(day=1), end
        case DatePreset.YEAR:
            return first.replace(month=1), today
        case _:
            return today, today


class RangePicker(QWidget):
    """`changed` is emitted when other days or another grouping are chosen."""

    changed = Signal()

    def __init__(self, reporting: Reporting) -> None:
        super().__init__()
        self._reporting = reporting
        self.stretch = choice_box(self.tr("Days of the report"), [(_word(one), one) for one in DatePreset])
        self.stretch.setCurrentIndex(list(DatePreset).index(DatePreset.MONTH))
        self.since = date_field(self.tr("From"), reporting.today.replace(day=1))
        self.until = date_field(self.tr("To"), reporting.today)
        self._to = label(self.tr("to"))
        self.grouping = choice_box(self.tr("Grouped by"), [(grouping_word(one), one) for one in Grouping])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.near)
        for part in (self.stretch, self.since, self._to, self.until, self.grouping):
            row.addWidget(part)
        for box in (self.stretch, self.grouping):
            box.activated.connect(self._tell)
        for edit in (self.since, self.until):
            edit.dateChanged.connect(self._tell)
        self._show_dates()

    @property
    def by(self) -> Grouping:
        """The grouping chosen."""
        return Grouping(self.grouping.currentData())

    async def days(self) -> tuple[date, date]:
        """First and last day chosen, as of now; for all days, those of the first and the last order."""
        stretch, today = DatePreset(self.stretch.currentData()), self._reporting.today
        if stretch is DatePreset.ALL:
            return await self._reporting.span() or (today, today)
        if stretch is DatePreset.CHOSEN:
            ends = python_date(self.since), python_date(self.until)
            return min(ends), max(ends)
        return days_of(stretch, today)

    def _tell(self) -> None:
        self._show_dates()
        self.changed.emit()

    def _show_dates(self) -> None:
        for part in (self.since, self._to, self.until):
            part.setVisible(self.stretch.currentData() == DatePreset.CHOSEN)


def grouping_word(grouping: Grouping) -> str:
    """The grouping's name on screen and at the head of its column."""
    return {
        Grouping.DAY: translate("Reports", "Day"),
        Grouping.MONTH: translate("Reports", "Month"),
        Grouping.OPERATOR: translate("Reports", "Operator"),
        Grouping.FACE: translate("Reports", "Face value"),
        Grouping.SPEED: translate("Reports", "Speed"),
        Grouping.STATUS: translate("Reports", "Status"),
        Grouping.NOTE: translate("Reports", "Note"),
        Grouping.PERSON: translate("Reports", "Placed by"),
        Grouping.PAYMENT: translate("Reports", "Paid with"),
    }[grouping]


def _word(stretch: DatePreset) -> str:
    return {
        DatePreset.TODAY: translate("Reports", "Today"),
        DatePreset.YESTERDAY: translate("Reports", "Yesterday"),
        DatePreset.MONTH: translate("Reports", "This month"),
        DatePreset.LAST_MONTH: translate("Reports", "Last month"),
        DatePreset.YEAR: translate("Reports", "This year"),
        DatePreset.ALL: translate("Reports", "All days"),
        DatePreset.CHOSEN: translate("Reports", "Choose dates…"),
    }[stretch]
