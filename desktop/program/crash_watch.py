"""Sees what nobody caught, wherever in the program, and tells it."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from desktop.system.crash_file import CrashFile
from desktop.system.log import LINE, MaskingFormatter
from desktop.system.masking import masked
from desktop.ui.words.messages.about_crash import Crash

if TYPE_CHECKING:
    from desktop.ui.window.crash_notice import CrashNotice


class CrashWatch(QObject):
    """Every critical record in the log is shown, from any thread; an error that comes again is not shown again."""

    restart_wanted = Signal()
    _seen = Signal(str, str)

    def __init__(self, crashes: CrashFile | None) -> None:
        """`crashes` tells how the last run ended; None where nobody wrote it down."""
        super().__init__()
        self._crashes = crashes
        self.count = 0
        """The number of critical records so far."""
        self.notice: CrashNotice | None = None
        self._known: set[str] = set()
        self._handler = _Critical(self._seen, MaskingFormatter(LINE))
        self._seen.connect(self._show, Qt.ConnectionType.QueuedConnection)
        logging.getLogger().addHandler(self._handler)

    def close(self) -> None:
        """Watch no longer."""
        logging.getLogger().removeHandler(self._handler)
        if self.notice is not None:
            self.notice.close()

    def tell_of_last_time(self) -> None:
        """Show once what ended the run before this one, where that was an error outside Python."""
        if self._crashes is not None and self._crashes.untold:
            self.tell(Crash.LAST_TIME, masked(self._crashes.untold))
            self._crashes.told()

    def tell(self, crash: Crash, details: str) -> None:
        """Show it, or add it to what is shown."""
        if self.notice is not None:
            self.notice.add(details)
            return
        from desktop.ui.widgets.sheet import as_sheet
        from desktop.ui.window.crash_notice import CrashNotice

        notice = self.notice = CrashNotice(crash, details, _main_window())
        notice.start_again.connect(self.restart_wanted)
        notice.finished.connect(self._dismissed)
        notice.destroyed.connect(lambda: self._forget(notice))  # with the window it belongs to
        as_sheet(notice)
        notice.open()
        notice.activateWindow()

    def _show(self, where: str, details: str) -> None:
        self.count += 1
        if where not in self._known:
            self._known.add(where)
            self.tell(Crash.AN_ERROR, details)

    def _dismissed(self) -> None:
        if self.notice is not None:
            parent = self.notice.parentWidget()
            self.notice.deleteLater()
            self.notice = None
            if parent is not None:  # without a window manager nobody else gives the keyboard back
                parent.activateWindow()

    def _forget(self, gone: CrashNotice) -> None:
        if self.notice is gone:
            self.notice = None


class _Critical(logging.Handler):
    def __init__(self, seen: SignalInstance, formatter: logging.Formatter) -> None:
        super().__init__(logging.CRITICAL)
        self._seen = seen
        self.setFormatter(formatter)

    def emit(self, record: logging.LogRecord) -> None:
        self._seen.emit(_where(record), self.format(record))


def _main_window() -> QWidget | None:
    """The window that the active one belongs to: a dialog in between may close beneath the notice."""
    window = QApplication.activeWindow()
    while window is not None and (parent := window.parentWidget()) is not None:
        window = parent.window()
    return window


def _where(record: logging.LogRecord) -> str:
    """The lines that an error came through: it comes again from the same ones."""
    trace = record.exc_info[2] if record.exc_info else None
    return "\n".join(f"{file.filename}:{file.lineno}" for file in traceback.extract_tb(trace)) or record.getMessage()
