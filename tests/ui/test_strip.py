"""The strip above all pages tells the shop's state, and each cell leads to its page; the rail chooses the pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from desktop.domain.orders.outcome import OrderReport, Unknown
from desktop.ui.balance.owed_page import OwedPage
from desktop.ui.balance.reports_page import ReportsPage
from tests.conftest import until
from tests.fakes import UNREACHABLE, FakeGateway
from tests.ui.desk import OpenDesk, focused, in_doubt, left_button, open_desk, press


async def arrived(desk: OpenDesk, mobile: str, cost: int = 4900) -> None:
    before = len(desk.gateway.pushed)
    await desk.order(mobile)
    await until(lambda: len(desk.gateway.pushed) > before)
    order_no = desk.gateway.pushed[-1].order_no
    desk.gateway.known[order_no] = OrderReport(2, f"W{order_no}", cost=cost, arrived=5000)
    await desk.parts.desk.orders.tracking.ask(order_no)


async def test_it_tells_the_day_the_profit_and_the_balance(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        strip = desk.window.strip
        await until(lambda: strip.balance.text() == "¥1,000.00")
        assert strip.balance.caption.startswith("Balance · ")
        assert (strip.cash.text(), strip.unconfirmed.text()) == ("None", "None")
        await arrived(desk, "13800138000")
        await arrived(desk, "13900139000")
        await until(lambda: strip.today.caption == "Orders today · 2")
        await until(lambda: (strip.today.text(), strip.profit.text()) == ("¥100.00", "¥2.00"))
        await until(lambda: strip.line.caption == "Online")


async def test_the_profit_can_be_hidden_and_stays_hidden(tmp_path: Path) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    async with open_desk(tmp_path / "a", memory=memory) as desk:
        await arrived(desk, "13800138000")
        await until(lambda: desk.window.strip.profit.text() == "¥1.00")
        left_button(desk.window.strip.profit)
        assert desk.window.strip.profit.text() == "¥•••"
    async with open_desk(tmp_path / "b", memory=memory) as desk:
        await until(lambda: desk.window.strip.profit.text() == "¥•••")
        left_button(desk.window.strip.profit)
        assert desk.window.strip.profit.text() == "¥0.00"


async def test_what_is_unconfirmed_is_counted_and_led_to(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    async with open_desk(tmp_path, gateway) as desk:
        strip, orders = desk.window.strip, desk.window.recharge.action_list
        await desk.order("13800138000")
        await until(lambda: in_doubt(desk.window))
        await until(lambda: strip.unconfirmed.text() == "1")
        desk.window.tabs.setCurrentWidget(desk.window.history)
        left_button(strip.unconfirmed)
        assert focused() is orders
        assert orders.chosen_no == in_doubt(desk.window)[0].order_no


async def test_each_cell_leads_to_its_page(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        strip, tabs = desk.window.strip, desk.window.tabs
        for cell, page in ((strip.today, ReportsPage), (strip.cash, OwedPage)):
            left_button(cell)
            assert tabs.currentIndex() == 2
            assert isinstance(desk.window.balance.turn_to(desk.window.balance.pages.currentIndex()), page)
            tabs.setCurrentIndex(0)
        reads = desk.gateway.balance_reads
        left_button(strip.line)
        await until(lambda: desk.gateway.balance_reads > reads)


async def test_offline_is_told_with_its_time(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.balance_outcome = UNREACHABLE
    async with open_desk(tmp_path, gateway) as desk:
        await until(lambda: desk.window.strip.line.caption == "Offline")


async def test_what_has_no_room_gives_way_but_never_the_cash(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        strip = desk.window.strip
        desk.window.resize(1092, 540)
        assert strip.profit.isVisible()
        for width, profit, today in ((500, False, True), (400, False, False)):
            strip.setMinimumWidth(0)
            strip.resize(width, strip.height())
            assert (strip.profit.isVisible(), strip.today.isVisible()) == (profit, today), width
            assert all(cell.isVisible() for cell in (strip.cash, strip.unconfirmed, strip.balance, strip.line))


async def test_the_rail_is_a_tab_bar_for_keys_too(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        tabs = desk.window.tabs
        control = Qt.KeyboardModifier.ControlModifier
        seen = []
        for _ in range(4):
            press(Qt.Key.Key_Tab, control)
            seen.append(tabs.currentIndex())
        press(Qt.Key.Key_Backtab, control | Qt.KeyboardModifier.ShiftModifier)
        seen.append(tabs.currentIndex())
        press(Qt.Key.Key_2, control)
        seen.append(tabs.currentIndex())
        assert seen == [1, 2, 3, 0, 3, 1]
        tabs.rail.setFocus()
        QTest.keyClick(tabs.rail, Qt.Key.Key_Down)
        assert tabs.currentIndex() == 2
