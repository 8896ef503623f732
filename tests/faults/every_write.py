"""Fails each write of a day in turn: `LD_PRELOAD=fail_writes.so python -m tests.faults.every_write FOLDER …`

Each try is a process of its own, forked from one that has imported everything; so is the start on what it left.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import errno
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

if "MUTANT" in os.environ:
    import tests.mutants.switch  # noqa: F401

import psutil  # noqa: F401  (these two are imported late by the program, and would be in every child anew)
import sqlite_utils  # noqa: F401

from desktop.storage.schema import migrations  # noqa: F401
from tests.faults import promises, shop

ONCE, FROM_ON, HALF = range(3)
WAYS = {
    "EIO once": (errno.EIO, ONCE),
    "disk full from then on": (errno.ENOSPC, FROM_ON),
    "disk full once": (errno.ENOSPC, ONCE),
    "EIO from then on": (errno.EIO, FROM_ON),
    "half a write, then EIO": (errno.EIO, HALF),
}
IN_TURN = "each write in one of these ways"
MOST = 2000


@dataclass(frozen=True, slots=True)
class Try:
    """One day: which write failed, and in which way; `failed` is False where the day had fewer writes."""

    way: str
    which: int
    failed: bool
    broken: list[str]
    refused: int


def one(base: Path, way: str, which: int) -> Try:
    """Play a day in which this write fails, then start without faults."""
    folder, outside = base / "data", base / "outside"
    for old in (folder, outside):
        shutil.rmtree(old, ignore_errors=True)
        old.mkdir()
    notes = outside / "noted.txt"
    notes.touch()

    def play() -> None:
        shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
        error, how = WAYS[way]
        shim.fail_writes_arm(str(folder).encode(), ctypes.c_long(which), error, how)
        shop.play(folder, notes)
        (outside / "seen.txt").write_text(str(shim.fail_writes_seen()))

    def look() -> None:
        (outside / "broken.json").write_text(json.dumps(asyncio.run(promises.broken(folder, notes))))

    codes = [_forked(play), _forked(look)]
    broken = [f"the {name} ended with {code}" for name, code in zip(("day", "next start"), codes, strict=True) if code]
    report = outside / "broken.json"
    broken += json.loads(report.read_text()) if report.exists() else []
    seen = int((outside / "seen.txt").read_text()) if (outside / "seen.txt").exists() else which
    noted = [json.loads(line) for line in notes.read_text("utf-8").splitlines()]
    if seen < which:
        broken += _unfinished(noted)
    return Try(way, which, seen >= which, broken, sum(line["what"] in ("refused", "not placed") for line in noted))


def _unfinished(noted: list[dict[str, str]]) -> list[str]:
    """A day without a fault must go through: else these days prove nothing."""
    kept = [line["step"] for line in noted if line["what"] == "kept"]
    wanted = ["place"] * 4 + ["cash", "note", "deposit", "close", "backup", "send again", "place"]
    refused = [line for line in noted if line["what"] in ("refused", "not placed", "broken")]
    return [] if kept == wanted and not refused else [f"a day without a fault: {kept}, {refused}"]


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """Print a line of JSON for each day, until one had fewer writes than were to fail."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("way", choices=[*WAYS, IN_TURN])
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=MOST)
    parser.add_argument("--step", type=int, default=1)
    options = parser.parse_args()
    ways = list(WAYS) if options.way == IN_TURN else [options.way]
    for which in range(options.first, options.last + 1, options.step):
        done = one(options.folder, ways[which % len(ways)], which)
        sys.stdout.write(
            json.dumps(
                {"which": which, "way": done.way, "failed": done.failed, "broken": done.broken, "refused": done.refused}
            )
            + "\n"
        )
        sys.stdout.flush()
        if not done.failed:
            break


if __name__ == "__main__":
    main()
