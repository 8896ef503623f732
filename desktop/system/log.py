"""The log file: rotated, and masked in the formatter so that tracebacks are covered too."""

from __future__ import annotations

import logging
import sys
import threading
from io import TextIOWrapper
from pathlib import Path

from desktop.system import private

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_log = logging.getLogger("desktop")


class MaskingFormatter(logging.Formatter):
    """Masks every record with `masking`."""

    def format(self, record: logging.LogRecord) -> str:
        return self.masked(super().format(record))

    def masked(self, text: str) -> str:
        """The masked text."""
        from desktop.system.masking import masked  # compiling its patterns would slow down the start

        return masked(text)


class _FirstRecord(logging.Handler):
    """Holds records back and opens the log with the first warning, or when `go_on` is called: the start has no time
    for it before the first paint.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._held: list[logging.LogRecord] = []
        self._handlers: list[logging.Handler] | None = None
        """The log's own handlers, once it is open."""

    def emit(self, record: logging.LogRecord) -> None:
        if self._handlers is not None:  # another thread opened the log while this record was on its way
            self._pass_on(record)
            return
        self._held.append(record)
        if record.levelno >= logging.WARNING:
            self.open()

    def open(self) -> None:
        """Write what was held back, and let the log's own handlers take this one's place. Other handlers stay.

        The root's list is replaced, not changed: a record that is being handled reaches the handlers of the old list.
        """
        self.acquire()
        try:
            if self._handlers is None:
                self._handlers = _handlers(self._file)
                root = logging.getLogger()
                root.handlers = [*(one for one in root.handlers if one is not self), *self._handlers]
                for record in self._held:
                    self._pass_on(record)
                self._held.clear()
        finally:
            self.release()

    def _pass_on(self, record: logging.LogRecord) -> None:
        for handler in self._handlers or ():
            if record.levelno >= handler.level:
                handler.handle(record)


def begin(file: Path) -> None:
    """Log to the file, which is opened with the first warning or by `go_on`, and, where there is one, to the terminal.

    If the folder is not writable, only the terminal is used. Uncaught exceptions are logged as critical, and
    `program.crash_watch` shows them to the clerk.
    """
    logging.basicConfig(level=logging.INFO, handlers=[_FirstRecord(file)], force=True)
    sys.excepthook = lambda kind, error, trace: _log.critical("not caught", exc_info=(kind, error, trace))
    threading.excepthook = not_caught_in_a_thread


def go_on() -> None:
    """Open the log, unless it is open."""
    for handler in logging.getLogger().handlers[:]:
        if isinstance(handler, _FirstRecord):
            handler.open()


def not_caught_in_a_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and told.exc_type is not SystemExit:
        _log.critical("not caught in a thread", exc_info=told.exc_value)


def _handlers(file: Path) -> list[logging.Handler]:
    from logging.handlers import RotatingFileHandler

    class PrivateFile(RotatingFileHandler):
        def _open(self) -> TextIOWrapper:
            private.touch(Path(self.baseFilename))
            return super()._open()

    handlers: list[logging.Handler] = []
    try:
        private.make_folder(file.parent)
        handlers.append(PrivateFile(file, maxBytes=2_000_000, backupCount=5, encoding="utf-8"))
    except OSError:
        pass
    if sys.stderr is not None:
        terminal = logging.StreamHandler()
        terminal.setLevel(logging.WARNING)
        handlers.append(terminal)
    for handler in handlers:
        handler.setFormatter(MaskingFormatter(LINE))
    return handlers
