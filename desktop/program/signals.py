"""SIGINT and SIGTERM close the program like its window does."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_HEARTBEAT_MS = 250


@contextmanager
def closing_on_signals(close: Callable[[], None]) -> Iterator[None]:
    """Call `close` on the running loop when a signal arrives."""
    loop = asyncio.get_running_loop()
    try:
        for number in _SIGNALS:
            loop.add_signal_handler(number, close)
    except NotImplementedError:
        with _python_handlers(lambda: loop.call_soon_threadsafe(close)):
            yield
        return
    try:
        yield
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)


@contextmanager
def _python_handlers(close: Callable[[], object]) -> Iterator[None]:
    """On Windows Python sees a signal only while it runs, so a heartbeat keeps it running."""
    before = {number: signal.signal(number, lambda *_: close()) for number in _SIGNALS}
    heartbeat = QTimer(interval=_HEARTBEAT_MS)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()
    try:
        yield
    finally:
        heartbeat.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
