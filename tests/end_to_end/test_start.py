"""The start: the window is there, and takes keys, before the services are."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import settings
from desktop.program.first_window import FirstWindow
from desktop.program.options import Options
from desktop.program.program import Program
from desktop.settings import Settings
from desktop.system.paths import DataFolder
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.window.main_window import MainWindow
from desktop.ui.words.language import Language
from tests.conftest import until
from tests.end_to_end.driving import desk, leave_anyway, place, program, pushes, states
from tests.platform_server import platform_server, says
from tests.ui.desk import listed, press, visible

MOBILE = "13800138000"
WITHOUT_COMMAND_LINE = """
import sys
from desktop.program.plain_imports import without_command_lines
without_command_lines()
import desktop.gateway.client
print([name for name in ("httpx", "click", "pygments", "rich") if name in sys.modules])
"""
PAINTED_WITHOUT_ENUMERATIONS = """
import sys
from PySide6 import QtCore, QtWidgets
from desktop.domain.orders.first_page import FirstPage
from desktop.settings import Settings
from desktop.ui.look import theme
from desktop.ui.window.main_window import MainWindow
app = theme.dressed(sys.argv)
theme.follow(app, "")
window = MainWindow(Settings(), FirstPage(), None)
window.may_close = True
window.painted.connect(app.quit)
window.come_forward()
app.exec()
print("Qt" in vars(QtCore), "QStyle" in vars(QtWidgets))
"""
TAKEN = says({"code": "0000", "msg": "ok", "data": {"order_number": "W1", "money": "5"}})


def behind(first_window: FirstWindow, folder: Path) -> Program:
    """The program that takes the front over."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    options = Options(False, DataFolder(folder), language="en")
    language = Language(app)
    language.use("en")
    return Program(app, options, settings.load(options.folder.settings_file), language, first_window)


@contextmanager
def opened(folder: Path) -> Iterator[tuple[FirstWindow, MainWindow]]:
    """What the clerk has before anything else is loaded."""
    first_window = FirstWindow(DataFolder(folder), Settings(), practice=False)
    try:
        assert first_window.window is not None
        yield first_window, first_window.window
    finally:
        first_window.release()


def test_the_first_paint_makes_no_classes_of_all_that_qt_has() -> None:
    """13 ms and 5 ms of the clerk's time (`desktop.ui.widgets.qt_numbers`)."""
    command = [sys.executable, "-c", PAINTED_WITHOUT_ENUMERATIONS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "False False\n"


def test_the_client_comes_without_a_command_line() -> None:
    command = [sys.executable, "-c", WITHOUT_COMMAND_LINE]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "['httpx']\n"


async def test_an_enter_before_the_services_are_there_waits_and_orders_once(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    async with platform_server() as server:
        provisioned(server.url)
        server.default = TAKEN
        with opened(tmp_path) as (first_window, window):
            await until(window.isActiveWindow)
            number = window.recharge.form.number
            QTest.keyClicks(number, MOBILE)
            QTest.keyClick(number, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
            for _ in range(3):
                QTest.keyClick(number, Qt.Key.Key_Return)
            assert visible(ConfirmSheet) is None
            assert not window.is_open
            running = behind(first_window, tmp_path).run()
            await _confirmed(running, window)
        assert len(pushes(server)) == 1
    assert [mobile for mobile, _ in states(tmp_path)] == [MOBILE]


async def _confirmed(running: Coroutine[Any, Any, int], window: MainWindow) -> None:
    """The order that waited is confirmed by one more Enter, and the window closed."""
    task = asyncio.ensure_future(running)
    await until(lambda: (sheet := visible(ConfirmSheet)) is not None and sheet.confirm.isEnabled())
    press(Qt.Key.Key_Return)
    await until(lambda: window.recharge.form.number.text() == "")
    window.close()
    await leave_anyway()
    assert await task == 0


async def test_closing_before_the_services_are_there_ends_cleanly(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    async with platform_server() as server:
        provisioned(server.url)
        with opened(tmp_path) as (first_window, window):
            QTest.keyClicks(window.recharge.form.number, MOBILE)
            window.close()
            assert await behind(first_window, tmp_path).run() == 0
        assert pushes(server) == []


async def test_the_first_page_is_what_is_stored(tmp_path: Path, provisioned: Callable[[str], None]) -> None:
    async with platform_server() as server:
        provisioned(server.url)
        server.default = TAKEN
        async with program(tmp_path):
            await place(await desk(), MOBILE)
            await until(lambda: states(tmp_path) == [(MOBILE, "running")])
    with opened(tmp_path) as (_first_window, window):
        assert [order.mobile for order in listed(window)] == [MOBILE]
        assert not window.is_open
        assert window.strip.line.caption == "Starting…"
