"""Starting the whole program in this process, and driving it by keyboard."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import keyring.backend
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import settings
from desktop.domain.account import Account
from desktop.program.options import Options
from desktop.program.program import Program
from desktop.system.paths import DataFolder
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.welcome.window import WelcomeWindow
from desktop.ui.window.leaving_sheet import LeavingSheet
from desktop.ui.window.main_window import MainWindow
from desktop.ui.words.language import Language
from tests.conftest import until
from tests.platform_server import PlatformServer
from tests.ui.desk import focused, press, visible

ACCOUNT = Account("77", "10001", "s3cret")


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that works and forgets."""

    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def new_program(folder: Path, *, practice: bool = False) -> Program:
    """The program as it is after the start, without a front: it makes its own."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    options = Options(practice, DataFolder(folder), language="en")
    language = Language(app)
    language.use(options.language)
    return Program(app, options, settings.load(options.folder.settings_file), language)


@asynccontextmanager
async def program(folder: Path, *, practice: bool = False) -> AsyncIterator["asyncio.Task[int]"]:
    """The program, running; it must end with code 0 unless the test took its code itself."""
    task = asyncio.ensure_future(new_program(folder, practice=practice).run())
    try:
        yield task
    finally:
        if not task.done():
            os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(15):
            assert await task == 0


async def desk() -> MainWindow:
    """The window, with a desk open in it."""
    await until(lambda: (window := visible(MainWindow)) is not None and window.is_open)
    window = visible(MainWindow)
    assert window is not None
    await until(window.isActiveWindow)
    return window


async def place(window: MainWindow, number: str) -> None:
    QTest.keyClicks(focused(), number)
    press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Return)
    await until(lambda: (sheet := visible(ConfirmSheet)) is not None and sheet.confirm.isEnabled())
    press(Qt.Key.Key_Return)
    await until(lambda: window.recharge.form.number.text() == "")


async def leave_anyway() -> None:
    """Answer the sheet that says what is open."""
    await until(lambda: visible(LeavingSheet))
    sheet = visible(LeavingSheet)
    assert sheet is not None
    sheet.anyway.click()


async def enter_account() -> None:
    """Fill in the welcome's three fields and start."""
    await until(lambda: visible(WelcomeWindow))
    welcome = visible(WelcomeWindow)
    assert welcome is not None
    entered = (ACCOUNT.store_id, ACCOUNT.app_key, ACCOUNT.app_secret)
    for field, text in zip((welcome.store_id, welcome.app_key, welcome.app_secret), entered, strict=True):
        field.setText(text)
    welcome.start_button.click()


def states(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "shop" / "orders.db")) as connection:
        return list(connection.execute("SELECT mobile, standing FROM orders ORDER BY id"))


def pushes(server: PlatformServer) -> list[dict[str, str]]:
    return [request.form for request in server.received if request.path.endswith("pushOrder")]
