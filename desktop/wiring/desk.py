"""Builds a running desk without its window, and shuts it down in order."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from desktop import __version__
from desktop.domain.orders.order import Order
from desktop.domain.orders.poll_plan import PRACTICE_PLAN, PollPlan
from desktop.domain.right import Right
from desktop.domain.upkeep.backup import BackupKind
from desktop.domain.upkeep.upgrade import UpgradeProgress
from desktop.gateway.client import WikeyunGateway
from desktop.services.account_access import AccountAccess
from desktop.services.batch.wiring import batch_services
from desktop.services.books.wiring import book_services
from desktop.services.clock import SystemClock
from desktop.services.desk import Desk
from desktop.services.history.wiring import history_services
from desktop.services.leaving import Leaving
from desktop.services.orders.order_book import OrderBook
from desktop.services.orders.wiring import order_services
from desktop.services.ports import Gateway, ReleaseFeed
from desktop.services.reachability import Reachability
from desktop.services.runtime import Runtime
from desktop.services.staff.auditing import Auditing
from desktop.services.staff.staff import Staff
from desktop.services.upkeep.disk_watch import DiskState, DiskWatch
from desktop.services.upkeep.releases import Releases
from desktop.services.upkeep.safekeeping import Safekeeping
from desktop.services.upkeep.wiring import UpkeepServices
from desktop.services.watched_gateway import WatchedGateway
from desktop.settings import Settings
from desktop.storage.database import Database
from desktop.storage.errors import MissingDatabaseError
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.limit_store import LimitStore
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.schema.file_format import PRACTICE_ID, SHOP_ID
from desktop.storage.staff.audit_store import AuditStore
from desktop.storage.staff.staff_store import StaffStore, has_staff
from desktop.storage.upkeep.backups import Backups
from desktop.system.paths import DataFolder, resource
from desktop.wiring.gateways import PRACTICE_STORE, Mode, PracticeMode, ShopMode, practice_gateway, shop_gateway

_OF_THE_SHOP = frozenset({Right.PRICES, Right.ACCOUNT})
"""Settings are the shop's in practice mode, too, where nobody signs in."""


class RunningDesk:
    """The desk with its database, order store and gateway."""

    def __init__(self, desk: Desk, database: Database, orders: OrderStore, book: OrderBook, gateway: Gateway) -> None:
        self.desk = desk
        self.database = database
        self.orders = orders
        self.book = book
        self._gateway = gateway

    async def start(self) -> None:
        """Recover unfinished work of the last process, then start to track open orders. Raises StorageError."""
        desk, tasks = self.desk, self.desk.runtime.tasks
        left = await self.orders.recover(desk.runtime.clock.now())
        await desk.staff.load()
        await desk.orders.limiting.load()
        await desk.books.balance.load()
        await desk.batch.sending.recover()
        self.book.start()
        if left:
            tasks.read("recovery", self.book.bring_back_rest())
        tasks.keep("balance", desk.books.balance.run)
        tasks.keep("tracking", desk.orders.tracking.run)
        tasks.keep("batches", desk.batch.sending.run)
        tasks.keep("safekeeping", desk.upkeep.safekeeping.run)
        tasks.keep("account check", desk.orders.account_check.run)
        tasks.keep("disk", desk.upkeep.disk.run)
        tasks.keep("audit", desk.auditing.run)
        tasks.keep("usual times", desk.books.reporting.run)
        if desk.upkeep.releases.by_itself:
            tasks.keep("releases", desk.upkeep.releases.run)

    async def shutdown(self, grace: float, *, at_exit: bool = False) -> None:
        """Give pushes in flight `grace` seconds, store their outcomes, close the database. Nothing is lost.

        `at_exit`: back up the orders once more, for some seconds at most.
        """
        desk = self.desk
        async with AsyncExitStack() as steps:  # each step runs, even if others fail
            steps.push_async_callback(self._gateway.aclose)
            steps.push_async_callback(self.database.close)
            if at_exit:
                steps.push_async_callback(desk.upkeep.safekeeping.back_up_last)
            steps.push_async_callback(self.book.close)
            steps.push_async_callback(desk.runtime.tasks.shutdown, grace)
            steps.push_async_callback(desk.upkeep.safekeeping.stop)


async def assemble(
    mode: Mode,
    folder: DataFolder,
    settings: Settings,
    *,
    begin_anew: bool = False,
    upgrading: Callable[[UpgradeProgress], object] = lambda _progress: None,
) -> RunningDesk:
    """Open the database and build the desk on it; `upgrading` is called as `Database.open` does.

    Raises the errors of `Database.open` and `shop_gateway`, and MissingDatabaseError if orders were stored before but
    their database is gone, unless the clerk chose to start with an empty one (`begin_anew`).
    """
    practice = isinstance(mode, PracticeMode)
    plan = PRACTICE_PLAN if practice else settings.poll
    file, journal = folder.database(practice=practice), Journal(folder.journal(practice=practice))
    application_id, store_id = identity_of(mode)
    backups = Backups(file, application_id)
    if not begin_anew and _is_blank(file) and (journal.exists or backups.all() or _traces(file)):
        raise MissingDatabaseError(str(file))
    database = Database(file, application_id)
    gateway: WikeyunGateway | None = None
    try:
        copied = partial(_copied_before_upgrade, backups)
        opening = asyncio.ensure_future(database.open(copied, upgrading))
        orders = OrderStore(database, planner(plan), journal, store_id)
        if isinstance(mode, ShopMode):
            try:
                gateway = await asyncio.to_thread(shop_gateway, mode, settings)  # 12 ms, mostly httpx's late imports
            finally:
                await opening
        else:
            await opening
            gateway = await practice_gateway(orders, settings)
    except BaseException:
        await database.close()
        if gateway is not None:
            await gateway.aclose()
        raise
    runtime = Runtime(SystemClock())
    releases = _releases(runtime, folder, settings, by_itself=isinstance(mode, ShopMode))
    shared = settings.shared_account and isinstance(mode, ShopMode)
    staff = await _staff(mode, folder, runtime, database)
    return put_together(runtime, database, orders, gateway, backups, releases, shared=shared, staff=staff)


async def _staff(mode: Mode, folder: DataFolder, runtime: Runtime, database: Database) -> Staff:
    """The desk's people; in practice mode the settings of a shop with a staff list are withheld."""
    if isinstance(mode, ShopMode):
        return Staff(runtime, StaffStore(database), mode.account.app_secret, frozenset())
    of_shop = await asyncio.to_thread(has_staff, folder.database(practice=False))
    return Staff(runtime, StaffStore(database), "", _OF_THE_SHOP if of_shop else frozenset())


def identity_of(mode: Mode) -> tuple[int, str]:
    """The identity of a mode's database: the application id in the file, and the store id."""
    return (SHOP_ID, mode.account.store_id) if isinstance(mode, ShopMode) else (PRACTICE_ID, PRACTICE_STORE)


def _copied_before_upgrade(backups: Backups, _version: int) -> None:
    backups.copy(BackupKind.UPGRADE, time.time())


def _is_blank(file: Path) -> bool:
    return not file.exists() or file.stat().st_size == 0


def _traces(file: Path) -> list[Path]:
    """Other traces of orders stored here; SQLite would delete the write-ahead log of an empty file."""
    return [*file.parent.glob(f"{file.name}-wal"), *file.parent.glob("set-aside-*.db")]


def put_together(
    runtime: Runtime,
    database: Database,
    orders: OrderStore,
    gateway: Gateway,
    backups: Backups,
    releases: Releases | None = None,
    *,
    shared: bool = False,
    staff: Staff | None = None,
) -> RunningDesk:
    """Build the services on an open database and a gateway. Without `releases` the desk does not look for newer
    versions. `shared` as in the settings.
    """
    changes = runtime.changes
    database.on_damage, database.on_moved = changes.damage.announce, changes.moved.announce
    watched = WatchedGateway(gateway, Reachability(runtime.clock, changes), AccountAccess(runtime.clock, changes))
    book = OrderBook(runtime, orders)
    books = book_services(runtime, database, orders, book, watched, shared=shared)
    history = history_services(runtime, database, orders)
    ordering = order_services(runtime, orders, book, watched, books.balance, LimitStore(database))
    disk = DiskWatch(runtime, database.file.parent)
    desk = Desk(
        runtime=runtime,
        reachability=watched.reachability,
        access=watched.access,
        orders=ordering,
        books=books,
        history=history,
        upkeep=UpkeepServices(
            Safekeeping(runtime, backups, orders.store_id),
            releases or Releases(runtime, __version__, lambda: None, None, by_itself=False),
            disk,
        ),
        leaving=Leaving(book, history.history, books),
        staff=staff or Staff(runtime, StaffStore(database)),
        auditing=Auditing(runtime, AuditStore(database, orders.journal)),
        batch=batch_services(
            runtime,
            database,
            ordering,
            watched,
            lambda: books.balance.left,
            lambda: disk.state is not DiskState.ROOMY,
        ),
    )
    return RunningDesk(desk, database, orders, book, watched)


def _releases(runtime: Runtime, folder: DataFolder, settings: Settings, *, by_itself: bool) -> Releases:
    def feed() -> ReleaseFeed | None:
        from desktop.releases.client import ReleaseClient
        from desktop.releases.publisher import publisher_of

        publisher = publisher_of(resource("release", "feed.json"))
        return None if publisher is None else ReleaseClient(publisher, settings.proxy)

    return Releases(runtime, __version__, feed, folder.release_file, by_itself=by_itself)


def planner(plan: PollPlan) -> Callable[[Order, float], float | None]:
    """The plan's `next_ask` with a random jitter."""
    return lambda order, now: plan.next_ask(order, now, random.uniform(-1, 1))
