"""What the clerk sees of a newer version: the button in the status line, the dialog, the page of the settings."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from desktop import __version__
from desktop.domain.upkeep.release import Flaw, Flawed
from desktop.settings import Settings
from desktop.ui.newer.dialog import NewerDialog
from desktop.ui.newer.web_page import open_page
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.settings_dialog.program_page import LookNow
from tests.conftest import until
from tests.fakes import FakeFeed, told
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible
from tests.ui.test_accessibility import nameless, wrong_roles


class Browser(QObject):
    """Takes the pages that Qt would hand to the system's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp: object) -> Iterator[Browser]:
    there = Browser()
    for scheme in ("https", "http", "file"):
        QDesktopServices.setUrlHandler(scheme, there, "open")  # type: ignore[arg-type]  # bytes are refused
    yield there
    for scheme in ("https", "http", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


@asynccontextmanager
async def offered(
    folder: Path, *, practice: bool = False, feed: FakeFeed | None = None
) -> AsyncIterator[tuple[OpenDesk, QPushButton]]:
    """A desk that knows of version 1.2.0, and the button that says so."""
    async with open_desk(folder, feed=feed or FakeFeed(), practice=practice) as desk:
        assert desk.window.strip.newer is None
        await desk.parts.desk.upkeep.releases.look("")
        newer = desk.window.strip.newer
        assert newer is not None
        assert newer.isVisible()
        yield desk, newer


async def opened(desk: OpenDesk) -> NewerDialog:
    await until(lambda: (one := visible(NewerDialog)) is not None and one.isActiveWindow())
    dialog = visible(NewerDialog)
    assert dialog is not None
    return dialog


async def test_a_newer_version_is_a_button_that_the_keyboard_reaches(tmp_path: Path) -> None:
    async with offered(tmp_path) as (desk, newer):
        assert newer.text() == "Newer version 1.2.0…"
        desk.window.recharge.form.number.setFocus()
        for _ in range(60):
            press(Qt.Key.Key_Tab)
            if focused() is newer:
                break
        assert focused() is newer
        assert nameless(desk.window) == []
        press(Qt.Key.Key_Return)
        dialog = await opened(desk)
        assert (nameless(dialog), wrong_roles(dialog)) == ([], [])
        assert focused() is dialog.open_page
        dialog.reject()
        await until(lambda: visible(NewerDialog) is None)


async def test_its_page_opens_in_the_browser_and_it_stays_offered(tmp_path: Path, browser: Browser) -> None:
    async with offered(tmp_path) as (desk, newer):
        newer.click()
        dialog = await opened(desk)
        texts = " ".join(one.text() for one in dialog.findChildren(QLabel))
        for part in ("1.2.0", "2026-11-26", "0.1.0", "https://shop.example/1.2.0", "Nothing is downloaded"):
            assert part in texts
        press(Qt.Key.Key_Return)
        await until(lambda: visible(NewerDialog) is None)
        assert browser.opened == ["https://shop.example/1.2.0"]
        assert newer.isVisible()


async def test_not_now_takes_the_button_away(tmp_path: Path, browser: Browser) -> None:
    feed = FakeFeed()
    async with offered(tmp_path, feed=feed) as (desk, newer):
        newer.click()
        dialog = await opened(desk)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: not newer.isVisible())
        assert browser.opened == []
        assert '"put_off": "1.2.0"' in (tmp_path / "newer.json").read_text()
        await desk.parts.desk.upkeep.releases.look("")
        assert not newer.isVisible()
        feed.outcome = told("1.3.0")
        await desk.parts.desk.upkeep.releases.look("")
        assert (newer.isVisible(), newer.text()) == (True, "Newer version 1.3.0…")


async def test_a_browser_that_does_not_open_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with offered(tmp_path) as (desk, newer):
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
        newer.click()
        dialog = await opened(desk)
        dialog.open_page.click()
        assert (dialog.isVisible(), dialog.wrong.isVisible()) == (True, True)
        assert "could not be opened" in dialog.wrong.text()
        assert dialog.address.text() == "https://shop.example/1.2.0"
        dialog.reject()
        await until(lambda: visible(NewerDialog) is None)


@pytest.mark.parametrize(
    "address", ["http://shop.example/", "file:///etc/passwd", "javascript:alert(1)", "shop.example", "", "https://a b/"]
)
def test_only_https_goes_to_the_browser(browser: Browser, address: str) -> None:
    assert not open_page(address)
    assert open_page("https://shop.example/新?x=1")
    assert len(browser.opened) == 1


async def test_switched_off_nothing_is_offered(tmp_path: Path) -> None:
    async with offered(tmp_path) as (desk, newer):
        desk.window.apply(Settings()._replace(look_for_newer=True))
        assert newer.isVisible()
        desk.window.apply(Settings())
        assert not newer.isVisible()


async def page_of(desk: OpenDesk) -> tuple[SettingsDialog, LookNow]:
    """The settings, open at the page of the program."""
    desk.window.menu.settings.emit()
    await until(lambda: (one := visible(SettingsDialog)) is not None and one.isActiveWindow())
    dialog = visible(SettingsDialog)
    assert dialog is not None
    dialog.names.setCurrentRow(dialog.names.count() - 1)
    return dialog, next(row for row in dialog.page.rows if isinstance(row, LookNow))


async def close(dialog: SettingsDialog) -> None:
    dialog.done(0)
    await until(lambda: visible(SettingsDialog) is None)


def field_of(dialog: SettingsDialog) -> QLineEdit:
    (field,) = dialog.page.findChildren(QLineEdit)
    return field


@pytest.mark.parametrize("practice", [False, True])
async def test_looked_for_by_hand_also_in_practice(tmp_path: Path, browser: Browser, practice: bool) -> None:
    feed = FakeFeed()
    async with open_desk(tmp_path, feed=feed, practice=practice) as desk:
        dialog, now = await page_of(desk)
        assert __version__ in [one.text() for one in dialog.page.findChildren(QLabel)]
        assert field_of(dialog).placeholderText() == feed.address
        assert not now.page.isVisible()
        now.button.setFocus()
        press(Qt.Key.Key_Return)
        await until(now.page.isVisible)
        assert now.answer.text() == "Version 1.2.0 of 2026-11-26 is there."
        assert now.button.accessibleDescription() == now.answer.text()
        assert feed.asked == [feed.address]
        assert focused() is now.button
        assert (nameless(dialog), wrong_roles(dialog)) == ([], [])
        press(Qt.Key.Key_Tab)
        assert focused() is now.page
        press(Qt.Key.Key_Return)
        assert browser.opened == ["https://shop.example/1.2.0"]
        assert dialog.isVisible()
        await close(dialog)
        assert desk.window.strip.newer is not None


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (told("0.1.0"), "This is the newest version."),
        (told("0.0.9"), "This is the newest version."),
        (told("0.1.0", 1_700_000_000.0), "older than one that was here before"),
        (Flawed(Flaw.UNREACHABLE, ""), "No usable answer"),
        (Flawed(Flaw.NOT_SIGNED, ""), "not signed by the publisher"),
        (Flawed(Flaw.UNREADABLE, ""), "not one that this version can read"),
    ],
)
async def test_the_answer_is_one_sentence(tmp_path: Path, outcome: object, words: str) -> None:
    feed = FakeFeed()
    async with open_desk(tmp_path, feed=feed) as desk:
        dialog, now = await page_of(desk)
        now.button.click()
        await until(now.page.isVisible)
        assert not isinstance(outcome, str)
        feed.outcome = outcome  # type: ignore[assignment]
        now.button.click()
        await until(lambda: words in now.answer.text())
        assert not now.page.isVisible()
        await close(dialog)
        assert desk.window.strip.newer is not None
        assert desk.window.strip.newer.isVisible() is ("newest" not in words)  # a failure takes nothing back


async def test_a_word_of_last_year_is_not_said_to_be_the_newest(tmp_path: Path) -> None:
    feed = FakeFeed()
    feed.outcome = told("0.1.0", datetime(2024, 2, 3, 12).timestamp())
    async with open_desk(tmp_path, feed=feed) as desk:
        dialog, now = await page_of(desk)
        now.button.click()
        await until(lambda: "2024-02-03" in now.answer.text())
        assert "not known" in now.answer.text()
        assert now.answer.property("role") == "warning"
        await close(dialog)


async def test_another_address_is_looked_at_before_it_is_saved_if_it_is_one(tmp_path: Path) -> None:
    feed = FakeFeed()
    async with open_desk(tmp_path, feed=feed) as desk:
        dialog, now = await page_of(desk)
        field_of(dialog).setText("http://shop.example/release.json")
        now.button.click()
        note = next(row.note for row in dialog.page.rows if row.name == "release_address")
        assert ("https://" in note.text(), note.property("role")) == (True, "error")
        assert focused() is field_of(dialog)
        assert feed.asked == []
        field_of(dialog).setText(" https://shop.example/other.json ")
        now.button.click()
        await until(now.page.isVisible)
        assert note.property("role") == "muted"
        assert feed.asked == ["https://shop.example/other.json"]
        await close(dialog)


async def test_a_second_press_asks_no_second_time_and_closing_gives_up(tmp_path: Path) -> None:
    feed = FakeFeed()
    feed.hold.clear()
    async with open_desk(tmp_path, feed=feed) as desk:
        dialog, now = await page_of(desk)
        now.button.click()
        await until(lambda: feed.asked)
        now.button.click()
        for _ in range(10):
            await asyncio.sleep(0)
        assert (len(feed.asked), now.answer.text()) == (1, "Looking…")
        await close(dialog)
        feed.hold.set()
        dialog, now = await page_of(desk)
        now.button.click()
        await until(now.page.isVisible)
        await close(dialog)


async def test_a_build_without_a_key_cannot_look_and_says_so(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        dialog, now = await page_of(desk)
        assert "carries no publisher's key" in now.answer.text()
        assert not now.button.isEnabled()
        tick = next(row.widget for row in dialog.page.rows if row.name == "look_for_newer")
        assert not tick.isEnabled()
        await close(dialog)


async def test_the_choice_needs_no_new_desk(tmp_path: Path) -> None:
    feed = FakeFeed()
    async with open_desk(tmp_path, feed=feed) as desk:
        chosen: list[Settings] = []
        desk.window.settings_chosen.connect(chosen.append)
        dialog, _now = await page_of(desk)
        tick = next(row for row in dialog.page.rows if row.name == "look_for_newer")
        tick.put(True)
        dialog.save.click()
        await until(lambda: chosen)
        assert chosen == [Settings()._replace(look_for_newer=True)]
