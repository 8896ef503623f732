"""What the clerk sees of the program itself: name, version, rights, and the notices of software by others."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop import __version__
from desktop.ui.window import about
from desktop.ui.window.about import AboutDialog, notice
from desktop.ui.words.language import Language
from tests.conftest import until
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible
from tests.ui.reading import said


async def opened(desk: OpenDesk) -> AboutDialog:
    """From the menu, as the clerk opens it."""
    entry = next(one for one in desk.window.menu.menu().actions() if one.text() == "About…")
    assert isinstance(entry, QAction)
    entry.trigger()
    await until(lambda: (one := visible(AboutDialog)) is not None and one.isActiveWindow())
    dialog = visible(AboutDialog)
    assert dialog is not None
    return dialog


async def test_it_tells_name_version_rights_and_the_whole_notice(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        dialog = await opened(desk)
        texts = [text for _, text in said(dialog)]
        assert "Top-up Desk" in texts
        assert f"Version {__version__}" in texts
        assert any("All rights reserved" in text for text in texts)
        assert dialog.notice.toPlainText() == notice()
        assert "LGPL-3.0" in notice()
        assert dialog.notice.isReadOnly()
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(AboutDialog) is None)
        await until(desk.window.recharge.form.number.hasFocus)


async def test_keys_scroll_the_notice_and_tab_goes_to_the_button(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        dialog = await opened(desk)
        assert focused() is dialog.notice
        press(Qt.Key.Key_PageDown)
        assert dialog.notice.verticalScrollBar().value() > 0
        press(Qt.Key.Key_A)
        assert dialog.notice.toPlainText() == notice()
        press(Qt.Key.Key_Tab)
        assert focused() is dialog.shut
        press(Qt.Key.Key_Return)
        await until(lambda: visible(AboutDialog) is None)


def test_it_fits_on_the_smallest_screen_in_both_languages(qapp: QCoreApplication) -> None:
    spoken, parent = Language(qapp), QWidget()
    for code in ("zh_CN", "en"):
        spoken.use(code)
        dialog = AboutDialog(notice(), parent)
        assert (dialog.width() <= 1093, dialog.height() <= 560) == (True, True)
    spoken.use("en")


def test_a_copy_without_the_file_says_so(qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(about, "resource", lambda *parts: tmp_path.joinpath(*parts))
    assert notice() == ""
    assert "missing" in AboutDialog("", QWidget()).notice.toPlainText()


def test_what_works_unseen_is_shown_as_such(qapp: object) -> None:
    assert AboutDialog("a\u202eb", QWidget()).notice.toPlainText() == "a«U+202E»b"
