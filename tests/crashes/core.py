"""The program without its window, under load: real services, database, journal and HTTP. It expects to be killed."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

from desktop.domain.account import Account
from desktop.domain.batch.batch import BatchState, Bounds, Source, StagedRow
from desktop.domain.batch.verdict import Terms
from desktop.domain.orders.offer import at_face
from desktop.domain.orders.order import Speed
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from desktop.services.batch.lists import BatchDesk, Listed
from desktop.services.clock import SystemClock
from desktop.services.orders.ordering import Draft, Started
from desktop.services.runtime import Runtime
from desktop.storage.database import Database
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.upkeep.backups import Backups
from desktop.system.instance_lock import InstanceLock
from desktop.wiring.desk import RunningDesk, planner, put_together
from tests.simulation.mutants import switched_on

FACE = 5000
LIST_ROWS = 60
_AT_ONCE = 4
_NUMBERS = [f"138{number:08d}" for number in range(100, 160)]
_PLAN = PollPlan(fast_first=(0.05, 0.2), fast_floor=0.3, fast_cap=1.0, watch_floor=3600.0, refused_first=(0.1, 0.2))


def under_load(folder: Path, url: str, seed: int, mutant: str | None = None) -> None:
    """Place orders, many at once, and follow them, for ever. What was confirmed is appended to `started.txt`."""
    with switched_on(mutant):
        asyncio.run(_run(folder, url, lambda parts: _place_for_ever(parts, folder, random.Random(seed))))


def sending_lists(folder: Path, url: str, mutant: str | None = None) -> None:
    """Send one list after the other, for ever; go on with those that a kill has interrupted."""
    with switched_on(mutant):
        asyncio.run(_run(folder, url, _send_for_ever))


def until_sent(folder: Path, url: str) -> None:
    """Send what is left of all lists, then as `until_known`."""
    asyncio.run(_run(folder, url, _send_the_rest))


def until_known(folder: Path, url: str) -> None:
    """Follow what is open until only such orders are unconfirmed as the platform does not know."""
    asyncio.run(_run(folder, url, _settled))


async def _run(folder: Path, url: str, work: Callable[[RunningDesk], Awaitable[None]]) -> None:
    lock = InstanceLock(folder)
    assert lock.acquire(), "the dead process still holds the folder"
    database = Database(folder / "orders.db")
    await database.open()
    orders = OrderStore(database, planner(_PLAN), Journal(folder / "orders.journal"), "77")
    timeouts = Timeouts(2.0, 2.0, 3.0)
    gateway = WikeyunGateway(
        Account("77", "10001", "s3cret"),
        GatewayConfig(base_url=url, timeouts=timeouts),
        Pace(500.0, 50),
        Wire.over_network(timeouts),
    )
    parts = put_together(Runtime(SystemClock()), database, orders, gateway, Backups(database.file))
    await parts.start()
    await work(parts)
    await parts.shutdown(5.0)
    lock.release()


async def _place_for_ever(parts: RunningDesk, folder: Path, rng: random.Random) -> None:
    started = os.open(folder / "started.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    await asyncio.gather(*(_clerk(parts, started, rng) for _ in range(_AT_ONCE)))


async def _clerk(parts: RunningDesk, started: int, rng: random.Random) -> None:
    while True:
        draft = await parts.desk.orders.ordering.prepare(Request(rng.choice(_NUMBERS), FACE, FACE, Speed.FAST))
        if isinstance(draft, Draft):
            clicks = [parts.desk.orders.ordering.place(draft) for _ in range(rng.choice([1, 2]))]
            for outcome in await asyncio.gather(*clicks):
                if isinstance(outcome, Started):
                    os.write(started, f"{draft.order_no}\n".encode())
        await asyncio.sleep(rng.choice([0.0, 0.005, 0.02]))


async def _send_for_ever(parts: RunningDesk) -> None:
    batch = _prepared(parts)
    while True:
        found = await batch.newest()
        if await _resumed(parts, found):
            first = len(found) * LIST_ROWS
            rows = [
                StagedRow(0, row, "", f"15{first + row:09d}", FACE, note=f"{first + row}") for row in range(LIST_ROWS)
            ]
            opened = await batch.stage(Source("list", rows), "")
            await batch.confirm(opened, "")
        await asyncio.sleep(0.02)


async def _send_the_rest(parts: RunningDesk) -> None:
    batch = _prepared(parts)
    while not await _resumed(parts, await batch.newest()):
        await asyncio.sleep(0.02)
    await _settled(parts)


def _prepared(parts: RunningDesk) -> BatchDesk:
    batch = parts.desk.batch
    batch.terms = Terms(at_face(FACE // 100))
    batch.sending.bounds = Bounds(500, 500, 500)
    return batch


async def _resumed(parts: RunningDesk, found: list[Listed]) -> bool:
    """Go on with every list that is paused; whether all are sent. One that was staged and not confirmed is removed."""
    for listed in found:
        if listed.batch.state is BatchState.PAUSED:
            await parts.desk.batch.sending.resume(listed.batch.id)
        elif listed.batch.state is BatchState.STAGED:
            await parts.desk.batch.remove(listed.batch.id)
    return all(listed.batch.state is BatchState.DONE for listed in found)


async def _settled(parts: RunningDesk) -> None:
    """Every order that is still open has been asked about in this run and was not found."""
    while True:
        undecided = await parts.orders.open_orders()
        if all(order.standing is Standing.UNKNOWN and order.declined for order in undecided):
            return
        await asyncio.sleep(0.05)
