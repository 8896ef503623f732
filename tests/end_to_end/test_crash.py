"""The whole program after a crash, and when it cannot go on."""

import asyncio
import faulthandler
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import settings
from desktop.program.options import Options
from desktop.program.program import Program
from desktop.system.crash_file import CrashFile
from desktop.system.paths import DataFolder
from desktop.ui.window.crash_notice import CrashNotice
from desktop.ui.words.language import Language
from tests.conftest import until
from tests.end_to_end.driving import desk
from tests.ui.desk import press, visible

CANNOT_GO_ON = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.system import log
from desktop.system.crash_file import CrashFile
from desktop.system.paths import DataFolder
from desktop.program import sequence
from desktop.program.options import Options
from desktop.system.instance_lock import InstanceLock
from pathlib import Path
import desktop.program.program
async def broken(self):
    raise RuntimeError("broken on purpose")
desktop.program.program.Program.run = broken
sequence.start_again = lambda: print("starts again") or True
def look():
    for window in QApplication.topLevelWidgets():
        if type(window).__name__ == "CrashNotice" and window.isVisible():
            print(window.headline.text())
            print("RuntimeError: broken on purpose" in window.details)
            lock = InstanceLock(folder.orders_folder(practice=True))
            print(lock.acquire())
            lock.release()
            window.{button}.click()
folder = DataFolder(Path(sys.argv[1]))
log.begin(folder.log_file)
timer = QTimer()
dressed = sequence.theme.dressed
def with_a_timer(argv):
    app = dressed(argv)
    timer.timeout.connect(look)
    timer.start(20)
    return app
sequence.theme.dressed = with_a_timer
code = sequence.run(Options(True, folder, "en"), ["x"], CrashFile(folder.crash_file))
print("code", code)
"""
STARTS_AGAIN = """
import sys
from desktop.program.restart import start_again
sys.argv = ["topup-desk", "--self-check", sys.argv[1]]
print(start_again())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    yield DataFolder(tmp_path)
    faulthandler.enable(2)  # as pytest had it


def after(crashes: CrashFile, folder: DataFolder) -> Program:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language = Language(app)
    language.use("en")
    options = Options(True, folder, language="en")
    return Program(app, options, settings.Loaded(settings.Settings()), language, crashes=crashes)


async def told() -> CrashNotice:
    await until(lambda: (notice := visible(CrashNotice)) is not None and notice.isActiveWindow())
    notice = visible(CrashNotice)
    assert notice is not None
    return notice


async def test_the_clerk_is_told_of_the_last_crash_once(folder: DataFolder) -> None:
    folder.crash_file.parent.mkdir(parents=True)
    folder.crash_file.write_text("Fatal Python error: Segmentation fault\n")
    crashes = CrashFile(folder.crash_file)
    task = asyncio.ensure_future(after(crashes, folder).run())
    notice = await told()
    assert "Segmentation fault" in notice.details
    press(Qt.Key.Key_Return)
    await until(lambda: visible(CrashNotice) is None)
    (await desk()).close()
    assert await task == 0
    crashes.end()
    assert folder.crash_file.read_text() == ""


async def test_an_error_ends_in_a_new_start_where_the_clerk_wants_it(folder: DataFolder) -> None:
    crashes = CrashFile(folder.crash_file)
    program = after(crashes, folder)
    task = asyncio.ensure_future(program.run())
    await desk()
    logging.getLogger("desktop").critical("broken on purpose")
    (await told()).again.click()
    assert await task == 0
    assert program.restart_wanted
    crashes.end()


@pytest.mark.parametrize(("button", "then"), [("again", ["starts again", "code 0"]), ("go_on", ["code 1"])])
def test_where_it_cannot_go_on_it_says_so_and_can_start_again(tmp_path: Path, button: str, then: list[str]) -> None:
    code = CANNOT_GO_ON.replace("{button}", button)
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-3 - len(then) :] == [
        "An error in the program itself: it cannot go on.",
        "True",
        "True",
        *then,
    ], done.stderr


async def test_a_new_start_is_a_process_of_its_own(tmp_path: Path) -> None:
    report = tmp_path / "again.json"
    command = [sys.executable, "-c", STARTS_AGAIN, str(report)]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "True\n"
    await until(report.exists, 25)
