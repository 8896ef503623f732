"""A shift by keys: taken over, cash out, a blind count, handed over, its slip."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from desktop.domain.staff.person import Person, Role
from desktop.ui.balance.tab import SHIFTS
from desktop.ui.paper.dialog import PaperDialog
from desktop.ui.shifts.cash_dialog import CashDialog
from desktop.ui.shifts.close_dialog import CloseShiftDialog
from desktop.ui.shifts.open_dialog import OpenShiftDialog
from desktop.ui.shifts.page import ShiftsPage
from tests.conftest import until
from tests.ui.desk import OpenDesk, W, focused, open_desk, press, visible
from tests.ui.test_payment import WAYS, sold
from tests.ui.test_staff import staffed

ALT = Qt.KeyboardModifier.AltModifier


async def at_shifts(desk: OpenDesk) -> ShiftsPage:
    desk.window.tabs.setCurrentIndex(2)
    page = desk.window.balance.turn_to(SHIFTS)
    assert isinstance(page, ShiftsPage)
    page.list.setFocus()
    await until(lambda: page.list.is_filled)
    return page


async def opened(kind: type[W]) -> W:
    await until(lambda: (one := visible(kind)) is not None and one.isActiveWindow())
    found = visible(kind)
    assert found is not None
    return found


async def taken_over(desk: OpenDesk, page: ShiftsPage, typed: str) -> None:
    press(Qt.Key.Key_B, ALT)
    dialog = await opened(OpenShiftDialog)
    dialog.amount.setText(typed)
    press(Qt.Key.Key_Return)
    await until(lambda: visible(OpenShiftDialog) is None and page.hand_over.isVisible())


async def gone(kind: type[QDialog]) -> None:
    await until(lambda: visible(kind) is None)


async def test_an_evening_by_keys(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        page = await at_shifts(desk)
        assert page.begin.isVisible()
        await taken_over(desk, page, "200")
        desk.window.tabs.setCurrentIndex(0)
        await sold(desk, "13800138000")
        await sold(desk, "13900139000", WAYS[1])
        await at_shifts(desk)
        press(Qt.Key.Key_M, ALT)
        cash = await opened(CashDialog)
        QTest.keyClicks(focused(), "150")
        press(Qt.Key.Key_Return)
        await until(lambda: "reason" in cash.wrong.text())
        cash.reason.setText("存银行")
        press(Qt.Key.Key_Return)
        await gone(CashDialog)
        press(Qt.Key.Key_H, ALT)
        dialog = await opened(CloseShiftDialog)
        assert dialog.told.text() == ""
        QTest.keyClicks(focused(), "99")
        press(Qt.Key.Key_Return)
        await until(lambda: dialog.is_counted)
        assert dialog.told.text() == "There should be ¥100.00. Difference: -¥1.00"
        assert focused() is dialog.reason
        press(Qt.Key.Key_Return)
        await until(lambda: "reason" in dialog.wrong.text())
        dialog.reason.setText("找零少收")
        press(Qt.Key.Key_Return)
        await gone(CloseShiftDialog)
        paper = await opened(PaperDialog)
        told = paper.preview.accessibleDescription()
        for line in ("Cash: +¥50.00", "WeChat: +¥50.00", "存银行: -¥150.00", "Counted: ¥99.00", "Difference: -¥1.00"):
            assert line in told, told
        assert "Running: 2" in told
        press(Qt.Key.Key_Escape)
        await gone(PaperDialog)
        await until(page.begin.isVisible)
        assert page.list.rows[0].cells[5:] == ("¥99.00", "-¥1.00", "找零少收")


async def test_the_next_one_takes_over_what_was_counted(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        page = await at_shifts(desk)
        await taken_over(desk, page, "200")
        press(Qt.Key.Key_H, ALT)
        await opened(CloseShiftDialog)
        QTest.keyClicks(focused(), "200")
        press(Qt.Key.Key_Return)
        dialog = visible(CloseShiftDialog)
        assert dialog is not None
        await until(lambda: dialog.is_counted)
        press(Qt.Key.Key_Return)
        await opened(PaperDialog)
        press(Qt.Key.Key_Escape)
        await gone(PaperDialog)
        page.list.setFocus()
        await until(page.begin.isVisible)
        press(Qt.Key.Key_B, ALT)
        begin = await opened(OpenShiftDialog)
        assert begin.amount.text() == "200.00"
        press(Qt.Key.Key_Escape)
        await gone(OpenShiftDialog)


async def test_another_count_after_the_answer_is_kept_beside_the_first(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        page = await at_shifts(desk)
        await taken_over(desk, page, "200")
        press(Qt.Key.Key_H, ALT)
        dialog = await opened(CloseShiftDialog)
        for typed in ("150", "200"):
            dialog.amount.setText(typed)
            assert (dialog.told.text(), dialog.is_counted) == ("", False)
            press(Qt.Key.Key_Return)
            await until(lambda: dialog.is_counted)
            dialog.amount.setFocus()
        press(Qt.Key.Key_Return)
        await opened(PaperDialog)
        (shift,) = await desk.parts.desk.books.shifts.all()
        assert [one.counted for one in shift.counts] == [15_000, 20_000]
        assert shift.difference == 0
        press(Qt.Key.Key_Escape)
        await gone(PaperDialog)


async def test_somebody_sees_only_their_own_shifts(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        shifts = desk.parts.desk.books.shifts
        await staff.sign_in("1111")
        await shifts.open(10_000)
        page = await at_shifts(desk)
        await until(lambda: len(page.list.rows) == 1)
        await staff.sign_in("2222")
        await until(lambda: page.list.rows == [])
        assert "王姐" in page.now.text(), "who has the drawer is no secret"
        assert isinstance(await staff.sign_in("1111"), Person)
        assert staff.signed_in is not None
        assert staff.signed_in.role is Role.OWNER
        await until(lambda: len(page.list.rows) == 1)
