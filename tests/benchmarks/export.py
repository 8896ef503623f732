"""Writing a million orders to files: `python -m tests.benchmarks.export [--orders N]`.

In turn, in one run: a bare cursor loop with the csv module over the same columns, our .csv, our .xlsx. Prints medians,
ratios, how much memory grew, and how late a thread that wakes every 2 ms was at worst (so would the window have been).
"""

from __future__ import annotations

import argparse
import csv
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from desktop.domain.history.search import Search
from desktop.domain.mobile import Operator
from desktop.domain.orders.amounts import RefundWord
from desktop.domain.orders.cause import Cause
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing
from desktop.exchange.table import Column, Table, write
from desktop.services.history.exporting import KINDS
from desktop.storage.database import reading
from desktop.storage.history.export import COLUMNS, Words, exported_rows
from tests.benchmarks.million import MILLION, database

ROUNDS = 3
WORDS = Words(
    {standing: standing.value for standing in Standing},
    {None: "", **{operator: operator.value for operator in Operator}},
    {speed: speed.name for speed in Speed},
    {cause: cause.value for cause in Cause},
    {word: word.value for word in RefundWord},
    {},
)


class Watcher:
    """Wakes every 2 ms and notes how late it was at worst, and how much memory there was at most."""

    def __enter__(self) -> Watcher:
        self.worst = self.memory = 0.0
        self._stop = threading.Event()
        self._before = psutil.Process().memory_info().rss
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        count = 0
        while not self._stop.is_set():
            begun = time.perf_counter()
            time.sleep(0.002)
            self.worst = max(self.worst, (time.perf_counter() - begun - 0.002) * 1000)
            count += 1
            if count % 50 == 0:
                self.memory = max(self.memory, (psutil.Process().memory_info().rss - self._before) / 1e6)


def bare(file: Path, target: Path) -> None:
    connection = reading(file)
    with target.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(connection.execute(f"SELECT {COLUMNS} FROM orders ORDER BY id DESC"))
    connection.close()


def ours(file: Path, target: Path) -> None:
    columns = [Column(f"column {number}", kind, 14) for number, kind in enumerate(KINDS)]
    with exported_rows(file, Search(), WORDS) as found:
        write(target, Table("orders", columns), found.rows, found.count, lambda _rows: None)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=MILLION)
    file = database(parser.parse_args().orders)
    sides: dict[str, tuple[Callable[[Path, Path], None], str]] = {
        "bare": (bare, "a.csv"),
        "csv": (ours, "b.csv"),
        "xlsx": (ours, "b.xlsx"),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    worst: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for name, (work, target) in sides.items():
                with Watcher() as watcher:
                    begun = time.perf_counter()
                    work(file, Path(folder) / target)
                    times[name].append(time.perf_counter() - begun)
                worst[name].append((watcher.worst, watcher.memory))
    medians = {name: statistics.median(one) for name, one in times.items()}
    baseline = {"bare": "bare", "csv": "bare", "xlsx": "csv"}
    for name, seconds in medians.items():
        late, memory = max(one[0] for one in worst[name]), max(one[1] for one in worst[name])
        ratio = seconds / medians[baseline[name]]
        print(f"{name:5} {seconds:6.2f} s  {ratio:5.2f}× {baseline[name]:5} late {late:6.1f} ms, +{memory:.0f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
