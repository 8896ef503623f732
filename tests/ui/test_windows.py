import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.account import Account
from desktop.domain.orders.offer import at_face
from desktop.domain.orders.outcome import Balance, BalanceOutcome, Declined
from desktop.domain.orders.status import Standing, Status
from desktop.practice.stories import STORIES
from desktop.services.tasks import Tasks
from desktop.services.upkeep.start_trouble import BadProxyError, StartTrouble, trouble_of
from desktop.settings import Settings
from desktop.storage.errors import DamagedDatabaseError, ForeignDatabaseError, NewerDatabaseError, UnwritableFolderError
from desktop.ui.look.standings import LOOKS
from desktop.ui.look.tokens import DARK, EDGE_ON, LIGHT, TEXT_ON, Tokens
from desktop.ui.welcome.window import WelcomeWindow
from desktop.ui.words import words
from desktop.ui.words.messages import about_start
from tests.conftest import until
from tests.fakes import UNREACHABLE
from tests.ui.desk import focused, open_desk, press


async def test_the_practice_banner_is_on_every_tab(tmp_path: Path) -> None:
    async with open_desk(tmp_path, practice=True) as desk:
        banner = next(one for one in desk.window.findChildren(QLabel) if "PRACTICE" in one.text())
        for index in range(desk.window.tabs.count()):
            desk.window.tabs.setCurrentIndex(index)
            assert banner.isVisible()
            assert banner.mapTo(desk.window, QPoint(0, 0)).y() == 0
    async with open_desk(tmp_path) as desk:
        assert not [one for one in desk.window.findChildren(QLabel) if "PRACTICE" in one.text()]


def test_every_practice_story_standing_status_and_trouble_has_words() -> None:
    assert all(words.story_word(story.name) for story in STORIES.values())
    assert all(words.standing_word(standing) and LOOKS[standing].icon for standing in Standing)
    assert len({words.status_word(status) for status in Status}) == len(Status)
    assert words.status_word(77) == "status 77"
    assert all(about_start.sentence(trouble, Path("/shop")) for trouble in StartTrouble)


def test_troubles_at_start_are_told_apart() -> None:
    errors = [
        NewerDatabaseError(),
        ForeignDatabaseError(),
        DamagedDatabaseError(),
        UnwritableFolderError(),
        BadProxyError(),
    ]
    assert [trouble_of(error) for error in errors] == [
        StartTrouble.NEWER,
        StartTrouble.FOREIGN,
        StartTrouble.DAMAGED,
        StartTrouble.UNWRITABLE,
        StartTrouble.BAD_PROXY,
    ]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_is_enough_to_read(tokens: Tokens) -> None:
    for pairs, enough in ((TEXT_ON, 4.5), (EDGE_ON, 3.0)):
        for ground, marks in pairs.items():
            for mark in marks:
                lit, unlit = sorted((luminance(getattr(tokens, one)) for one in (mark, ground)), reverse=True)
                assert (lit + 0.05) / (unlit + 0.05) >= enough, (mark, ground)
    colours = {name for name in Tokens._fields if name != "line"}
    used = {mark for pairs in (TEXT_ON, EDGE_ON) for marks in pairs.values() for mark in marks}
    assert colours == {*TEXT_ON, *used}


async def test_the_window_fits_a_small_screen(tmp_path: Path) -> None:
    async with open_desk(tmp_path, practice=True) as desk:
        assert desk.window.minimumSizeHint().width() <= 1366
        assert desk.window.minimumSizeHint().height() <= 728


async def test_nine_faces_fit_a_small_screen_and_leave_the_number_readable(tmp_path: Path) -> None:
    faces = (10, 20, 30, 50, 100, 200, 300, 500, 1000)
    async with open_desk(tmp_path, settings=Settings(offers=at_face(*faces), slow_allowed=True), practice=True) as desk:
        assert desk.window.minimumSizeHint().height() <= 690
        desk.window.resize(1340, 690)
        await until(lambda: desk.window.height() <= 690)
        assert desk.window.recharge.form.number.height() >= 60


async def test_enter_presses_the_button_that_has_the_focus(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        desk.window.tabs.setCurrentWidget(desk.window.balance)
        reads = desk.gateway.balance_reads
        assert focused() is desk.window.balance.read_now
        press(Qt.Key.Key_Return)
        await until(lambda: desk.gateway.balance_reads > reads)


async def test_find_leads_to_the_history_from_everywhere(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert focused() is desk.window.history.box


async def test_welcome_tests_the_account_and_hands_it_over(tmp_path: Path) -> None:
    answers: list[BalanceOutcome] = [Declined("1004", "app_key不存在"), UNREACHABLE, Balance(12_300)]
    tried: list[Account] = []

    async def test(account: Account) -> BalanceOutcome:
        tried.append(account)
        return answers.pop(0)

    tasks, given = Tasks(), list[Account]()
    window = WelcomeWindow(tasks, test, Account("", "", ""), keeps_secret=False)
    window.account_given.connect(given.append)
    window.show()
    window.activateWindow()
    await until(window.isActiveWindow)
    assert any("memory only" in one.text() for one in window.findChildren(QLabel))
    QTest.keyClicks(focused(), "seven")
    press(Qt.Key.Key_Return)
    assert "whole number" in window.answer.text()
    window.store_id.setText("77")
    press(Qt.Key.Key_Return)
    assert "both needed" in window.answer.text()
    window.app_key.setText(" 10001 ")
    window.app_secret.setText("s3cret")
    for shown in ("app_key不存在", "Check the network", "¥123.00"):
        window.test_button.click()
        await until(lambda: shown in window.answer.text())  # noqa: B023 (awaited within the turn)
    assert tried[0] == Account("77", "10001", "s3cret")
    assert "s3cret" not in repr(tried[0])
    window.start_button.click()
    assert given == [Account("77", "10001", "s3cret")]
    await tasks.shutdown(0)
    window.may_close = True
    window.close()


def test_times_are_written_as_the_clerk_reads_them() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", words.moment(0.0))
    assert [words.span(s) for s in (7, 760, 11_112, 187_200)] == ["0:07", "12:40", "3:05:12", "2 d 4 h"]
