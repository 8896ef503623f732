"""The chart of the last days in the balance tab: kept up to date while visible, printed, saved as a file."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.right import Right
from desktop.exchange.table import keep_table
from desktop.exchange.whole_file import keep_file
from desktop.services.books.reporting import DayPoint
from desktop.services.desk import Desk
from desktop.ui.balance.paper_page import days_page
from desktop.ui.balance.spreadsheets import days_table
from desktop.ui.charts.days_chart import DaysChart, days_of
from desktop.ui.charts.picture import picture, png
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chosen_file import chosen_file, picture_files, table_files
from desktop.ui.widgets.refresh_when_visible import RefreshWhenVisible
from desktop.ui.words.messages import about_causes

_RENEW_MS = 1000
_PICTURE_SIZE = QSize(1000, 420)


class LastDays(Card):
    """Reads when `screen` is first shown and whenever the balance or orders change. `page_wanted` carries a
    PictureAndTables.
    """

    page_wanted = Signal(object)

    def __init__(self, desk: Desk, bridge: Bridge, screen: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._points: list[DayPoint] = []
        self.chart = DaysChart()
        self.print_it = button(self.tr("Print…"), "tiny")
        self.print_it.setAccessibleName(self.tr("Print the last days"))
        self.save = button(self.tr("Save…"), "tiny")
        self.save.setAccessibleName(self.tr("Save the last days as a picture or for Excel"))
        self._lay_out()
        self.print_it.clicked.connect(lambda: self.page_wanted.emit(days_page(self._points)))
        self.save.clicked.connect(lambda: desk.runtime.tasks.read("chart file", self._save()))
        renewal = RefreshWhenVisible(screen, lambda: desk.runtime.tasks.read("chart", self._read()), _RENEW_MS)
        bridge.balance_changed.connect(renewal.want)
        bridge.duty_changed.connect(renewal.want)
        bridge.orders_changed.connect(lambda _orders: renewal.want())

    async def write(self, path: Path) -> None:
        """Save the days as a picture or a table, by the file's suffix; the line under the chart shows the result."""
        if path.suffix.lower() == ".png":
            contents = await asyncio.to_thread(png, picture(days_of(self._points), _PICTURE_SIZE))
            reason = await keep_file(path, contents)
        else:
            reason = await keep_table(path, *days_table(self._points))
        self.chart.line.setText(about_causes.written(path, reason))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.near, SPACE.hair, SPACE.apart, SPACE.close)
        column.addWidget(self.chart)
        for one in (self.print_it, self.save):
            one.setEnabled(False)
            self.chart.add_beside_line(one)

    async def _read(self) -> None:
        self._points = await self._desk.books.reporting.chart()
        self.chart.show_points(self._points)
        for one in (self.print_it, self.save):
            one.setEnabled(not days_of(self._points).is_empty)

    async def _save(self) -> None:
        by = await with_permission(self._desk, self, lambda: self._desk.staff.authorize(Right.EXPORT))
        name = self.tr("last days {day}").format(day=self._desk.books.reporting.today.isoformat())
        path = await chosen_file(self, self.tr("Save the last days"), name, [*picture_files(), *table_files()])
        if path is not None:
            self._desk.auditing.exported(by, path)
            self._desk.runtime.tasks.command("chart file", self.write(path))
