"""Imports the rest of the program on a thread of its own, while the window takes input."""

from __future__ import annotations

import importlib
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop.ui.window.main_window import MainWindow

REST = ("desktop.program.loop", "desktop.program.program")
_NO_PAINT_MS = 300
"""A window that is started minimized is not painted: so long is it waited for."""


class Loading(QObject):
    """The thread that imports `REST`: asyncio, qasync, httpx, storage and services come with it."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._load, name="loading")
        self._began = False

    def start(self) -> None:
        """Begin, unless it has begun."""
        if not self._began:
            self._began = True
            self._thread.start()

    def finish(self) -> None:
        """Raise what the import raised; call it when `done` was emitted."""
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _load(self) -> None:
        try:
            for name in REST:
                importlib.import_module(name)
        except BaseException as error:
            self._error = error
        self.done.emit()


def load_behind(window: MainWindow | None) -> None:
    """Load the program behind the window, from its first paint on; returns when all is there.

    Qt's own event loop runs meanwhile. Raises what goes wrong in importing.
    """
    loading, waiting = Loading(), QEventLoop()
    loading.done.connect(waiting.quit)
    if window is not None:
        window.painted.connect(loading.start)
    QTimer.singleShot(0 if window is None else _NO_PAINT_MS, loading.start)
    waiting.exec()
    loading.finish()
