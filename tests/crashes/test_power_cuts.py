"""Power cuts: recorded writes replayed with the unsynced ones dropped or torn; every order that had left is there."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.status import Standing
from desktop.domain.orders.transitions import fold
from desktop.storage.database import Database
from desktop.storage.errors import StorageError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Sent
from desktop.storage.orders.order_store import OrderStore
from desktop.wiring.desk import planner
from tests.crashes import power
from tests.crashes.power import Write
from tests.crashes.recorded import ORDERS

IMAGES = 300

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("gcc") is None, reason="writes are recorded with gcc on Linux"
)


@pytest.fixture(scope="module")
def writes(tmp_path_factory: pytest.TempPathFactory) -> list[Write]:
    """What one busy run wrote, in order."""
    folder = tmp_path_factory.mktemp("recorded")
    library = power.recorder(tmp_path_factory.mktemp("recorder"))
    return power.record(library, folder, folder.parent / "writes.log")


@pytest.mark.slow
async def test_no_power_cut_loses_an_order_that_had_left(writes: list[Write], tmp_path: Path) -> None:
    rng = random.Random(7)
    seen = 0
    for number in range(IMAGES):
        folder = tmp_path / str(number)
        folder.mkdir()
        departed = power.cut(writes, rng.randint(1, len(writes)), rng, folder)
        assert await missing(folder, departed) == set(), f"image {number}"
        seen += len(departed)
        shutil.rmtree(folder)
    print(f"{IMAGES} images, {seen} departed orders looked for")  # noqa: T201
    assert seen > IMAGES * ORDERS / 4


@pytest.mark.slow
async def test_the_cuts_would_notice_a_database_that_does_not_wait_for_the_disk(
    writes: list[Write], tmp_path: Path
) -> None:
    unsynced = [write for write in writes if write.kind != "s" or write.name == "orders.journal"]
    rng, harmed = random.Random(7), 0
    for number in range(40):
        folder = tmp_path / str(number)
        folder.mkdir()
        departed = power.cut(unsynced, rng.randint(1, len(unsynced)), rng, folder)
        try:
            harmed += bool(await missing(folder, departed))
        except (StorageError, sqlite3.Error):
            harmed += 1
    assert harmed > 0


async def missing(folder: Path, departed: set[str]) -> set[str]:
    """Start on what the cut left: departed orders that the database lacks, or says not to have been sent, and those
    that the journal lacks."""
    file, journal = folder / "orders.db", Journal(folder / "orders.journal")
    database = Database(file)
    try:
        await database.open()
        orders = OrderStore(database, planner(PollPlan()), journal, "77")
        kept = {order.order_no for order in await orders.on_desk(0.0, 10_000)}
        await orders.recover(1_795_396_344.0)
        found = {order.order_no: order for order in await orders.on_desk(0.0, 10_000)}
        for order_no, order in found.items():
            assert fold(await orders.history(order_no)) == order
    finally:
        await database.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    written_down = {one.first.order_no for one in journal.newest_first() if isinstance(one, Sent)}
    untrue = {no for no, order in found.items() if order.standing in (Standing.NOT_SENT, Standing.NEW)}
    return (departed - kept) | (departed - written_down) | (departed & untrue)
