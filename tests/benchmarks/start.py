"""How long the program's start takes, and how much memory, against a bare window: `python -m tests.benchmarks.start`.

Every process is started anew, one kind after the other. Times are from before the process is made; the program runs as
the clerk starts it, on a million orders, and its own log tells "painted" and "ready". Like an installed program it has
its bytecode: the starts to warm up write it to a folder of their own. Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks import million

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: print("start: painted", file=sys.stderr, flush=True))
app = QApplication([])
window = Bare()
window.resize(1340, 700)
window.show()
app.exec()
"""
STARTED = """
from tests.benchmarks.started import start
start()
"""
ACCOUNT = {
    "TOPUP_DESK_STORE_ID": "77",
    "TOPUP_DESK_APP_KEY": "10001",
    "TOPUP_DESK_APP_SECRET": "s3cret",
    "TOPUP_DESK_BASE_URL": "http://127.0.0.1:9/",
}
_SETTLED_S = 1.5


@dataclass
class Seen:
    """What was measured of one kind of process: seconds, bytes, milliseconds."""

    painted: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


def bare(seen: Seen) -> None:
    begun = time.monotonic()
    with _process([sys.executable, "-c", BARE]) as process:
        _until(process, "painted")
        seen.painted.append(time.monotonic() - begun)
        seen.memory.append(_resident(process.pid))


def program(seen: Seen, folder: Path) -> None:
    begun = time.monotonic()
    with _process(_started("--data-dir", str(folder))) as process:
        _until(process, "painted")
        seen.painted.append(time.monotonic() - begun)
        _until(process, "ready")
        seen.ready.append(time.monotonic() - begun)
        seen.memory.append(_resident(process.pid))
        time.sleep(_SETTLED_S)
        seen.settled.append(_resident(process.pid))


def lag(seen: Seen, folder: Path) -> None:
    """A run of its own: the ticking costs some time itself."""
    with _process(_started("ticking", "--data-dir", str(folder))) as process:
        seen.late.append(float(_until(process, "latest")))


def _started(*args: str) -> list[str]:
    return [sys.executable, "-c", STARTED, *args]


@contextmanager
def _process(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Started, and ended by SIGTERM."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | ACCOUNT) as process:
        try:
            yield process
        finally:
            process.terminate()
            assert process.stderr is not None
            process.stderr.read()


def _until(process: subprocess.Popen[str], milestone: str) -> str:
    """What stands behind the milestone in the line that tells it."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(rf"start: {milestone} ?(.*)", line):
            return found[1]
    raise AssertionError("".join(said))


def _resident(pid: int) -> float:
    fields = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", fields)
    assert found
    return int(found[1]) * 1024


def _report(plain: Seen, ours: Seen) -> None:
    def line(name: str, ours: list[float], plain: list[float], unit: str, scale: float) -> str:
        a, b = median(ours) * scale, median(plain) * scale
        return f"{name:28} {a:7.0f} {unit}   bare {b:6.0f} {unit}   {a / b:.2f}x"

    print(line("first page painted", ours.painted, plain.painted, "ms", 1e3))  # noqa: T201
    print(line("ready", ours.ready, plain.painted, "ms", 1e3))  # noqa: T201
    print(line("memory at ready", ours.memory, plain.memory, "MB", 1e-6))  # noqa: T201
    print(line("memory, all tabs built", ours.settled, plain.memory, "MB", 1e-6))  # noqa: T201
    late = f"median {median(ours.late):.1f} ms, worst {max(ours.late):.1f} ms"
    print(f"latest tick until ready      {late} of {len(ours.late)} starts")  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--orders", type=int, default=million.MILLION)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    plain, ours = Seen(), Seen()
    with tempfile.TemporaryDirectory(prefix="topup-desk-start-") as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        (Path(folder) / "shop").mkdir()
        million.left_in_the_evening(Path(folder) / "shop" / "orders.db", given.orders)
        for _warm_up in range(2):
            bare(Seen())
            program(Seen(), Path(folder))
        for _ in range(given.runs):
            bare(plain)
            program(ours, Path(folder))
            lag(ours, Path(folder))
    _report(plain, ours)


if __name__ == "__main__":
    main()
