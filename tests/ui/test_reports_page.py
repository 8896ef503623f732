"""The reports page on a desk with orders of several days: table, total, picture, arrivals, files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QObject, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.books.close import Figures
from desktop.domain.books.report import Arrivals, Group, Grouping, Report, begin_of
from desktop.domain.mobile import Operator
from desktop.domain.orders.events import Noted, Placed, PushAccepted, PushNotSent, Reported
from desktop.domain.orders.order import Speed
from desktop.exchange.column import ColumnKind, share_texts
from desktop.exchange.table import keep_table
from desktop.ui.balance import reports_page
from desktop.ui.balance.columns import group_word, thousandths
from desktop.ui.balance.report_picture import MOST_DAYS, Measure
from desktop.ui.balance.report_range import DatePreset, days_of
from desktop.ui.balance.report_side import ARRIVALS
from desktop.ui.balance.report_table import arrivals_row
from desktop.ui.balance.reports_page import ReportsPage
from desktop.ui.balance.spreadsheets import groups_table
from desktop.ui.charts.bars import Bar, Bars
from desktop.ui.charts.days import DaysData
from desktop.ui.figures import in_words
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_delegate import EDGE, PADDING
from desktop.ui.words.language import Language
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.exchange.tables import csv_rows, sheet_names, xlsx_rows
from tests.fakes import FakeClock, FakeGateway
from tests.ui.desk import focused, open_desk, press
from tests.ui.test_accessibility import nameless
from tests.ui.test_history import chosen_file

LEDGER, REPORTS = 0, 3
TODAY = date(2026, 11, 23)
NOON = 12 * 3600.0
MOBILE, UNICOM, TELECOM = "13800138000", "18600186006", "18900189001"


@pytest.mark.parametrize(
    ("stretch", "first", "last"),
    [
        (DatePreset.TODAY, date(2026, 3, 1), date(2026, 3, 1)),
        (DatePreset.YESTERDAY, date(2026, 2, 28), date(2026, 2, 28)),
        (DatePreset.MONTH, date(2026, 3, 1), date(2026, 3, 1)),
        (DatePreset.LAST_MONTH, date(2026, 2, 1), date(2026, 2, 28)),
        (DatePreset.YEAR, date(2026, 1, 1), date(2026, 3, 1)),
    ],
)
def test_stretches_are_those_of_the_calendar(stretch: DatePreset, first: date, last: date) -> None:
    assert days_of(stretch, date(2026, 3, 1)) == (first, last)


def test_last_month_of_january_is_december() -> None:
    assert days_of(DatePreset.LAST_MONTH, date(2027, 1, 5)) == (date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("rate", "text"), [(None, "–"), (1.0, "100.0%"), (0.99999, "99.9%"), (0.5, "50.0%"), (0.0, "0.0%")]
)
def test_what_is_not_all_is_not_called_all(rate: float | None, text: str) -> None:
    assert in_words(ColumnKind.SHARE, thousandths(rate)) == text


@dataclass(frozen=True, slots=True)
class Opened:
    """The page on a desk whose clock stands at noon of TODAY."""

    page: ReportsPage
    parts: RunningDesk
    bridge: Bridge

    async def put(self, day: date, mobile: str, face: int, cost: int | None, note: str = "") -> None:
        """An order of that day's noon in China that has arrived 20 s later."""
        order_no, at = await self._placed(day, mobile, face)
        done = Reported(at + 20, 2, f"W{order_no}", cost, face, "")
        await self.parts.orders.record([(order_no, PushAccepted(at, f"W{order_no}", "")), (order_no, done)], at + 20)
        if note:
            await self.parts.orders.annotate(order_no, Noted(at + 30, note))

    async def put_failed(self, day: date, mobile: str, face: int) -> None:
        """One that certainly never left."""
        order_no, at = await self._placed(day, mobile, face)
        await self.parts.orders.record([(order_no, PushNotSent(at, "offline"))], at)

    async def show(self, stretch: DatePreset, grouping: Grouping) -> None:
        """As if chosen by hand, and wait until it is there."""
        picker, page = self.page.picker, self.page
        picker.stretch.setCurrentIndex(picker.stretch.findData(stretch))
        picker.grouping.setCurrentIndex(picker.grouping.findData(grouping))
        before = page.report
        picker.stretch.activated.emit(picker.stretch.currentIndex())
        await until(lambda: page.report is not before)

    async def _placed(self, day: date, mobile: str, face: int) -> tuple[str, float]:
        at = begin_of(day) + NOON
        order_no = f"T{len(await self.parts.orders.newest(1000)):06d}"
        await self.parts.orders.claim(Placed(at, order_no, "77", mobile, face, face - 20, 1))
        return order_no, at


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Opened]:
    clock = FakeClock(begin_of(TODAY) + NOON)
    async with running(folder, FakeGateway(), clock, start=False) as parts:
        home = QObject()
        bridge = Bridge(parts.desk.runtime.changes, home)
        page = ReportsPage(parts.desk, bridge)
        page.resize(1300, 430)
        try:
            yield Opened(page, parts, bridge)
        finally:
            await parts.desk.runtime.tasks.shutdown(0.5)
            page.close()
            page.deleteLater()
            home.deleteLater()


async def stock(desk: Opened) -> None:
    """Three days: profit is 0.80 where a 50 costs 49.00, price 49.80."""
    await desk.put(TODAY, MOBILE, 5_000, 4_900, "old customer")
    await desk.put(TODAY, UNICOM, 10_000, 9_900)
    await desk.put(TODAY - timedelta(days=1), MOBILE, 5_000, 4_900, "old customer")
    await desk.put(TODAY - timedelta(days=1), TELECOM, 20_000, None)
    await desk.put_failed(TODAY - timedelta(days=1), MOBILE, 5_000)
    await desk.put(date(2026, 10, 31), MOBILE, 5_000, 4_900)


def cells(table: RowsTable) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


async def test_the_month_by_day_with_its_total(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        page = desk.page
        page.show()
        await until(lambda: page.report is not None)
        assert cells(page.table.groups) == [
            ("2026-11-22 Sun", "3", "¥300.00", "¥299.40", "¥49.00", "¥0.00", "¥0.80", "66.7%"),
            ("2026-11-23 Mon", "2", "¥150.00", "¥149.60", "¥148.00", "¥0.00", "¥1.60", "100.0%"),
        ]
        assert cells(page.table.total) == [("Total", "5", "¥450.00", "¥449.00", "¥197.00", "¥0.00", "¥2.40", "80.0%")]
        assert page.days.text() == "2026-11-01 – 2026-11-23, days of Beijing time"
        assert page.remark.text().endswith("cost is not known: 1. Their profit is not counted.")
        assert page.table.groups.headerItem().text(0) == "Day"
        assert page.table.groups.headerItem().text(7) == "Success"


@pytest.mark.parametrize(
    ("grouping", "names"),
    [
        (Grouping.MONTH, ["2026-10", "2026-11"]),
        (Grouping.OPERATOR, ["China Telecom", "China Mobile", "China Unicom"]),
        (Grouping.FACE, ["50 yuan", "200 yuan", "100 yuan"]),
        (Grouping.SPEED, ["Fast"]),
        (Grouping.STATUS, ["Success", "Not sent"]),
        (Grouping.NOTE, ["old customer"]),
    ],
)
async def test_all_days_in_every_grouping(tmp_path: Path, grouping: Grouping, names: list[str]) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        desk.page.show()
        await desk.show(DatePreset.ALL, grouping)
        assert sorted(row[0] for row in cells(desk.page.table.groups)) == sorted(names)
        assert desk.page.days.text().startswith("2026-10-31 – 2026-11-23")
        total = cells(desk.page.table.total)[0]
        assert total[:2] == (("Total with a note", "2") if grouping is Grouping.NOTE else ("Total", "6"))
        assert ("Only orders with a note" in desk.page.remark.text()) == (grouping is Grouping.NOTE)
        if grouping is not Grouping.DAY:
            told = desk.page.picture.bars.view.accessibleDescription()
            assert all(name in told for name in names)


async def test_the_picture_shows_what_is_chosen_and_all_days_between(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        page = desk.page
        page.show()
        await desk.show(DatePreset.MONTH, Grouping.DAY)
        shown = page.picture.shown
        assert isinstance(shown, DaysData)
        assert len(shown.days) == 23
        assert shown.amounts[-2:] == (80, 160)
        assert not any(shown.amounts[:-2])
        page.side.choices.group.button(list(Measure).index(Measure.ORDERS)).click()
        assert isinstance(page.picture.shown, DaysData)
        assert page.picture.shown.amounts[-2:] == (3, 2)
        await desk.show(DatePreset.MONTH, Grouping.OPERATOR)
        bars = page.picture.shown
        assert isinstance(bars, Bars)
        assert Bar("China Mobile", 2, 3) in bars.bars


async def test_a_long_time_by_day_is_drawn_in_part_and_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await desk.put(TODAY - timedelta(days=200), MOBILE, 5_000, 4_900)
        await desk.put(TODAY, MOBILE, 5_000, 4_900)
        desk.page.show()
        await desk.show(DatePreset.ALL, Grouping.DAY)
        shown = desk.page.picture.shown
        assert isinstance(shown, DaysData)
        assert (len(shown.days), shown.days[-1]) == (MOST_DAYS, TODAY)
        assert "Only the last 92 days are drawn" in desk.page.picture.days.line.text()


async def test_more_than_twenty_months_are_drawn_by_quarter(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        for back in range(24):
            month = date(2026 - (back + 1) // 12, 12 - (back + 1) % 12, 5)
            await desk.put(month, MOBILE, 5_000, 4_900)
        desk.page.show()
        await desk.show(DatePreset.ALL, Grouping.MONTH)
        assert len(cells(desk.page.table.groups)) == 24
        shown = desk.page.picture.shown
        assert isinstance(shown, Bars)
        assert [bar.name for bar in shown.bars] == [
            *("2026 Q4", "2026 Q3", "2026 Q2", "2026 Q1", "2025 Q4", "2025 Q3", "2025 Q2", "2025 Q1", "2024 Q4"),
        ]
        assert [bar.amount for bar in shown.bars] == [160, *[240] * 7, 80]
        line = desk.page.picture.bars.line
        assert line.text().startswith("Drawn by quarter")
        assert QFontMetrics(line.font()).horizontalAdvance(line.text()) <= line.width()


async def test_how_long_orders_took(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        page = desk.page
        page.show()
        await desk.show(DatePreset.TODAY, Grouping.DAY)
        page.side.choices.group.button(ARRIVALS).click()
        assert page.side.arrivals.isVisible()
        rows = cells(page.side.arrivals)
        assert [(row[0], row[1]) for row in rows] == [("China Mobile, Fast", "1"), ("China Unicom, Fast", "1")]
        assert all(row[2].startswith("0:") and row[3].startswith("0:") for row in rows)
        assert not page.save.isEnabled()
        page.side.choices.group.button(0).click()
        assert page.save.isEnabled()


async def test_chosen_dates_may_be_the_wrong_way_round(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        page = desk.page
        page.show()
        assert page.picker.since.isHidden()
        await desk.show(DatePreset.CHOSEN, Grouping.DAY)
        assert page.picker.since.isVisible()
        page.picker.since.setDate(QDate(2026, 11, 22))
        page.picker.until.setDate(QDate(2026, 10, 1))
        await until(lambda: page.days.text().startswith("2026-10-01 – 2026-11-22"))
        assert [row[0] for row in cells(page.table.groups)] == ["2026-10-31 Sat", "2026-11-22 Sun"]


async def test_the_page_renews_itself_only_while_it_is_seen(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        page = desk.page
        desk.bridge.orders_changed.emit([])
        assert not desk.parts.desk.runtime.tasks.is_reading("report"), "nobody looks"
        page.show()
        await until(lambda: page.report is not None)
        assert cells(page.table.groups) == []
        await desk.put(TODAY, MOBILE, 5_000, 4_900)
        desk.bridge.orders_changed.emit([])
        await until(lambda: len(cells(page.table.groups)) == 1)
        page.hide()
        await desk.put(TODAY, UNICOM, 5_000, 4_900)
        desk.bridge.orders_changed.emit([])
        await until(lambda: page.renewal.is_idle)
        assert not desk.parts.desk.runtime.tasks.is_reading("report")
        assert cells(page.table.total)[0][1] == "1"
        page.show()
        await until(lambda: cells(page.table.total)[0][1] == "2")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F5])
async def test_a_key_renews_from_every_field(tmp_path: Path, key: Qt.Key) -> None:
    async with opened(tmp_path) as desk:
        page = desk.page
        page.show()
        await desk.show(DatePreset.CHOSEN, Grouping.DAY)
        picker = page.picker
        for widget in (picker.stretch, picker.grouping, picker.since, page.picture.days.view):
            before = page.report
            QTest.keyClick(widget, key)
            await until(lambda: page.report is not before)  # noqa: B023 (used within the turn)


async def test_f5_in_the_window_renews_the_report_with_the_balance(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        desk.window.tabs.setCurrentWidget(desk.window.balance)
        page = desk.window.balance.turn_to(REPORTS)
        assert isinstance(page, ReportsPage)
        await until(lambda: page.report is not None and page.renewal.is_idle)
        page.picker.stretch.setFocus()
        report, reads = page.report, desk.gateway.balance_reads
        press(Qt.Key.Key_F5)
        await until(lambda: desk.gateway.balance_reads > reads and page.report is not report)


async def test_everything_is_named_and_reached_by_tab(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        page = desk.page
        page.show()
        page.activateWindow()
        await until(page.isActiveWindow)
        await desk.show(DatePreset.CHOSEN, Grouping.DAY)
        assert nameless(page) == []
        reached = set()
        page.picker.stretch.setFocus()
        for _ in range(20):
            reached.add(focused())
            press(Qt.Key.Key_Tab)
        wanted = {page.picker.stretch, page.picker.grouping, page.picker.since, page.picker.until, page.export}
        wanted |= {
            page.save,
            page.table.groups,
            page.table.total,
            page.side.choices.group.button(0),
            page.last_close.make,
        }
        assert wanted | {page.picture.days.view} <= reached


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
async def test_the_report_is_exported_whole(tmp_path: Path, ending: str) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        page = desk.page
        page.show()
        await desk.show(DatePreset.MONTH, Grouping.OPERATOR)
        page.export.click()
        file = tmp_path / f"report{ending}"
        await chosen_file(file)
        await until(lambda: page.said.text() == f"Done: report{ending} is written.")
        rows = [[str(cell) for cell in row] for row in (csv_rows if ending == ".csv" else xlsx_rows)(file)]
        assert rows[0][:2] == ["Operator", "Orders"]
        assert [row[0] for row in rows[1:]] == ["China Telecom", "China Mobile", "China Unicom", "Total"]
        assert [float(cell) for cell in rows[-1][1:-1]] == [5, 450, 449, 197, 0, 2.4, 4, 1, 1]
        assert rows[-1][-1] == ("80.0%" if ending == ".csv" else "0.8")
        if ending == ".xlsx":
            assert sheet_names(file) == ["report 2026-11-01 – 2026-11-23"]


@pytest.mark.parametrize(
    ("grouping", "keys"),
    [
        (Grouping.DAY, [date(2026, 10, 31), date(2026, 11, 22), date(2026, 11, 23)]),
        (Grouping.MONTH, [date(2026, 10, 1), date(2026, 11, 1)]),
        (Grouping.FACE, [50.0, 200.0, 100.0]),
    ],
)
async def test_a_spreadsheet_can_reckon_with_what_a_report_is_grouped_by(
    tmp_path: Path, grouping: Grouping, keys: list[object]
) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        desk.page.show()
        await desk.show(DatePreset.ALL, grouping)
        assert desk.page.report is not None
        assert await keep_table(tmp_path / "a.xlsx", *groups_table(desk.page.report, grouping, "x")) == ""
        rows = xlsx_rows(tmp_path / "a.xlsx")
        assert sorted((row[0] for row in rows[1:-1]), key=str) == sorted(keys, key=str)
        assert (rows[-1][0], rows[-1][1]) == ("Total", 6.0)
        assert {type(cell) for row in rows[1:] for cell in row[1:]} == {float}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("grouping", list(Grouping))
async def test_a_report_in_every_grouping_can_be_kept(
    tmp_path: Path, qapp: QCoreApplication, grouping: Grouping, language: str
) -> None:
    spoken = Language(qapp)
    spoken.use(language)
    try:
        for ending in ("csv", "xlsx"):
            report = Report((), Group(""), ())
            assert await keep_table(tmp_path / f"a.{ending}", *groups_table(report, grouping, "x")) == ""
    finally:
        spoken.use("en")


@pytest.mark.parametrize(("succeeded", "failed", "text"), [(2999, 1, "99.9%"), (1, 2999, "0.1%"), (3, 0, "100.0%")])
def test_a_file_calls_nothing_all_that_the_screen_does_not(
    tmp_path: Path, succeeded: int, failed: int, text: str
) -> None:
    group = Group("", Figures(succeeded + failed), succeeded, failed)
    _, rows = groups_table(Report((group,), group, ()), Grouping.NOTE, "x")
    assert in_words(ColumnKind.SHARE, thousandths(group.success_rate)) == text
    assert share_texts([rows[0][-1]]) == [text]


async def test_what_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def taken(*_asked: object) -> Path:
        return tmp_path / "taken.csv"

    monkeypatch.setattr(reports_page, "chosen_file", taken)
    async with opened(tmp_path) as desk:
        await stock(desk)
        page = desk.page
        page.show()
        await desk.show(DatePreset.MONTH, Grouping.DAY)
        (tmp_path / "taken.csv").mkdir()
        page.export.click()
        await until(page.said.text)
        assert page.said.text().startswith("Nothing was written: ")


async def test_the_picture_is_saved(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await stock(desk)
        page = desk.page
        page.show()
        await desk.show(DatePreset.MONTH, Grouping.DAY)
        page.save.click()
        file = tmp_path / "report.png"
        await chosen_file(file)
        await until(lambda: page.said.text() == "Done: report.png is written.")
        image = QImage(str(file))
        assert image.width() == 2000
        assert image.pixelColor(0, 0) == QColor("#ffffff")


async def test_without_orders_nothing_can_be_exported(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        page = desk.page
        page.show()
        await desk.show(DatePreset.ALL, Grouping.STATUS)
        assert not page.export.isEnabled()
        assert not page.save.isEnabled()
        assert page.picture.bars.line.text() == "No orders were placed on these days."


BUSY_DAY = Figures(270, 3_425_000, 3_419_600, 3_356_500, 268_520, 57_620)
"""270 orders: in a month that is more than a million yuan."""


def month_of(day: Figures, days: int = 31) -> Report:
    groups = tuple(Group(date(2026, 10, 1) + timedelta(days=number), day, 248, 22) for number in range(days))
    total = Group("")
    for group in groups:
        total = total.plus(group)
    return Report(groups, total, ())


def cut_off(table: RowsTable) -> list[str]:
    """The numbers that are wider than their columns."""
    metrics = QFontMetricsF(table.font())
    room = [table.columnWidth(section) - 18 for section in range(table.columnCount())]
    cells = [(cell, room[at]) for row in table.rows for at, cell in enumerate(row.cells) if table.columns[at].is_number]
    return [cell for cell, width in cells if metrics.horizontalAdvance(cell) > width]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_the_totals_of_a_busy_month_are_seen_whole(tmp_path: Path, qapp: QCoreApplication, language: str) -> None:
    spoken = Language(qapp)
    spoken.use(language)
    try:
        async with opened(tmp_path) as desk:  # 1300 pixels are those of a window of 1340
            page = desk.page
            page.show()
            await until(lambda: page.report is not None)
            groups, total = page.table.groups, page.table.total
            page.table.show_report(month_of(BUSY_DAY), Grouping.DAY)
            await until(lambda: groups.verticalScrollBar().isVisible())
            assert total.rows[0].cells[2] == "¥1,061,750.00"
            assert cut_off(groups) == cut_off(total) == []
            assert not groups.horizontalScrollBar().isVisible()
            huge = Figures(*(getattr(BUSY_DAY, name) * 100_000 for name in Figures.__struct_fields__))
            page.table.show_report(month_of(huge), Grouping.DAY)
            await until(lambda: groups.horizontalScrollBar().isVisible())
            assert cut_off(groups) == cut_off(total) == []
            assert [groups.columnWidth(at) for at in range(8)] == [total.columnWidth(at) for at in range(8)]
            groups.horizontalScrollBar().setValue(40)
            assert total.horizontalOffset() == groups.horizontalOffset() == 40
            page.table.show_report(month_of(BUSY_DAY), Grouping.DAY)
            await until(lambda: not groups.horizontalScrollBar().isVisible())
    finally:
        spoken.use("en")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_nothing_is_cut_off_on_the_smallest_screen(tmp_path: Path, qapp: QCoreApplication, language: str) -> None:
    spoken = Language(qapp)
    spoken.use(language)
    try:
        async with open_desk(tmp_path) as desk:
            desk.window.resize(1340, 700)
            desk.window.tabs.setCurrentWidget(desk.window.balance)
            page = desk.window.balance.turn_to(REPORTS)
            assert isinstance(page, ReportsPage)
            await until(lambda: page.report is not None)
            page.picker.stretch.setCurrentIndex(page.picker.stretch.findData(DatePreset.CHOSEN))
            page.picker.stretch.activated.emit(page.picker.stretch.currentIndex())
            page.remark.show()
            await until(lambda: page.picker.grouping.x() > page.picker.until.x() > page.picker.since.x() > 0)
            assert desk.window.size() == QSize(1340, 700)
            bottom_right = page.mapTo(desk.window, page.rect().bottomRight())
            assert desk.window.rect().contains(bottom_right)
            table = page.table.groups
            metrics = QFontMetrics(table.font())
            longest = group_word(date(2026, 11, 23), Grouping.DAY)  # Wed and 周三 are as wide as any
            assert table.columnWidth(0) >= metrics.horizontalAdvance(longest) + EDGE + PADDING
            page.side.choices.group.button(ARRIVALS).click()
            await until(page.side.arrivals.isVisible)
            longest = max((arrivals_row(Arrivals(one, Speed.FAST, 1, 1, 1)).cells[0] for one in Operator), key=len)
            assert page.side.arrivals.columnWidth(0) >= metrics.horizontalAdvance(longest) + EDGE + PADDING, longest
            assert table.viewport().height() >= 5 * 29
            for text in page.findChildren(QLabel):
                if text.isVisible() and not text.wordWrap():
                    assert text.width() >= text.minimumSizeHint().width(), text.text()
            desk.window.balance.turn_to(LEDGER)
            last_days = desk.window.balance.last_days.chart
            await until(lambda: last_days.line.text() and last_days.isVisible())
            assert last_days.line.width() >= QFontMetrics(last_days.line.font()).horizontalAdvance(
                last_days.line.text()
            )
    finally:
        spoken.use("en")
