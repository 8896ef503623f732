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
    """Hides what `masking` hides."""

    def format(self, record: logging.LogRecord) -> str:
        return self.masked(super().format(record))

    def masked(self, text: str) -> str:
        """The text with all that hidden."""
        from desktop.system.masking import masked  # its patterns take longer to build than the start has

        return masked(text)


class _FirstRecord(logging.Handler):
    """Opens the log when there is something to write: the start has no time for it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        _open(self._file)
        logging.getLogger().handle(record)


def begin(file: Path) -> None:
    """Log to the file, which is opened with the first record, and, where there is one, to the terminal.

    A folder that cannot be written leaves the terminal. What nobody catches is logged as critical, and
    `program.crash_watch` tells it to the clerk.
    """
    logging.basicConfig(level=logging.INFO, handlers=[_FirstRecord(file)], force=True)
    sys.excepthook = lambda kind, error, trace: _log.critical("not caught", exc_info=(kind, error, trace))
    threading.excepthook = not_caught_in_a_thread


def not_caught_in_a_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and told.exc_type is not SystemExit:
        _log.critical("not caught in a thread", exc_info=told.exc_value)


def _open(file: Path) -> None:
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
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
