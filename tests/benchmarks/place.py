"""How long the clerk waits: confirm key → form empty, cursor back. `python -m tests.benchmarks.place`

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

from PySide6.QtCore import Qt

from tests.ui.desk import open_desk, press, run_by_hand

ROUNDS = 31


def bare_commit(connection: sqlite3.Connection) -> float:
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare VALUES (?)", ("x" * 200,))
    connection.execute("COMMIT")
    return time.perf_counter() - begun


async def measure() -> None:
    placing, committing = [], []
    with tempfile.TemporaryDirectory() as folder:
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute("CREATE TABLE bare (text TEXT)")
        async with open_desk(Path(folder)) as desk:
            form = desk.window.recharge.form
            for number in range(ROUNDS):
                await desk.type_order(f"138001{number:05d}")
                begun = time.perf_counter()
                press(Qt.Key.Key_Return)
                while form.number.text() or not form.number.hasFocus():
                    await asyncio.sleep(0)
                placing.append(time.perf_counter() - begun)
                committing.append(bare_commit(bare))
        bare.close()
    place, commit = statistics.median(placing) * 1000, statistics.median(committing) * 1000
    print(f"confirm key → form ready: median {place:.1f} ms, worst of {ROUNDS} {max(placing) * 1000:.1f} ms")  # noqa: T201
    print(f"bare commit: median {commit:.2f} ms; ratio {place / commit:.1f}")  # noqa: T201


if __name__ == "__main__":
    run_by_hand(measure())
