"""kill -9 at random points, under load, against a server that charges every push it gets."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import sys
import threading
from collections import Counter
from contextlib import closing
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from desktop.domain.orders.status import Standing
from tests.crashes import core
from tests.crashes.charging_server import PHASES, ChargingServer, charging_server

KILLS = 200
LIST_KILLS = 100
PATIENCE_S = 60.0
_ROUNDS = 8
_LONGEST_LIFE_S = 5.0

if sys.platform == "win32":
    _processes = multiprocessing.get_context("spawn")
else:
    _processes = multiprocessing.get_context("forkserver")
    _processes.set_forkserver_preload(["tests.crashes.core"])  # else each life would first import for half a second


@pytest.mark.slow
def test_two_hundred_kills_charge_nobody_twice_and_lose_nothing(tmp_path: Path) -> None:
    tally = kill_often(tmp_path, KILLS, seed=1)
    print(tally)  # noqa: T201
    assert tally["kills"] == KILLS
    assert tally["charged"] > KILLS, "the load was too light"
    assert tally["charged twice"] == 0
    assert tally["charged and not seen"] == 0
    assert tally["charged and not success in the end"] == 0
    assert tally["confirmed and lost"] == 0


@pytest.mark.slow
def test_the_kills_would_notice_a_program_that_sends_again_after_a_crash(tmp_path: Path) -> None:
    doubled = 0
    for seed in range(_ROUNDS):  # where a kill falls is up to the machine
        folder = tmp_path / str(seed)
        folder.mkdir()
        doubled += kill_often(folder, 40, seed, mutant="sending-back-in-the-queue")["charged twice"]
        if doubled:
            break
    assert doubled > 0


@pytest.mark.slow
def test_a_hundred_kills_while_lists_are_sent_charge_no_row_twice(tmp_path: Path) -> None:
    tally = kill_lists(tmp_path, LIST_KILLS, seed=3)
    print(tally)  # noqa: T201
    assert tally["kills"] == LIST_KILLS
    assert tally["charged"] > LIST_KILLS, "the load was too light"
    assert tally["rows charged twice"] == 0
    assert tally["charged without a row"] == 0
    assert tally["rows that were never sent"] == 0


@pytest.mark.slow
def test_the_kills_would_notice_rows_that_are_numbered_when_they_are_sent(tmp_path: Path) -> None:
    tally = kill_lists(tmp_path, 10, seed=4, mutant="rows-are-numbered-when-they-are-sent", finishes=False)
    assert tally["rows charged twice"] + tally["charged without a row"] > 0


def kill_lists(
    folder: Path, kills: int, seed: int, mutant: str | None = None, *, finishes: bool = True
) -> dict[str, int]:
    """Kill the program while it sends lists, let it send the rest, and count."""
    rng = random.Random(seed)
    with charging_server(seed) as server:
        done = 0
        for _ in range(kills):
            process = _processes.Process(target=core.sending_lists, args=(folder, server.url, mutant), daemon=True)
            done += kill_somewhere(process, server, rng)
        server.calm = True
        server.on_push = lambda _phase: None
        if finishes:
            rest = _processes.Process(target=core.until_sent, args=(folder, server.url), daemon=True)
            rest.start()
            rest.join(PATIENCE_S)
            assert rest.exitcode == 0, "it did not come to rest"
        return count_rows(folder, server) | {"kills": done}


def count_rows(folder: Path, server: ChargingServer) -> dict[str, int]:
    """The rows of all lists against what the server charged. Each row has a mobile number of its own."""
    with closing(sqlite3.connect(folder / "orders.db")) as connection:
        rows: dict[str, str] = dict(connection.execute("SELECT order_no, mobile FROM batch_rows WHERE queued"))
        orders: dict[str, str] = dict(connection.execute("SELECT order_no, mobile FROM orders"))
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    charged = list(server.charges.elements())
    of_mobile = Counter(orders.get(no, no) for no in charged)
    return {
        "charged": len(charged),
        "rows charged twice": sum(times > 1 for times in of_mobile.values()),
        "charged without a row": len(set(charged) - rows.keys()),
        "rows that were never sent": len(rows.keys() - orders.keys()),
    }


def kill_often(folder: Path, kills: int, seed: int, mutant: str | None = None) -> dict[str, int]:
    """Start and kill the program, let it come to rest once, and count."""
    rng = random.Random(seed)
    with charging_server(seed) as server:
        done = 0
        for number in range(kills):
            process = _processes.Process(
                target=core.under_load, args=(folder, server.url, seed + number, mutant), daemon=True
            )
            done += kill_somewhere(process, server, rng)
        server.calm = True
        server.on_push = lambda _phase: None
        rest = _processes.Process(target=core.until_known, args=(folder, server.url), daemon=True)
        rest.start()
        rest.join(PATIENCE_S)
        assert rest.exitcode == 0, "it did not come to rest"
        return count(folder, server) | {"kills": done}


def kill_somewhere(process: BaseProcess, server: ChargingServer, rng: random.Random) -> int:
    """Kill the process in a random phase of a random push, or while it starts; 1 if it was alive until then."""
    phase, pushes = rng.choice(PHASES), rng.randint(1, 12)
    reached = threading.Event()
    seen = 0

    def watch(now_in: str) -> None:
        nonlocal seen
        seen += now_in == phase
        if seen == pushes:
            reached.set()
            process.kill()

    while_starting = rng.random() < 0.15
    server.on_push = (lambda _phase: None) if while_starting else watch
    process.start()
    if while_starting:
        process.join(rng.uniform(0.0, 0.1))
    else:
        reached.wait(_LONGEST_LIFE_S)
    alive = reached.is_set() or process.exitcode is None
    process.kill()
    process.join(PATIENCE_S)
    assert process.exitcode is not None
    return int(alive)


def count(folder: Path, server: ChargingServer) -> dict[str, int]:
    """What the database says against what the server charged."""
    with closing(sqlite3.connect(folder / "orders.db")) as connection:
        rows: dict[str, str] = dict(connection.execute("SELECT order_no, standing FROM orders").fetchall())
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    started = set((folder / "started.txt").read_text().split())
    charged = set(server.charges)
    return {
        "orders": len(rows),
        "charged": len(charged),
        "charged twice": sum(times > 1 for times in server.charges.values()),
        "charged and not seen": len(charged - rows.keys()),
        "charged and not success in the end": sum(rows.get(no) != Standing.SUCCESS for no in charged),
        "unconfirmed in the end": sum(standing == Standing.UNKNOWN for standing in rows.values()),
        "confirmed and lost": len(started - rows.keys()),
    }
