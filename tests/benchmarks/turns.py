"""How long the window does not answer, from the start to ten seconds after "ready", and when each tab and each dialog
is opened for the first time: `python -m tests.benchmarks.turns [--runs N] [--orders N] [--wait S]`.

A timer ticks every 2 ms in the real program, on a database of a million orders; a tick that comes late is a turn of the
event loop that took as long, or a thread that held the interpreter. Each run is a process of its own; the worst tick of
each phase is kept, and the median and the worst over all runs are printed. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks import million
from tests.benchmarks.start import ACCOUNT

if TYPE_CHECKING:
    from desktop.ui.window.main_window import MainWindow

_TICK_MS = 2
_LOOK_S = 0.4
"""A dialog or tab has this long to paint itself."""
_GOAL_MS = 16
_GOAL_WORST_MS = 33


class Ticks:
    """The worst lateness, in milliseconds, of each phase."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.worst: dict[str, float] = {}
        self._phase = "start"
        self._last = time.perf_counter()
        self._timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def enter(self, phase: str) -> None:
        self._tick()
        self._phase = phase

    def _tick(self) -> None:
        now = time.perf_counter()
        late = (now - self._last) * 1000 - _TICK_MS
        self._last = now
        self.worst[self._phase] = max(self.worst.get(self._phase, 0.0), late)


def child(report: Path, wait: float) -> None:
    """The program, driven once it is ready; the worst ticks go into `report` as JSON."""
    from desktop.__main__ import main
    from desktop.program import log

    ticks: list[Ticks] = []

    def look(record: logging.LogRecord) -> bool:
        if "painted" in record.getMessage():
            ticks.append(Ticks())
        elif "ready" in record.getMessage():
            ticks[0].enter("after ready")
            driving.append(asyncio.ensure_future(drive(ticks[0], report, wait)))
        return True

    driving: list[asyncio.Future[None]] = []
    log.addFilter(look)
    sys.exit(main())


async def drive(ticks: Ticks, report: Path, wait: float) -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.window.main_window import MainWindow

    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    await asyncio.sleep(wait)
    for phase, act in _acts(window):
        ticks.enter(phase)
        act()
        await asyncio.sleep(_LOOK_S)
        ticks.enter("closing")
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
            await asyncio.sleep(_LOOK_S / 4)
    ticks.enter("the end")
    report.write_text(json.dumps(ticks.worst), "utf-8")
    window.close()


def _acts(window: MainWindow) -> list[tuple[str, Callable[[], object]]]:
    dialogs, tabs = window.opened.dialogs, window.tabs

    def order_sheet() -> None:
        dialogs.open_order(window.recharge.chosen_no or _first(window))

    def receipt() -> None:
        dialogs.open_receipt(window.recharge.chosen_no or _first(window))

    return [
        ("tab history", lambda: tabs.setCurrentIndex(1)),
        ("a search", lambda: window.history.box.setText("138")),
        ("export dialog", lambda: window.history.filters.export_wanted.emit()),
        ("tab balance", lambda: tabs.setCurrentIndex(2)),
        ("page owed", lambda: window.balance.turn_to(1)),
        ("page closes", lambda: window.balance.turn_to(2)),
        ("page reports", lambda: window.balance.turn_to(3)),
        ("page statement", lambda: window.balance.turn_to(4)),
        ("tab recharge", lambda: tabs.setCurrentIndex(0)),
        ("order sheet", order_sheet),
        ("receipt", receipt),
        ("settings", dialogs.open_settings),
        ("backups", dialogs.open_backups),
        ("keys", dialogs.open_keys),
        ("about", dialogs.open_about),
    ]


def _first(window: MainWindow) -> str:
    order = window.history.rows.order(0)
    return "" if order is None else order.order_no


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--orders", type=int, default=million.MILLION)
    parser.add_argument("--wait", type=float, default=10.0)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    seen: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="topup-desk-turns-") as folder:
        environment = os.environ | ACCOUNT | {"PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode")}
        (Path(folder) / "shop").mkdir()
        million.left_in_the_evening(Path(folder) / "shop" / "orders.db", given.orders)
        report = Path(folder) / "turns.json"
        run = f"from pathlib import Path; from tests.benchmarks.turns import child; child(Path({str(report)!r}), "
        for number in range(given.runs + 1):
            command = [sys.executable, "-c", f"{run}{given.wait})", "--data-dir", folder]
            subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL, timeout=120)
            if number:  # the first one writes the bytecode
                for phase, worst in json.loads(report.read_text("utf-8")).items():
                    seen.setdefault(phase, []).append(worst)
    print(f"{'longest wait of the window, ms':32} {'median':>7} {'worst':>7}   of {given.runs}")  # noqa: T201
    for phase, worst in seen.items():
        mark = "" if median(worst) <= _GOAL_MS and max(worst) <= _GOAL_WORST_MS else "   above the goal"
        print(f"{phase:32} {median(worst):7.1f} {max(worst):7.1f}{mark}")  # noqa: T201


if __name__ == "__main__":
    main()
