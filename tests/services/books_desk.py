"""A desk where nothing is asked but what the test asks, and orders are taken along by hand."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import Balance, OrderReport, PushOutcome
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.services.desk import Desk
from desktop.services.orders.ordering import Draft
from desktop.wiring.desk import RunningDesk
from tests.conftest import running
from tests.fakes import FakeClock, FakeGateway


class BooksDesk:
    """A desk, its platform and its clock; `told` counts the announcements about the balance."""

    def __init__(self, parts: RunningDesk, gateway: FakeGateway, clock: FakeClock) -> None:
        self.parts, self.gateway, self.clock = parts, gateway, clock
        self.placed = 0
        self.told = 0
        parts.desk.runtime.changes.balance.subscribe(self._count)

    @property
    def desk(self) -> Desk:
        return self.parts.desk

    async def balance(self, money: int) -> None:
        """The platform tells this balance, and refunds are compared with it."""
        self.gateway.balance_outcome = Balance(money)
        assert await self.desk.books.balance.read()
        comparisons = [task for task in asyncio.all_tasks() if task.get_name() == "credit refunds"]
        await asyncio.gather(*comparisons, return_exceptions=True)

    async def place(self, *, price: int = 9_990, outcome: PushOutcome | None = None, mobile: str = "") -> Order:
        """An order of 100 yuan, answered."""
        self.placed += 1
        if outcome is not None:
            self.gateway.push_outcomes.append(outcome)
        number = mobile or f"138{self.placed:08d}"
        draft = await self.desk.orders.ordering.prepare(Request(number, 10_000, price, Speed.FAST))
        assert isinstance(draft, Draft)
        await self.desk.orders.ordering.place(draft)
        return await self.sent(draft.order_no)

    async def sent(self, order_no: str) -> Order:
        """The order once the answer to its push is stored."""
        while (order := await self.order(order_no)).standing is Standing.SENDING:
            await asyncio.sleep(0.005)
        return order

    async def report(self, order: Order, status: int, cost: int | None = 9_700, arrived: int | None = None) -> Order:
        """The platform tells this of the order when it is asked."""
        self.gateway.known[order.order_no] = OrderReport(status, order.order_number or "W1", cost, arrived)
        await self.desk.orders.tracking.ask(order.order_no)
        return await self.order(order.order_no)

    async def order(self, order_no: str) -> Order:
        sheet = await self.desk.history.history.sheet(order_no)
        assert sheet is not None
        return sheet.order

    def _count(self, _: None) -> None:
        self.told += 1


@asynccontextmanager
async def books_desk(folder: Path, clock: FakeClock | None = None) -> AsyncIterator[BooksDesk]:
    gateway, clock = FakeGateway(), clock or FakeClock()
    async with running(folder, gateway, clock, start=False) as parts:
        parts.book.start()
        await parts.desk.books.balance.load()
        yield BooksDesk(parts, gateway, clock)


async def fill_the_disk(parts: RunningDesk) -> None:
    """The database can take no other page: what a full disk comes to."""

    def fill(connection: sqlite3.Connection) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}").fetchall()

    await parts.database.run(fill)
