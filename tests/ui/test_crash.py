"""An error in the program itself, as the clerk sees it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.program.crash_watch import CrashWatch
from desktop.system import log
from desktop.ui.window.crash_notice import CrashNotice
from desktop.ui.words.messages.about_crash import Crash
from tests.conftest import until
from tests.ui.desk import press, visible


@contextmanager
def watching() -> Iterator[CrashWatch]:
    watch = CrashWatch(None)
    try:
        yield watch
    finally:
        watch.close()


def fail(words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError:
        logging.getLogger("desktop").critical("not caught", exc_info=True)


async def shown() -> CrashNotice:
    await until(lambda: (notice := visible(CrashNotice)) is not None and notice.isActiveWindow())
    notice = visible(CrashNotice)
    assert notice is not None
    return notice


async def test_what_nobody_caught_is_told_with_details_that_hide_numbers() -> None:
    with watching() as watch:
        fail("the number 13800138000")
        notice = await shown()
        assert "not lost" in notice.sentence.text()
        notice.copy.click()
        details = QApplication.clipboard().text()
        assert "ValueError: the number 138****8000" in details
        assert "Top-up Desk" in details
        assert "Qt 6" in details
        press(Qt.Key.Key_Return)
        await until(lambda: visible(CrashNotice) is None)
        assert watch.count == 1


async def test_the_same_error_is_shown_once_and_another_is_added() -> None:
    with watching() as watch:
        for _ in range(3):
            fail("again and again")
        notice = await shown()
        logging.getLogger("desktop").critical("of another kind")
        await until(lambda: watch.count == 4)
        assert notice.details.count("again and again") == 1
        assert "of another kind" in notice.details
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(CrashNotice) is None)
        fail("again and again")
        await until(lambda: watch.count == 5)
        assert visible(CrashNotice) is None


async def test_starting_again_is_offered() -> None:
    with watching() as watch:
        wanted: list[bool] = []
        watch.restart_wanted.connect(lambda: wanted.append(True))
        fail("once")
        (await shown()).again.click()
        await until(lambda: wanted == [True])


async def test_a_notice_that_went_with_its_window_does_not_keep_the_next_from_being_shown() -> None:
    window = QMainWindow()
    window.show()
    window.activateWindow()
    await until(window.isActiveWindow)
    with watching() as watch:
        fail("first")
        assert (await shown()).parentWidget() is window
        window.close()
        window.deleteLater()
        await until(lambda: watch.notice is None)
        watch.tell(Crash.AN_ERROR, "second")
        assert "second" in (await shown()).details


async def test_after_a_crash_there_is_nothing_to_start_again() -> None:
    with watching() as watch:
        watch.tell(Crash.LAST_TIME, "Fatal Python error: Segmentation fault")
        notice = await shown()
        assert notice.again.isHidden()
        assert "Segmentation fault" in notice.details
        press(Qt.Key.Key_Return)
        await until(lambda: visible(CrashNotice) is None)


def test_where_it_cannot_go_on_enter_starts_it_again() -> None:
    notice = CrashNotice(Crash.THE_END, "")
    assert notice.again.isDefault()
    assert not notice.go_on.isDefault()
    notice.deleteLater()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_an_error_in_a_thread_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(threading, "excepthook", log.not_caught_in_a_thread)
    with watching():
        thread = threading.Thread(target=lambda: fail_in_a_thread())
        thread.start()
        thread.join()
        assert "RuntimeError: in a thread" in (await shown()).details


def fail_in_a_thread() -> None:
    raise RuntimeError("in a thread")
