"""Builds every part of a running desk but its window, and takes it down again in order."""

from __future__ import annotations

import asyncio
import importlib
import random
import secrets
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from desktop import __version__, masking
from desktop.domain.account import Account
from desktop.domain.backup import Kind
from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.order import Order
from desktop.domain.poll_plan import PRACTICE_PLAN, PollPlan
from desktop.domain.status import Standing
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from desktop.paths import DataFolder, resource
from desktop.services.ages import Ages
from desktop.services.balance import BalanceKeeper
from desktop.services.bookkeeping import Bookkeeping
from desktop.services.changes import Changes
from desktop.services.clock import SystemClock
from desktop.services.closing import Closing
from desktop.services.crediting import Crediting
from desktop.services.customers import Customers
from desktop.services.desk import Desk
from desktop.services.exporting import Exporting
from desktop.services.history import History
from desktop.services.link import Link
from desktop.services.notebook import Notebook
from desktop.services.number_check import NumberCheck
from desktop.services.order_book import OrderBook
from desktop.services.ordering import Ordering
from desktop.services.ports import Clock, Gateway, ReleaseFeed
from desktop.services.releases import Releases
from desktop.services.reporting import Reporting
from desktop.services.safekeeping import InThread, Safekeeping
from desktop.services.sending import Sending
from desktop.services.settling import Settling
from desktop.services.sharing import Sharing
from desktop.services.start_trouble import BadProxyError, UnprotectedAddressError
from desktop.services.tasks import Tasks
from desktop.services.tracking import Tracking
from desktop.settings import Settings
from desktop.settings.proxy import without_password
from desktop.settings.rules import is_unprotected
from desktop.storage.backups import Backups
from desktop.storage.balances import BalanceStore
from desktop.storage.closes import CloseStore
from desktop.storage.database import Database
from desktop.storage.day_sums import ReportStore
from desktop.storage.errors import MissingDatabaseError
from desktop.storage.file_format import PRACTICE_ID, SHOP_ID
from desktop.storage.history import HistoryStore
from desktop.storage.journal import Journal
from desktop.storage.ledger import LedgerStore
from desktop.storage.orders import OrderStore

if TYPE_CHECKING:
    from desktop.practice.platform import PracticePlatform

_PRACTICE_ADDRESS = "http://practice.invalid/"
PRACTICE_STORE = "1"
_PRACTICE_ORDERS = 5000
"""So many of earlier practice sessions does the platform know again: its balance follows from them."""


@dataclass(frozen=True, slots=True)
class Practice:
    """Run on the built-in platform."""


@dataclass(frozen=True, slots=True)
class Shop:
    """Run on the shop's account at the real platform (or at `base_url`); `plain_http` allows any address."""

    account: Account
    base_url: str
    plain_http: bool = False


Mode = Practice | Shop


class Parts:
    """The desk and what lies under it."""

    def __init__(self, desk: Desk, database: Database, orders: OrderStore, book: OrderBook, gateway: Gateway) -> None:
        self.desk = desk
        self._database = database
        self._orders = orders
        self._book = book
        self._gateway = gateway

    async def start(self) -> None:
        """Recover what the last process left half done, then begin to follow open orders. Raises StorageError."""
        left = await self._orders.recover(self.desk.clock.now())
        await self.desk.balance.load()
        self._book.start()
        if left:
            self.desk.tasks.read("recovery", self._book.bring_back_rest())
        self.desk.tasks.keep("balance", self.desk.balance.run)
        self.desk.tasks.keep("tracking", self.desk.tracking.run)
        self.desk.tasks.keep("safekeeping", self.desk.safekeeping.run)
        self.desk.tasks.keep("usual times", self.desk.reporting.run)
        if self.desk.releases.by_itself:
            self.desk.tasks.keep("releases", self.desk.releases.run)

    async def shutdown(self, grace: float, *, at_exit: bool = False) -> None:
        """Give pushes in flight `grace` seconds, store what came of them, close the database. Nothing is lost.

        `at_exit` the orders are backed up once more, for some seconds at most.
        """
        async with AsyncExitStack() as steps:  # each is done, whatever becomes of the others
            steps.push_async_callback(self._gateway.aclose)
            steps.push_async_callback(self._database.close)
            if at_exit:
                steps.push_async_callback(self.desk.safekeeping.back_up_last)
            steps.push_async_callback(self._book.close)
            steps.push_async_callback(self.desk.tasks.shutdown, grace)
            steps.push_async_callback(self.desk.safekeeping.stop)


async def assemble(mode: Mode, folder: DataFolder, settings: Settings, *, begin_anew: bool = False) -> Parts:
    """Open the database and build the desk on it.

    Raises what `Database.open` and `shop_gateway` raise, and MissingDatabaseError where orders were kept before but
    their database is gone, unless the clerk chose to `begin_anew`.
    """
    practice = isinstance(mode, Practice)
    plan = PRACTICE_PLAN if practice else settings.poll
    file, journal = folder.database(practice=practice), Journal(folder.journal(practice=practice))
    application_id, store_id = identity_of(mode)
    backups = Backups(file, application_id)
    if not begin_anew and _is_blank(file) and (journal.exists or backups.all() or _traces(file)):
        raise MissingDatabaseError(str(file))
    database = Database(file, application_id)
    try:
        await database.open(lambda _version: backups.copy(Kind.UPGRADE, time.time()))
        orders = OrderStore(database, planner(plan), journal)
        if isinstance(mode, Shop):
            gateway = await asyncio.to_thread(shop_gateway, mode, settings)  # 12 ms, most of them httpx's late imports
        else:
            gateway = await _practice_gateway(orders, settings)
    except BaseException:
        await database.close()
        raise
    releases = _releases(folder, settings, by_itself=not practice)
    shared = settings.shared_account and not practice
    return put_together(
        database, orders, gateway, plan, SystemClock(), store_id, backups, releases=releases, shared=shared
    )


def identity_of(mode: Mode) -> tuple[int, str]:
    """Whose database it is: the application id in the file, and the account."""
    return (SHOP_ID, mode.account.store_id) if isinstance(mode, Shop) else (PRACTICE_ID, PRACTICE_STORE)


def _is_blank(file: Path) -> bool:
    return not file.exists() or file.stat().st_size == 0


def _traces(file: Path) -> list[Path]:
    """What else tells that orders were kept here: SQLite would throw the log of an empty file away."""
    return [*file.parent.glob(f"{file.name}-wal"), *file.parent.glob("set-aside-*.db")]


def put_together(
    database: Database,
    orders: OrderStore,
    gateway: Gateway,
    plan: PollPlan,
    clock: Clock,
    store_id: str,
    backups: Backups,
    in_thread: InThread = asyncio.to_thread,
    releases: Callable[[Clock, Changes], Releases] | None = None,
    *,
    shared: bool = False,
) -> Parts:
    """The services on an open database and a gateway. Without `releases` nobody looks for newer versions. `shared` as
    in the settings.
    """
    changes, tasks, ages, history = Changes(), Tasks(), Ages(clock), HistoryStore(database)
    database.on_damage, database.on_moved = changes.damage.announce, changes.moved.announce
    link = Link(clock, changes)
    book = OrderBook(orders, changes, clock)
    balances, reports = BalanceStore(database, store_id), ReportStore(database)
    balance = BalanceKeeper(balances, gateway, link, changes, clock, Sharing(orders, store_id, told=shared))
    Crediting(balances, book, balance, changes, tasks, clock)  # kept alive by what it listens to
    sending = Sending(book, gateway, link, balance, tasks, clock, ages)
    tracking = Tracking(orders, book, gateway, link, balance, tasks, clock, changes, ages, store_id)
    desk = Desk(
        ordering=Ordering(orders, book, gateway, link, sending, tasks, clock, store_id),
        tracking=tracking,
        settling=Settling(orders, book, sending, tracking, balance, tasks, clock, ages),
        safekeeping=Safekeeping(backups, changes, clock, store_id, in_thread),
        balance=balance,
        books=Bookkeeping(LedgerStore(database, store_id, orders.journal), reports, balance, changes, clock),
        closing=Closing(CloseStore(database, store_id, orders.journal), changes, clock),
        reporting=Reporting(reports, balances, clock),
        history=History(orders, history, clock),
        customers=Customers(history, changes),
        notebook=Notebook(book, clock),
        releases=(releases or _no_releases)(clock, changes),
        exporting=Exporting(database.file, in_thread),
        number_check=NumberCheck(gateway, link),
        link=link,
        changes=changes,
        tasks=tasks,
        clock=clock,
        plan=plan,
        store_id=store_id,
    )
    return Parts(desk, database, orders, book, gateway)


def _releases(folder: DataFolder, settings: Settings, *, by_itself: bool) -> Callable[[Clock, Changes], Releases]:
    def feed() -> ReleaseFeed | None:
        from desktop.releases.client import ReleaseClient
        from desktop.releases.publisher import publisher_of

        publisher = publisher_of(resource("release", "feed.json"))
        return None if publisher is None else ReleaseClient(publisher, settings.proxy)

    return lambda clock, changes: Releases(__version__, feed, folder.release_file, clock, changes, by_itself=by_itself)


def _no_releases(clock: Clock, changes: Changes) -> Releases:
    return Releases(__version__, lambda: None, None, clock, changes, by_itself=False)


def shop_gateway(mode: Shop, settings: Settings) -> WikeyunGateway:
    """The client for an account, as the settings have it. Raises BadProxyError, UnprotectedAddressError."""
    if is_unprotected(mode.base_url, settings.proxy, plain_http=mode.plain_http):
        raise UnprotectedAddressError(mode.base_url)
    masking.hide(mode.account.app_secret)
    masking.hide(unquote(without_password(settings.proxy)[1] or ""))
    timeouts = Timeouts(settings.connect_timeout, settings.read_timeout, settings.total_timeout)
    config = GatewayConfig(
        base_url=mode.base_url,
        client_ip=settings.client_ip,
        notify_url=settings.notify_url,
        change=settings.change,
        source=settings.source,
        timeouts=timeouts,
    )
    try:
        wire = Wire.over_network(timeouts, settings.proxy or None)
    except ValueError as error:
        raise BadProxyError(str(error)) from error
    return WikeyunGateway(mode.account, config, Pace(settings.requests_per_second, settings.burst), wire)


async def _practice_gateway(orders: OrderStore, settings: Settings) -> WikeyunGateway:
    await asyncio.to_thread(importlib.import_module, "desktop.practice.app")  # the shop has no use for it
    from desktop.practice.app import practice_app
    from desktop.practice.platform import PracticePlatform

    account = Account(PRACTICE_STORE, "practice", secrets.token_hex(16))
    platform = PracticePlatform()
    for order in reversed(await orders.newest(_PRACTICE_ORDERS)):
        if order.is_open or order.order_number:
            _go_on_with(platform, order)
    config = GatewayConfig(base_url=_PRACTICE_ADDRESS, notify_url=settings.notify_url)
    return WikeyunGateway(account, config, Pace(rate=20.0, burst=40), Wire.in_process(practice_app(account, platform)))


def _go_on_with(platform: PracticePlatform, order: Order) -> None:
    taken_at = order.placed_at if order.sent_at is None else order.sent_at
    yuan = order.face // FEN_PER_YUAN
    cancelled_at = order.ended_at if order.standing is Standing.CANCELLED else None
    platform.adopt(order.order_no, order.order_number, order.mobile, yuan, int(order.speed), taken_at, cancelled_at)


def planner(plan: PollPlan) -> Callable[[Order, float], float | None]:
    """The plan with its jitter drawn."""
    return lambda order, now: plan.next_ask(order, now, random.uniform(-1, 1))
