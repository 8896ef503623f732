"""A database that is moved, deleted or replaced, or whose lock is deleted, takes no new orders, and says so once."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Speed
from desktop.domain.orders.request import Request
from desktop.services.orders.ordering import Draft, NotSaved, Started
from desktop.storage.database import LOOK_FOR_FILES_S
from desktop.storage.errors import MovedDatabaseError
from desktop.system.instance_lock import LOCK_NAME, InstanceLock
from tests.conftest import running
from tests.fakes import FakeClock, FakeGateway
from tests.storage.shop import NOW, STORE, Shop, opened

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of a file that is open")


@asynccontextmanager
async def locked_shop(folder: Path, look_every: float = LOOK_FOR_FILES_S) -> AsyncIterator[tuple[Shop, list[str]]]:
    lock, told = InstanceLock(folder), list[str]()
    assert lock.acquire()
    made = await opened(folder, look_every)
    made.database.on_moved = told.append
    try:
        yield made, told
    finally:
        await made.database.close()
        lock.release()


def moved(folder: Path) -> str:
    (folder / "orders.db").rename(folder / "elsewhere.db")
    return "orders.db"


def deleted(folder: Path) -> str:
    (folder / "orders.db").unlink()
    return "orders.db"


def replaced(folder: Path) -> str:
    shutil.copyfile(folder / "orders.db", folder / "older.db")
    os.replace(folder / "older.db", folder / "orders.db")
    return "orders.db"


def unlocked(folder: Path) -> str:
    (folder / LOCK_NAME).unlink()
    return LOCK_NAME


def locked_by_another(folder: Path) -> str:
    (folder / LOCK_NAME).unlink()
    (folder / LOCK_NAME).touch()
    return LOCK_NAME


def folder_moved(folder: Path) -> str:
    folder.rename(folder.with_name("elsewhere"))
    return "orders.db"


@pytest.mark.parametrize("how", [moved, deleted, replaced, unlocked, locked_by_another, folder_moved])
async def test_no_order_is_taken_but_results_are(tmp_path: Path, how: Callable[[Path], str]) -> None:
    async with locked_shop(tmp_path / "shop") as (shop, told):
        sold = await shop.place()
        missing = how(tmp_path / "shop")
        with pytest.raises(MovedDatabaseError, match=missing):
            await shop.place(mobile="13300133000")
        assert told == [missing]
        assert (await shop.report(sold, 2)).status == 2
        with pytest.raises(MovedDatabaseError):
            await shop.orders.claim(ev.Placed(NOW, "T1", STORE, "13000130000", 5000, 5000, 1))
        assert told == [missing], "once"


async def test_put_back_in_its_place_it_works_again(tmp_path: Path) -> None:
    async with locked_shop(tmp_path / "shop") as (shop, told):
        moved(tmp_path / "shop")
        with pytest.raises(MovedDatabaseError):
            await shop.place()
        (tmp_path / "shop" / "elsewhere.db").rename(tmp_path / "shop" / "orders.db")
        await shop.place()
        assert told == ["orders.db", ""]


async def test_it_is_noticed_without_an_order_too(tmp_path: Path) -> None:
    async with locked_shop(tmp_path / "shop", look_every=-1.0) as (shop, told):
        await shop.every()
        assert told == []
        deleted(tmp_path / "shop")
        await shop.every()
        assert told == ["orders.db"]


async def test_what_the_program_itself_does_is_no_alarm(tmp_path: Path) -> None:
    async with locked_shop(tmp_path / "shop", look_every=-1.0) as (shop, told):
        await shop.place()
        await shop.database.run(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        await shop.database.run(lambda connection: connection.execute("VACUUM").fetchall())
        os.utime(tmp_path / "shop" / "orders.db", (1, 1))
        (tmp_path / "shop").rename(tmp_path / "other")
        (tmp_path / "other").rename(tmp_path / "shop")
        await shop.place()
        assert told == []


async def test_the_clerk_is_refused_and_told(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        told: list[str] = []
        parts.desk.runtime.changes.moved.subscribe(told.append)
        outcomes = []
        for mobile in ("13800138000", "13900139000"):
            draft = await parts.desk.orders.ordering.prepare(Request(mobile, 5000, 5000, Speed.FAST))
            assert isinstance(draft, Draft)
            outcomes.append(type(await parts.desk.orders.ordering.place(draft)))
            if mobile == "13800138000":
                moved(tmp_path)
        assert outcomes == [Started, NotSaved]
        assert told == ["orders.db"]
