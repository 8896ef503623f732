"""The balance tab uses the room that a window has: cards side by side, or one of them; its keys work on every page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import OrderReport, Unknown
from desktop.ui.balance.ledger_page import LedgerPage
from desktop.ui.balance.owed_page import OwedPage
from desktop.ui.balance.reports_page import ReportsPage
from desktop.ui.balance.tab import LEDGER, OWED, REPORTS, STATEMENT
from desktop.ui.look import theme
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.plain import PlainLabel
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.language import Language
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, open_desk, press
from tests.ui.test_balance_tab import begun, ordered, read

SMALL, USUAL = (1092, 540), (1366, 692)
NOW = 1_795_396_344.0


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    spoken = Language(qapp)
    spoken.use(request.param)
    yield request.param
    spoken.use("en")


async def sized(desk: OpenDesk, size: tuple[int, int], page: int) -> QWidget:
    """A page of the balance tab in a window of this size."""
    desk.window.resize(*size)
    desk.window.tabs.setCurrentWidget(desk.window.balance)
    shown = desk.window.balance.turn_to(page)
    await until(lambda: desk.window.width() == size[0] and shown.isVisible())
    return shown


async def test_the_head_gives_way_in_a_small_window_and_f5_reads_from_every_page(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        balance = desk.window.balance
        for size, has_head in ((USUAL, True), (SMALL, False)):
            await sized(desk, size, LEDGER)
            assert balance.head.isVisible() == balance.last_days.isVisible() == has_head
            for page in range(STATEMENT + 1):
                balance.turn_to(page)
                assert balance.read_now.isVisible()
                assert (balance.read_now is balance.head.read_now) == (has_head and page == LEDGER)
                reads = desk.gateway.balance_reads
                press(Qt.Key.Key_F5)
                await until(lambda: desk.gateway.balance_reads > reads)  # noqa: B023 (used within the turn)


async def test_owed_shows_both_cards_or_the_chosen_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        owed = await sized(desk, USUAL, OWED)
        assert isinstance(owed, OwedPage)
        assert owed.customers.isVisible()
        assert owed.platform.isVisible()
        assert owed.sides.isHidden()
        await until(lambda: len([one for one in owed.findChildren(EmptyState) if one.isVisible()]) == 2)
        await sized(desk, SMALL, OWED)
        assert owed.sides.isVisible()
        assert owed.customers.isVisible()
        assert not owed.platform.isVisible()
        owed.sides.group.button(1).click()
        assert owed.platform.isVisible()
        assert not owed.customers.isVisible()


async def test_the_report_shows_table_and_picture_or_one_of_them(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        page = await sized(desk, USUAL, REPORTS)
        assert isinstance(page, ReportsPage)
        assert page.table.isVisible()
        assert page.side.isVisible()
        assert page.turn.isHidden()
        await sized(desk, SMALL, REPORTS)
        assert page.table.isVisible()
        assert not page.side.isVisible()
        page.turn.click()
        assert page.side.isVisible()
        assert not page.table.isVisible()
        await sized(desk, USUAL, REPORTS)
        assert page.table.isVisible()


async def test_the_report_leads_to_the_daily_close(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        page = await sized(desk, USUAL, REPORTS)
        assert isinstance(page, ReportsPage)
        await until(lambda: page.last_close.last.text() == "No daily close yet")
        assert page.last_close.since.text() == "so far 0 orders, ¥0.00"
        page.last_close.make.click()
        assert desk.window.balance.pages.currentIndex() == 2


async def test_the_only_order_that_could_have_taken_what_is_missing_is_named(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes += [Unknown("timeout")]
    async with open_desk(tmp_path, gateway) as desk:
        await begun(desk)
        await ordered(desk, "13800138000")
        ledger = desk.window.balance.turn_to(LEDGER)
        assert isinstance(ledger, LedgerPage)
        await read(desk, 95_100)
        desk.window.tabs.setCurrentWidget(desk.window.balance)
        await until(lambda: "do not send it again" in ledger.verdict.text())
        assert "138 0013 8000" in ledger.verdict.text()
        assert "¥49.00" in ledger.verdict.text()
        assert ledger.suspects.rows[0].cells[3] == "Unconfirmed · fits the difference"
        await read(desk, 100_000)
        await until(lambda: "agree" in ledger.verdict.text())


def cut(page: QWidget) -> list[str]:
    """The visible texts that have less room than they need."""
    labels = [one for one in page.findChildren(PlainLabel) if one.isVisible()]
    narrow = [one.text() for one in labels if not one.wordWrap() and one.width() < one.minimumSizeHint().width()]
    return narrow + [one.text() for one in labels if one.wordWrap() and one.height() < one.heightForWidth(one.width())]


@pytest.mark.parametrize("page", range(STATEMENT + 1))
@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_nothing_is_cut_in_any_page(tmp_path: Path, language: str, size: tuple[int, int], page: int) -> None:
    """With a month's money: every text, button and number of the balance tab is whole, and nothing scrolls sideways."""
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        await begun(desk)
        await read(desk, 123_456_700)
        await ordered(desk, "13800138000", OrderReport(3, "W1", 4900))
        shown = await sized(desk, size, page)
        await until(lambda: all(one.rows or one.is_filled for one in shown.findChildren(RowsTable) if one.isVisible()))
        assert desk.window.width() == size[0]
        assert desk.window.rect().contains(shown.mapTo(desk.window, shown.rect().bottomRight()))
        with suppress(TimeoutError):  # words come with answers; their layout follows a turn later
            await until(lambda: not cut(shown), 2)
        assert not cut(shown)
        for table in shown.findChildren(RowsTable):
            if table.isVisible():
                assert not table.horizontalScrollBar().isVisible(), table.accessibleName()
        tabs = desk.window.balance.pages.tabBar()
        assert tabs.tabRect(STATEMENT).right() <= tabs.width()


def test_a_status_is_a_pill_and_a_number_has_its_badge(qapp: QCoreApplication) -> None:
    columns = [TableColumn("Number", 150, shows_number=True), TableColumn("Status", 0, shows_status=True)]
    order = Order("T1", "77", "13800138000", 5000, 5000, Speed.FAST, NOW, State.UNKNOWN, NOW)
    table = RowsTable("Orders", columns, "")
    table.resize(400, 120)
    cells = ("138 0013 8000", words.standing_word(order.standing))
    table.fill([TableRow("T1", cells, order=order), TableRow("T2", cells)])
    table.show()
    image = table.viewport().grab().toImage()
    colours = [
        {QColor(image.pixelColor(x, y)).name() for x in range(400) for y in range(36 * row, 36 * row + 35)}
        for row in range(2)
    ]
    tokens = theme.tokens()
    for token in (tokens.warning_soft, tokens.op_mobile_soft):
        assert token in colours[0]
        assert token not in colours[1]
    assert order.operator is Operator.MOBILE
    table.close()
