"""What somebody may not do is there, says who may, and happens once if one of them allows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.orders.events import CashReturned, Placed
from desktop.domain.orders.outcome import OrderReport
from desktop.domain.right import Right
from desktop.domain.staff.person import Role
from desktop.domain.staff.rights import DEFAULTS, RightsTable
from desktop.ui.balance.reports_page import ReportsPage
from desktop.ui.balance.tab import LEDGER, REPORTS, STATEMENT
from desktop.ui.staff.gate import Gate
from desktop.ui.staff.permit_sheet import PermitSheet
from desktop.ui.staff.rights_dialog import RightsDialog
from desktop.ui.staff.staff_dialog import StaffDialog
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible
from tests.ui.test_action_list import refunded
from tests.ui.test_staff import staffed

NOTHING = RightsTable(DEFAULTS[Role.MANAGER], frozenset({Right.ORDER}))


async def asked(desk: OpenDesk) -> PermitSheet:
    await until(lambda: (one := visible(PermitSheet)) is not None and one.isActiveWindow())
    sheet = visible(PermitSheet)
    assert sheet is not None
    return sheet


async def only_orders(desk: OpenDesk, limit: int | None = None) -> None:
    """A clerk who may only place orders is at the counter."""
    staff = await staffed(desk)
    await staff.sign_in("1111")
    await staff.keep_rights(NOTHING, limit)
    await staff.sign_in("2222")


async def test_a_large_order_asks_for_somebody_who_may_and_both_names_are_kept(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await only_orders(desk, 15_000)
        await desk.order("13900139000", Qt.Key.Key_2)
        assert visible(PermitSheet) is None, "an ordinary order asks nobody"
        await desk.type_order("13800138000", Qt.Key.Key_3)
        press(Qt.Key.Key_Return)
        sheet = await asked(desk)
        assert "above the amount" in sheet.what.text()
        assert "王姐 (Owner)" in sheet.who.text()
        assert focused() is sheet.box.field
        QTest.keyClicks(sheet.box.field, "2222")
        await until(lambda: "may not allow" in sheet.box.line.text())
        assert len(desk.gateway.pushed) == 1
        QTest.keyClicks(sheet.box.field, "1111")
        await until(lambda: len(desk.gateway.pushed) == 2)
        await until(lambda: desk.window.recharge.form.number.text() == "")
        assert desk.parts.desk.runtime.duty.actor.name == "小李"
        first = (await desk.parts.orders.history(desk.gateway.pushed[1].order_no))[0]
        assert isinstance(first, Placed)
        assert (first.by, first.allowed_by) == ("小李", "王姐")


async def test_who_goes_back_has_ordered_nothing_and_keeps_what_was_typed(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await only_orders(desk, 15_000)
        await desk.type_order("13800138000", Qt.Key.Key_3)
        press(Qt.Key.Key_Return)
        await asked(desk)
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(PermitSheet) is None)
        assert desk.gateway.pushed == []
        assert desk.window.recharge.form.number.digits == "13800138000"
        assert desk.window.bars.isHidden(), "no error is told"


async def test_a_lock_ends_the_question(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await only_orders(desk, 15_000)
        await desk.type_order("13800138000", Qt.Key.Key_3)
        press(Qt.Key.Key_Return)
        await asked(desk)
        desk.parts.desk.staff.lock()
        await until(lambda: visible(PermitSheet) is None)
        await desk.parts.desk.staff.sign_in("1111")
        assert desk.gateway.pushed == []


async def test_cash_is_returned_from_the_list_with_permission(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (number,) = await refunded(desk, "13800138000")
        await only_orders(desk)
        view = desk.window.recharge.action_list
        view.setFocus()
        await until(lambda: view.armed)
        press(Qt.Key.Key_Space)
        sheet = await asked(desk)
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(PermitSheet) is None)
        order = await desk.parts.orders.get(number)
        assert order is not None
        assert order.cash_returned_at is None
        view.setFocus()
        await until(lambda: view.armed)
        press(Qt.Key.Key_Space)
        sheet = await asked(desk)
        QTest.keyClicks(sheet.box.field, "1111")
        await until(lambda: view.undo.order_no == number)
        event = (await desk.parts.orders.history(number))[-1]
        assert isinstance(event, CashReturned)
        assert (event.by, event.allowed_by) == ("小李", "王姐")


@pytest.mark.parametrize(
    ("page", "rights"),
    [(LEDGER, "See the balance"), (REPORTS, "See cost and profit"), (STATEMENT, "See cost and profit")],
)
async def test_a_page_that_may_not_be_seen_says_who_may(tmp_path: Path, page: int, rights: str) -> None:
    async with open_desk(tmp_path) as desk:
        await only_orders(desk)
        desk.window.tabs.setCurrentIndex(2)
        shown = desk.window.balance.turn_to(page)
        gate = shown.findChild(Gate)
        assert gate is not None
        await until(gate.isVisible)
        assert gate.size() == shown.size()
        assert rights in gate.title.text()
        assert "王姐" in gate.advice.text()
        assert not any(one.isEnabled() for one in gate.below)
        await desk.parts.desk.staff.sign_in("1111")
        await until(gate.isHidden)


async def test_a_report_comes_with_who_may_see_it_and_goes_with_them(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await only_orders(desk)
        desk.window.tabs.setCurrentIndex(2)
        reports = desk.window.balance.turn_to(REPORTS)
        assert isinstance(reports, ReportsPage)
        assert reports.report is None
        await desk.parts.desk.staff.sign_in("1111")
        await until(lambda: reports.report is not None and reports.export.isEnabled())
        await desk.parts.desk.staff.sign_in("2222")
        gate = reports.findChild(Gate)
        assert gate is not None
        await until(gate.isVisible)
        assert not reports.export.isEnabled()


async def test_no_cost_no_profit_and_no_balance_for_who_may_not_see_them(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        (order,) = gateway.pushed
        gateway.known[order.order_no] = OrderReport(2, "W1", 4_321, 5_000)
        await desk.parts.desk.orders.tracking.ask(order.order_no)
        strip, history = desk.window.strip, desk.window.history
        await until(lambda: "678" in strip.profit.text() or "6.79" in strip.profit.text())
        assert "1,000.00" in strip.balance.text()
        await only_orders(desk)
        await until(lambda: "•••" in strip.profit.text() and "•••" in strip.balance.text())
        assert not strip.profit.isEnabled()
        desk.window.tabs.setCurrentIndex(1)
        await until(lambda: (one := history.rows.order(0)) is not None and one.cost is None)
        assert "cost" not in history.totals.text.text()
        desk.window.opened.dialogs.open_order(order.order_no)
        from desktop.ui.history.order_sheet import OrderSheet

        await until(lambda: visible(OrderSheet))
        sheet = visible(OrderSheet)
        assert sheet is not None
        told = [entry.text for entry in sheet.view.timeline.rows.entries]
        assert not any("43.21" in text for text in told)
        assert sheet.view.side.facts.cost.text() == "¥•••"
        sheet.reject()
        await until(lambda: visible(OrderSheet) is None)


async def test_the_owner_gives_rights(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        await staff.sign_in("1111")
        desk.window.menu.staff.emit()
        await until(lambda: visible(StaffDialog))
        listed = visible(StaffDialog)
        assert listed is not None
        listed.rights.click()
        await until(lambda: visible(RightsDialog))
        dialog = visible(RightsDialog)
        assert dialog is not None
        assert dialog.table() == RightsTable()
        dialog.boxes[Role.CLERK, Right.EXPORT].click()
        dialog.amount.setText("many")
        dialog.save.click()
        assert "above zero" in dialog.wrong.text()
        dialog.amount.setText("150")
        dialog.save.click()
        await until(lambda: visible(RightsDialog) is None)
        assert staff.rights.clerks == DEFAULTS[Role.CLERK] | {Right.EXPORT}
        assert desk.parts.desk.runtime.duty.large_face == 15_000
        await staff.sign_in("2222")
        listed.rights.click()
        await until(lambda: visible(RightsDialog))
        dialog = visible(RightsDialog)
        assert dialog is not None
        assert not dialog.save.isEnabled()
        assert not dialog.boxes[Role.CLERK, Right.EXPORT].isEnabled()
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(RightsDialog) is None)
        listed.reject()
