"""How late the window reacts while results pour in. `python -m tests.benchmarks.lag [--profile]`

The real window, services and client; 1,000 open orders are asked about at 200 a second, each answer is something new
and is stored; an fsync takes 8 ms longer. The lag is how late a precise timer of 2 ms fires on the GUI thread; where it
was late by several periods, each of them counts. Each tab is measured idle and under load in turn, in one run.
"""

from __future__ import annotations

import asyncio
import cProfile
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.domain.account import Account
from desktop.domain.orders.first_page import FirstPage
from desktop.domain.orders.order import Order
from desktop.domain.orders.poll_plan import PollPlan
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from desktop.program.garbage import collecting_here
from desktop.services.clock import SystemClock
from desktop.settings import Settings
from desktop.storage.schema import migrations
from desktop.ui.look import theme
from desktop.ui.window.main_window import MainWindow
from desktop.wiring.desk import RunningDesk
from tests.benchmarks.loopback import Loopback, loopback
from tests.benchmarks.slow_disk import with_slow_fsync
from tests.benchmarks.stock import STORE, stocked
from tests.conftest import running

ORDERS = 1000
RATE = 200.0
SECONDS = 10.0
ROUNDS = 3
FRAME_MS = 16.0
_PERIOD_S = 0.002
_FAR_S = 3600.0
_ALWAYS_DUE = PollPlan(fast_first=(), fast_floor=0.5, fast_cap=0.5)


class Ticker(QObject):
    """Notes how late its timer fires, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=round(_PERIOD_S * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fired)
        self._timer.start()

    def begin(self) -> None:
        self.late, self._last = [], time.perf_counter()

    def _fired(self) -> None:
        now = time.perf_counter()
        late, self._last = max(0.0, now - self._last - _PERIOD_S), now
        self.late.append(late)
        while (late := late - _PERIOD_S) > 0:
            self.late.append(late)


@dataclass
class Lags:
    """All that was measured of one kind, in seconds."""

    late: list[float] = field(default_factory=list)
    stored: int = 0
    seconds: float = 0.0

    def line(self, name: str) -> str:
        late = sorted(self.late)
        p50, p99, worst = (1000 * late[min(len(late) - 1, int(len(late) * part))] for part in (0.5, 0.99, 1.0))
        return f"{name}: lag p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {worst:.1f} ms; {self.share_over_a_frame():.2%}"

    def share_over_a_frame(self) -> float:
        return sum(late * 1000 > FRAME_MS for late in self.late) / len(self.late)

    def p99(self) -> float:
        return sorted(self.late)[int(len(self.late) * 0.99)]


async def measure(server: Loopback, tab: str, idle: Lags, busy: Lags, *, profiled: bool) -> None:
    """One window: idle for a while, then under load."""
    with tempfile.TemporaryDirectory() as folder:
        far = time.time() + _FAR_S
        await stocked(Path(folder) / "orders.db", ORDERS, lambda _number: far)
        config, pace = GatewayConfig(base_url=server.url), Pace(RATE, burst=10)
        gateway = WikeyunGateway(Account(STORE, "10001", "s3cret"), config, pace, Wire.over_network(Timeouts()))
        async with running(Path(folder), gateway, SystemClock(), _ALWAYS_DUE) as parts:
            window = MainWindow(Settings(), FirstPage(), None)
            window.open(parts.desk)
            window.tabs.setCurrentWidget(getattr(window, tab))
            window.come_forward()
            ticker = Ticker()
            await asyncio.sleep(2)
            await _idle(ticker, idle)
            with _profile(f"lag-{tab}.prof") if profiled else nullcontext():
                await _busy(parts, ticker, busy)
            ticker.deleteLater()
        window.may_close = True
        window.close()
        window.deleteLater()


@contextmanager
def _profile(file: str) -> Iterator[None]:
    with cProfile.Profile() as profile:
        yield
    profile.dump_stats(file)


async def _idle(ticker: Ticker, lags: Lags) -> None:
    ticker.begin()
    await asyncio.sleep(SECONDS / 2)
    lags.late += ticker.late


async def _busy(parts: RunningDesk, ticker: Ticker, lags: Lags) -> None:
    stored: list[int] = []

    def take(orders: list[Order]) -> None:
        stored.append(len(orders))

    await parts.orders.respread(time.time(), 0.0, 0.0, jumped=True)
    await asyncio.sleep(6)  # until the loop has looked, and all are in the swing
    parts.desk.runtime.changes.orders.subscribe(take)
    ticker.begin()
    begun = time.perf_counter()
    await asyncio.sleep(SECONDS)
    lags.seconds += time.perf_counter() - begun
    lags.late += ticker.late
    lags.stored += sum(stored)


def main() -> None:
    with_slow_fsync("tests.benchmarks.lag", 8)
    profiled = "--profile" in sys.argv
    assert migrations  # loaded before the collector freezes what is there; a program that migrates nothing loads none
    app = QApplication(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    theme.install(app)
    measured = {tab: (Lags(), Lags()) for tab in ("recharge", "history")}
    with (
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner,
        collecting_here(),
    ):
        for _ in range(1 if profiled else ROUNDS):
            for tab, (idle, busy) in measured.items():
                with loopback(0.02, "goes-on") as server:
                    runner.run(measure(server, tab, idle, busy, profiled=profiled))
    for tab, (idle, busy) in measured.items():
        print(idle.line(f"{tab}, idle"), "over a frame")  # noqa: T201
        print(busy.line(f"{tab}, busy"), "over a frame")  # noqa: T201
        stored = busy.stored / busy.seconds
        print(f"  p99 {busy.p99() / idle.p99():.1f} × idle; stored {stored:.1f} a second, {stored / RATE:.1%}")  # noqa: T201


if __name__ == "__main__":
    main()
