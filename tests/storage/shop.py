"""A shop's stores on one real database, and orders taken along their ways in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT
from desktop.storage.books.balances import BalanceStore
from desktop.storage.books.closes import CloseStore
from desktop.storage.books.day_sums import ReportStore
from desktop.storage.books.ledger import LedgerStore
from desktop.storage.database import LOOK_FOR_FILES_S, Database
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore

STORE = "77"
NOW = 1_795_396_344.0
"""A Monday in November 2026, 09:52 in China."""
MOBILES = ("13800138000", "13300133000", "13000130000", "10000000000")


@dataclass
class Shop:
    """The stores of one account; `placed` counts the orders."""

    database: Database
    orders: OrderStore
    store_id: str = STORE
    placed: int = 0
    numbers: list[str] = field(default_factory=list)

    @property
    def balances(self) -> BalanceStore:
        return BalanceStore(self.database, self.store_id)

    @property
    def ledger(self) -> LedgerStore:
        return LedgerStore(self.database, self.store_id, self.orders.journal)

    @property
    def closes(self) -> CloseStore:
        return CloseStore(self.database, self.store_id, self.orders.journal)

    @property
    def reports(self) -> ReportStore:
        return ReportStore(self.database)

    async def read_balance(self, money: int, at: float = NOW) -> BalanceReading:
        """A reading in which nothing happened between question and answer."""
        return await self.balances.add(BalanceReading(at, money), await self.balances.mark())

    async def place(
        self,
        at: float = NOW,
        *,
        price: int = 9_990,
        mobile: str = "",
        speed: int = 1,
        note: str = "",
        paid_with: str = "",
    ) -> str:
        """An order of 100 yuan that is being sent."""
        self.placed += 1
        order_no = f"T{self.placed:05d}"
        number = mobile or f"138{self.placed:08d}"
        payer = "工地" if paid_with == CREDIT else ""
        first = ev.Placed(at, order_no, self.store_id, number, 10_000, price, speed, paid_with=paid_with, payer=payer)
        await self.orders.claim(first, note)
        self.numbers.append(order_no)
        return order_no

    async def try_again(self, earlier: Order, at: float = NOW, *, price: int = 9_990) -> str:
        """An order that is being sent in the place of one that failed, and with its cash."""
        self.placed += 1
        order_no = f"T{self.placed:05d}"
        links = earlier.order_no, earlier.price
        paid = earlier.paid_with, earlier.payer
        first = ev.Placed(at, order_no, self.store_id, earlier.mobile, 10_000, price, 1, "", *links, *paid)
        await self.orders.claim(first)
        self.numbers.append(order_no)
        return order_no

    async def record(self, order_no: str, event: ev.Event) -> Order:
        (order,) = await self.orders.record([(order_no, event)], event.at)
        return order

    async def report(
        self, order_no: str, status: int, at: float = NOW, *, cost: int | None = 9_700, arrived: int | None = None
    ) -> Order:
        return await self.record(order_no, ev.Reported(at, status, f"W{order_no}", cost, arrived, ""))

    async def sold(self, at: float = NOW) -> str:
        """An order that arrived."""
        order_no = await self.place(at)
        await self.report(order_no, 2, at + 30)
        return order_no

    async def every(self) -> list[Order]:
        return await self.orders.newest(10_000)


async def opened(folder: Path, look_every: float = LOOK_FOR_FILES_S) -> Shop:
    database = Database(folder / "orders.db", look_every=look_every)
    await database.open()
    return Shop(database, OrderStore(database, lambda _order, _now: None, Journal(folder / "orders.journal"), "77"))


@asynccontextmanager
async def shop(folder: Path) -> AsyncIterator[Shop]:
    made = await opened(folder)
    try:
        yield made
    finally:
        await made.database.close()
