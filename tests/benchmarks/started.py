"""The program as its command starts it, telling its milestones; after `ticking`, how late a timer was at most, too."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable

from desktop.__main__ import main
from desktop.program import log

_TICK_MS = 2


def _tell(text: str) -> None:
    print(f"start: {text}", file=sys.stderr, flush=True)  # noqa: T201


def _told(record: logging.LogRecord) -> bool:
    _tell(record.getMessage())
    return True


def _ticking() -> Callable[[logging.LogRecord], bool]:
    late: list[tuple[float, float]] = []
    timers: list[object] = []
    begun = last = 0.0

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(((now - last) * 1000 - _TICK_MS, (now - begun) * 1000))
        last = now

    def begin() -> None:
        nonlocal begun, last
        from PySide6.QtCore import Qt, QTimer

        timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(tick)
        begun = last = time.perf_counter()
        timer.start()
        timers.append(timer)

    def end() -> None:
        tick()
        worst = sorted(late, reverse=True)[:6]
        _tell("ticks " + ", ".join(f"{milliseconds:.1f} at {at:.0f}" for milliseconds, at in worst))
        _tell(f"latest {worst[0][0]:.2f}")

    def told(record: logging.LogRecord) -> bool:
        if "painted" in record.getMessage():
            begin()
        elif "ready" in record.getMessage():
            end()
        return True

    return told


def start() -> None:
    """Run the command."""
    ticking = sys.argv[1] == "ticking"
    if ticking:
        del sys.argv[1]
    log.addFilter(_ticking() if ticking else _told)
    sys.exit(main())
