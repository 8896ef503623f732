"""The books as the owner sees them: ledger, deposits, what is owed, daily closes, statement, the low balance."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from desktop.domain.books.ledger import EntryKind, Reading, Reconciliation
from desktop.domain.orders.events import CashReturned
from desktop.domain.orders.outcome import Balance, OrderReport, Unknown
from desktop.services.books.reporting import CHART_DAYS
from desktop.settings import Settings
from desktop.ui.alerts.result_announcer import ResultAnnouncer
from desktop.ui.alerts.texts import Notice
from desktop.ui.balance.ledger_page import LedgerPage
from desktop.ui.balance.owed_page import OwedPage
from desktop.ui.balance.reports_page import ReportsPage
from desktop.ui.balance.statement_page import StatementPage, kind_word
from desktop.ui.balance.voucher_dialog import VoucherDialog
from desktop.ui.closes.dialog import CloseDialog
from desktop.ui.closes.page import ClosesPage
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.paper.dialog import PaperDialog
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.words.language import Language
from desktop.ui.words.messages import about_balance
from tests.conftest import until
from tests.exchange.tables import sheet_names, xlsx_rows
from tests.fakes import UNREACHABLE, FakeGateway
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible

P = TypeVar("P", bound=QWidget)
LEDGER, OWED, CLOSES, REPORTS, STATEMENT = range(5)
CTRL = Qt.KeyboardModifier.ControlModifier


def page(desk: OpenDesk, number: int, kind: type[P]) -> P:
    desk.window.tabs.setCurrentWidget(desk.window.balance)
    shown = desk.window.balance.turn_to(number)
    assert isinstance(shown, kind)
    return shown


async def begun(desk: OpenDesk) -> None:
    """The account's book has its opening balance."""
    await until(lambda: (last := desk.parts.desk.books.balance.last) is not None and last.expected is not None)


async def ordered(desk: OpenDesk, number: str, *reports: OrderReport) -> str:
    """Place an order at the counter and hear of it; its number."""
    desk.window.tabs.setCurrentWidget(desk.window.recharge)
    known = len(desk.gateway.pushed)
    await desk.order(number)
    await until(lambda: len(desk.gateway.pushed) > known)
    order_no = desk.gateway.pushed[-1].order_no
    for report in reports:
        desk.gateway.known[order_no] = report
        while await desk.parts.desk.orders.tracking.ask(order_no) is None:  # it is being asked about already
            await asyncio.sleep(0)
    return order_no


async def opened(kind: type[P]) -> P:
    """The dialog of this kind, once it has the keyboard."""
    await until(lambda: (one := visible(kind)) is not None and one.isActiveWindow())
    dialog = visible(kind)
    assert dialog is not None
    return dialog


def cells(table: RowsTable, column: int) -> list[str]:
    return [row.cells[column] for row in table.rows]


def amount(ledger: LedgerPage, name: str) -> str:
    return ledger.sums.amounts[name].text()


async def read(desk: OpenDesk, money: int) -> None:
    """The platform tells this balance now."""
    desk.gateway.balance_outcome = Balance(money)
    await desk.parts.desk.books.balance.read()


async def test_the_ledger_follows_orders_deposits_and_readings(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        ledger = page(desk, LEDGER, LedgerPage)
        await until(lambda: "agree" in ledger.verdict.text())
        assert amount(ledger, "opening") == "¥1,000.00"
        await ordered(desk, "13800138000", OrderReport(2, "W1", 4900, 5000))
        page(desk, LEDGER, LedgerPage)
        await until(lambda: amount(ledger, "costs") == "¥49.00")
        assert amount(ledger, "expected") == "¥951.00"
        await read(desk, 95_100)
        await until(lambda: amount(ledger, "difference") == "¥0.00")
        await read(desk, 595_100)
        await until(lambda: "Was it a deposit?" in ledger.verdict.text())
        ledger.deposit.click()
        dialog = await opened(VoucherDialog)
        assert dialog.amount.text() == "5000.00"
        press(Qt.Key.Key_Return)
        await until(lambda: visible(VoucherDialog) is None)
        await until(lambda: amount(ledger, "deposits") == "¥5,000.00")
        await until(lambda: "agree" in ledger.verdict.text())


async def test_an_unconfirmed_order_explains_what_is_missing_and_opens(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Unknown("timeout"))
    async with open_desk(tmp_path, gateway) as desk:
        await begun(desk)
        order_no = await ordered(desk, "13800138000")
        ledger = page(desk, LEDGER, LedgerPage)
        await read(desk, 95_100)
        await until(lambda: amount(ledger, "difference") == "-¥49.00")
        await until(lambda: "could explain" in ledger.verdict.text())
        assert ledger.suspects.rows[0].key == order_no
        await until(lambda: "Unconfirmed" in cells(ledger.suspects, 3)[0])
        ledger.suspects.setFocus()
        await until(lambda: focused() is ledger.suspects)
        press(Qt.Key.Key_Return)
        await until(lambda: visible(OrderSheet))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)


async def test_what_no_order_explains_is_said_and_adjusted_with_a_reason(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        ledger = page(desk, LEDGER, LedgerPage)
        await read(desk, 98_800)
        await until(lambda: "No order of this computer explains this" in ledger.verdict.text())
        ledger.adjust.click()
        dialog = await opened(VoucherDialog)
        assert dialog.amount.text() == "-12.00"
        press(Qt.Key.Key_Return)
        assert "Say why" in dialog.wrong.text()
        assert focused() is dialog.reason
        dialog.reason.setText("fee of the platform")
        press(Qt.Key.Key_Return)
        await until(lambda: "agree" in ledger.verdict.text())


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("amount", "", "An amount"),
        ("amount", "-5", "An amount"),
        ("amount", "many", "An amount"),
        ("amount", "10.005", "An amount"),
        ("amount", "99999999", "a digit too many"),
        ("paid_at", "yesterday", "Year-month-day"),
        ("paid_at", "2099-01-01 10:00", "in the future"),
        ("paid_at", "2001-01-01", "more than a year"),
    ],
)
async def test_a_wrong_deposit_is_not_written_down(tmp_path: Path, field: str, text: str, says: str) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        ledger = page(desk, LEDGER, LedgerPage)
        await until(ledger.deposit.isEnabled)
        ledger.deposit.click()
        dialog = await opened(VoucherDialog)
        dialog.amount.setText("500")
        getattr(dialog, field).setText(text)
        press(Qt.Key.Key_Return)
        assert says in dialog.wrong.text()
        assert focused() is getattr(dialog, field)
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(VoucherDialog) is None)
        assert [entry.move.kind for entry in await desk.parts.desk.books.bookkeeping.statement(None, 9)] == ["opening"]


async def test_two_presses_write_a_deposit_down_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        ledger = page(desk, LEDGER, LedgerPage)
        await until(ledger.deposit.isEnabled)
        ledger.deposit.click()
        dialog = await opened(VoucherDialog)
        dialog.amount.setText("￥５００")
        dialog.amount.setText("¥500元")
        press(Qt.Key.Key_Return)
        again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        QApplication.sendEvent(dialog, again)
        await until(lambda: visible(VoucherDialog) is None)
        statement = await desk.parts.desk.books.bookkeeping.statement(None, 9)
        assert [(entry.move.kind, entry.move.amount) for entry in statement] == [
            ("deposit", 50_000),
            ("opening", 100_000),
        ]


async def test_what_is_owed_either_way_and_is_settled(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(clerk="小王")) as desk:
        await begun(desk)
        refunded = await ordered(desk, "13800138000", OrderReport(3, "W1", 4900), OrderReport(4, "W1", 4900))
        await ordered(desk, "13900139000", OrderReport(3, "W2", 4800))
        partly = await ordered(desk, "13700137000", OrderReport(11, "W3", 4900, 2000))
        owed = page(desk, OWED, OwedPage)
        await until(lambda: cells(owed.customers, 4) == ["¥30.00", "¥50.00"])
        assert cells(owed.platform, 4) == ["¥29.40", "¥48.00", "¥49.00"]
        assert [text.partition(" · ")[2] for text in cells(owed.platform, 3)] == [
            "refund of ¥29.40 expected",
            "",
            "refund of ¥49.00 told, not confirmed by the balance",
        ]
        assert "¥50.00 (1) · ask the platform first: ¥30.00 (1)" in owed.customers_sum.text()
        owed.customers.setFocus()
        await until(lambda: owed.customers.chosen_key == partly)
        owed.seen.click()
        await until(lambda: [row.key for row in owed.customers.rows] == [refunded])
        owed.customers.setCurrentItem(owed.customers.topLevelItem(0))  # type: ignore[arg-type]
        owed.returned.click()
        owed.returned.click()
        await until(lambda: owed.customers.rows == [])
        events = await desk.parts.orders.history(refunded)
        returned = [event for event in events if isinstance(event, CashReturned)]
        assert [(event.amount, event.by) for event in returned] == [(5000, "小王")]


async def test_a_day_is_closed_and_stands(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(clerk="小王")) as desk:
        await begun(desk)
        await ordered(desk, "13800138000", OrderReport(2, "W1", 4900, 5000))
        await read(desk, 95_100)
        closes = page(desk, CLOSES, ClosesPage)
        wanted: list[object] = []
        closes.print_wanted.disconnect()
        closes.print_wanted.connect(wanted.append)
        closes.make.click()
        dialog = await opened(CloseDialog)
        assert "1 orders, profit ¥1.00" in dialog.period.text()
        dialog.drawer.change.setText("100")
        dialog.drawer.by_phone.setText("nothing")
        assert not dialog.close_day.isEnabled()
        dialog.drawer.by_phone.setText("20")
        dialog.drawer.counted.setText("129.50")
        assert dialog.drawer.sums.amounts["expected"].text() == "¥130.00"
        assert dialog.drawer.sums.amounts["difference"].text() == "-¥0.50"
        dialog.drawer.counted.setFocus()
        press(Qt.Key.Key_Return)
        assert dialog.isVisible(), "Enter in a field closes nothing"
        press(Qt.Key.Key_Return, CTRL)
        await until(lambda: visible(CloseDialog) is None)
        await until(lambda: cells(closes.table, 0) == ["1"])
        assert [row.cells[5:] for row in closes.table.rows] == [("¥1.00", "", "¥0.00", "-¥0.50", "小王")]
        assert len(wanted) == 1


async def test_the_draft_follows_what_happens_until_it_is_kept(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        order_no = await ordered(desk, "13800138000")
        closes = page(desk, CLOSES, ClosesPage)
        closes.print_wanted.disconnect()
        closes.make.click()
        dialog = await opened(CloseDialog)
        assert "profit ¥0.00" in dialog.period.text()
        desk.gateway.known[order_no] = OrderReport(2, "W1", 4900, 5000)
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: "profit ¥1.00" in dialog.period.text())
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(CloseDialog) is None)
        assert await desk.parts.desk.books.closing.all(5) == []


async def test_a_deposit_can_be_taken_back_and_both_stay(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        ledger = page(desk, LEDGER, LedgerPage)
        await until(ledger.deposit.isEnabled)
        ledger.deposit.click()
        dialog = await opened(VoucherDialog)
        dialog.amount.setText("300")
        press(Qt.Key.Key_Return)
        await until(lambda: visible(VoucherDialog) is None)
        statement = page(desk, STATEMENT, StatementPage)
        await until(lambda: cells(statement.entries, 2) == ["+¥300.00", "+¥1,000.00"])
        statement.entries.setFocus()
        await until(statement.take_back.isVisible)
        statement.take_back.click()
        await until(lambda: visible(QMessageBox))
        box = visible(QMessageBox)
        assert box is not None
        next(one for one in box.buttons() if "Write it down" in one.text()).click()
        await until(lambda: cells(statement.entries, 2) == ["-¥300.00", "+¥300.00", "+¥1,000.00"])
        await until(statement.take_back.isHidden)


async def test_an_order_larger_than_the_balance_is_warned_about(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.balance_outcome = Balance(9_000)
    async with open_desk(tmp_path, gateway) as desk:
        await begun(desk)
        sheet = await desk.type_order("13800138000")
        assert sheet.warnings == ()
        press(Qt.Key.Key_Return)
        await until(lambda: len(gateway.pushed) == 1)
        assert desk.parts.desk.books.balance.left == 4_000, "what is on its way is taken off"
        sheet = await desk.type_order("13900139000")
        (warning,) = sheet.warnings
        assert "may not be enough" in warning
        assert "¥40.00" in warning
        press(Qt.Key.Key_Return)
        await until(lambda: len(gateway.pushed) == 2)


async def test_a_low_balance_is_said_on_every_tab_and_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Notice] = []
    monkeypatch.setattr(ResultAnnouncer, "tell", lambda _self, notice: told.append(notice))
    async with open_desk(tmp_path, settings=Settings(low_balance=50_000)) as desk:
        window = desk.window
        await begun(desk)
        await until(lambda: not desk.parts.desk.runtime.tasks.is_reading("the rest of the window"))
        assert window.bars.isHidden()
        await read(desk, 50_000)
        assert window.bars.isHidden()
        for money in (49_999, 30_000):
            await read(desk, money)
            await until(lambda: window.bars.isVisible())
        await until(lambda: "¥300.00" in window.bars.text())
        for tab in (window.history, window.balance, window.recharge):
            window.tabs.setCurrentWidget(tab)
            assert window.bars.isVisible()
        await until(lambda: len(told) == 1)
        await read(desk, 60_000)
        await until(window.bars.isHidden)
        await read(desk, 100)
        await until(lambda: len(told) == 2)
        window.apply(Settings())
        await until(window.bars.isHidden)


async def test_the_books_that_have_not_begun_say_so(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.balance_outcome = UNREACHABLE
    async with open_desk(tmp_path, gateway) as desk:
        ledger = page(desk, LEDGER, LedgerPage)
        await until(lambda: "begin with the first balance" in ledger.verdict.text())
        assert not ledger.deposit.isEnabled()


async def test_the_last_days_are_kept_as_picture_and_table_and_printed(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(shop_name="和平路手机店")) as desk:
        await begun(desk)
        await ordered(desk, "13800138000", OrderReport(2, "W1", 4900, 5000))
        page(desk, LEDGER, LedgerPage)
        last_days = desk.window.balance.last_days
        await until(last_days.save.isEnabled)
        await last_days.write(tmp_path / "days.png")
        assert QImage(str(tmp_path / "days.png")).width() >= 1000
        await last_days.write(tmp_path / "days.csv")
        lines = (tmp_path / "days.csv").read_text("utf-8-sig").splitlines()
        assert len(lines) == 1 + CHART_DAYS + 1
        assert lines[-2].endswith(",1,49.00,1000.00")
        assert lines[-1] == "Total,1,49.00,"
        await last_days.write(tmp_path / "days.xlsx")
        assert sheet_names(tmp_path / "days.xlsx") == ["Last days"]
        assert {type(row[0]) for row in xlsx_rows(tmp_path / "days.xlsx")[1:-1]} == {date}
        await last_days.write(tmp_path / "days.csv")
        assert "days.csv" in last_days.chart.line.text()
        await last_days.write(tmp_path / "nowhere" / "days.xlsx")
        assert "Nothing was written" in last_days.chart.line.text()
        last_days.print_it.click()
        dialog = await opened(PaperDialog)
        told = dialog.preview.accessibleDescription()
        assert "和平路手机店" in told
        assert "¥49.00\t¥1,000.00" in told
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(PaperDialog) is None)


async def test_a_report_is_printed_with_its_table(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await begun(desk)
        await ordered(desk, "13800138000", OrderReport(2, "W1", 4900, 5000))
        reports = page(desk, REPORTS, ReportsPage)
        await until(reports.print_it.isEnabled)
        reports.print_it.click()
        dialog = await opened(PaperDialog)
        told = dialog.preview.accessibleDescription()
        assert "Total\t1\t¥50.00\t¥50.00\t¥49.00\t¥0.00\t¥1.00\t100.0%" in told
        assert "China Mobile, Fast\t1" in told
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(PaperDialog) is None)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_no_head_of_a_table_is_cut_off(tmp_path: Path, qapp: QCoreApplication, language: str) -> None:
    spoken = Language(qapp)
    spoken.use(language)
    try:
        async with open_desk(tmp_path) as desk:
            desk.window.resize(1340, 700)
            for number in range(5):
                shown = page(desk, number, QWidget)
                for table in shown.findChildren(RowsTable):
                    metrics = QFontMetrics(table.header().font())
                    for section in range(table.columnCount()):
                        title = table.headerItem().text(section)
                        room = table.header().sectionSize(section) - 14
                        assert metrics.horizontalAdvance(title) <= room, title
                for text in shown.findChildren(QLabel):
                    if text.isVisible() and not text.wordWrap():
                        assert text.width() >= text.minimumSizeHint().width(), text.text()
    finally:
        spoken.use("en")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_every_kind_of_entry_is_read_whole(tmp_path: Path, qapp: QCoreApplication, language: str) -> None:
    spoken = Language(qapp)
    spoken.use(language)
    try:
        async with open_desk(tmp_path) as desk:
            table = page(desk, STATEMENT, StatementPage).entries
            room = table.header().sectionSize(1) - 18
            for kind in EntryKind:
                assert QFontMetrics(table.font()).horizontalAdvance(kind_word(kind)) <= room, kind
    finally:
        spoken.use("en")


def test_no_order_is_said_to_explain_nothing_while_not_all_are_listed() -> None:
    assert "No order" in about_balance.of_difference(Reconciliation(100, Reading(40, 0.0), ()))
    assert "not all are listed" in about_balance.of_difference(Reconciliation(100, Reading(40, 0.0), (), more=True))
    assert "agree" in about_balance.of_difference(Reconciliation(100, Reading(100, 0.0), (), more=True))
