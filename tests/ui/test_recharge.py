import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.mobile import Operator
from desktop.domain.orders.offer import at_face
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Balance, Declined, MobileInfo, NotSent, OrderReport, Rejected, Unknown
from desktop.domain.orders.status import Standing
from desktop.settings import Settings
from desktop.ui.recharge.confirm_sheet import ARMED_AFTER_MS
from desktop.ui.widgets.build import CheckBox
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, focused, listed, open_desk, press, row_text

ALT = Qt.KeyboardModifier.AltModifier


def standings(desk: OpenDesk) -> list[Standing]:
    return [order.standing for order in listed(desk.window)]


def card_text(desk: OpenDesk) -> str:
    """What the uppermost order's row says."""
    return row_text(desk.window)


def texts(desk: OpenDesk) -> str:
    return "\n".join(one.text() for one in desk.window.recharge.findChildren(QLabel) if one.isVisible())


async def test_the_keyboard_contract(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form = desk.window.recharge.form
        assert focused() is form.number
        await desk.order("13800138000", Qt.Key.Key_2)
        assert focused() is form.number
        await until(lambda: standings(desk) == [Standing.RUNNING])
        (order,) = desk.gateway.pushed
        assert (order.mobile, order.face, order.speed) == ("13800138000", 10000, Speed.FAST)
        assert "138 0013 8000" in form.message.text()
        await desk.order("13900139000", Qt.Key.Key_3)
        await until(lambda: len(desk.gateway.pushed) == 2)
        assert desk.gateway.pushed[1].face == 20000


async def test_escape_returns_and_loses_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.type_order("13800138000")
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)
        form = desk.window.recharge.form
        assert (form.number.digits, form.face_button(0).isChecked()) == ("13800138000", True)
        await until(form.number.hasFocus)
        assert desk.gateway.pushed == []


async def test_enter_confirms_only_when_the_sheet_has_been_seen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_1, ALT)
        press(Qt.Key.Key_Return)
        await until(desk.sheet)
        sheet = desk.sheet()
        assert sheet is not None
        assert [timer.interval() for timer in sheet.findChildren(QTimer) if timer.isSingleShot()] == [ARMED_AFTER_MS]
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        while not sheet.confirm.isEnabled():
            QApplication.sendEvent(sheet, key)  # QTest's keys let timers run in between
            await asyncio.sleep(0.01)
        assert desk.gateway.pushed == []
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(sheet, held)
        assert sheet.isVisible()
        press(Qt.Key.Key_Return)
        await until(lambda: desk.gateway.pushed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1380013800", "1 more digits"),
        ("138001380001", "1 digits too many"),
        ("15412345678", "No mobile number begins"),
        ("138a0138000", "digits only"),
        ("", "Type the customer's mobile number."),
    ],
)
async def test_a_wrong_number_is_said_and_kept(tmp_path: Path, typed: str, words: str) -> None:
    async with open_desk(tmp_path) as desk:
        QTest.keyClicks(focused(), typed)
        press(Qt.Key.Key_1, ALT)
        press(Qt.Key.Key_Return)
        assert words in texts(desk)
        assert desk.window.recharge.form.number.digits == typed
        assert not desk.parts.desk.runtime.tasks.is_reading("confirm"), "no sheet is on its way"
        assert desk.sheet() is None


async def test_no_face_is_chosen_for_the_clerk(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_Return)
        assert "Choose a face value" in texts(desk)
        press(Qt.Key.Key_1, ALT)
        assert "Choose a face value" not in texts(desk)


async def test_slow_is_there_only_when_allowed_and_its_key_acts_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "no") as desk:
        desk.window.recharge.form.go.setFocus()
        press(Qt.Key.Key_S, ALT)
        desk.window.recharge.form.number.setFocus()
        await desk.order("13800138000")
        await until(lambda: desk.gateway.pushed)
        assert desk.gateway.pushed[0].speed is Speed.FAST
    async with open_desk(tmp_path / "yes", settings=Settings(slow_allowed=True)) as desk:
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_S, ALT)
        sheet = await desk.type_order("")
        assert any("72 hours" in one.text() for one in sheet.findChildren(QLabel))
        press(Qt.Key.Key_Return)
        await until(lambda: desk.gateway.pushed)
        assert desk.gateway.pushed[0].speed is Speed.SLOW


async def test_the_faces_are_the_owners(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(offers=at_face(10, 30))) as desk:
        await desk.order("13800138000", Qt.Key.Key_2)
        await until(lambda: desk.gateway.pushed)
        assert desk.gateway.pushed[0].face == 3000


@pytest.mark.parametrize(
    ("outcome", "standing", "said"),
    [
        (Rejected("1010", "不支持"), Standing.CHECKING, ("keep the cash", "the platform refused it")),
        (NotSent("ConnectError"), Standing.NOT_SENT, ("Never left this computer", "Never left this computer")),
        (Unknown("ReadTimeout"), Standing.UNKNOWN, ("may have been charged", "it may still arrive")),
    ],
)
async def test_what_the_clerk_reads(
    tmp_path: Path, outcome: Rejected | NotSent | Unknown, standing: Standing, said: tuple[str, str]
) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(outcome)
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await until(lambda: standings(desk) == [standing])
        advice, on_card = said
        assert on_card in card_text(desk)
        message = desk.window.recharge.form.message
        assert advice in message.text()
        assert message.tone == "error"


async def test_the_line_under_the_button_turns_green_only_with_success(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        message = desk.window.recharge.form.message
        await desk.order("13800138000")
        await until(lambda: standings(desk) == [Standing.RUNNING])
        assert message.tone == "muted"
        gateway.query_default = OrderReport(2, "W1")
        await desk.parts.desk.orders.tracking.ask(gateway.pushed[0].order_no)
        await until(lambda: "Success" in message.text())
        assert message.tone == "success"


async def test_an_earlier_result_does_not_cover_what_is_said_to_this_customer(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await until(lambda: standings(desk) == [Standing.RUNNING])
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_1, ALT)
        press(Qt.Key.Key_Return)
        await until(lambda: "not decided" in texts(desk))
        gateway.query_default = OrderReport(2, "W1")
        await desk.parts.desk.orders.tracking.ask(gateway.pushed[0].order_no)
        assert "not decided" in texts(desk)


def test_enter_ticks_no_box_on_any_desktop(qtbot: QtBot) -> None:
    box = CheckBox("sure?")
    qtbot.addWidget(box)
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    box.keyPressEvent(enter)
    assert not enter.isAccepted()
    assert not box.isChecked()


async def test_nothing_chosen_for_one_customer_stays_for_the_next(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(slow_allowed=True)) as desk:
        form = desk.window.recharge.form
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_S, ALT)
        press(Qt.Key.Key_2, ALT)
        form.number.selectAll()
        press(Qt.Key.Key_Backspace)
        assert not form.face_button(1).isChecked()
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_2, ALT)
        press(Qt.Key.Key_Backspace)
        QTest.keyClicks(focused(), "1")
        assert form.face_button(1).isChecked()
        form.number.selectAll()
        QTest.keyClicks(focused(), "1")
        assert not form.face_button(1).isChecked()
        form.number.clear()
        await desk.order("13900139000")
        await until(lambda: desk.gateway.pushed)
        assert desk.gateway.pushed[0].speed is Speed.FAST


async def test_what_the_platform_denies_is_not_called_fine(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.query_default = Declined("1030", "订单不存在")
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await until(lambda: standings(desk) == [Standing.RUNNING])
        await desk.parts.desk.orders.tracking.ask(gateway.pushed[0].order_no)
        await until(lambda: "订单不存在" in row_text(desk.window))
        gateway.query_default = OrderReport(1, "W1")
        await desk.parts.desk.orders.tracking.ask(gateway.pushed[0].order_no)
        await until(lambda: "订单不存在" not in row_text(desk.window))


async def test_an_open_order_locks_its_number(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await until(lambda: standings(desk) == [Standing.UNKNOWN])
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_1, ALT)
        press(Qt.Key.Key_Return)
        await until(lambda: "not decided" in texts(desk))
        assert desk.sheet() is None
        assert desk.window.recharge.form.number.digits == "13800138000"
        assert len(gateway.pushed) == 1


async def test_a_repeat_must_be_ticked(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await until(lambda: standings(desk) == [Standing.RUNNING])
        gateway.query_default = OrderReport(2, "W1")
        await desk.parts.desk.orders.tracking.ask(gateway.pushed[0].order_no)
        sheet = await desk.type_order("13800138000")
        assert any("already at" in one.text() for one in sheet.findChildren(QLabel))
        await until(lambda: sheet.armed)
        press(Qt.Key.Key_Return)
        assert sheet.isVisible()
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Return)
        await until(lambda: len(gateway.pushed) == 2)


async def test_no_text_of_the_sheet_is_cut_off(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.info_outcome = MobileInfo("移动", "联通", "湖南", "长沙")
    gateway.balance_outcome = Balance(-123_456_789)
    async with open_desk(tmp_path, gateway, Settings(slow_allowed=True)) as desk:
        await desk.order("13800138000")
        await until(lambda: standings(desk) == [Standing.RUNNING])
        gateway.query_default = OrderReport(2, "W1")
        await desk.parts.desk.orders.tracking.ask(gateway.pushed[0].order_no)
        QTest.keyClicks(focused(), "13800138000")
        await until(lambda: "Carried: China Mobile" in texts(desk))
        desk.window.recharge.form.note.setText("a long note " * 16)
        press(Qt.Key.Key_S, ALT)
        sheet = await desk.type_order("")
        await until(lambda: sheet.height() >= sheet.minimumHeight())
        shown = [one for one in sheet.findChildren(QLabel) if one.isVisible() and one.text()]
        assert len(shown) > 8
        assert sheet.height() <= 690  # the whole of it is above the task bar of a screen of 768
        for one in shown:
            assert one.height() >= one.heightForWidth(one.width()), one.text()
            assert one.width() >= one.minimumSizeHint().width(), one.text()
        assert sheet.tick.width() >= sheet.tick.sizeHint().width()
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)


async def test_hints_and_objections(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.info_outcome = MobileInfo("移动", "联通", "湖南", "长沙")
    gateway.verify_outcome = Declined("1011", "携号转网不支持")
    async with open_desk(tmp_path, gateway) as desk:
        QTest.keyClicks(focused(), "138")
        assert "Mobile (by prefix)" in texts(desk)
        QTest.keyClicks(focused(), "00138000")
        await until(lambda: "China Mobile → China Unicom" in texts(desk))
        sheet = await desk.type_order("")
        await until(lambda: any("携号转网不支持" in one.text() for one in sheet.findChildren(QLabel)))
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)


@pytest.mark.parametrize(
    ("info", "operator"),
    [
        (MobileInfo("移动", "联通", "湖南", "长沙"), Operator.UNICOM),
        (MobileInfo("移动", "移动", "湖南", "长沙"), None),
        (Declined("1", "x"), None),
    ],
)
async def test_a_request_for_a_carried_number_tells_who_serves_it(
    tmp_path: Path, info: MobileInfo | Declined, operator: Operator | None
) -> None:
    gateway = FakeGateway()
    gateway.info_outcome = info
    async with open_desk(tmp_path, gateway) as desk:
        QTest.keyClicks(focused(), "13800138000")
        await until(lambda: not desk.parts.desk.runtime.tasks.is_reading("owner"))
        sheet = await desk.type_order("")
        assert sheet.draft.request.carried_to is operator
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None and desk.window.isActiveWindow())
        desk.window.recharge.form.clear()
        gateway.info_outcome = Declined("1", "x")
        sheet = await desk.type_order("13900139000")
        assert sheet.draft.request.carried_to is None, "what was told of one number says nothing of the next"
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)


async def test_a_full_disk_is_said_and_the_form_keeps_everything(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.type_order("13800138000")
        await desk.parts.database.run(lambda c: c.execute("PRAGMA query_only=ON"))
        press(Qt.Key.Key_Return)
        await until(lambda: "could not save" in texts(desk))
        assert desk.window.recharge.form.number.digits == "13800138000"
        assert desk.gateway.pushed == []
        await desk.parts.database.run(lambda c: c.execute("PRAGMA query_only=OFF"))


async def test_closing_with_the_confirm_sheet_open(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.type_order("13800138000")
    assert desk.gateway.pushed == []


async def test_results_reach_every_view(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await until(lambda: standings(desk) == [Standing.RUNNING])
        rows = desk.window.history.rows
        desk.window.tabs.setCurrentWidget(desk.window.history)
        await until(lambda: rows.order(0))
        gateway.query_default = OrderReport(2, "W1", 4900, 5000)
        await desk.parts.desk.orders.tracking.ask(gateway.pushed[0].order_no)
        await until(lambda: standings(desk) == [Standing.SUCCESS])
        await until(lambda: (order := rows.order(0)) is not None and order.standing is Standing.SUCCESS)
