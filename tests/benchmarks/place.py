"""What a customer costs the clerk: keys, seconds, and the wait. `python -m tests.benchmarks.place`

The real window is driven by keys from the empty form to the next empty form; the wait is that from the confirm key on,
until the form is empty and the cursor is back. Keys come as fast as the program takes them; 400 ms of the seconds are
the pause before the confirm key works.

Both sides are measured in turn in one run: the window on a real database, and a bare commit of SQLite (WAL,
synchronous=FULL), which no order can do without. Prints medians and their ratio.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.ui.desk import open_desk, press, run_by_hand

ROUNDS = 31


class KeyCount(QObject):
    """Counts the keys that reach the window; a chord with Alt is one."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        offered = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride  # each key is, first
        if isinstance(event, QKeyEvent) and offered and watched is QApplication.focusWidget():
            self.count += event.key() != Qt.Key.Key_Alt
        return False


def bare_commit(connection: sqlite3.Connection) -> float:
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare VALUES (?)", ("x" * 200,))
    connection.execute("COMMIT")
    return time.perf_counter() - begun


async def measure() -> None:
    placing, committing, serving, keys = [], [], [], KeyCount()
    with tempfile.TemporaryDirectory() as folder:
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute("CREATE TABLE bare (text TEXT)")
        async with open_desk(Path(folder)) as desk:
            form = desk.window.recharge.form
            app = QApplication.instance()
            assert app is not None
            app.installEventFilter(keys)
            for number in range(ROUNDS):
                started = time.perf_counter()
                await desk.type_order(f"138001{number:05d}")
                begun = time.perf_counter()
                press(Qt.Key.Key_Return)
                while form.number.text() or not form.number.hasFocus():
                    await asyncio.sleep(0)
                placing.append(time.perf_counter() - begun)
                serving.append(time.perf_counter() - started)
                committing.append(bare_commit(bare))
        bare.close()
    place, commit = statistics.median(placing) * 1000, statistics.median(committing) * 1000
    print(f"confirm key → form ready: median {place:.1f} ms, worst of {ROUNDS} {max(placing) * 1000:.1f} ms")  # noqa: T201
    print(f"a customer: {keys.count / ROUNDS:.0f} keys (11 digits and 3), median {statistics.median(serving):.2f} s")  # noqa: T201
    print(f"bare commit: median {commit:.2f} ms; ratio {place / commit:.1f}")  # noqa: T201


if __name__ == "__main__":
    run_by_hand(measure())
