"""How the built program starts, against a bare window: `python -m tests.benchmarks.packaged [FOLDER]`.

FOLDER (dist/topup-desk) is what build.spec makes. The bare window is built in the same run, by PyInstaller as it is.
Every process is started anew, one kind after the other, the program on a million orders. The times are the processes'
own: the program's log and the bare window's file have them. Runs on Windows, too, with its Python.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median

from tests.benchmarks import million
from tests.benchmarks.start import ACCOUNT

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.tell)
    def tell(self):
        with open(sys.argv[1], "w") as told:
            told.write(f"{time.time()} painted")
app = QApplication(sys.argv)
window = Bare()
window.resize(1340, 700)
window.show()
app.exec()
"""
_ENDING = ".exe" if sys.platform == "win32" else ""
_PATIENCE_S = 60.0
_SETTLED_S = 1.0
_MB = 1 << 20


@dataclass
class Seen:
    """What was measured of one kind of process, in seconds."""

    painted: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)


def build_bare(folder: Path) -> Path:
    """The folder that PyInstaller makes of the bare window."""
    script = folder / "bare.py"
    script.write_text(BARE, "utf-8")
    places = [f"--{name}path={folder / name}" for name in ("dist", "work", "spec")]
    strip = ["--strip"] if sys.platform == "linux" else []
    quiet = ["--noconfirm", "--log-level", "ERROR"]
    command = [sys.executable, "-m", "PyInstaller", *quiet, "--windowed", *strip, *places, str(script)]
    subprocess.run(command, stdin=subprocess.DEVNULL, check=True)
    return folder / "dist" / "bare"


def start_bare(folder: Path, platform: str, told: Path, seen: Seen) -> None:
    told.unlink(missing_ok=True)
    begun = time.time()
    with _process(folder / f"bare{_ENDING}", str(told), "-platform", platform):
        seen.painted.append(float(_once(told, r"(\S+) painted")) - begun)


def start_program(folder: Path, platform: str, data: Path, seen: Seen) -> None:
    log = data / "logs" / "topup-desk.log"
    log.unlink(missing_ok=True)
    begun = time.time()
    with _process(folder / f"topup-desk{_ENDING}", "--data-dir", str(data), "-platform", platform):
        seen.ready.append(_logged(_once(log, r"(?m)^(\S+ \S+) .* ready$")) - begun)
        seen.painted.append(_logged(_once(log, r"(?m)^(\S+ \S+) .* painted$")) - begun)
        time.sleep(_SETTLED_S)


def self_check(folder: Path, platform: str, report: Path) -> str:
    begun = time.monotonic()
    program = folder / f"topup-desk{_ENDING}"
    done = subprocess.run([program, "--self-check", report, "-platform", platform], stderr=subprocess.DEVNULL)
    return f"{time.monotonic() - begun:.1f} s" + (" and failed" if done.returncode else "")


@contextmanager
def _process(program: Path, *arguments: str) -> Iterator[None]:
    with subprocess.Popen([program, *arguments], stderr=subprocess.DEVNULL, env=os.environ | ACCOUNT) as process:
        try:
            yield
        finally:
            process.terminate()


def _once(file: Path, pattern: str) -> str:
    """What the pattern finds in the file as soon as it does; looked at seldom, not to take the process its time."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        time.sleep(0.02)
        with suppress(OSError):
            if found := re.search(pattern, file.read_text("utf-8")):
                return found[1]
    raise SystemExit(f"{file} does not come to tell {pattern}")


def _logged(at: str) -> float:
    return datetime.strptime(at, "%Y-%m-%d %H:%M:%S,%f").timestamp()


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) / _MB


def _report(plain: Seen, ours: Seen) -> None:
    for name, times in (("first page painted", ours.painted), ("ready", ours.ready)):
        a, b = median(times) * 1e3, median(plain.painted) * 1e3
        print(f"{name:20} {a:5.0f} ms   bare {b:5.0f} ms   {a / b:.2f}x")  # noqa: T201


def measured(kinds: list[Callable[[Seen], None]], runs: int) -> list[Seen]:
    """One after the other, so many times, after two starts to warm up."""
    for _warm_up in range(2):
        for kind in kinds:
            kind(Seen())
    seen = [Seen() for _kind in kinds]
    for _ in range(runs):
        for kind, its in zip(kinds, seen, strict=True):
            kind(its)
    return seen


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=Path("dist/topup-desk"))
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--orders", type=int, default=million.MILLION)
    parser.add_argument("--platform", default="offscreen", help="Qt's, for the windows")
    given = parser.parse_args()
    program, platform = given.folder.resolve(), given.platform
    with tempfile.TemporaryDirectory(prefix="topup-desk-packaged-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        bare = build_bare(folder)
        (folder / "shop").mkdir()
        million.left_in_the_evening(folder / "shop" / "orders.db", given.orders)
        seen = measured(
            [
                lambda seen: start_bare(bare, platform, folder / "told", seen),
                lambda seen: start_program(program, platform, folder, seen),
            ],
            given.runs,
        )
        _report(*seen)
        took = self_check(program, platform, folder / "check.json")
        print(f"folder {_size(program):.1f} MB   bare {_size(bare):.1f} MB   self-check {took}")  # noqa: T201


if __name__ == "__main__":
    main()
