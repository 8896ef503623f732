"""Unconfirmed orders in the attention list, and the decisions in an order's sheet, by keyboard and words."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.domain.orders import events as ev
from desktop.domain.orders.action_group import ActionGroup
from desktop.domain.orders.outcome import Declined, OrderReport
from desktop.domain.orders.status import Standing
from desktop.ui.history.order_sheet import OrderSheet
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, focused, in_doubt, listed, open_desk, press, row_text, visible

NUMBER = "13800138000"
NOT_FOUND = Declined("1030", "订单不存在")


async def unconfirmed(desk: OpenDesk, *, sent_ago: float = 2400.0, not_founds: int = 0, store: str = "77") -> str:
    """An unknown order in the database, as an earlier run of the program left it."""
    sent = time.time() - sent_ago
    order_no = "T202611230001AAAA"
    await desk.parts.orders.claim(ev.Placed(sent, order_no, store, NUMBER, 5000, 5000, 1))
    not_found = ev.QueryDeclined(sent + 2000, NOT_FOUND.code, NOT_FOUND.words, 2000.0, True)
    events: list[ev.Event] = [ev.PushUnknown(sent + 20, "ReadTimeout"), *[not_found] * not_founds]
    for event in events:
        await desk.parts.book.record(order_no, event)
    await until(lambda: [order.not_found for order in in_doubt(desk.window)] == [not_founds])
    return order_no


def gateway() -> FakeGateway:
    made = FakeGateway()
    made.query_default = NOT_FOUND
    return made


def attention_text(desk: OpenDesk) -> str:
    return row_text(desk.window)


async def open_sheet(desk: OpenDesk) -> OrderSheet:
    desk.window.recharge.action_list.setFocus()
    press(Qt.Key.Key_Return)
    await until(lambda: visible(OrderSheet))
    sheet = visible(OrderSheet)
    assert sheet is not None
    return sheet


async def message() -> QMessageBox:
    await until(lambda: visible(QMessageBox))
    box = visible(QMessageBox)
    assert box is not None
    return box


def choose(box: QMessageBox, text: str) -> None:
    (wanted,) = [button for button in box.findChildren(QPushButton) if button.text() == text]
    QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)


async def test_the_lane_says_since_when_when_next_and_what_to_tell_the_customer(tmp_path: Path) -> None:
    async with open_desk(tmp_path, gateway()) as desk:
        assert listed(desk.window) == []
        await unconfirmed(desk, sent_ago=300)
        rows = desk.window.recharge.action_list.rows
        assert "do not top these numbers up again" in str(rows.data(rows.index(0)))
        assert "Tell the customer: it may still arrive" in attention_text(desk)
        (order,) = listed(desk.window)
        assert order == listed(desk.window, ActionGroup.DOUBT)[0], "an order stands in one place"
        assert "No answer since" in rows.texts(order).reason
        await until(lambda: rows.texts(order).note == "next check")
        desk.gateway.query_default = OrderReport(2, "W1", 4900)
        await desk.parts.desk.orders.tracking.ask(order.order_no)
        await until(lambda: len(listed(desk.window, ActionGroup.FINISHED)) == 1)


@pytest.mark.parametrize(
    ("sent_ago", "not_founds", "store", "says"),
    [
        (2400.0, 3, "77", "Open it (Enter) to decide"),
        (73 * 3600.0, 0, "77", "No end after 72 hours: call the platform"),
        (300.0, 0, "78", "Placed with another account, store 78"),
    ],
)
async def test_what_the_lane_advises(tmp_path: Path, sent_ago: float, not_founds: int, store: str, says: str) -> None:
    async with open_desk(tmp_path, gateway()) as desk:
        await unconfirmed(desk, sent_ago=sent_ago, not_founds=not_founds, store=store)
        assert says in attention_text(desk)


async def test_without_evidence_nothing_can_be_decided(tmp_path: Path) -> None:
    async with open_desk(tmp_path, gateway()) as desk:
        await unconfirmed(desk, not_founds=2)
        sheet = await open_sheet(desk)
        assert not sheet.view.side.settle.send_again.isEnabled()
        assert not sheet.view.side.settle.close_order.isEnabled()
        assert "So far: 2" in sheet.view.side.settle.progress.text()
        assert focused() is sheet.view.timeline, "no Enter decides anything"
        sheet.reject()
        await until(lambda: visible(OrderSheet) is None)


@pytest.mark.parametrize(("sent_ago", "says"), [(2400.0, "This time has moved: the program was started at"), (5.0, "")])
async def test_a_start_moves_the_time_and_the_sheet_says_so(tmp_path: Path, sent_ago: float, says: str) -> None:
    async with open_desk(tmp_path, gateway()) as desk:
        await unconfirmed(desk, sent_ago=sent_ago)
        sheet = await open_sheet(desk)
        first, _, why = sheet.view.side.settle.progress.text().partition("\n")
        assert "So far: 0" in first
        assert why.startswith(says)
        assert bool(why) is bool(says)
        sheet.reject()
        await until(lambda: visible(OrderSheet) is None)


async def test_sending_again_shows_the_evidence_and_must_be_confirmed(tmp_path: Path) -> None:
    async with open_desk(tmp_path, gateway()) as desk:
        order_no = await unconfirmed(desk, not_founds=3)
        sheet = await open_sheet(desk)
        sheet.view.side.settle.send_again.click()
        box = await message()
        because = "It cannot be told yet whether it was charged, because"
        for fact in ("138 0013 8000", "订单不存在", because, "call the platform", order_no):
            assert fact in box.text()
        assert "¥1,000.00" not in box.text()
        press(Qt.Key.Key_Return)  # the default is to go back
        await until(lambda: visible(QMessageBox) is None)
        assert desk.gateway.pushed == []
        sheet.view.side.settle.send_again.click()
        choose(await message(), "Send again")
        await until(lambda: desk.gateway.pushed)
        assert desk.gateway.pushed[0].order_no == order_no
        await until(lambda: "Running" in sheet.view.head.status.text())
        assert sheet.view.side.settle.isHidden()
        sheet.reject()
        await until(lambda: visible(OrderSheet) is None)
        assert len(desk.gateway.pushed) == 1


async def test_a_result_that_comes_in_the_last_moment_stops_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path, gateway()) as desk:
        await unconfirmed(desk, not_founds=3)
        sheet = await open_sheet(desk)
        desk.gateway.query_default = OrderReport(2, "W1", 4900)
        sheet.view.side.settle.send_again.click()
        await until(lambda: "its result is known: Success" in sheet.view.answer.text())
        assert visible(QMessageBox) is None
        assert desk.gateway.pushed == []
        sheet.reject()
        await until(lambda: visible(OrderSheet) is None)


async def test_closing_by_hand(tmp_path: Path) -> None:
    async with open_desk(tmp_path, gateway()) as desk:
        order_no = await unconfirmed(desk, not_founds=3)
        sheet = await open_sheet(desk)
        sheet.view.side.settle.close_order.click()
        box = await message()
        assert "Return the cash" in box.text()
        choose(box, "Close the order")
        await until(lambda: "Closed by hand" in sheet.view.head.status.text())
        order = await desk.parts.orders.get(order_no)
        assert order is not None
        assert order.standing is Standing.CLOSED
        sheet.reject()
        await until(lambda: visible(OrderSheet) is None)
        await until(lambda: in_doubt(desk.window) == [])


async def test_a_failed_backup_is_said_over_all_tabs_until_one_succeeds(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        changes, bars = desk.parts.desk.runtime.changes, desk.window.bars
        changes.backups.announce(False)
        changes.saving.announce(False)
        assert "No backup" in bars.text()
        assert "cannot save" in bars.text()
        changes.saving.announce(True)
        assert "cannot save" not in bars.text()
        assert "No backup" in bars.text()
        changes.backups.announce(True)
        assert bars.isHidden()
