"""Hostile words of the platform, of notes and of names, in every window that ever shows them."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QWidget

from desktop.domain.account import Account
from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.voucher import Voucher
from desktop.domain.history.search import Sort
from desktop.domain.orders import events as ev
from desktop.domain.orders.order import PATIENCE_S, Order, State
from desktop.domain.orders.outcome import Accepted, Declined, MobileInfo
from desktop.domain.orders.status import Standing
from desktop.services.history.exporting import Exported, Progress
from desktop.services.tasks import Tasks
from desktop.settings import Settings
from desktop.ui.alerts.texts import notice, sentence
from desktop.ui.alerts.voice import Voice
from desktop.ui.closes.dialog import CloseDialog
from desktop.ui.closes.print_dialog import ClosePrintDialog
from desktop.ui.history.export_dialog import ExportDialog, all_words, labels
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.receipt.dialog import ReceiptDialog
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.welcome.window import WelcomeWindow
from desktop.ui.widgets import awaited
from desktop.ui.widgets.plain import tray_text
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.window.backups_dialog import BackupsDialog
from desktop.ui.words.messages import about_desk
from tests.conftest import until
from tests.exchange.tables import csv_rows, xlsx_rows
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, focused, in_doubt, open_desk, press, visible
from tests.ui.reading import HOSTILE, MARK, faults, is_harmless, is_seen, said

D = TypeVar("D", bound=QWidget)

NUMBER = "13900139000"
SMALL_SCREEN = 1366


@pytest.fixture(params=HOSTILE)
def words(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


def platform(words: str) -> FakeGateway:
    """Says hostile things wherever it can."""
    made = FakeGateway()
    made.query_default = Declined(words, words)
    made.cancel_outcome = made.verify_outcome = Declined(words, words)
    made.info_outcome = MobileInfo(words, f"{words}!", words, words)
    return made


def histories(at: float, words: str) -> list[list[ev.Event]]:
    """One of each kind of end, and of the open ones those that show words."""
    taken = ev.PushAccepted(at + 1, words, words)
    ends: list[list[ev.Event]] = [
        [taken, ev.Reported(at + 2, status, words, 4900, 2000, words)] for status in (2, 3, 4, 9, 10, 11, 77)
    ]
    not_found = ev.QueryDeclined(at + 2000, words, words, 2000.0, True)
    return [
        *ends,
        [taken, ev.QueryDeclined(at + 3, words, words), ev.CancelAsked(at + 4, False, words)],
        [taken, ev.CancelAsked(at + 4, None, words), ev.CancelAsked(at + 5, True, words)],
        [ev.PushRejected(at + 1, words, words)],
        [ev.PushRejected(at + 1, words, words), *[replace(not_found, at=at + 400, age=400.0)] * 2],
        [ev.PushNotSent(at + 1, words)],
        [ev.PushUnknown(at + 1, words), not_found, not_found, not_found],
        [taken, ev.Misreported(at + 3, "mobile", words)],
        [taken, ev.HeardFromSupport(at + 3 + PATIENCE_S, "lost", words, by=words)],
    ]


def _of(order_no: str, event: ev.Event) -> ev.Event:
    """No two orders have one number."""
    if isinstance(event, ev.PushAccepted | ev.Reported):
        return replace(event, order_number=f"{event.order_number}{order_no}")
    return event


@dataclass(frozen=True, slots=True)
class Shop:
    desk: OpenDesk
    numbers: list[str]

    async def orders(self) -> list[Order]:
        found = [await self.desk.parts.orders.get(number) for number in self.numbers]
        return [order for order in found if order is not None]


@asynccontextmanager
async def hostile_shop(folder: Path, words: str) -> AsyncIterator[Shop]:
    """A desk with an order of each kind, all with hostile words and notes."""
    settings = Settings(store_id="77", shop_name=words, shop_phone=words, clerk=words)
    async with open_desk(folder, platform(words), settings) as desk:
        balance = desk.parts.desk.books.balance
        await until(lambda: balance.last is not None and balance.last.expected is not None)
        desk.gateway.balance_outcome = Declined(words, words)
        numbers, recorded, at = [], list[tuple[str, ev.Event]](), time.time() - 3600
        for count, events in enumerate(histories(at, words)):
            number = f"T20261123{count:04d}AAAA"
            placed = ev.Placed(at, number, "77", f"138001380{count:02d}", 5000, 5000, 1)
            await desk.parts.orders.claim(placed, words)
            cash = (ev.CashReturned(at + 2500, True, 5000, by=words), ev.CashReturned(at + 2600, False))
            recorded += [(number, _of(number, event)) for event in (*events, *cash)]
            numbers.append(number)
        desk.parts.desk.runtime.changes.orders.announce(await desk.parts.orders.record(recorded, at + 3000))
        await until(lambda: in_doubt(desk.window))
        yield Shop(desk, numbers)


async def opened(kind: type[D]) -> D:
    await until(lambda: visible(kind))
    window = visible(kind)
    assert window is not None
    return window


async def shut(dialog: QDialog) -> None:
    dialog.reject()
    await until(lambda: visible(type(dialog)) is None)


def look(window: QWidget) -> str:
    """All that it says; nothing of it is harmful, and it fits a small screen."""
    assert faults(window) == []
    assert window.minimumSizeHint().width() <= SMALL_SCREEN
    return "\n".join(text for _, text in said(window))


async def test_the_counter(tmp_path: Path, words: str) -> None:
    async with hostile_shop(tmp_path, words) as shop:
        desk = shop.desk
        desk.gateway.push_outcomes.append(Accepted(f"{words}!", words))
        form = desk.window.recharge.form
        form.note.setText(words)
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: MARK in form.numbers.hint.said)
        assert MARK in look(desk.window)
        press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        form.note.setText(words)
        press(Qt.Key.Key_Return)
        sheet = await opened(ConfirmSheet)
        await until(lambda: MARK in sheet.objection.text())
        assert look(sheet).count(MARK) >= 4, "operator, place, note and objection"
        assert sheet.minimumSizeHint().width() <= 760
        await until(sheet.confirm.isEnabled)
        press(Qt.Key.Key_Return)
        await until(lambda: form.number.text() == "" and visible(ConfirmSheet) is None)
        await until(lambda: desk.gateway.pushed)
        assert is_harmless(desk.gateway.pushed[0].note)
        assert MARK in look(desk.window)


async def test_the_history_and_every_order_sheet(tmp_path: Path, words: str) -> None:
    async with hostile_shop(tmp_path, words) as shop:
        window = shop.desk.window
        window.tabs.setCurrentWidget(window.history)
        await until(lambda: window.history.rows.rowCount() == len(shop.numbers) and window.history.rows.row(0))
        assert look(window).count(MARK) > len(shop.numbers)
        for number in shop.numbers:
            window.history.order_opened.emit(number)
            sheet = await opened(OrderSheet)
            assert MARK in look(sheet)
            for copy in (sheet.view.foot.copy, sheet.view.side.quiet.details, sheet.view.side.facts.copy_platform_no):
                copy.click()
                assert is_harmless(QGuiApplication.clipboard().text())
            await shut(sheet)


async def test_what_is_answered_in_a_sheet(tmp_path: Path, words: str) -> None:
    async with hostile_shop(tmp_path, words) as shop:
        window = shop.desk.window
        (running, *_) = [one for one in await shop.orders() if one.standing is Standing.RUNNING]
        window.history.order_opened.emit(running.order_no)
        sheet = await opened(OrderSheet)
        asked_already = about_desk.asked_already()  # by the program itself, just now
        while sheet.view.answer.text() in ("", asked_already):
            sheet.view.answer.setText("")
            sheet.view.foot.ask.click()
            await until(lambda: MARK in sheet.view.answer.text() or sheet.view.answer.text() == asked_already)
        look(sheet)
        await until(sheet.view.foot.cancel.isEnabled)
        sheet.view.foot.cancel.click()
        question = await opened(QMessageBox)
        next(one for one in question.buttons() if one.text() == "Ask to cancel").click()
        await until(lambda: "Not cancelled" in sheet.view.answer.text())
        look(sheet)
        await shut(sheet)


async def test_the_question_before_sending_again_hides_nothing(tmp_path: Path, words: str) -> None:
    async with hostile_shop(tmp_path, words) as shop:
        (unknown,) = [one for one in await shop.orders() if one.state is State.UNKNOWN]
        shop.desk.window.history.order_opened.emit(unknown.order_no)
        sheet = await opened(OrderSheet)
        for choose in (sheet.view.side.settle.send_again, sheet.view.side.settle.close_order):
            assert choose.isEnabled()
            choose.click()
            box = await opened(QMessageBox)
            assert box.textFormat() is Qt.TextFormat.PlainText
            text = box.text().replace("\u200b", "")
            assert is_harmless(text)
            again = choose is sheet.view.side.settle.send_again
            assert text.count("\n") == (4 if again else 5), "no line more and none less"
            assert MARK in text or not again
            assert ("whether it was charged" if again else "Balance before this order") in text
            assert box.sizeHint().width() <= SMALL_SCREEN
            await shut(box)
        await shut(sheet)
        assert shop.desk.gateway.pushed == []


async def test_paper(tmp_path: Path, words: str) -> None:
    async with hostile_shop(tmp_path, words) as shop:
        desk, settings = shop.desk.parts.desk, shop.desk.window.settings
        for order in await shop.orders():
            receipt = ReceiptDialog(order, desk, settings, shop.desk.window, practice=False)
            lines = [line for line, _ in receipt.laid_out().lines()]
            assert MARK in "".join(lines)
            assert all(map(is_seen, lines))
            assert is_harmless(receipt.preview.accessibleDescription())
            receipt.copy_button.click()
            assert is_harmless(QGuiApplication.clipboard().text().replace("\t", " "))
            look(receipt)
            receipt.deleteLater()
        draft = await desk.books.closing.draft()
        close = await desk.books.closing.keep(draft, CashDrawer(), words, words)
        paper = ClosePrintDialog(close, desk, settings, shop.desk.window, practice=False)
        assert all(is_seen(line) for line, _ in paper.laid_out().lines())
        look(paper)
        paper.deleteLater()


async def test_the_balance_tab(tmp_path: Path, words: str) -> None:
    async with hostile_shop(tmp_path, words) as shop:
        window, desk = shop.desk.window, shop.desk.parts.desk
        await desk.books.closing.keep(await desk.books.closing.draft(), CashDrawer(), words, words)
        await desk.books.bookkeeping.deposit(500_000, Voucher(time.time() - 60, words, words))
        window.tabs.setCurrentWidget(window.balance)
        window.balance.read_now.click()
        await until(lambda: MARK in window.balance.head.trouble.text())
        pages = [window.balance.turn_to(number) for number in range(5)]
        for number, table in enumerate(pages):
            window.balance.turn_to(number)
            filled = [one for one in table.findChildren(RowsTable) if one.isVisible()]
            await until(lambda: any(one.rows for one in filled))  # noqa: B023 (awaited within the turn)
            look(window)
        dialog = CloseDialog(await desk.books.closing.draft(), desk, window)
        look(dialog)
        dialog.deleteLater()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
async def test_an_exported_file(tmp_path: Path, words: str, ending: str) -> None:
    async with hostile_shop(tmp_path, words) as shop:
        file = tmp_path / f"orders{ending}"
        search = shop.desk.window.history.filters.search(Sort())
        outcome = await shop.desk.parts.desk.history.exporting.export(search, file, labels(), all_words(), Progress())
        assert outcome == Exported(len(shop.numbers))
    cells = [str(cell) for row in (csv_rows if ending == ".csv" else xlsx_rows)(file)[1:] for cell in row]
    assert sum(MARK in cell for cell in cells) > len(shop.numbers)
    assert [cell for cell in cells if not is_harmless(cell.rstrip("\t"))] == []


async def test_tray_and_voice(tmp_path: Path, words: str) -> None:
    async with hostile_shop(tmp_path, words) as shop:
        orders = await shop.orders()
        notices = [notice([order], urgent=True) for order in orders] + [notice(orders, urgent=True)]
        for text in (part for one in notices for part in (one.title, one.text)):
            assert is_harmless(tray_text(text))
            assert not {"<", ">", "&"} & set(tray_text(text))
        voice = Voice(None, shop.desk.window)
        for order in orders:
            assert is_harmless(sentence(order))
        voice.close()


async def test_the_other_windows(tmp_path: Path, words: str) -> None:
    async with open_desk(tmp_path) as desk:
        shop = words[:60]  # longer ones no file of settings can hold
        settings = Settings(shop_name=shop, shop_phone=shop, receipt_footer=shop, clerk=shop, printer=words)
        dialog = SettingsDialog(settings, desk.window, may_change_account=True, can_speak=False, looking=None)
        for page in range(dialog.names.count()):
            dialog.names.setCurrentRow(page)
        assert not [one for one in faults(dialog) if "QPlainTextEdit" not in one]
        backups = BackupsDialog(words, [], may_begin_anew=True, parent=desk.window)
        backups_said = [text for _, text in said(backups)]
        assert not any(one in text for text in backups_said for one in ("\u202e", "\x1b", "\r"))
        search = desk.window.history.filters.search(Sort())
        export = ExportDialog(desk.parts.desk, search, tmp_path / "x.csv", desk.window)
        look(export)
        for window in (dialog, backups, export):
            window.deleteLater()
        desk.window.bars.say("hostile", words)
        assert "\u202e" not in desk.window.bars.text()
        bar = desk.window.bars.bar("hostile")
        assert bar is not None
        assert {bar.sentence.textFormat(), bar.more.textFormat()} == {Qt.TextFormat.PlainText}
        desk.parts.desk.runtime.tasks.read("box", awaited.tell(desk.window, "title", words))
        box = await opened(QMessageBox)
        assert box.textFormat() is Qt.TextFormat.PlainText
        await shut(box)


async def test_the_welcome(tmp_path: Path, words: str) -> None:
    async def test(_account: Account) -> Declined:
        return Declined(words, words)

    tasks = Tasks()
    window = WelcomeWindow(tasks, test, Account("77", "k", ""), keeps_secret=True)
    window.app_secret.setText("s3cret")
    window.show()
    window.test_button.click()
    await until(lambda: MARK in window.answer.text())
    look(window)
    await tasks.shutdown(0)
    window.may_close = True
    window.close()


def test_a_window_that_forgets_it_is_found(qapp: object) -> None:
    window = QWidget()
    label = QLabel("<b>x</b>", window)
    with pytest.raises(AssertionError):
        faults(window)
    label.setText("")
    window.setToolTip(HOSTILE["tags"])
    with pytest.raises(AssertionError):
        faults(window)
    for name in ("unseen", "unbroken", "stops"):
        window.setToolTip("")
        window.setAccessibleName(HOSTILE[name])
        assert faults(window) != [], name
    window.deleteLater()
