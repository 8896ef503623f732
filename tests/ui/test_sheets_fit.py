"""Every sheet fits a window of 1092×540 pixels, in both languages: its head and its buttons are always in sight."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.upkeep.release import Release
from desktop.practice.stories import STORIES
from desktop.services.orders.settling import Evidence
from desktop.settings import Settings
from desktop.ui.balance.voucher_dialog import VoucherDialog, VoucherKind
from desktop.ui.closes.dialog import CloseDialog
from desktop.ui.history.support_dialog import SupportDialog
from desktop.ui.newer.dialog import NewerDialog
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.plain import PlainLabel
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.widgets.sheet import as_sheet
from desktop.ui.window.about import AboutDialog, notice
from desktop.ui.window.backups_dialog import BackupsDialog
from desktop.ui.window.crash_notice import CrashNotice
from desktop.ui.window.practice_guide import PracticeGuide
from desktop.ui.words.language import Language
from desktop.ui.words.messages import about_backups
from desktop.ui.words.messages.about_crash import Crash
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, open_desk

NOW = 1_795_396_344.0
WIDE, HIGH, FROM_EDGES = 1092, 540, 24
Opened = Callable[[OpenDesk], Awaitable[QDialog]]


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    spoken = Language(qapp)
    spoken.use(request.param)
    yield request.param
    spoken.use("en")


async def deposit(desk: OpenDesk) -> QDialog:
    return VoucherDialog(VoucherKind.DEPOSIT, 5000, desk.parts.desk, desk.window)


async def adjustment(desk: OpenDesk) -> QDialog:
    return VoucherDialog(VoucherKind.ADJUSTMENT, -5000, desk.parts.desk, desk.window)


async def close(desk: OpenDesk) -> QDialog:
    return CloseDialog(await desk.parts.desk.books.closing.draft(), desk.parts.desk, desk.window)


async def support(desk: OpenDesk) -> QDialog:
    order = Order("T1", "77", "13800138000", 20000, 20000, Speed.FAST, NOW, State.UNKNOWN, NOW)
    reading = BalanceReading(NOW, 123_456_700)
    return SupportDialog(Evidence(order, reading, reading), desk.parts.desk, desk.window)


async def newer(desk: OpenDesk) -> QDialog:
    release = Release((12, 34, 56), "https://example.invalid/" + "long/" * 20, date(2026, 11, 30), NOW)
    return NewerDialog(release, "1.0.0", desk.window)


async def about(desk: OpenDesk) -> QDialog:
    return AboutDialog(notice(), desk.window)


async def backups(desk: OpenDesk) -> QDialog:
    held = await desk.parts.desk.upkeep.safekeeping.backups()
    dialog = BackupsDialog(about_backups.losses(), held * 40, may_begin_anew=False, parent=desk.window)
    dialog.say(about_backups.losses(), "warning")
    return dialog


async def crash(desk: OpenDesk) -> QDialog:
    return CrashNotice(Crash.AN_ERROR, "details", desk.window)


async def guide(desk: OpenDesk) -> QDialog:
    return PracticeGuide([(ending, story.name) for ending, story in STORIES.items()], desk.window)


SETTINGS = (
    "counter",
    "balance",
    "lists",
    "receipt",
    "alerts",
    "look",
    "backups",
    "connection",
    "asking",
    "account",
    "program",
)


def settings(page: str) -> Opened:
    async def made(desk: OpenDesk) -> QDialog:
        return SettingsDialog(Settings(), desk.window, page=page)

    return made


SHEETS: dict[str, Opened] = {
    "deposit": deposit,
    "adjustment": adjustment,
    "close": close,
    "support": support,
    "newer": newer,
    "about": about,
    "backups": backups,
    "crash": crash,
    "guide": guide,
    **{f"settings: {page}": settings(page) for page in SETTINGS},
}


@asynccontextmanager
async def small_window(tmp_path: Path) -> AsyncIterator[OpenDesk]:
    async with open_desk(tmp_path, FakeGateway()) as desk:
        desk.window.resize(WIDE, HIGH)
        await until(lambda: desk.window.width() == WIDE)
        yield desk


def scrolls(widget: QWidget, sheet: QDialog) -> bool:
    """Whether it is inside of what scrolls."""
    return any(area.isAncestorOf(widget) for area in sheet.findChildren(Scrolled))


@pytest.mark.parametrize("name", list(SHEETS))
async def test_a_sheet_fits_the_smallest_window(tmp_path: Path, language: str, name: str) -> None:
    async with small_window(tmp_path) as desk:
        sheet = await SHEETS[name](desk)
        as_sheet(sheet)
        sheet.open()
        try:
            await until(sheet.isVisible)
            assert sheet.height() <= HIGH - FROM_EDGES, sheet.minimumSizeHint()
            assert sheet.width() <= WIDE - FROM_EDGES, sheet.minimumSizeHint()
            buttons = [one for one in sheet.findChildren(Button) if one.isVisible() and not scrolls(one, sheet)]
            assert buttons
            for one in buttons:
                place = one.mapTo(sheet, one.rect().topLeft())
                assert sheet.rect().contains(place)
                assert sheet.rect().contains(one.mapTo(sheet, one.rect().bottomRight())), one.text()
                assert one.width() >= one.sizeHint().width(), one.text()
            filled = [one for one in buttons if one.look == "primary"]
            assert len(filled) == 1, [one.text() for one in filled]
            for said in sheet.findChildren(PlainLabel):
                if said.isVisible() and not said.wordWrap():
                    assert said.width() >= said.sizeHint().width(), said.text()
                elif said.isVisible():
                    assert said.height() >= said.heightForWidth(said.width()), said.text()
            for area in sheet.findChildren(Scrolled):
                assert area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOn
                assert not area.horizontalScrollBar().isVisible()
        finally:
            sheet.done(0)
            sheet.deleteLater()
