from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMessageBox

from desktop.domain.orders.events import Event, Placed, PushAccepted, Reported
from desktop.domain.orders.outcome import Balance, Declined, OrderReport
from desktop.domain.orders.status import Standing
from desktop.services.history.history import PAGE
from desktop.ui.balance.statement_page import StatementPage
from desktop.ui.history.model import HistoryModel
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.history.tab import place_of
from tests.conftest import until
from tests.fakes import UNREACHABLE, FakeGateway
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible

NOW = 1_795_396_344.0


async def fill(desk: OpenDesk, count: int) -> None:
    for number in range(count):
        order_no = f"T20261123{number:04d}AAAA"
        await desk.parts.orders.claim(Placed(NOW + number, order_no, "77", f"1380013{number:04d}", 5000, 5000, 1))
        status = 2 if number % 2 else 4
        events: list[Event] = [
            PushAccepted(NOW, f"W{number}", ""),
            Reported(NOW + 9, status, f"W{number}", 4900, 5000, ""),
        ]
        await desk.parts.orders.record([(order_no, event) for event in events], events[-1].at)
    desk.window.tabs.setCurrentWidget(desk.window.history)
    desk.window.history.search()


async def test_newest_first_and_fetched_while_scrolling(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        rows, table = desk.window.history.rows, desk.window.history.table
        _tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
        await fill(desk, PAGE + 30)
        await until(lambda: rows.rowCount() == PAGE + 30)
        assert mobile(rows, 0) == f"1380013{PAGE + 29:04d}"
        assert rows.order(PAGE + 29) is None
        table.scrollToBottom()
        await until(lambda: mobile(rows, PAGE + 29) == "13800130000")


@pytest.mark.parametrize(("typed", "found"), [("0007", 1), ("138 0013 0007", 1), ("W7", 1), ("000", 10), ("zzz", 0)])
async def test_any_digits_find_an_order(tmp_path: Path, typed: str, found: int) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 20)
        await until(lambda: desk.window.history.rows.rowCount() == 20)
        assert focused() is desk.window.history.box
        QTest.keyClicks(focused(), typed)
        await until(lambda: desk.window.history.rows.rowCount() == found)
        await until(lambda: f"Orders: {found} " in desk.window.history.totals.text.text())


def mobile(rows: HistoryModel, row: int) -> str | None:
    order = rows.order(row)
    return None if order is None else order.mobile


async def test_a_status_filters(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 20)
        history = desk.window.history
        await until(lambda: history.rows.rowCount() == 20)
        history.filters.chips["success"].click()
        await until(lambda: history.rows.rowCount() == 10)
        shown = [history.rows.order(row) for row in range(10)]
        assert {order.standing for order in shown if order is not None} == {Standing.SUCCESS}
        await until(lambda: history.filters.chips["failed"].text() == "Failed  10")


async def test_a_new_order_comes_on_top_and_the_clerk_keeps_the_place(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fill(desk, 60)
        rows, table = desk.window.history.rows, desk.window.history.table
        await until(lambda: rows.rowCount() == 60)
        await until(lambda: table.verticalScrollBar().maximum() > 30)
        table.verticalScrollBar().setValue(30)
        await until(lambda: rows.order(35))
        table.selectRow(35)
        chosen, on_top = order_no(rows, 35), order_no(rows, table.rowAt(0))
        desk.window.tabs.setCurrentWidget(desk.window.recharge)
        await desk.order("13900139000")
        desk.window.tabs.setCurrentWidget(desk.window.history)
        await until(lambda: rows.rowCount() == 61)
        assert order_no(rows, table.currentIndex().row()) == chosen
        await until(lambda: order_no(rows, table.rowAt(0)) == on_top)
        table.verticalScrollBar().setValue(0)
        await until(lambda: rows.order(0))
        assert mobile(rows, 0) == "13900139000"


async def test_the_place_is_that_of_the_rows_that_came(tmp_path: Path) -> None:
    """An order that changes between two reads of one list may be counted in one and not in the other."""
    async with open_desk(tmp_path) as desk:
        await fill(desk, 3)
        rows = desk.window.history.rows
        await until(lambda: rows.rowCount() == 3)
        held = [order for row in range(3) if (order := rows.order(row)) is not None]
        assert place_of(held[1].order_no, {2: held}, 2 * PAGE) == 2 * PAGE + 1
        assert place_of("T0", {2: held}, 7) == 7
        assert place_of("T0", {2: held}, None) is None


def order_no(rows: HistoryModel, row: int) -> str | None:
    order = rows.order(row)
    return None if order is None else order.order_no


async def open_sheet(desk: OpenDesk) -> OrderSheet:
    while focused() is not desk.window.history.table:
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Return)
    await until(lambda: visible(OrderSheet))
    sheet = visible(OrderSheet)
    assert sheet is not None
    return sheet


def column(model: QAbstractItemModel, number: int) -> list[str]:
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def words_of(sheet: OrderSheet) -> list[str]:
    return [entry.word for entry in sheet.view.timeline.rows.entries]


async def test_an_orders_sheet_tells_its_events_and_stays_current(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        desk.window.tabs.setCurrentWidget(desk.window.history)
        await until(lambda: desk.window.history.rows.rowCount() == 1)
        sheet = await open_sheet(desk)
        await until(lambda: "The platform took the order" in words_of(sheet))
        gateway.query_default = OrderReport(2, "W1", 4900, 5000, "ok")
        sheet.view.foot.ask.click()
        await until(lambda: "The platform reports: success" in words_of(sheet))
        told = sheet.view.timeline.rows.entries
        assert told[1].word == "The platform reports: success", "newest first, below the present"
        assert told[1].detail == "ok · cost ¥49.00 · arrived ¥50.00"
        assert told[-1].word == "Order confirmed at the counter"
        assert sheet.view.now_says == "Arrived."
        assert not sheet.view.foot.cancel.isEnabled()
        sheet.view.foot.copy.click()
        copied = QGuiApplication.clipboard().text()
        assert "13800138000" in copied
        assert gateway.pushed[0].order_no in copied
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)


async def test_cancelling_asks_first_and_says_what_the_platform_said(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.cancel_outcome = Declined("1040", "不可取消")
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        desk.window.tabs.setCurrentWidget(desk.window.history)
        await until(lambda: desk.window.history.rows.rowCount() == 1)
        sheet = await open_sheet(desk)
        await until(sheet.view.foot.cancel.isEnabled)
        sheet.view.foot.cancel.click()
        await until(lambda: visible(QMessageBox))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(QMessageBox) is None)
        assert gateway.cancelled == []
        sheet.view.foot.cancel.click()
        await until(lambda: visible(QMessageBox))
        question = visible(QMessageBox)
        assert question is not None
        next(one for one in question.buttons() if one.text() == "Ask to cancel").click()
        await until(lambda: gateway.cancelled)
        await until(lambda: "不可取消" in sheet.view.answer.text())
        sheet.accept()
        await until(lambda: visible(OrderSheet) is None)


async def test_history_works_with_no_network(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.balance_outcome = UNREACHABLE
    async with open_desk(tmp_path, gateway) as desk:
        await fill(desk, 3)
        await until(lambda: desk.window.history.rows.rowCount() == 3)
        await until(lambda: "Offline" in desk.window.strip.line.caption)


async def test_the_balance_and_its_past(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        tab = desk.window.balance
        await until(lambda: tab.head.money.text() == "¥1,000.00")
        assert tab.head.when.text().startswith("Read at")
        gateway.balance_outcome = Balance(95_100)
        tab.read_now.click()
        await until(lambda: tab.head.money.text() == "¥951.00")
        desk.window.tabs.setCurrentWidget(tab)
        statement = tab.turn_to(4)
        assert isinstance(statement, StatementPage)
        await until(lambda: column(statement.balances.model(), 2) == ["-¥49.00", ""])
        gateway.balance_outcome = UNREACHABLE
        tab.read_now.click()
        await until(lambda: tab.head.when.text().startswith("Offline, last known"))
        assert tab.head.money.text() == "¥951.00"
        gateway.balance_outcome = Declined("1003", "app_key不能为空")
        tab.read_now.click()
        await until(lambda: "app_key不能为空" in tab.head.trouble.text())
        assert "account" in tab.head.trouble.text()
