"""Python's cyclic garbage, collected on the GUI thread only (decisions/0018)."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_INTERVAL_MS = 100  # two hundred answers a second leave 3 ms of work in a second, and 0.3 ms in a tenth of it


@contextmanager
def collecting_here() -> Iterator[None]:
    """Until the context ends, garbage is collected by a timer of this thread.

    Left to itself, Python collects on whichever thread allocates at the moment, the database's say, and a QObject that
    is destroyed there takes its timers and the program down with it.
    """
    was_enabled = gc.isenabled()
    gc.freeze()  # what the start brought stays, its little garbage too: looking through it takes more than a frame
    gc.disable()
    timer = QTimer(interval=_INTERVAL_MS)
    timer.timeout.connect(collect_what_is_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python itself would."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > threshold > 0
    ]
    if due:
        gc.collect(max(due))
