"""What the screens say is true and in their language, whatever the orders went through."""

from __future__ import annotations

import errno
import inspect
import os
import re
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import httpcore
import httpx
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.books.charge import CannotTell, Doubt, Finding, LikelyCharged, NotCharged
from desktop.domain.history.search import Sort
from desktop.domain.orders import events as ev
from desktop.domain.orders.action_group import ActionGroup
from desktop.domain.orders.cause import Cause, is_reason
from desktop.domain.orders.first_page import FirstPage
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import Declined, MobileInfo, Unknown
from desktop.domain.orders.status import Standing
from desktop.domain.orders.transitions import apply, placed
from desktop.gateway.client import in_words
from desktop.services.history.exporting import Progress
from desktop.settings import Fault, FileTrouble, Settings
from desktop.ui.alerts import texts
from desktop.ui.history.export_dialog import all_words, labels
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.receipt import wording as receipt
from desktop.ui.recharge.action_model import head_text
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.recharge.row_texts import Plan, row_texts
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn
from desktop.ui.window.key_sheet import KeySheet
from desktop.ui.window.main_window import MainWindow
from desktop.ui.words import words
from desktop.ui.words.event_words import event_detail, event_word
from desktop.ui.words.language import Language
from desktop.ui.words.messages import (
    about_balance,
    about_causes,
    about_counter,
    about_desk,
    about_numbers,
    about_orders,
    about_settings,
)
from tests.conftest import until
from tests.exchange.tables import csv_rows
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, in_doubt, listed, open_desk, press, visible
from tests.ui.reading import said

REASONS = [
    "ConnectError: [Errno 111] Connection refused",
    "ReadTimeout",
    "RemoteProtocolError: Server disconnected without sending a response.",
    "HTTP 502",
    "no JSON in 5 bytes",
    "the platform's yes names no order",
    "the program was closed",
    "the answer could not be stored: database or disk is full",
    "[Errno 28] No space left on device: '/shop/orders.journal'",
    "ZeroDivisionError: division by zero",
]
EVERY_ERROR = sorted(
    {
        of
        for module in (httpx, httpcore, ssl)
        for _, of in inspect.getmembers(module, inspect.isclass)
        if issubclass(of, OSError | httpx.TransportError | httpcore.NetworkError | httpcore.ProtocolError)
    },
    key=str,
)
EVERY_REASON = [
    *REASONS,
    "",
    *(in_words(of("all of it in English")) for of in EVERY_ERROR),
    *(in_words(OSError(number, os.strerror(number))) for number in errno.errorcode),
]
NOT_OURS = re.compile(r"[A-Za-z]{3,}")

"""Words of a library in a Chinese sentence."""


@pytest.fixture
def chinese(qapp: QCoreApplication) -> Iterator[None]:
    spoken = Language(qapp)
    spoken.use("zh_CN")
    yield
    spoken.use("en")


def number(count: int) -> str:
    return f"T20261123{count:04d}AAAA"


async def stored(desk: OpenDesk, *histories: list[ev.Event]) -> list[Order]:
    """Orders as an earlier run of the program left them."""
    at = time.time() - 600
    for count, events in enumerate(histories):
        await desk.parts.orders.claim(ev.Placed(at, number(count), "77", f"138001380{count:02d}", 5000, 5000, 1))
        await desk.parts.orders.record([(number(count), event) for event in events], at)
    found = [await desk.parts.orders.get(number(count)) for count in range(len(histories))]
    orders = [order for order in found if order is not None]
    desk.parts.desk.runtime.changes.orders.announce(orders)
    return orders


def heads(window: MainWindow) -> list[str]:
    rows = window.recharge.action_list.rows
    return [head_text(head) for row in range(rows.rowCount()) if (head := rows.head(row)) is not None]


async def open_sheet(desk: OpenDesk, order_no: str) -> OrderSheet:
    desk.window.history.order_opened.emit(order_no)
    await until(lambda: visible(OrderSheet))
    sheet = visible(OrderSheet)
    assert sheet is not None
    return sheet


async def shut(sheet: QWidget) -> None:
    sheet.close()
    await until(lambda: visible(type(sheet)) is None)


def ended(reason: str, at: float) -> list[list[ev.Event]]:
    return [[ev.PushUnknown(at, reason), ev.CancelAsked(at, None, reason)], [ev.PushNotSent(at, reason)]]


async def test_no_english_of_libraries_stands_in_a_sheet_or_a_file(tmp_path: Path, chinese: None) -> None:
    async with open_desk(tmp_path) as desk:
        histories = [events for reason in REASONS for events in ended(reason, time.time())]
        orders = await stored(desk, *histories)
        for order in orders[::7]:
            sheet = await open_sheet(desk, order.order_no)
            texts = [part for entry in sheet.view.timeline.rows.entries for part in (entry.word, entry.detail)]
            assert len(texts) > 4
            assert [text for text in texts if NOT_OURS.search(text)] == []
            await shut(sheet)
        file = tmp_path / "orders.csv"
        search = desk.window.history.filters.search(Sort())
        await desk.parts.desk.history.exporting.export(search, file, labels(), all_words(), Progress())
    cells = [str(cell).strip() for row in csv_rows(file) for cell in row]
    assert [cell for cell in cells if NOT_OURS.search(cell) and not re.fullmatch(r"(W1-)?T\d+AAAA", cell)] == []
    assert "连不上平台" in cells
    assert "磁盘已满" in cells


def texts_about(order: Order, event: ev.Event) -> list[str]:
    """All that is said of an order after an event, on screen, aloud and on paper."""
    notice = texts.notice([order], urgent=True)
    wording = receipt.wording(order, 200.0)
    return [
        *(words.order_word(order), about_orders.advice(order, 200.0), about_orders.tell_customer(order, 200.0)),
        *(event_word(event), event_detail(event), notice.title, notice.text, texts.sentence(order)),
        *(wording.status, wording.meaning),
    ]


def test_no_reason_of_a_library_is_read_anywhere(chinese: None) -> None:
    first = ev.Placed(100.0, "T1", "77", "13800138000", 5000, 5000, 1)
    sending = apply(placed(first), ev.Claimed(100.0))
    for reason in EVERY_REASON:
        unknown = apply(sending, ev.PushUnknown(101.0, reason))
        closed = unknown._replace(state=State.CLOSED)
        again = unknown._replace(state=State.SENDING, sends=2)
        cases: list[tuple[Order, ev.Event]] = [
            (apply(sending, ev.PushNotSent(101.0, reason)), ev.PushNotSent(101.0, reason)),
            (apply(again, ev.PushNotSent(101.0, reason)), ev.PushNotSent(101.0, reason)),
            (apply(unknown, ev.HeardFromSupport(400_000.0, "lost", "李小姐")), ev.PushUnknown(101.0, reason)),
            (apply(unknown, ev.Reported(110.0, 4, "W1", None, None, "")), ev.PushUnknown(101.0, reason)),
            (apply(unknown, ev.Interrupted(110.0)), ev.CancelAsked(110.0, None, reason)),
            *((one, ev.PushUnknown(101.0, reason)) for one in (unknown, closed, again)),
        ]
        for order, event in cases:
            assert is_reason(order.standing) or reason not in order.words or not reason
            assert [text for text in texts_about(order, event) if NOT_OURS.search(text)] == [], reason
        fault = Fault(FileTrouble.UNREADABLE, reason or "?")
        assert not NOT_OURS.search(about_settings.of([fault], Path("/店/设置")))


@pytest.mark.parametrize("reason", REASONS)
def test_what_could_not_be_saved_is_said_in_chinese(chinese: None, reason: str) -> None:
    for text in (
        about_counter.not_ordered(reason),
        about_desk.not_kept(reason),
        about_desk.nothing_saved(reason),
        about_desk.settings_not_kept(reason),
        about_causes.written(Path("/shop/报表.xlsx"), reason),
    ):
        assert not NOT_OURS.search(text.replace("Excel", "")), text


def test_every_cause_has_words_of_its_own(chinese: None) -> None:
    said_of = {cause: about_causes.cause_word(cause) for cause in Cause}
    assert len(set(said_of.values())) == len(Cause)
    assert not any(NOT_OURS.search(word) for word in said_of.values())


def test_what_the_books_say_of_a_charge_is_said_in_chinese(chinese: None) -> None:
    findings: list[Finding] = [NotCharged(certain=True), NotCharged(certain=False), LikelyCharged(9_500)]
    findings += [CannotTell(doubt, 9_500, 2) for doubt in Doubt]
    said_of = [about_balance.of_charge(found) for found in findings]
    assert said_of[0] == "账面与平台一致：这一单没有扣款。"
    assert said_of[2] == "账户少了 ¥95.00，这一单很可能已扣款：别重发，请联系平台。"
    assert all(text.startswith("有没有扣款还说不准，因为") for text in said_of[3:])
    assert len(set(said_of)) == len(said_of)
    assert not any(NOT_OURS.search(text) for text in said_of)


def test_closing_is_not_called_a_full_disk() -> None:
    text = about_counter.not_ordered("the program is closing")
    assert text == "Not ordered, no money moved. The program was being closed. Start it again."


async def test_the_reason_itself_can_be_copied_with_the_number_masked(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await stored(desk, [ev.PushUnknown(time.time(), REASONS[0])])
        sheet = await open_sheet(desk, number(0))
        assert REASONS[0] not in " ".join(text for _, text in said(sheet))
        sheet.view.side.quiet.details.click()
        copied = QGuiApplication.clipboard().text()
        assert f"technical reason: {REASONS[0]}" in copied
        assert "138****8000" in copied
        assert "13800138000" not in copied
        await shut(sheet)


def test_events_keep_the_reason() -> None:
    event = ev.PushUnknown(1.0, REASONS[0])
    assert event.reason == REASONS[0]
    assert event_detail(event) == "the platform could not be reached"


async def test_refused_orders_that_are_checked_are_counted_as_such(tmp_path: Path) -> None:
    at = time.time()
    refused: list[ev.Event] = [ev.PushRejected(at, "1010", "余额不足")]
    taken = ev.PushAccepted(at, "W9", "")
    failed: list[ev.Event] = [replace(taken, order_number="W8"), ev.Reported(at, 3, "W8", 4900, 0, "失败")]
    gateway = FakeGateway()
    gateway.query_default = Declined("1030", "订单不存在")
    async with open_desk(tmp_path, gateway) as desk:
        window = desk.window
        await stored(desk, refused, [ev.PushUnknown(at, "ReadTimeout")], refused, [taken], failed)
        wanted = ["Unconfirmed 5 · do not top these numbers up again"]
        # as many as in the group of the list; the questions come by the real clock
        await until(lambda: window.strip.unconfirmed.text() == "5", 40)
        await until(lambda: heads(window) == wanted, 40)  # queries for both that it had accepted are refused
        window.tabs.setCurrentWidget(window.history)
        chips = window.history.filters.chips
        await until(lambda: chips["checking"].text() == "Being checked  2")
        assert chips["unconfirmed"].text() == "Unconfirmed  1"
        await until(lambda: "refused, being checked 2" in window.history.totals.text.text())
        assert "unconfirmed 1" in window.history.totals.text.text()
        chips["checking"].click()
        await until(lambda: window.history.rows.rowCount() == 2)


async def test_under_an_order_in_the_lane_nobody_says_that_there_is_none(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await until(lambda: in_doubt(desk.window))
        assert listed(desk.window, ActionGroup.RUNNING) == []
        orders = desk.window.recharge.action_list
        await until(lambda: orders.findChildren(EmptyState))
        assert not any(one.isVisible() for one in orders.findChildren(EmptyState))


async def test_the_first_day_shows_how_a_customer_is_served_and_two_ways_on(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        orders = desk.window.recharge.action_list
        await until(lambda: orders.findChildren(EmptyState))
        (state,) = orders.findChildren(EmptyState)
        assert state.isVisible()
        assert state.title.text() == "No orders here yet"
        practice, keys = state.findChildren(Button)
        assert practice.isVisible()
        keys.click()
        await until(lambda: visible(KeySheet))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(KeySheet) is None and desk.window.isActiveWindow())
        desk.window.recharge.form.number.setFocus()
        await desk.order("13800138000")
        await until(lambda: not state.isVisible())


async def test_practice_mode_does_not_offer_the_way_into_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path, practice=True) as desk:
        orders = desk.window.recharge.action_list
        await until(lambda: orders.findChildren(EmptyState))
        (state,) = orders.findChildren(EmptyState)
        assert [one.key for one in state.findChildren(Button)] == ["F1"]


def test_a_table_says_nothing_before_it_was_filled(qapp: QCoreApplication) -> None:
    table = RowsTable("Owed", [TableColumn("Number", 0)], "No customer is owed cash.")
    empty = RowsTable("Owed", [TableColumn("Number", 0)], "")
    for one in (table, empty):
        one.resize(400, 200)
        one.show()
    assert table.grab().toImage() == empty.grab().toImage()
    table.fill([])
    assert table.grab().toImage() != empty.grab().toImage()
    for one in (table, empty):
        one.close()


def test_orders_that_cannot_be_read_yet_are_not_counted(qapp: QCoreApplication) -> None:
    window = MainWindow(Settings(), FirstPage(known=False), None)
    assert window.strip.unconfirmed.text() == "–"
    window.deleteLater()


def test_a_latest_time_that_has_passed_is_not_promised() -> None:
    order = Order("T1", "77", "13800138000", 5000, 5000, Speed.FAST, 0.0, State.ACCEPTED, 0.0, status=1)
    assert "latest" in row_texts(order, Plan(), 60.0).note
    late = row_texts(order, Plan(), 1900.0)
    assert (late.status, late.note, late.value) == ("Past promise", "", "1:40 late")
    assert order.standing is Standing.RUNNING


def test_one_operator_under_two_names_is_not_called_carried() -> None:
    assert about_numbers.carried(MobileInfo("移动", "中国移动", "湖南", "长沙")) == ""
    assert "China Unicom" in about_numbers.carried(MobileInfo("移动", "中国联通", "湖南", "长沙"))


async def test_names_of_sixty_characters_leave_the_number_in_sight(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.info_outcome = MobileInfo("某某通信" * 15, "某某通讯" * 15, "省" * 60, "市" * 60)
    async with open_desk(tmp_path, gateway) as desk:
        numbers = desk.window.recharge.form.numbers
        desk.window.recharge.form.number.setText("13800138000")
        await until(lambda: "某某通讯" in numbers.hint.said)
        desk.window.recharge.form.face_button(0).click()
        desk.window.recharge.form.go.click()
        await until(lambda: visible(ConfirmSheet))
        sheet = visible(ConfirmSheet)
        assert sheet is not None
        assert sheet.width() <= 760
        names = [text for _, text in said(sheet) if "省" in text]
        assert names
        assert all("…" in text for text in names)
        await shut(sheet)
