"""The log file opens late: nothing is lost, nothing is written twice, and who watches for errors goes on watching."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.system import log


class Watching(logging.Handler):
    """Stands for the crash watch: it was added before the log was opened."""

    def __init__(self) -> None:
        super().__init__(logging.CRITICAL)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record.getMessage())


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    log.begin(tmp_path / "logs" / "x.log")
    yield tmp_path / "logs" / "x.log"
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = handlers, level
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture
def watching(file: Path) -> Watching:
    made = Watching()
    logging.getLogger().addHandler(made)
    return made


def lines(file: Path) -> list[str]:
    return [line.rpartition(": ")[2] for line in file.read_text("utf-8").splitlines()]


def test_what_was_held_back_is_written_once(file: Path) -> None:
    logging.getLogger("x").info("painted")
    assert not file.exists()
    log.go_on()
    log.go_on()
    logging.getLogger("x").info("ready")
    assert lines(file) == ["painted", "ready"]


def test_a_watch_for_errors_goes_on_after_the_log_was_opened(file: Path, watching: Watching) -> None:
    log.go_on()
    logging.getLogger("x").critical("not caught")
    assert watching.seen == ["not caught"]
    assert lines(file) == ["not caught"]


def test_an_error_that_opens_the_log_is_seen_too(file: Path, watching: Watching) -> None:
    logging.getLogger("x").info("painted")
    logging.getLogger("x").critical("not caught")
    logging.getLogger("x").critical("again")
    assert watching.seen == ["not caught", "again"]
    assert lines(file) == ["painted", "not caught", "again"]


def test_a_record_that_is_on_its_way_while_the_log_is_opened_is_not_lost(file: Path) -> None:
    (held,) = [one for one in logging.getLogger().handlers if type(one).__module__ == log.__name__]
    log.go_on()
    held.handle(logging.makeLogRecord({"msg": "late", "levelno": logging.INFO, "levelname": "INFO", "name": "x"}))
    assert lines(file) == ["late"]
