"""Every window and sheet fits every screen, in both languages, whatever it has to show.

A window with all of 1366×768 at 125 % has about 1092×540 logical pixels inside its frame, at 100 % 1366×696; the others
are 1920×1080 and 2560×1440.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.account import Account
from desktop.domain.orders.outcome import Balance, BalanceOutcome, MobileInfo
from desktop.services.staff.pins import WrongPin
from desktop.services.tasks import Tasks
from desktop.ui.history.filters import DayFilter
from desktop.ui.staff.lock_page import LockPage
from desktop.ui.welcome.window import WelcomeWindow
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.sheet import as_sheet
from desktop.ui.window.bar_news import Remedy
from desktop.ui.words.language import Language
from desktop.ui.words.messages import about_counter, about_desk, about_staff
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.crowded import DIALOGS, LONG, MONTH, NOTE, PLACE, SETTINGS, Sight, books, fill, open_orders
from tests.ui.desk import open_desk
from tests.ui.fitting import faults, settle

SIZES = (QSize(1092, 540), QSize(1366, 696), QSize(1920, 1016), QSize(2560, 1376))
KNOWN: dict[tuple[str, str], tuple[set[int], str]] = {}
"""(window, language): the widths at which something does not fit, and why that is not mended yet."""


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    spoken = Language(qapp)
    spoken.use(request.param)
    yield request.param
    spoken.use("en")


@asynccontextmanager
async def crowded(folder: Path, *, practice: bool = False) -> AsyncIterator[Sight]:
    platform = FakeGateway()
    platform.balance_outcome = Balance(MONTH)
    platform.info_outcome = MobileInfo("移动", "联通", PLACE[:20], PLACE[:20])
    async with open_desk(folder, platform, SETTINGS, practice=practice) as desk:
        await books(desk)
        yield Sight(desk, await fill(desk), folder)


def judge(name: str, language: str, found: dict[int, list[str]]) -> None:
    """Fails for what does not fit, and for what is listed as known and does fit by now."""
    known, why = KNOWN.get((name, language), (set[int](), ""))
    report = "\n".join(f"{width}: {one}" for width, faulty in found.items() for one in faulty)
    assert {width for width, faulty in found.items() if faulty} == known, f"{name}, {language} {why}\n{report}"


async def resized(window: QWidget, size: QSize) -> list[str]:
    """Give a window this size; what keeps it from that."""
    for _ in range(2):  # the first one may find the parts in the sizes of a larger window
        window.resize(size)
        settle()
    return [] if window.size() == size else [f"the window is {window.width()}×{window.height()}"]


@pytest.mark.parametrize("state", ["many orders", "locked", "refused", "bars"])
async def test_the_counter(tmp_path: Path, language: str, state: str) -> None:
    async with crowded(tmp_path, practice=state == "bars") as sight:
        window, form = sight.desk.window, sight.desk.window.recharge.form
        window.recharge.action_list.take(open_orders(300))
        form.number.setText("138 0013 8000")
        form.picker.buttons()[8].click()
        form.picker.buttons()[-1].click()
        if state == "locked":
            form.numbers.tell("13800138000", about_counter.locked_before(open_orders(2)[1]), "locked")
            form.lock("locked")
            form.say(about_counter.locked(open_orders(2)[1]), "error")
        elif state == "refused":
            form.picker.forget()
            form.picker.refuse()
            form.number.setText("138 0013 80")
            form.numbers.refuse()
        elif state == "bars":
            remedies = Remedy("Copy details", str, icon="copy"), Remedy("Change the key…", str, "Alt+K", "key-round")
            window.bars.say("access", about_desk.disk_full(1 << 25), *remedies)
            window.bars.say("offline", about_desk.offline(200_000, trying=False), *remedies)
        found = {}
        for size in SIZES:
            found[size.width()] = await resized(window, size) + faults(window)
        judge(f"counter, {state}", language, found)


@pytest.mark.parametrize("place", range(6))
async def test_the_pages(tmp_path: Path, language: str, place: int) -> None:
    async with crowded(tmp_path) as sight:
        window = sight.desk.window
        if place == 0:
            window.tabs.setCurrentWidget(window.history)
            await until(lambda: window.history.rows.rowCount() == len(sight.numbers) and window.history.rows.order(0))
            filters = window.history.filters
            filters.days.setCurrentIndex(filters.days.findData(DayFilter.CHOSEN))
            filters.days.activated.emit(filters.days.currentIndex())
            assert not filters.clear.isHidden()
            assert not filters.until.isHidden()
        else:
            window.tabs.setCurrentWidget(window.balance)
            window.balance.turn_to(place - 1)
        found = {}
        for size in SIZES:
            found[size.width()] = await resized(window, size) + faults(window)
        judge("history" if place == 0 else f"balance {place}", language, found)


def a_long_list() -> str:
    """Rows with every face that the shop has, some that somebody has to look at, and words about all of it."""
    faces = [offer.face // 100 for offer in SETTINGS.offers]
    rows = [f"138{number:08d} {faces[number % len(faces)]} 工地A三号楼王师傅的徒弟" for number in range(60)]
    return "\n".join(
        [*rows, "018612345678 50", f"138****8000 100 {NOTE}", "13800000000 50", "合计99个9999元", "改成50"]
    )


@pytest.mark.parametrize("state", ["lists", "staged", "sent", "paused"])
async def test_the_batch_tab(tmp_path: Path, language: str, state: str) -> None:
    async with crowded(tmp_path) as sight:
        window, parts = sight.desk.window, sight.desk.parts
        window.tabs.setCurrentIndex(3)
        tab = window.opened.batch
        batch = parts.desk.batch
        opened = await batch.stage(await batch.read_text(a_long_list(), NOTE), NOTE)
        if state in ("sent", "paused"):
            await opened.see_notices()
            await batch.confirm(opened, "")
            await batch.sending.pause(opened.batch.id)
            if state == "sent":
                await batch.sending.stop(opened.batch.id)
        if state == "lists":
            tab.show_lists()
        else:
            tab.open_list(opened.batch.id)
        rows = tab.staged.rows if state == "staged" else tab.sent.rows
        await until(lambda: tab.lists.table.rows if state == "lists" else rows.rowCount() > 60)
        found = {}
        for size in SIZES:
            found[size.width()] = await resized(window, size) + faults(window)
        judge(f"batch, {state}", language, found)


@pytest.mark.parametrize("name", DIALOGS)
async def test_a_sheet(tmp_path: Path, language: str, name: str) -> None:
    async with crowded(tmp_path) as sight:
        found = {}
        for size in SIZES:
            hinders = await resized(sight.desk.window, size)
            sheet = await DIALOGS[name](sight)
            as_sheet(sheet)
            sheet.open()
            settle()
            found[size.width()] = hinders + faults(sheet, sight.desk.window)
            sheet.done(0)
            sheet.hide()
            sheet.deleteLater()
        judge(name, language, found)


async def test_the_locked_window(tmp_path: Path, language: str) -> None:
    async with crowded(tmp_path) as sight:
        window, found = sight.desk.window, {}
        page = LockPage(sight.desk.parts.desk)
        page.count(300)
        page.box.say(about_staff.not_let_in(WrongPin(900)))
        window.cover(page)
        for size in SIZES:
            found[size.width()] = await resized(window, size) + faults(window)
        judge("locked", language, found)


async def test_the_welcome(language: str, qapp: QApplication) -> None:
    async def test(_account: Account) -> BalanceOutcome:
        return Balance(1)

    tasks, found = Tasks(), {}
    for size in SIZES:
        window = WelcomeWindow(tasks, test, Account("77", "k", ""), LONG[:80], keeps_secret=False, may_go_back=True)
        window.show()
        settle()
        small = window.width() <= size.width() and window.height() <= size.height()
        found[size.width()] = faults(window) + ([] if small else [f"{window.width()}×{window.height()}"])
        window.may_close = True
        window.close()
        window.deleteLater()
    await tasks.shutdown(0)
    judge("welcome", language, found)


def test_a_sheet_that_does_not_fit_is_found(qapp: QApplication) -> None:
    over = QWidget()
    over.resize(400, 200)
    over.show()
    sheet = QDialog(over)
    long = label("a text that is much longer than its place")
    wrapped = label("a text that wraps into more lines than it has room for " * 3)
    wrapped.setWordWrap(True)
    row = QHBoxLayout()
    for part in (long, button("Send (Enter)")):
        row.addWidget(part)
    column = QVBoxLayout(sheet)
    column.addWidget(wrapped)
    column.addLayout(row)
    fit(sheet)
    sheet.show()
    settle()
    assert faults(sheet) == []
    sheet.setMinimumHeight(0)
    sheet.resize(900, 400)
    assert [one for one in faults(sheet, over) if "not inside" in one]
    long.setFixedWidth(40)
    assert [one for one in faults(sheet) if "a text that is much" in one]
    wrapped.setFixedSize(200, 20)
    assert [one for one in faults(sheet) if "a text that wraps" in one]
    column.setEnabled(False)
    first = sheet.findChildren(QWidget)[0]
    first.move(first.x(), sheet.height() - 5)
    assert [one for one in faults(sheet) if "cut off" in one]
    wrapped.setGeometry(long.geometry())
    assert [one for one in faults(sheet) if "overlap" in one]
    over.hide()
    sheet.hide()
    over.deleteLater()
