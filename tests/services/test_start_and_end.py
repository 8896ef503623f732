"""The order of things at the start and at the end of a desk."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.account import Account
from desktop.domain.orders.events import Placed
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import Accepted, OrderReport, PushOutcome
from desktop.domain.orders.status import Standing
from desktop.settings import Settings
from desktop.storage.errors import StorageError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Sent
from desktop.storage.orders.order_store import OrderStore
from desktop.system.paths import DataFolder
from desktop.wiring import desk as wiring
from desktop.wiring.gateways import ShopMode
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway
from tests.services.test_ordering import drafted, standing, stored


async def test_nothing_is_asked_and_nothing_sent_before_the_last_process_is_recovered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.RUNNING)
    Journal(tmp_path / "orders.journal").append(
        Sent(Placed(clock.now(), "T-lost", "77", "13900139000", 5000, 5000, 1), clock.now(), 1)
    )
    clock.jump(3600)  # the question about the running order is due
    gateway.asked.clear()
    gateway.balance_reads = 0
    recover = OrderStore.recover

    async def slow(self: OrderStore, now: float) -> None:
        for _ in range(50):  # far longer than a loop needs to ask for the first time
            await asyncio.sleep(0.005)
        assert (gateway.asked, gateway.balance_reads, gateway.pushed[1:]) == ([], 0, [])
        await recover(self, now)

    monkeypatch.setattr(OrderStore, "recover", slow)
    async with running(tmp_path, gateway, clock) as parts:
        assert (await stored(parts, "T-lost")).standing is Standing.UNKNOWN
        await clock.advance_until(lambda: draft.order_no in gateway.asked)


async def test_at_the_end_what_came_of_a_push_is_stored_before_the_database_is_closed(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.hold_pushes.clear()
    async with running(tmp_path, gateway, FakeClock()) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await until(lambda: gateway.pushed)
        asyncio.get_running_loop().call_later(0.1, gateway.hold_pushes.set)
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        assert connection.execute("SELECT standing FROM orders").fetchall() == [("running",)]


async def test_at_the_end_an_answer_that_waits_to_be_written_is_written(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, FakeClock()) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.RUNNING)
        gateway.query_default = OrderReport(2, "W1", 4900)
        parts.desk.runtime.tasks.read("ask", parts.desk.orders.tracking.ask(draft.order_no))
        async with asyncio.timeout(60):
            while not parts.book.waiting:  # looked at in every turn of the loop: it is written within a few ms
                await asyncio.sleep(0)
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        assert connection.execute("SELECT standing FROM orders").fetchall() == [("success",)]


async def test_an_answer_that_nobody_can_apply_leaves_the_order_unknown_and_is_told(tmp_path: Path) -> None:
    class Confused(FakeGateway):
        async def push(self, order: Order) -> PushOutcome:
            return Accepted("")  # taken, and not even a number

    platform = Confused()
    async with running(tmp_path, platform, FakeClock()) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.UNKNOWN)
        platform.known[draft.order_no] = OrderReport(2, "W1", 4900)
        await parts.desk.orders.tracking.ask(draft.order_no)
        assert (await stored(parts, draft.order_no)).standing is Standing.SUCCESS


async def test_the_client_is_closed_if_the_database_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []

    class Closing(FakeGateway):
        async def aclose(self) -> None:
            closed.append(True)

    folder = DataFolder(tmp_path)
    folder.database(practice=False).parent.mkdir()
    folder.database(practice=False).write_bytes(b"no database at all" * 500)
    monkeypatch.setattr(wiring, "shop_gateway", lambda *_args: Closing())
    with pytest.raises(StorageError):
        await wiring.assemble(ShopMode(Account("77", "1", "s3cret"), "http://127.0.0.1:9/"), folder, Settings())
    assert closed == [True]
