"""Many schedules on several processes."""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context

from tests.simulation.mutants import switched_on
from tests.simulation.schedule import Result, run


@dataclass(slots=True)
class Tally:
    """What many schedules came to."""

    schedules: int = 0
    orders: int = 0
    kills: int = 0
    broken: list[str] = field(default_factory=list)
    last_trace: list[str] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    """How many schedules each kind of note was made in."""

    def add(self, result: Result, mutant: str | None) -> None:
        self.schedules += 1
        self.orders += result.orders
        self.kills += result.kills
        self.last_trace = result.trace
        self.happened.update({_kind(note) for note in result.trace})
        if result.violation:
            replay = f"python -m tests.simulation --seed {result.seed}" + (f" --mutant {mutant}" if mutant else "")
            self.broken.append(f"{result.violation}    replay: {replay}")

    def __str__(self) -> str:
        summary = f"{self.schedules} schedules, {self.orders} orders, {self.kills} kills: {len(self.broken)} violations"
        return "\n".join([*self.broken[:20], summary])


def _kind(note: str) -> str:
    """A note without its time, its numbers and its reasons."""
    return re.sub(r"[-+]?\d+", "N", note[11:]).partition(" (")[0]


def play_many(seeds: Iterable[int], jobs: int, mutant: str | None = None, *, until_broken: bool = False) -> Tally:
    """Play them all, or until the first violation; on processes of their own."""
    tally = Tally()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=quiet) as pool:
        for result in pool.map(partial(_play, mutant), seeds, chunksize=8):
            tally.add(result, mutant)
            if until_broken and tally.broken:
                pool.shutdown(cancel_futures=True)
                break
    return tally


def _play(mutant: str | None, seed: int) -> Result:
    with switched_on(mutant):
        return run(seed)


def quiet() -> None:
    """Coroutines of killed processes complain when they are collected, and the program logs its troubles."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.unraisablehook = lambda _unraisable: None
