"""Leaving says what is open, in one sheet, before it happens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.orders.outcome import Balance, OrderReport, Unknown
from desktop.domain.orders.status import Standing
from desktop.domain.right import Right
from desktop.domain.staff.person import Person, Role
from desktop.domain.staff.rights import RightsTable
from desktop.ui.closes.dialog import CloseDialog
from desktop.ui.window.leaving_sheet import LeavingSheet
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, focused, listed, open_desk, press, visible

NUMBER = "13800138000"


async def asked() -> LeavingSheet:
    await until(lambda: visible(LeavingSheet))
    sheet = visible(LeavingSheet)
    assert sheet is not None
    return sheet


async def answered(desk: OpenDesk) -> None:
    await until(lambda: visible(LeavingSheet) is None and not desk.parts.desk.runtime.tasks.is_reading("leaving"))


def said(sheet: LeavingSheet) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(QLabel))


def leaves(desk: OpenDesk) -> list[str]:
    """Collects the ways in which the desk is left."""
    left: list[str] = []
    desk.window.close_requested.connect(lambda: left.append("quit"))
    desk.window.mode_change_wanted.connect(lambda: left.append("mode"))
    desk.window.account_wanted.connect(lambda: left.append("account"))
    return left


async def test_with_nothing_open_it_closes_without_a_question(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        left = leaves(desk)
        desk.window.close()
        await until(lambda: left)
        assert (left, visible(LeavingSheet)) == (["quit"], None)
        assert not desk.window.isEnabled()


async def test_what_is_open_is_said_and_enter_goes_to_the_first_of_it(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    async with open_desk(tmp_path, gateway) as desk:
        left = leaves(desk)
        await desk.order(NUMBER)
        await until(lambda: [one for one in listed(desk.window) if one.standing is Standing.UNKNOWN])
        await desk.order("13900139000")
        await until(lambda: [one for one in listed(desk.window) if one.standing is Standing.RUNNING])
        QTest.keyClicks(focused(), "1370013")
        desk.window.close()
        desk.window.close()
        sheet = await asked()
        text = said(sheet)
        for part in ("Unconfirmed orders: 1", "Running orders: 1", "137 0013"):
            assert part in text
        assert "daily close" not in text
        press(Qt.Key.Key_Return)
        await answered(desk)
        await until(desk.window.recharge.action_list.hasFocus)
        assert desk.window.recharge.chosen_no == next(
            one.order_no for one in listed(desk.window) if one.standing is Standing.UNKNOWN
        )
        assert left == []
        assert desk.window.isEnabled()
        desk.window.close()
        QTest.keyClick(await asked(), Qt.Key.Key_Escape)
        await answered(desk)
        assert (left, desk.window.recharge.form.number.digits) == ([], "1370013")
        for number, want in enumerate((desk.window.menu.mode, desk.window.menu.account), 1):
            want.emit()
            QTest.keyClick(await asked(), Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
            await answered(desk)
            assert len(left) == number
    assert left == ["mode", "account"]


async def test_cash_to_return_is_said_with_its_sum(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.order(NUMBER)
        await until(lambda: listed(desk.window))
        order = listed(desk.window)[0]
        desk.gateway.known[order.order_no] = OrderReport(4, "")
        await until(lambda: listed(desk.window)[0].status is not None or listed(desk.window)[0].order_number)
        await desk.parts.desk.orders.tracking.ask(order.order_no)
        desk.window.close()
        sheet = await asked()
        assert "Cash not returned to customers: 1" in said(sheet)
        assert said(sheet).count("¥50.00") == 2
        sheet.reject()
        await answered(desk)


async def test_a_close_is_asked_for_only_where_the_shop_makes_them(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        closing = desk.parts.desk.books.closing
        desk.gateway.balance_outcome = Balance(100_000)
        await closing.keep(await closing.draft(), CashDrawer(), "", "")
        left = leaves(desk)
        desk.gateway.query_default = OrderReport(2, "W1")
        await desk.order(NUMBER)
        await until(lambda: listed(desk.window) and listed(desk.window)[0].order_number)
        order = listed(desk.window)[0]
        await desk.parts.desk.orders.tracking.ask(order.order_no)
        desk.window.close()
        sheet = await asked()
        assert "The daily close is not made" in said(sheet)
        assert "Running" not in said(sheet)
        assert sheet.first.text() == "Daily close…"
        press(Qt.Key.Key_Return)
        await until(lambda: visible(CloseDialog))
        assert left == []
        dialog = visible(CloseDialog)
        assert dialog is not None
        dialog.reject()
        await until(lambda: visible(CloseDialog) is None)


async def test_in_practice_the_same_is_asked(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    async with open_desk(tmp_path, gateway, practice=True) as desk:
        left = leaves(desk)
        await desk.order(NUMBER)
        await until(lambda: [one for one in listed(desk.window) if one.standing is Standing.UNKNOWN])
        QTest.keyClicks(focused(), "137")
        desk.window.menu.mode.emit()
        sheet = await asked()
        assert "Unconfirmed orders: 1" in said(sheet)
        assert "A number is in the form: 137" in said(sheet)
        press(Qt.Key.Key_Escape)
        await answered(desk)
    assert left == []


async def test_the_system_that_ends_the_session_is_not_asked(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        left = leaves(desk)
        await desk.order(NUMBER)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.commitDataRequest.emit(None)
        desk.window.close()
        assert left == ["quit"]
        assert visible(LeavingSheet) is None


async def test_somebody_with_few_rights_leaves_like_anybody(tmp_path: Path) -> None:
    """The figures that they may not see are needed to say what is open."""
    async with open_desk(tmp_path) as desk:
        left, closing, staff = leaves(desk), desk.parts.desk.books.closing, desk.parts.desk.staff
        await closing.keep(await closing.draft(), CashDrawer(), "", "")
        await desk.order(NUMBER)
        await staff.keep(Person(0, "王姐", Role.OWNER), "1111")
        await staff.keep(Person(0, "小李", Role.CLERK), "2222")
        await staff.keep_rights(RightsTable(frozenset(), frozenset({Right.ORDER})), None)
        await staff.sign_in("2222")
        desk.window.close()
        sheet = await asked()
        assert "The daily close is not made" in said(sheet)
        press(Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
        await until(lambda: left == ["quit"])
