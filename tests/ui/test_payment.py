"""How customers pay: chosen by one key on the confirm sheet, told everywhere, refunded the same way, settled later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.books.taking import Taking
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import OrderReport
from desktop.domain.orders.payment import ALIPAY, CASH, CREDIT, WECHAT
from desktop.domain.orders.status import Standing
from desktop.domain.orders.takings import debt
from desktop.settings import Settings
from desktop.ui.balance.debts_page import DebtsPage
from desktop.ui.balance.tab import DEBTS
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.payment.dialog import PaymentDialog
from desktop.ui.recharge.acts import Act
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible

WAYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


async def sold(desk: OpenDesk, number: str, way: Qt.Key | None = None, payer: str = "") -> Order:
    """An order placed by keys alone; `way` is the digit pressed on the sheet."""
    before = len(desk.gateway.pushed)
    sheet = await desk.type_order(number)
    if way is not None:
        press(way)
    if payer:
        assert sheet.payment is not None
        assert focused() is sheet.payment.who
        sheet.payment.who.setText(payer)
    press(Qt.Key.Key_Return)
    await until(lambda: len(desk.gateway.pushed) == before + 1 and desk.sheet() is None)
    return await stored(desk, desk.gateway.pushed[-1].order_no)


async def stored(desk: OpenDesk, order_no: str) -> Order:
    found = await desk.parts.orders.get(order_no)
    assert found is not None
    return found


async def ended(desk: OpenDesk, order: Order, status: int, arrived: int | None = None) -> Order:
    desk.gateway.known[order.order_no] = OrderReport(status, "W1", 4_800, arrived)
    await desk.parts.desk.orders.tracking.ask(order.order_no)
    return await stored(desk, order.order_no)


async def sheet_of(desk: OpenDesk, order: Order) -> OrderSheet:
    desk.window.opened.dialogs.open_order(order.order_no)
    await until(lambda: (one := visible(OrderSheet)) is not None and one.isActiveWindow())
    sheet = visible(OrderSheet)
    assert sheet is not None
    return sheet


async def test_the_usual_way_costs_no_key_and_another_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        assert (await sold(desk, "13800138000")).paid_with == CASH
        for number, way, wanted in (("13900139000", WAYS[1], WECHAT), ("13700137000", WAYS[2], ALIPAY)):
            assert (await sold(desk, number, way)).paid_with == wanted


async def test_the_owner_names_the_ways_and_their_order(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(payments=(WECHAT, "抖音"))) as desk:
        assert (await sold(desk, "13800138000")).paid_with == WECHAT
        assert (await sold(desk, "13900139000", WAYS[1])).paid_with == "抖音"
        assert (await sold(desk, "13700137000", WAYS[3])).paid_with == WECHAT, "there is no fourth way"


async def test_credit_needs_a_name(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        sheet = await desk.type_order("13800138000")
        press(WAYS[3])
        assert sheet.payment is not None
        assert focused() is sheet.payment.who
        assert not sheet.confirm.isEnabled()
        press(Qt.Key.Key_Return)
        assert desk.sheet() is sheet
        sheet.payment.who.setText("工地王师傅")
        press(Qt.Key.Key_Return)
        await until(lambda: len(desk.gateway.pushed) == 1)
        order = await stored(desk, desk.gateway.pushed[0].order_no)
        assert (order.paid_with, order.payer, debt(order)) == (CREDIT, "工地王师傅", 5_000)


async def test_a_digit_in_the_name_is_no_choice(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        sheet = await desk.type_order("13800138000")
        press(WAYS[3])
        assert sheet.payment is not None
        QTest.keyClicks(focused(), "No2")
        assert (sheet.payment.chosen, sheet.payment.payer) == (CREDIT, "No2")
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)
        assert desk.gateway.pushed == []


async def test_money_goes_back_the_way_it_came_and_the_window_says_so(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        order = await ended(desk, await sold(desk, "13800138000", WAYS[1]), 4)
        sheet = await sheet_of(desk, order)
        assert sheet.view.now_says.startswith("Return ¥50.00 to the customer by WeChat")
        assert "It was paid by WeChat" in sheet.view.now_says
        assert sheet.view.foot.buttons[Act.CASH_RETURNED].text() == "Returned by WeChat: ¥50.00"
        press(Qt.Key.Key_Space)
        await until(lambda: sheet.view.now_says.startswith("Returned to the customer by WeChat: ¥50.00"))
        back = await stored(desk, order.order_no)
        assert (back.cash_back, back.returned_with) == (5_000, "")
        sheet.reject()


async def test_money_can_go_back_in_another_way(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        order = await ended(desk, await sold(desk, "13800138000", WAYS[1]), 4)
        sheet = await sheet_of(desk, order)
        sheet.view.side.quiet.buttons[Act.RETURN_OTHERWISE].click()
        await until(lambda: (one := visible(PaymentDialog)) is not None and one.isActiveWindow())
        press(Qt.Key.Key_1)
        press(Qt.Key.Key_Return)
        await until(lambda: sheet.view.now_says.startswith("Cash returned to the customer: ¥50.00"))
        back = await stored(desk, order.order_no)
        assert (back.cash_back, back.returned_with) == (5_000, CASH)
        assert sheet.view.side.facts.payment.text() == "WeChat, money back: Cash"
        sheet.reject()


async def test_an_order_on_credit_that_fails_asks_for_no_cash(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        order = await ended(desk, await sold(desk, "13800138000", WAYS[3], "王师傅"), 4)
        assert (order.standing, debt(order)) == (Standing.REFUNDED, 0)
        sheet = await sheet_of(desk, order)
        assert "customer owes nothing" in sheet.view.now_says
        assert not sheet.view.foot.offers(Act.CASH_RETURNED)
        assert sheet.view.side.quiet.buttons[Act.CASH_RETURNED].isHidden()
        sheet.reject()


async def test_a_debt_is_settled_in_its_sheet(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        order = await ended(desk, await sold(desk, "13800138000", WAYS[3], "王师傅"), 2, 5_000)
        sheet = await sheet_of(desk, order)
        assert sheet.view.side.facts.payment.text() == "On credit: 王师傅 owes ¥50.00"
        sheet.view.side.quiet.buttons[Act.SETTLE_DEBT].click()
        await until(lambda: (one := visible(PaymentDialog)) is not None and one.isActiveWindow())
        press(Qt.Key.Key_3)
        press(Qt.Key.Key_Return)
        await until(lambda: sheet.view.side.facts.payment.text() == "Alipay, after it was on credit for 王师傅")
        assert (await stored(desk, order.order_no)).settled == 5_000
        sheet.reject()


async def test_somebody_who_owes_for_several_orders_pays_all_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        for number, payer in (("13800138000", "王师傅"), ("13900139000", "李总"), ("13700137000", "王师傅")):
            await ended(desk, await sold(desk, number, WAYS[3], payer), 2, 5_000)
        desk.window.tabs.setCurrentIndex(2)
        page = desk.window.balance.turn_to(DEBTS)
        assert isinstance(page, DebtsPage)
        await until(lambda: page.head.title.text() == "Customers owe ¥150.00 (3)")
        assert [row.cells[0] for row in page.list.rows] == ["李总", "王师傅", "王师傅"]
        assert page.pays_all.isHidden()
        page.list.setFocus()
        press(Qt.Key.Key_End)
        await until(page.pays_all.isVisible)
        assert page.pays_all.text() == "Pays all 2: ¥100.00…"
        page.pays_all.click()
        await until(lambda: (one := visible(PaymentDialog)) is not None and one.isActiveWindow())
        press(Qt.Key.Key_2)
        press(Qt.Key.Key_Return)
        await until(lambda: page.head.title.text() == "Customers owe ¥50.00 (1)")
        close = await desk.parts.desk.books.closing.draft()
        assert close.takings == {WECHAT: Taking(10_000), CREDIT: Taking(5_000)}
        assert close.drawer.taken == 0
