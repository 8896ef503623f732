"""Reports over a range of days: a table, a picture, and the times that orders took to arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.report import Grouping, Report
from desktop.domain.right import Right
from desktop.exchange.table import keep_table
from desktop.exchange.whole_file import keep_file
from desktop.services.desk import Desk
from desktop.ui.balance.last_close import LastClose
from desktop.ui.balance.paper_page import report_page
from desktop.ui.balance.report_picture import measure_word
from desktop.ui.balance.report_range import RangePicker, grouping_word
from desktop.ui.balance.report_side import ReportSide
from desktop.ui.balance.report_table import MOST_ROWS, ReportTable
from desktop.ui.balance.spreadsheets import groups_table
from desktop.ui.charts.picture import picture, png
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.chosen_file import chosen_file, picture_files, table_files
from desktop.ui.widgets.throttle import Throttle
from desktop.ui.words.messages import about_causes

_RENEW_MS = 1000
_SIDE_BY_SIDE, _SIDE_WIDE, _ANY = 1200, 420, 16_777_215
_PICTURE_SIZE = QSize(1000, 420)


class ReportsPage(QWidget):
    """Reads the report when the page is shown out of date, when another report is chosen, on Enter and F5, and while
    visible whenever orders or the balance change. Days are China's. `page_wanted` carries a PictureAndTables to
    print, `close_wanted` is emitted when a daily close is to be made. Where there is no room for both, a button shows
    the picture in place of the table.
    """

    page_wanted = Signal(object)
    close_wanted = Signal()

    def __init__(
        self, desk: Desk, bridge: Bridge, table: ReportTable | None = None, side: ReportSide | None = None
    ) -> None:
        """`table` and `side` may have been built before, because all at once takes long."""
        super().__init__()
        self._desk = desk
        self._stale = True
        self.report: Report | None = None
        self._grouping = Grouping.DAY
        self._first = self._last = desk.books.reporting.today
        self.picker = RangePicker(desk.books.reporting)
        self.days = label(role="muted")
        self.export = button(self.tr("Export…"), "plain", icon_name="download")
        self.save = button(self.tr("Save picture…"), "plain")
        self.print_it = button(self.tr("Print…"), "plain", icon_name="printer")
        self.turn = button(self.tr("Picture"), "chip", checkable=True)
        self.last_close = LastClose()
        self.table = table or ReportTable()
        self.side = side or ReportSide()
        self.picture = self.side.picture
        self.remark = label(role="warning")
        self.said = label(role="muted")
        self._lay_out()
        self._connect(bridge)
        self._offer()

    def renew(self) -> None:
        """Read the chosen report again."""
        self._stale = False
        self._desk.runtime.tasks.read("report", self._read())
        self._desk.runtime.tasks.read("last close", self._read_close())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._use_room()

    def _use_room(self) -> None:
        """Show the picture beside the table, or where there is no room for that, the one that is wanted."""
        is_narrow = self.width() < _SIDE_BY_SIDE
        self.turn.setVisible(is_narrow)
        shows_picture = self.turn.isChecked()
        self.save.setVisible(not is_narrow or shows_picture)
        self.table.setVisible(not (is_narrow and shows_picture))
        self._side.setVisible(not is_narrow or shows_picture)
        if is_narrow:
            self._side.setMaximumWidth(_ANY)
            self._side.setMinimumWidth(0)
        else:
            self._side.setFixedWidth(_SIDE_WIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F5):
            if not event.isAutoRepeat():
                self.renew()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.apart)
        column.addLayout(self._head())
        both = QHBoxLayout()
        both.setSpacing(SPACE.page)
        both.addWidget(self.table, 1)
        self._side = QWidget()
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE.apart)
        beside.addWidget(self.side, 1)
        beside.addWidget(self.last_close)
        both.addWidget(self._side)
        column.addLayout(both, 1)
        for text in (self.remark, self.said):
            text.setWordWrap(True)
            text.hide()
            column.addWidget(text)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        row.addWidget(self.picker)
        self.days.setWordWrap(True)
        row.addWidget(self.days, 1)
        for one in (self.turn, self.export, self.save, self.print_it):
            row.addWidget(one)
        return row

    def _connect(self, bridge: Bridge) -> None:
        self.picker.changed.connect(self.renew)
        self.turn.clicked.connect(self._use_room)
        self.last_close.wanted.connect(self.close_wanted)
        self.table.groups.opened.connect(lambda _key: self.renew())
        self.export.clicked.connect(lambda: self._desk.runtime.tasks.read("report file", self._export()))
        self.save.clicked.connect(lambda: self._desk.runtime.tasks.read("report file", self._save()))
        self.print_it.clicked.connect(self._print)
        self.side.turned.connect(self._offer)
        self.side.measured.connect(self._draw)
        self.renewal = Throttle(self._renew_if_seen, _RENEW_MS, self)
        bridge.orders_changed.connect(lambda _orders: self._want())
        bridge.duty_changed.connect(self._want)
        bridge.balance_changed.connect(self._want)  # F5 reads the balance, and the day may have changed since

    def _want(self) -> None:
        self._stale = True
        self.renewal.want()

    def _renew_if_seen(self) -> None:
        if self.isVisible():
            self.renew()

    async def _read(self) -> None:
        grouping = self.picker.by
        first, last = await self.picker.days()
        report = await self._desk.books.reporting.report(first, last, grouping)
        self.report, self._grouping, self._first, self._last = report, grouping, first, last
        self.days.setText(self.tr("{days}, days of Beijing time").format(days=self._days_text()))
        self.table.show_report(report, grouping)
        self.side.show_arrivals(report)
        self._draw()
        self._remark(report)

    async def _read_close(self) -> None:
        closing = self._desk.books.closing
        self.last_close.show_closes(next(iter(await closing.all(1)), None), await closing.draft())

    def _days_text(self) -> str:
        first, last = self._first.isoformat(), self._last.isoformat()
        return first if first == last else f"{first} – {last}"

    def _title(self) -> str:
        by = self.tr("by {grouping}").format(grouping=grouping_word(self._grouping).lower())
        return f"{measure_word(self.side.measure)}  ·  {by}  ·  {self._days_text()}"

    def _draw(self) -> None:
        if self.report is not None:
            days = self._first, self._last
            self.picture.show_report(self.report, self._grouping, self.side.measure, *days, self._title())
            self._offer()

    def _offer(self) -> None:
        self.save.setEnabled(self.side.has_picture)
        for one in (self.export, self.print_it):
            one.setEnabled(self.report is not None and bool(self.report.groups))

    def _remark(self, report: Report) -> None:
        parts = []
        if unpriced := report.total.figures.unpriced:
            text = self.tr("Orders that arrived and whose cost is not known: {count}. Their profit is not counted.")
            parts.append(text.format(count=f"{unpriced:,}"))
        if self._grouping is Grouping.NOTE:
            parts.append(self.tr("Only orders with a note are counted, and the 200 most frequent notes."))
        if len(report.groups) > MOST_ROWS:
            text = self.tr("The last {shown} of {count} are shown; the total and the export have them all.")
            parts.append(text.format(shown=MOST_ROWS, count=f"{len(report.groups):,}"))
        self.remark.setText(" ".join(parts))
        self.remark.setVisible(bool(parts))

    def _print(self) -> None:
        if self.report is not None:
            self.page_wanted.emit(report_page(self.report, self._grouping, self._title(), self.picture.shown))

    async def _export(self) -> None:
        report, grouping = self.report, self._grouping
        if report is None:
            return
        by = await with_permission(self._desk, self, lambda: self._desk.staff.authorize(Right.EXPORT))
        name = self.tr("report {days}").format(days=self._days_text())
        path = await chosen_file(self, self.tr("Export the report"), name, table_files())
        if path is not None:
            self._desk.auditing.exported(by, path)
            writing = keep_table(path, *groups_table(report, grouping, name))
            self._desk.runtime.tasks.command("report file", self._write(path, writing))

    async def _save(self) -> None:
        shown, title = self.picture.shown, self._title()
        if shown is None:
            return
        by = await with_permission(self._desk, self, lambda: self._desk.staff.authorize(Right.EXPORT))
        name = self.tr("report {days}").format(days=self._days_text())
        path = await chosen_file(self, self.tr("Save the picture"), name, picture_files())
        if path is not None:
            self._desk.auditing.exported(by, path)
            contents = await asyncio.to_thread(png, picture(shown, _PICTURE_SIZE, title))
            self._desk.runtime.tasks.command("report file", self._write(path, keep_file(path, contents)))

    async def _write(self, path: Path, writing: Coroutine[None, None, str]) -> None:
        reason = await writing
        dress(self.said, "error" if reason else "muted")
        self.said.setText(about_causes.written(path, reason))
        self.said.show()
