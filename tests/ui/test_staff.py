"""Who is at the counter: the staff list, the locked window, and whose name is on what was done."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from desktop.domain.orders.events import Placed
from desktop.domain.orders.order import State
from desktop.domain.staff.person import Person, Role
from desktop.services.staff.staff import Staff
from desktop.ui.history.columns import HistoryColumn
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.staff.lock_page import LockPage
from desktop.ui.staff.lost_pin_dialog import LostPinDialog
from desktop.ui.staff.person_dialog import PersonDialog
from desktop.ui.staff.pin_field import PinField
from desktop.ui.staff.staff_dialog import StaffDialog
from desktop.ui.staff.switch_sheet import SwitchSheet
from desktop.ui.words.event_words import event_detail
from tests.conftest import until
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible
from tests.ui.test_action_list import refunded

CONTROL = Qt.KeyboardModifier.ControlModifier


async def staffed(desk: OpenDesk) -> Staff:
    """An owner with 1111 and a clerk with 2222, who is signed in."""
    staff = desk.parts.desk.staff
    assert isinstance(await staff.keep(Person(0, "王姐", Role.OWNER), "1111"), Person)
    assert isinstance(await staff.keep(Person(0, "小李", Role.CLERK), "2222"), Person)
    await staff.sign_in("2222")
    return staff


def page(desk: OpenDesk) -> LockPage:
    found = desk.window.centralWidget()
    assert isinstance(found, LockPage)
    return found


def on_screen(desk: OpenDesk) -> str:
    texts = [one.text() for one in desk.window.findChildren(QLabel) if one.isVisible()]
    return "\n".join(texts + [one.text() for one in desk.window.findChildren(QLineEdit) if one.isVisible()])


async def test_a_shop_without_staff_is_as_open_as_ever(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        assert desk.window.opened.locking is None
        press(Qt.Key.Key_L, CONTROL)
        press(Qt.Key.Key_F9)
        assert focused() is desk.window.recharge.form.number
        assert desk.window.strip.clerk.isHidden()
        assert desk.window.history.filters.person.isHidden()
        assert desk.window.history.table.isColumnHidden(HistoryColumn.BY)


async def test_the_list_is_begun_with_its_owner_and_the_first_order_has_a_name(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        desk.window.menu.staff.emit()
        await until(lambda: visible(StaffDialog))
        dialog = visible(StaffDialog)
        assert dialog is not None
        dialog.add.click()
        await until(lambda: visible(PersonDialog))
        form = visible(PersonDialog)
        assert form is not None
        assert form.role.currentData() == Role.OWNER
        assert not form.role.isEnabled()
        form.name.setText("王姐")
        QTest.keyClicks(form.pin, "1111")
        QTest.keyClicks(form.again, "1112")
        form.save.click()
        assert "must be the same" in form.wrong.text()
        QTest.keyClicks(form.pin, "11a11")
        assert form.pin.text() == "1111", "digits only"
        QTest.keyClicks(form.again, "1111")
        QTest.keyClick(form.again, Qt.Key.Key_Return)
        await until(lambda: visible(PersonDialog) is None)
        assert dialog.list.topLevelItemCount() == 1
        dialog.close_button.click()
        await until(lambda: visible(StaffDialog) is None)
        assert desk.window.strip.clerk.text() == "王姐"
        await until(desk.window.recharge.form.number.hasFocus)
        await desk.order("13800138000")
        await until(lambda: desk.gateway.pushed)
        order = desk.gateway.pushed[0]
        assert (order.placed_by, order.placed_by_id) == ("王姐", 1)


async def test_a_locked_window_shows_no_number_and_no_money_and_goes_on(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await refunded(desk, "13800138000")
        staff = await staffed(desk)
        QTest.keyClicks(focused(), "13900139")
        press(Qt.Key.Key_L, CONTROL)
        await until(lambda: focused() is page(desk).box.field)
        seen = on_screen(desk)
        assert "¥" not in seen
        assert "8000" not in seen
        assert "1390" not in seen
        assert "Orders that wait for somebody: 1" in seen
        for key in (Qt.Key.Key_F5, Qt.Key.Key_F4, Qt.Key.Key_F9):
            press(key)
        for key in (Qt.Key.Key_P, Qt.Key.Key_F, Qt.Key.Key_2, Qt.Key.Key_3):
            press(key, CONTROL)
        assert page(desk).isVisible(), "no key leads past it"
        await refunded_behind(desk)
        await until(lambda: "wait for somebody: 2" in on_screen(desk))
        QTest.keyClicks(focused(), "9999")
        await until(lambda: "Nobody has this PIN." in on_screen(desk))
        QTest.keyClicks(focused(), "1111")
        await until(lambda: not isinstance(desk.window.centralWidget(), LockPage))
        assert staff.signed_in is not None
        assert staff.signed_in.name == "王姐"
        assert desk.window.recharge.form.number.text() == "139 0013 9", "what was typed is there again"
        assert focused() is desk.window.recharge.form.number
        assert desk.window.strip.clerk.text() == "王姐"


async def refunded_behind(desk: OpenDesk) -> None:
    """Another order fails while nobody is there."""
    order = desk.gateway.pushed[-1]
    rows = desk.window.recharge.action_list.rows
    rows.take(
        [order._replace(order_no="T9", mobile="13700137000", state=State.ACCEPTED, status=4, ended_at=order.placed_at)]
    )


async def test_locking_closes_what_is_open_and_orders_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staffed(desk)
        QTest.keyClicks(focused(), "13900139000")
        press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        press(Qt.Key.Key_Return)
        await until(lambda: visible(ConfirmSheet))
        desk.parts.desk.staff.lock()
        await until(lambda: visible(ConfirmSheet) is None)
        assert page(desk).isVisible()
        assert desk.gateway.pushed == []


async def test_locking_closes_settings_that_were_changed_without_a_question(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staffed(desk)
        desk.window.menu.settings.emit()
        await until(lambda: visible(SettingsDialog))
        dialog = visible(SettingsDialog)
        assert dialog is not None
        dialog.findChildren(QLineEdit)[0].setText("77")
        desk.parts.desk.staff.lock()
        await until(
            lambda: not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        )
        assert page(desk).isVisible()


async def test_f9_and_four_digits_change_who_is_at_the_counter(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        press(Qt.Key.Key_F9)
        await until(lambda: isinstance(focused(), PinField))
        QTest.keyClicks(focused(), "1111")
        await until(lambda: visible(SwitchSheet) is None)
        assert staff.signed_in is not None
        assert (staff.signed_in.name, desk.window.strip.clerk.text()) == ("王姐", "王姐")
        press(Qt.Key.Key_F9)
        await until(lambda: isinstance(focused(), PinField))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(SwitchSheet) is None)
        assert desk.window.strip.clerk.text() == "王姐"


async def test_pins_of_different_lengths_need_enter(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        assert staff.pin_digits == 4
        await staff.sign_in("1111")
        await staff.keep(Person(0, "小张", Role.CLERK), "123456")
        assert staff.pin_digits == 0
        press(Qt.Key.Key_F9)
        await until(lambda: isinstance(focused(), PinField))
        QTest.keyClicks(focused(), "2222")
        assert staff.signed_in is not None
        assert staff.signed_in.name == "王姐"
        press(Qt.Key.Key_Return)
        await until(lambda: staff.signed_in is not None and staff.signed_in.name == "小李")


async def test_it_locks_by_itself_when_nobody_touches_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        await staff.sign_in("1111")
        await staff.keep_idle_minutes(5)
        locking = desk.window.opened.locking
        assert locking is not None
        idle = locking.idle
        assert (idle.isActive(), idle.interval()) == (True, 300_000)
        await until(lambda: idle.remainingTime() < 299_900)
        press(Qt.Key.Key_1)
        assert idle.remainingTime() > 299_900
        idle.timeout.emit()
        assert page(desk).isVisible()
        assert not idle.isActive()
        await staff.sign_in("1111")
        await staff.keep_idle_minutes(0)
        assert not idle.isActive()


async def test_a_program_that_starts_with_staff_shows_nothing_before_a_pin(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staffed(desk)
        await refunded(desk, "13800138000")
    async with open_desk(tmp_path) as desk:
        await until(lambda: isinstance(desk.window.centralWidget(), LockPage))
        assert "8000" not in on_screen(desk)
        QTest.keyClicks(page(desk).box.field, "2222")
        await until(lambda: not isinstance(desk.window.centralWidget(), LockPage))
        assert desk.window.strip.clerk.text() == "小李"


async def test_history_finds_and_filters_by_who_placed_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        await desk.order("13800138000")
        await staff.sign_in("1111")
        for number in ("13900139000", "13700137000"):
            await desk.order(number)
        await until(lambda: len(desk.gateway.pushed) == 3)
        history = desk.window.history
        desk.window.tabs.setCurrentWidget(history)
        await until(lambda: history.rows.rowCount() == 3)
        assert not history.table.isColumnHidden(HistoryColumn.BY)
        assert str(history.rows.index(0, HistoryColumn.BY).data()) == "王姐"
        person = history.filters.person
        assert not person.isHidden()
        person.setCurrentIndex(person.findText("小李"))
        person.activated.emit(person.currentIndex())
        await until(lambda: history.rows.rowCount() == 1)
        history.filters.clear.click()
        await until(lambda: history.rows.rowCount() == 3)
        history.box.setText("王姐")
        await until(lambda: history.rows.rowCount() == 2)
        await staff.keep(Person(1, "王姐138", Role.OWNER))
        history.box.setText("138")
        await until(lambda: history.rows.rowCount() == 1)  # the number, not the person's orders


async def test_the_owner_who_lost_the_pin_gets_in_with_the_secret(tmp_path: Path) -> None:
    async with open_desk(tmp_path, secret="s3cret") as desk:
        staff = await staffed(desk)
        staff.lock()
        page(desk).lost_pin.click()
        await until(lambda: visible(LostPinDialog))
        dialog = visible(LostPinDialog)
        assert dialog is not None
        dialog.secret.setText("guess")
        for field in (dialog.pin, dialog.again):
            QTest.keyClicks(field, "4444")
        dialog.save.click()
        await until(lambda: "not the account's app secret" in dialog.wrong.text())
        dialog.secret.setText("s3cret")
        for field in (dialog.pin, dialog.again):
            QTest.keyClicks(field, "4444")
        dialog.save.click()
        await until(lambda: visible(LostPinDialog) is None)
        await until(lambda: not isinstance(desk.window.centralWidget(), LockPage))
        assert staff.signed_in is not None
        assert staff.signed_in.role is Role.OWNER


async def test_a_clerk_may_look_at_the_list_but_not_change_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staffed(desk)
        desk.window.menu.staff.emit()
        await until(lambda: visible(StaffDialog))
        dialog = visible(StaffDialog)
        assert dialog is not None
        assert [dialog.add.isEnabled(), dialog.change.isEnabled(), dialog.idle.isEnabled()] == [False] * 3
        dialog.list.opened.emit("1")
        assert visible(PersonDialog) is None
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(StaffDialog) is None)


def test_a_pin_is_not_copied(qapp: QApplication) -> None:
    field = PinField("PIN")
    field.setText("739164")
    field.selectAll()
    QApplication.clipboard().setText("before")
    field.copy()
    field.cut()
    assert QApplication.clipboard().text() == "before"
    assert field.displayText() != "739164"


def test_an_act_tells_who_did_it() -> None:
    first = Placed(1.0, "T1", "77", "13800138000", 5000, 4990, 1, by="小李", by_id=2)
    assert event_detail(first).startswith("小李 · ")
