"""Another program gets the orders when this one has let go of all of them, and not before."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.upkeep.backup import Backup, BackupKind
from desktop.storage.database import Database
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.upkeep.backups import Backups
from desktop.system.instance_lock import InstanceLock
from desktop.ui.window.main_window import MainWindow
from tests.conftest import until
from tests.end_to_end.driving import desk, leave_anyway, place, program, pushes, states
from tests.platform_server import hangs, platform_server, says
from tests.ui.desk import visible

TAKEN = says({"code": "0000", "msg": "ok", "data": {"order_number": "W1", "money": "5"}})


def is_free(folder: Path) -> bool:
    lock = InstanceLock(folder / "shop")
    got = lock.acquire()
    lock.release()
    return got


@contextmanager
def open_databases(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[Database], list[str]]]:
    """Every database that is opened from now on, and the calls that wait for one to write or close."""
    opened: list[Database] = []
    under_way: list[str] = []
    begin = Database.open

    def counted(name: str) -> None:
        call = getattr(Database, name)

        async def counting(self: Database, *args: Any) -> Any:
            under_way.append(name)
            try:
                return await call(self, *args)
            finally:
                under_way.remove(name)

        monkeypatch.setattr(Database, name, counting)

    async def watched(self: Database, *args: Any) -> None:
        opened.append(self)
        await begin(self, *args)

    monkeypatch.setattr(Database, "open", watched)
    counted("run")
    counted("close")
    yield opened, under_way


async def test_while_a_push_is_in_flight_the_closing_program_keeps_the_orders(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    async with platform_server() as server:
        provisioned(server.url)
        server.default = hangs()
        async with program(tmp_path) as running:
            window = await desk()
            tasks = window.opened.desk.runtime.tasks
            await place(window, "13800138000")
            await until(lambda: pushes(server))
            window.close()
            await leave_anyway()
            await until(lambda: tasks.closing)
            while not running.done():
                closed = not list(tmp_path.glob("shop/*-wal"))
                if is_free(tmp_path):
                    assert closed, "another program could have begun"
                await asyncio.sleep(0.02)
            assert await running == 0
        assert states(tmp_path) == [("13800138000", "unknown")]
    assert is_free(tmp_path)


async def test_until_the_database_is_closed_nobody_else_gets_the_orders(
    tmp_path: Path, provisioned: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    async with platform_server() as server:
        provisioned(server.url)
        server.default = TAKEN
        with open_databases(monkeypatch) as (opened, under_way):
            async with program(tmp_path) as running:
                window = await desk()
                (database,) = opened
                held = asyncio.ensure_future(database.run(lambda _connection: go.wait(20)))
                await asyncio.sleep(0)
                window.leave()  # closing it would ask the database first, which waits for this write too
                await until(lambda: window.opened.desk.runtime.tasks.closing and len(under_way) > 1)
                for _ in range(40):  # far longer than everything else that ends takes
                    assert not is_free(tmp_path)
                    assert not running.done()
                    await asyncio.sleep(0.01)
                go.set()
                await held
                assert await running == 0
    assert is_free(tmp_path)


async def test_while_a_backup_is_put_back_nobody_else_gets_the_orders(
    tmp_path: Path, provisioned: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    restore = Backups.restore

    def watched(self: Backups, backup: Backup | None, now: float, store_id: str = "") -> Path | None:
        free.append(is_free(tmp_path))
        return restore(self, backup, now, store_id)

    monkeypatch.setattr(Backups, "restore", watched)
    provisioned("http://127.0.0.1:9/")
    async with program(tmp_path):
        await desk()
    backup = Backups(tmp_path / "shop" / "orders.db").copy(BackupKind.HOURLY, 1_795_396_344.0)
    async with program(tmp_path):
        window = await desk()
        window.restore_wanted.emit(backup)
        await until(lambda: visible(MainWindow) not in (None, window))
        await desk()
    assert free == [False]


async def test_nothing_can_be_ordered_before_the_last_process_is_recovered(
    tmp_path: Path, provisioned: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    recover, go = OrderStore.recover, asyncio.Event()

    async def slow(self: OrderStore, now: float) -> None:
        await go.wait()
        await recover(self, now)

    monkeypatch.setattr(OrderStore, "recover", slow)
    async with platform_server() as server:
        provisioned(server.url)
        server.default = TAKEN
        async with program(tmp_path):
            await until(lambda: visible(MainWindow))
            window = visible(MainWindow)
            assert window is not None
            for _ in range(40):
                assert not window.is_open
                await asyncio.sleep(0.01)
            assert server.received == []
            go.set()
            await place(await desk(), "13800138000")
            await until(lambda: pushes(server))
