"""The history tab as a clerk uses it: filters, sorting, notes, returned cash, what is remembered, files for Excel."""

import time
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from desktop.domain.history.search import Search, Sort, SortBy
from desktop.domain.orders.events import CashReturned, Event, Placed, PushAccepted, Reported
from desktop.domain.orders.status import Standing
from desktop.services.history.exporting import Exported, Progress
from desktop.services.history.history import PAGE
from desktop.ui.history.columns import HistoryColumn
from desktop.ui.history.delegate import RowDelegate
from desktop.ui.history.export_dialog import ExportDialog, all_words, labels
from desktop.ui.history.filters import DayFilter
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.history.tab import HistoryTab
from desktop.ui.recharge.acts import Act
from desktop.ui.words.language import Language
from tests.conftest import until
from tests.exchange.tables import csv_rows, sheet_names, xlsx_rows
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible

NUMBERS = ("13800138000", "18900189001", "17000170002", "13300133003")
FACES = (5000, 10000, 20000)
DAY = 86400.0


def order_no(number: int) -> str:
    return f"T20261123{number:04d}AAAA"


async def fill(desk: OpenDesk, count: int) -> None:
    """Orders of the last days, every fourth failed, the newest one a minute ago; then the history is shown."""
    now = time.time()
    for number in range(count):
        at = now - 60 - (count - 1 - number) * DAY / 4
        mobile, face = NUMBERS[number % 4], FACES[number % 3]
        await desk.parts.orders.claim(Placed(at, order_no(number), "77", mobile, face, face, number % 5 and 1))
        status = 4 if number % 4 == 3 else 2
        events: list[Event] = [
            PushAccepted(at, f"W{number}", ""),
            Reported(at + number, status, f"W{number}", 4900, 0, ""),
        ]
        await desk.parts.orders.record([(order_no(number), event) for event in events], at)
    desk.window.tabs.setCurrentWidget(desk.window.history)
    desk.window.history.search()
    await until(lambda: desk.window.history.rows.rowCount() == count and desk.window.history.rows.order(0))


def shown(history: HistoryTab, column: HistoryColumn) -> list[str]:
    return [str(history.rows.index(row, column).data()) for row in range(history.rows.rowCount())]


async def test_filters_narrow_together_and_are_cleared_together(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 24)
        history, filters = desk.window.history, desk.window.history.filters
        assert filters.clear.isHidden()
        filters.chips["failed"].click()
        await until(lambda: history.rows.rowCount() == 6)
        choose(filters.operator, "China Telecom")
        await until(lambda: set(shown(history, HistoryColumn.OPERATOR)) == {"China Telecom"})
        choose(filters.speed, "Slow")
        await until(lambda: set(shown(history, HistoryColumn.SPEED)) == {"Slow"})
        choose(filters.days, "Today")
        await until(lambda: history.rows.rowCount() <= 1)
        assert not filters.clear.isHidden()
        filters.clear.click()
        await until(lambda: history.rows.rowCount() == 24)
        await until(lambda: filters.chips["success"].text() == "Success  18")


async def test_the_chip_for_all_takes_the_other_chips_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 24)
        history, filters = desk.window.history, desk.window.history.filters
        await until(lambda: filters.every.text() == "All  24")
        assert filters.every.isChecked()
        choose(filters.speed, "Slow")
        filters.chips["failed"].click()
        await until(lambda: set(shown(history, HistoryColumn.SPEED)) == {"Slow"})
        assert not filters.every.isChecked()
        filters.every.click()
        await until(lambda: filters.every.text() == f"All  {history.rows.rowCount()}")
        assert filters.every.isChecked()
        assert not filters.chips["failed"].isChecked()
        assert filters.speed.currentText() == "Slow"
        filters.every.click()
        assert filters.every.isChecked()


def choose(combo: QComboBox, word: str) -> None:
    combo.setCurrentText(word)
    combo.activated.emit(combo.currentIndex())


async def test_chosen_dates_both_count_whatever_their_order(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 24)
        history, filters = desk.window.history, desk.window.history.filters
        assert filters.since.isHidden()
        filters.days.setCurrentIndex(filters.days.findData(DayFilter.CHOSEN))
        filters.days.activated.emit(filters.days.currentIndex())
        assert not filters.since.isHidden()
        await until(lambda: 0 < history.rows.rowCount() <= 4)
        today = history.rows.rowCount()
        filters.until.setDate(filters.until.date().addDays(-1))
        await until(lambda: history.rows.rowCount() in (today + 3, today + 4, today + 5))
        await until(lambda: history.totals.text.text().startswith(f"Orders: {history.rows.rowCount()} "))


async def test_a_click_on_a_head_sorts_and_the_next_one_turns_it_round(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 24)
        history = desk.window.history
        header = history.table.horizontalHeader()
        header.sectionClicked.emit(int(HistoryColumn.FACE))
        await until(lambda: shown(history, HistoryColumn.FACE)[0] == "200 yuan")
        assert shown(history, HistoryColumn.FACE)[-1] == "50 yuan"
        header.sectionClicked.emit(int(HistoryColumn.FACE))
        await until(lambda: shown(history, HistoryColumn.FACE)[0] == "50 yuan")
        header.sectionClicked.emit(int(HistoryColumn.STATUS))
        await until(lambda: "refunded" in shown(history, HistoryColumn.STATUS)[0])
        header.sectionClicked.emit(int(HistoryColumn.OUR_NO))
        assert header.sortIndicatorSection() == HistoryColumn.STATUS


async def test_arrow_down_goes_on_to_what_was_found_and_enter_opens_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 8)
        history = desk.window.history
        QTest.keyClicks(focused(), "0189")
        await until(lambda: history.rows.rowCount() == 2 and history.rows.order(0))
        press(Qt.Key.Key_Down)
        assert focused() is history.table
        press(Qt.Key.Key_Return)
        await until(lambda: visible(OrderSheet))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)


async def test_a_note_is_kept_found_and_copied_ids_say_so(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 8)
        history = desk.window.history
        history.order_opened.emit(order_no(3))
        await until(lambda: visible(OrderSheet))
        sheet = visible(OrderSheet)
        assert sheet is not None
        sheet.view.side.facts.copy_platform_no.click()
        assert QGuiApplication.clipboard().text() == "W3"
        assert sheet.view.answer.text() == "Copied: W3"
        sheet.view.side.notes.note.setFocus()
        sheet.view.side.notes.note.setText("张三 代付")
        press(Qt.Key.Key_Return)
        await until(lambda: sheet.view.side.notes.is_kept)
        assert sheet.view.foot.offers(Act.CASH_RETURNED)
        sheet.view.foot.buttons[Act.CASH_RETURNED].click()
        await until(lambda: not sheet.view.foot.offers(Act.CASH_RETURNED))
        assert sheet.view.answer.text().startswith("Kept")
        sheet.view.side.notes.note.setText("张三 已付")
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)
        history.box.setText("已付")
        await until(lambda: shown(history, HistoryColumn.NOTE) == ["cash returned · 张三 已付"])
        kept = await desk.parts.orders.get(order_no(3))
        assert kept is not None
        assert kept.standing is Standing.REFUNDED


async def test_a_note_that_the_disk_refuses_is_said(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 1)
        desk.window.history.order_opened.emit(order_no(0))
        await until(lambda: visible(OrderSheet))
        sheet = visible(OrderSheet)
        assert sheet is not None
        await desk.parts.database.run(lambda c: c.execute("PRAGMA query_only=ON"))
        sheet.view.side.notes.note.setText("x")
        sheet.view.side.notes.note.setFocus()
        press(Qt.Key.Key_Return)
        await until(lambda: "could not save" in sheet.view.answer.text())
        assert not sheet.view.side.notes.is_kept
        assert sheet.view.side.notes.hint.isVisible()
        await desk.parts.database.run(lambda c: c.execute("PRAGMA query_only=OFF"))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)


async def test_filters_columns_and_sort_are_remembered(tmp_path: Path) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    async with open_desk(tmp_path) as desk:
        bridge = desk.window.opened.bridge
        before = HistoryTab(desk.parts.desk, bridge, memory)
        before.filters.chips["failed"].setChecked(True)
        before.filters.days.setCurrentIndex(before.filters.days.findData(DayFilter.MONTH))
        before.table.sort_wanted.emit(Sort(SortBy.FACE, upwards=True))
        before.table.setColumnHidden(HistoryColumn.SPEED, True)
        before.table.setColumnWidth(HistoryColumn.NUMBER, 177)
        before.table.setColumnWidth(HistoryColumn.OUR_NO, 99)
        before.remember()
        memory.sync()
        again = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        after = HistoryTab(desk.parts.desk, bridge, again)
        assert after.filters.search(after.sort) == before.filters.search(before.sort)
        assert after.sort == Sort(SortBy.FACE, upwards=True)
        assert after.table.isColumnHidden(HistoryColumn.SPEED)
        assert after.table.columnWidth(HistoryColumn.NUMBER) == 177
        assert after.table.columnWidth(HistoryColumn.OUR_NO) == 99
        assert again.value("history/widths") == "1 10", "only what was made wider or narrower by hand"
        for name in ("days", "operator", "speed", "chips", "sort", "columns", "widths"):
            again.setValue(f"history/{name}", "nonsense")
        plain = HistoryTab(desk.parts.desk, bridge, again)
        await until(lambda: plain.rows.listing is not None)
        assert plain.filters.search(plain.sort) == desk.window.history.filters.search(Sort())


LONG_NO = "WK179593800000001"
NOTE = "a customer from the shop next door who pays at the end of the month"


async def fill_long(desk: OpenDesk, note: str = "") -> HistoryTab:
    """Orders with platform numbers of 21 characters in a window of the smallest screen."""
    desk.window.resize(1340, 700)
    now = time.time()
    for number in range(12):
        mobile, named = f"1380013{8000 - 11 + number}", f"{LONG_NO}{number:04d}"
        await desk.parts.orders.claim(Placed(now + number, order_no(number), "77", mobile, 5000, 5000, 1), note)
        accepted, done = PushAccepted(now + 20, named, ""), Reported(now + 40, 2, named, 4900, 5000, "")
        await desk.parts.orders.record([(order_no(number), event) for event in (accepted, done)], now + 40)
    history = desk.window.history
    desk.window.tabs.setCurrentWidget(history)
    history.search()
    await until(lambda: history.rows.rowCount() == 12 and history.rows.order(0))
    return history


def painted(history: HistoryTab, column: HistoryColumn, row: int = 0) -> str:
    """What of a cell's text is seen."""
    room = history.table.columnWidth(column) - 16
    held = history.rows.row(row)
    assert held is not None
    delegate = history.table.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    return delegate.fitted(held.texts[column], room, column)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_no_number_is_cut_while_a_column_stands_empty(
    tmp_path: Path, qapp: QCoreApplication, language: str
) -> None:
    spoken = Language(qapp)
    spoken.use(language)
    try:
        async with open_desk(tmp_path) as desk:
            history = await fill_long(desk)
            await until(lambda: painted(history, HistoryColumn.PLATFORM_NO) == f"{LONG_NO}0011")
            for row in range(12):
                held = history.rows.row(row)
                assert held is not None
                assert [painted(history, column, row) for column in HistoryColumn] == list(held.texts)
            header = history.table.horizontalHeader()
            assert header.length() == header.viewport().width(), "nothing to scroll, no room left over"
    finally:
        spoken.use("en")


async def test_where_there_is_no_room_for_all_the_middle_of_numbers_is_left_out(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        history = await fill_long(desk, NOTE)
        await until(lambda: len(painted(history, HistoryColumn.NOTE)) > 10)
        number = painted(history, HistoryColumn.PLATFORM_NO)
        assert number.startswith("WK17")
        assert number.endswith("0011")
        assert len(number) < len(LONG_NO) + 4
        assert painted(history, HistoryColumn.NUMBER) == "138 0013 8000"


async def test_a_width_by_hand_stays_whatever_is_seen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        history = desk.window.history
        history.table.setColumnWidth(HistoryColumn.PLATFORM_NO, 60)
        await fill_long(desk)
        await until(lambda: painted(history, HistoryColumn.OUR_NO) == order_no(11))
        assert history.table.columnWidth(HistoryColumn.PLATFORM_NO) == 60
        history.table.setColumnHidden(HistoryColumn.COST, True)
        history.table.widths.fit()
        assert history.table.widths.kept()[1] == str(int(HistoryColumn.PLATFORM_NO))


async def test_far_rows_come_when_they_are_looked_at(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, PAGE * 6)
        rows, table = desk.window.history.rows, desk.window.history.table
        assert rows.order(PAGE * 5) is None
        table.setFocus()
        press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: (last := rows.order(PAGE * 6 - 1)) is not None and last.order_no == order_no(0))
        assert table.viewport().updatesEnabled()


async def chosen_file(path: Path) -> None:
    await until(lambda: visible(QFileDialog))
    dialog = visible(QFileDialog)
    assert dialog is not None
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    dialog.accept()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
async def test_what_is_shown_is_written_to_a_file(tmp_path: Path, ending: str) -> None:
    async with open_desk(tmp_path / "shop") as desk:
        await fill(desk, 12)
        history = desk.window.history
        history.filters.chips["failed"].click()
        await until(lambda: history.rows.rowCount() == 3)
        history.filters.export.click()
        await chosen_file(tmp_path / f"orders{ending}")
        await until(lambda: (one := visible(ExportDialog)) is not None and "Done: 3" in one.text.text())
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(ExportDialog) is None)
    assert [path.name for path in tmp_path.glob("*.*")] == [f"orders{ending}"]
    if ending == ".csv":
        titles, *rows, total = csv_rows(tmp_path / "orders.csv")
        assert titles[:3] == ["Time", "Number", "Operator"]
        assert [row[1] for row in rows] == ['="13300133003"'] * 3
        assert {row[5] for row in rows} == {"Failed, refunded"}
        assert {row[9] for row in rows} == {"told by the platform"}
        assert [row[14:16] for row in rows] == [[f"W{number}", order_no(number)] for number in (11, 7, 3)]
        assert total[:3] == ["Total: 3 orders", "", ""]
    else:
        assert sheet_names(tmp_path / "orders.xlsx") == ["Orders"]


async def test_a_spreadsheet_can_reckon_with_the_orders_of_the_history(tmp_path: Path) -> None:
    file = tmp_path / "orders.xlsx"
    async with open_desk(tmp_path / "shop") as desk:
        await fill(desk, 12)
        returned = CashReturned(time.time(), returned=True, amount=19_950)
        await desk.parts.orders.annotate(order_no(3), returned)
        outcome = await desk.parts.desk.history.exporting.export(Search(), file, labels(), all_words(), Progress())
        assert outcome == Exported(12)
        orders = await desk.parts.orders.newest(100)
    titles, *rows, total = xlsx_rows(file)
    column = {str(title): number for number, title in enumerate(titles)}
    placed = [row[column["Time"]] for row in rows]
    assert placed == [datetime.fromtimestamp(int(order.placed_at)) for order in orders]
    assert [row[column["Number"]] for row in rows] == [order.mobile for order in orders]
    for title, wanted in (("Face value", [order.face for order in orders]), ("Cost", [4900] * 12)):
        amounts = [row[column[title]] for row in rows]
        assert amounts == [fen / 100 for fen in wanted]
        assert total[column[title]] == sum(wanted) / 100
    given = [(row[column["Cash returned"]], row[column["Cash returned at"]]) for row in rows]
    assert given.count(("", "")) == 11
    assert (199.5, datetime.fromtimestamp(int(returned.at))) in given
    assert total[column["Cash returned"]] == 199.5
    assert total[0] == "Total: 12 orders"
    assert total[column["Seconds until then"]] == total[column["Time"] + 1] == ""


async def test_an_export_that_leaves_orders_out_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.storage.history.finding.MOST_FOUND", 3)
    async with open_desk(tmp_path / "shop") as desk:
        await fill(desk, 12)
        dialog = ExportDialog(desk.parts.desk, Search(("T2026",)), tmp_path / "orders.csv", desk.window)
        dialog.begin()
        dialog.open()
        await until(lambda: "the newest 3 orders are in orders.csv; there are more" in dialog.text.text())
        dialog.reject()
        dialog.deleteLater()


async def test_a_folder_that_takes_no_file_is_said(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "shop") as desk:
        await fill(desk, 2)
        (tmp_path / "orders.csv").mkdir()
        dialog = ExportDialog(
            desk.parts.desk, desk.window.history.filters.search(Sort()), tmp_path / "orders.csv", desk.window
        )
        dialog.begin()
        dialog.open()
        await until(lambda: "Nothing was written" in dialog.text.text())
        dialog.reject()
        dialog.deleteLater()


async def test_a_mistake_of_ours_does_not_leave_the_clerk_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("no such library")

    monkeypatch.setattr("desktop.services.history.exporting.write", stumble)
    async with open_desk(tmp_path / "shop") as desk:
        await fill(desk, 2)
        search = desk.window.history.filters.search(Sort())
        dialog = ExportDialog(desk.parts.desk, search, tmp_path / "orders.xlsx", desk.window)
        dialog.begin()
        dialog.open()
        await until(lambda: "Nothing was written: another reason." in dialog.text.text())
        dialog.reject()
        dialog.deleteLater()
