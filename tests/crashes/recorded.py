"""A day at the counter, quick: the real services with a platform in memory. `python -m tests.crashes.recorded FOLDER`

Run with its writes recorded. What left this computer and what the clerk was told go into files of their own, so that
the recording shows them in order with the database's writes.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from pathlib import Path

if "MUTANT" in os.environ:
    import tests.mutants.switch  # noqa: F401

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import Accepted, OrderReport, PushOutcome, Rejected, Unknown
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.request import Request
from desktop.services.clock import SystemClock
from desktop.services.orders.ordering import Draft
from desktop.services.runtime import Runtime
from desktop.storage.database import Database
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.upkeep.backups import Backups
from desktop.wiring.desk import planner, put_together
from tests.fakes import FakeGateway

DEPARTURES = "departures.txt"
ORDERS = 60


class Departures(FakeGateway):
    """Takes most orders; each that is pushed is written down first."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._rng = random.Random(1)
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def push(self, order: Order) -> PushOutcome:
        os.write(self._file, f"{order.order_no}\n".encode())
        await asyncio.sleep(0)
        number = f"W{order.order_no}"
        self.known[order.order_no] = OrderReport(2, number, 4900)
        outcomes: list[PushOutcome] = [Accepted(number), Accepted(number), Rejected("1", "no"), Unknown("timeout")]
        return self._rng.choice(outcomes)


async def main(folder: Path) -> None:
    """Place the orders and let most of them be decided; then stop without closing anything."""
    plan = PollPlan(fast_first=(0.01,), fast_floor=0.02, watch_floor=3600)
    database = Database(folder / "orders.db")
    await database.open()
    orders = OrderStore(database, planner(plan), Journal(folder / "orders.journal"), "77")
    gateway = Departures(folder / DEPARTURES)
    parts = put_together(Runtime(SystemClock()), database, orders, gateway, Backups(folder / "orders.db"))
    await parts.start()
    for number in range(ORDERS):
        request = Request(f"138{number:08d}", 5000, 5000, Speed.FAST)
        draft = await parts.desk.orders.ordering.prepare(request)
        assert isinstance(draft, Draft)
        await parts.desk.orders.ordering.place(draft)
        if number % 10 == 9:
            await database.run(lambda connection: connection.execute("PRAGMA wal_checkpoint").fetchall())
    while await orders.open_orders():
        await asyncio.sleep(0.02)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
