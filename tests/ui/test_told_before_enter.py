"""The line under the number says at the eleventh digit what Enter would say later."""

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.orders.action_group import ActionGroup
from desktop.domain.orders.outcome import MobileInfo, OrderReport, Unknown
from desktop.settings import Settings
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, bad_ends, focused, in_doubt, listed, open_desk, press
from tests.ui.test_counter import OFFERS, fail, served_before

NUMBER, OTHER = "13800138000", "13900139000"
ALT = Qt.KeyboardModifier.AltModifier


def told(desk: OpenDesk) -> tuple[str, str]:
    hint = desk.window.recharge.form.numbers.hint
    return hint.said, str(hint.property("role"))


async def unconfirmed(desk: OpenDesk, number: str) -> str:
    desk.gateway.push_outcomes.append(Unknown("ReadTimeout"))
    await desk.order(number)
    await until(lambda: number in [order.mobile for order in in_doubt(desk.window)])
    return desk.gateway.pushed[-1].order_no


async def test_the_last_order_of_the_number_is_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await served_before(desk, NUMBER)
        now, then = time.localtime(), time.localtime(time.time() - 1000)
        at = time.strftime("%H:%M" if then.tm_mday == now.tm_mday else "%m-%d %H:%M", then)
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: told(desk)[0].startswith("Last time 50 yuan"))
        assert told(desk) == (f"Last time 50 yuan, {at}: Success", "info")
        assert desk.window.recharge.form.picker.offer is None, "a number that was typed chooses no face"
        press(Qt.Key.Key_Backspace)
        assert "Last time" not in told(desk)[0]


async def test_a_bad_end_is_told_too(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, NUMBER)
        await desk.parts.desk.orders.notebook.acknowledge(bad_ends(desk.window)[0])
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: told(desk)[0].endswith(": Not sent"))


async def test_cash_that_is_still_here_is_told_before_it_is_collected_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, NUMBER)
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: "¥50.00 of the order of" in told(desk)[0])
        assert told(desk)[1] == "notice"
        press(Qt.Key.Key_1, ALT)
        press(Qt.Key.Key_Return)
        await until(desk.sheet)
        sheet = desk.sheet()
        assert sheet is not None
        warnings = [one.text() for one in sheet.findChildren(QLabel) if "R on it in the list" in one.text()]
        assert len(warnings) == 1
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None and desk.window.recharge.form.number.hasFocus())
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_R)
        await until(lambda: focused() is desk.window.recharge.form.number)
        await until(lambda: told(desk)[0].endswith(": Not sent"))
        press(Qt.Key.Key_Return)
        await until(desk.sheet)
        sheet = desk.sheet()
        assert sheet is not None
        assert not [one for one in sheet.findChildren(QLabel) if "R on it in the list" in one.text()]


async def test_a_locked_number_is_told_and_cannot_be_submitted(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await unconfirmed(desk, NUMBER)
        form = desk.window.recharge.form
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: form.is_locked)
        assert told(desk)[1] == "locked"
        assert ": Unconfirmed. F4" in told(desk)[0]
        assert not form.go.isEnabled()
        assert "cannot be ordered now" in form.go.text()
        press(Qt.Key.Key_1, ALT)
        assert form.picker.offer is None, "its faces are off"
        press(Qt.Key.Key_Return)
        assert "is not decided" in form.message.text()
        assert desk.sheet() is None
        assert len(desk.gateway.pushed) == 1


async def test_f4_goes_to_the_order_that_locks_the_number(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        locking = await unconfirmed(desk, NUMBER)
        await unconfirmed(desk, OTHER)
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: desk.window.recharge.form.is_locked)
        assert listed(desk.window)[0].order_no != locking
        press(Qt.Key.Key_F4)
        assert desk.window.recharge.action_list.chosen_no == locking
        press(Qt.Key.Key_F2)
        desk.window.recharge.form.clear()
        press(Qt.Key.Key_F4)
        assert desk.window.recharge.action_list.chosen_no == listed(desk.window)[0].order_no


async def test_the_lock_goes_with_the_order_or_with_the_number(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        order_no = await unconfirmed(desk, NUMBER)
        form = desk.window.recharge.form
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: form.is_locked)
        press(Qt.Key.Key_Backspace)
        assert not form.is_locked
        assert form.go.isEnabled()
        QTest.keyClicks(focused(), "0")
        await until(lambda: form.is_locked)
        desk.gateway.known[order_no] = OrderReport(2, "W1")
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: listed(desk.window, ActionGroup.FINISHED))
        await until(lambda: told(desk)[0].endswith(": Success"))
        assert not form.is_locked
        assert form.picker.isEnabled()


async def test_enter_on_a_lock_that_has_outlived_its_order_releases_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form = desk.window.recharge.form
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: not desk.parts.desk.runtime.tasks.is_reading("earlier"))
        form.lock("an order that nobody heard the end of")
        press(Qt.Key.Key_Return)
        await until(lambda: not form.is_locked)
        assert form.message.text() == ""
        assert form.go.isEnabled()


async def test_a_recent_customer_brings_the_face_of_last_time(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(offers=OFFERS)) as desk:
        await served_before(desk, NUMBER)
        QTest.keyClicks(focused(), "138")
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        offer = desk.window.recharge.form.picker.offer
        assert offer is not None
        assert offer.face == 5000
        press(Qt.Key.Key_Backspace)
        desk.window.recharge.form.clear()
        assert desk.window.recharge.form.picker.offer is None


async def test_the_confirm_sheet_carries_the_warning_of_the_form(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.info_outcome = MobileInfo("虚拟", "虚拟", "湖南", "长沙")
    async with open_desk(tmp_path, gateway) as desk:
        sheet = await desk.type_order("17000136611")
        warning = desk.window.recharge.form.numbers.hint.said
        assert "often refused" in warning
        assert warning in [one.text() for one in sheet.findChildren(QLabel)]
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)
