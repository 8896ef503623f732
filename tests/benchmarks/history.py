"""The history tab on a million orders: painting, jumping, typing, memory. `python -m tests.benchmarks.history`

The real window, offscreen. Every figure stands beside its baseline, measured in turn in the same run: a repaint of the
same rows by a plain QTableView on a QStandardItemModel (C++), and a plain repaint of our own table.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop.services.history.history import Listing
from desktop.ui.history.columns import HistoryColumn
from desktop.ui.history.tab import HistoryTab
from desktop.ui.history.table import HistoryTable
from tests.benchmarks.million import MILLION, database
from tests.conftest import until
from tests.ui.desk import open_desk, run_by_hand

ROUNDS = 31
SEARCHES = ("7", "13", "138", "0815", "13800", "38001380", "13812345678", "T2026", "W79", "张三", "monthly", "zzz")


class Watch:
    """Tells when the table was painted with all its rows held. Waiting does not spin: it would take the interpreter
    from the thread that reads.
    """

    def __init__(self, table: HistoryTable) -> None:
        self.painted = asyncio.Event()
        self.listing: Listing | None = None
        paint = type(table).paintEvent

        def noted(this: HistoryTable, event: QPaintEvent) -> None:
            paint(this, event)
            if not this.rows.missing(*this.shown_rows()):
                self.painted.set()
                self.listing = this.rows.listing

        type(table).paintEvent = noted  # type: ignore[method-assign, assignment]


def plain_table(like: HistoryTable) -> QTableView:
    """What Qt itself offers, with the same rows, columns, widths and style."""
    model = QStandardItemModel(200, len(HistoryColumn))
    for number in range(200):
        row = like.rows.row(number % 20)
        assert row is not None
        for column in HistoryColumn:
            model.setItem(number, column, QStandardItem(row.texts[column]))
    table = QTableView()
    table.setModel(model)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(34)
    table.verticalHeader().hide()
    for column in HistoryColumn:
        table.setColumnWidth(column, like.columnWidth(column))
    table.resize(like.size())
    table.show()
    model.setParent(table)
    return table


def repaint(table: QTableView) -> float:
    begun = time.perf_counter()
    table.viewport().repaint()
    return (time.perf_counter() - begun) * 1000


async def jump(table: HistoryTable, watch: Watch, value: int) -> float:
    """Jump to a row → painted with what is there."""
    watch.painted.clear()
    begun = time.perf_counter()
    table.verticalScrollBar().setValue(value)
    await watch.painted.wait()
    return (time.perf_counter() - begun) * 1000


async def page_down(table: HistoryTable, watch: Watch) -> float:
    watch.painted.clear()
    begun = time.perf_counter()
    QTest.keyClick(table, Qt.Key.Key_PageDown)
    await watch.painted.wait()
    return (time.perf_counter() - begun) * 1000


async def key(tab: HistoryTab, watch: Watch, letter: str) -> float:
    """A key in the search box → the rows of what it finds painted."""
    begun = time.perf_counter()
    before = watch.listing
    if letter.isascii():
        QTest.keyClicks(tab.box, letter)
    else:
        tab.box.insert(letter)
    while watch.listing is before:
        watch.painted.clear()
        await watch.painted.wait()
    return (time.perf_counter() - begun) * 1000


async def measure_window(tab: HistoryTab, watch: Watch) -> None:
    table, draw = tab.table, random.Random(1)
    plain = plain_table(table)
    ours, theirs, jumps, downs = [], [], [], []
    for _ in range(ROUNDS):
        ours.append(repaint(table))
        theirs.append(repaint(plain))
        jumps.append(await jump(table, watch, draw.randrange(tab.rows.rowCount())))
        downs.append(await page_down(table, watch))
        await asyncio.sleep(0.02)
    plain.close()
    mine = say("repaint of the full table, C++ item model", theirs, None)
    own = say("repaint of the full table, ours", ours, mine)
    say("jump anywhere → painted", jumps, own)
    say("PgDn → painted", downs, own)


async def measure_keys(tab: HistoryTab, watch: Watch) -> None:
    table = tab.table
    table.verticalScrollBar().setValue(0)
    every, plain = [], []
    for word in SEARCHES:
        by_length: list[list[float]] = [[] for _ in word]
        for _ in range(11):
            tab.box.clear()
            await until(lambda: tab.rows.rowCount() > 900_000 and watch.listing is tab.rows.listing)
            await asyncio.sleep(0.05)
            plain.append(repaint(table))
            for place, letter in enumerate(word):
                by_length[place].append(await key(tab, watch, letter))
        every += [one for times in by_length for one in times]
        lengths = "  ".join(f"{statistics.median(times):.1f}" for times in by_length)
        print(f"  key → rows painted, {word:12} by length: {lengths} ms")  # noqa: T201
    own = say("plain repaint meanwhile", plain, None)
    say("key in the search box → rows painted", every, own)
    print(f"  p95 {statistics.quantiles(every, n=20)[-1] / own:.2f}×")  # noqa: T201


def say(name: str, times: list[float], baseline: float | None) -> float:
    median = statistics.median(times)
    ratio = "" if baseline is None else f"  {median / baseline:5.2f}×"
    print(f"{name:48} {median:7.2f} ms  worst {max(times):7.2f}{ratio}")  # noqa: T201
    return median


def memory() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


async def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(database(MILLION), Path(folder) / "orders.db")
        async with open_desk(Path(folder)) as desk:
            tab = desk.window.history
            watch = Watch(tab.table)
            desk.window.tabs.setCurrentWidget(tab)
            await until(lambda: tab.rows.rowCount() > 900_000)
            await asyncio.sleep(1)
            before = memory()
            await measure_window(tab, watch)
            await measure_keys(tab, watch)
            print(f"resident memory: {before:.0f} MB before browsing, {memory():.0f} MB after")  # noqa: T201


if __name__ == "__main__":
    database(MILLION)  # made before the event loop runs, where it is not there yet
    run_by_hand(measure())
