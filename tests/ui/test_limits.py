"""Limits and blocked numbers at the counter: told before Enter, permitted by PIN, entered by the owner."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.orders.limits import Limits
from desktop.domain.orders.offer import at_face
from desktop.settings import Settings
from desktop.ui.limits.dialog import LimitsDialog
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.staff.permit_sheet import PermitSheet
from tests.conftest import until
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible
from tests.ui.test_staff import staffed


def said(sheet: ConfirmSheet) -> str:
    return "\n".join(one.text() for one in sheet.findChildren(QLabel))


async def shown(desk: OpenDesk) -> LimitsDialog:
    desk.window.menu.limits.emit()
    await until(lambda: (one := visible(LimitsDialog)) is not None and one.isActiveWindow())
    dialog = visible(LimitsDialog)
    assert dialog is not None
    return dialog


async def test_a_blocked_number_is_told_before_enter_and_on_the_sheet(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        await staff.sign_in("1111")
        await desk.parts.desk.orders.limiting.block("13800138000", "骗子", None)
        await staff.sign_in("2222")
        QTest.keyClicks(focused(), "13800138000")
        form = desk.window.recharge
        await until(lambda: "骗子" in "\n".join(one.text() for one in form.findChildren(QLabel) if one.isVisible()))
        form.form.number.clear()
        sheet = await desk.type_order("13800138000")
        assert "Blocked by the shop: 骗子" in said(sheet)
        press(Qt.Key.Key_Return)
        await until(lambda: (one := visible(PermitSheet)) is not None and one.isActiveWindow())
        assert desk.gateway.pushed == []
        QTest.keyClicks(focused(), "1111")
        await until(lambda: len(desk.gateway.pushed) == 1)


async def test_a_quiet_word_at_the_third_large_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(offers=at_face(50, 100, 200))) as desk:
        for number in ("13800138000", "13900139000"):
            await desk.order(number, Qt.Key.Key_3)
        sheet = await desk.type_order("13700137000", Qt.Key.Key_3)
        assert "A picture of a payment is no money" in said(sheet)
        press(Qt.Key.Key_Return)
        await until(lambda: len(desk.gateway.pushed) == 3)
        sheet = await desk.type_order("13600136000", Qt.Key.Key_3)
        assert "picture" not in said(sheet), "it is said once"
        press(Qt.Key.Key_Escape)


async def test_the_owner_sets_limits_and_blocks_numbers(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        limiting = desk.parts.desk.orders.limiting
        dialog = await shown(desk)
        QTest.keyClicks(focused(), "300")
        press(Qt.Key.Key_Return)
        await until(lambda: limiting.limits == Limits(30_000, None))
        dialog.person_shift.setText("many")
        dialog.person_shift.setFocus()
        press(Qt.Key.Key_Return)
        await until(lambda: "above zero" in dialog.wrong.text())
        dialog.person_shift.clear()
        dialog.number.setText("138 0013 800")
        dialog.block.click()
        assert "eleven digits" in dialog.wrong.text()
        dialog.number.setText("138 0013 8000")
        dialog.block.click()
        assert "reason" in dialog.wrong.text()
        dialog.reason.setText("停机")
        dialog.days.setCurrentIndex(2)
        dialog.block.click()
        await until(lambda: len(dialog.list.rows) == 1)
        block = limiting.block_on("13800138000")
        assert block is not None
        assert block.until is not None
        assert dialog.list.rows[0].cells[0] == "138 0013 8000"
        dialog.list.setFocus()
        dialog.unblock.click()
        await until(lambda: dialog.list.rows == [])
        dialog.accept()
        await until(lambda: visible(LimitsDialog) is None)
