"""A day in a shop, quick: real services on a disk that fails somewhere. What came of each step is written down outside.

A step that returned is *kept*: it must be found again after the next start. One that the program refused in its own
words is *refused*. Anything else is *broken*: the clerk would have been told of an error in the program.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from desktop.domain.books.voucher import Voucher
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import Accepted, Declined, OrderReport, PushOutcome, Rejected, Unknown
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.services.books.bookkeeping import NotBookedError
from desktop.services.books.closing import NotClosedError
from desktop.services.orders import order_book
from desktop.services.orders.notebook import NotKeptError
from desktop.services.orders.ordering import Draft, Started
from desktop.services.orders.settling import Done
from desktop.services.runtime import Runtime
from desktop.storage.database import Database
from desktop.storage.errors import StorageError
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.upkeep.backups import Backups
from desktop.wiring.desk import RunningDesk, planner, put_together
from tests.fakes import FakeClock, FakeGateway

STORE = "77"
NOTE = "她的妹妹"
DEPOSIT = 12_300
_REFUSALS = (StorageError, NotKeptError, NotBookedError, NotClosedError)
_PATIENCE_S = 0.25

# Nobody waits for a result here; a disk that takes nothing is tried again at once.
order_book.GATHER_S = 0.001
order_book.RETRY_S = 0.02


class Notes:
    """What left this computer, and what the clerk was told: lines of JSON, in a file that never fails."""

    def __init__(self, file: Path) -> None:
        self._handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(self, what: str, **more: Any) -> None:
        os.write(self._handle, (json.dumps({"what": what, **more}, ensure_ascii=False) + "\n").encode())


class Platform(FakeGateway):
    """Charges what it gets, and notes it first."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self._notes = notes

    async def push(self, order: Order) -> PushOutcome:
        self._notes.note("pushed", order_no=order.order_no)
        return self.push_outcomes.popleft() if self.push_outcomes else Accepted(f"W{order.order_no}")


class Failures(logging.Handler):
    """Notes tasks that died of an error: nobody handled it."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(logging.ERROR)
        self._notes = notes

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "desktop.services.tasks":
            cause = "".join(traceback.format_exception(record.exc_info[1])) if record.exc_info else ""
            self._notes.note("broken", step=record.getMessage(), error=cause)


class Shop:
    """The desk of one start, and what the platform and the clock were before it."""

    def __init__(
        self, parts: RunningDesk, backups: Backups, platform: Platform, clock: FakeClock, notes: Notes
    ) -> None:
        self.parts, self.backups, self.platform, self.clock, self.notes = parts, backups, platform, clock, notes

    async def step(self, name: str, work: Awaitable[Any], **kept: Any) -> Any:
        """What came of it; None where the program refused."""
        try:
            done = await work
        except _REFUSALS as refused:
            self.notes.note("refused", step=name, why=repr(refused))
            return None
        if kept:
            self.notes.note("kept", step=name, **kept)
        return done

    async def place(self, mobile: str, outcome: PushOutcome | None = None) -> str:
        """An order, answered; "" where it was refused."""
        if outcome is not None:
            self.platform.push_outcomes.append(outcome)
        draft = await self.step(
            "prepare", self.parts.desk.orders.ordering.prepare(Request(mobile, 5000, 5100, Speed.FAST))
        )
        if not isinstance(draft, Draft):
            return ""
        done = await self.step("place", self.parts.desk.orders.ordering.place(draft))
        if not isinstance(done, Started):
            self.notes.note("not placed", order_no=draft.order_no)
            await self._until(lambda order: order is None or order.standing is not Standing.SENDING, draft.order_no)
            self.platform.push_outcomes.clear()
            return ""
        self.notes.note("kept", step="place", order_no=draft.order_no)
        await self._until(lambda order: order is not None and order.standing is not Standing.SENDING, draft.order_no)
        return draft.order_no

    async def ask(self, order_no: str, answer: OrderReport | Declined) -> Order | None:
        """The platform answers this when it is asked about the order."""
        if not order_no:
            return None
        if isinstance(answer, OrderReport):
            self.platform.known[order_no] = answer
        self.platform.query_default = answer if isinstance(answer, Declined) else None
        asking = asyncio.ensure_future(self.step("ask", self.parts.desk.orders.tracking.ask(order_no)))
        await asyncio.wait([asking], timeout=_PATIENCE_S)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        order: Order | None = await self.step("look", self.parts.orders.get(order_no))
        return order

    async def _until(self, condition: Callable[[Order | None], bool], order_no: str) -> None:
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            if condition(await self.step("look", self.parts.orders.get(order_no))):
                return
            await asyncio.sleep(0.001)


async def day(folder: Path, notes: Notes) -> None:
    """Two starts: what is sold, written down, closed and backed up; and what was left unknown, sent again."""
    clock = FakeClock()
    platform = Platform(notes)
    logging.getLogger().addHandler(Failures(notes))
    unknown = await _one_start(folder, platform, clock, notes, _morning)
    await _one_start(folder, platform, clock, notes, lambda shop: _afternoon(shop, unknown))
    notes.note("the day is over")


async def _one_start(
    folder: Path, platform: Platform, clock: FakeClock, notes: Notes, work: Callable[[Shop], Awaitable[str]]
) -> str:
    database = Database(folder / "orders.db")
    try:
        await database.open()
    except StorageError as refused:
        notes.note("refused", step="start", why=repr(refused))
        await database.close()
        return ""
    orders = OrderStore(database, planner(PollPlan(jitter=0.0)), Journal(folder / "orders.journal"), STORE)
    backups = Backups(database.file)
    parts = put_together(Runtime(clock), database, orders, platform, backups)
    shop = Shop(parts, backups, platform, clock, notes)
    left = ""
    try:
        await orders.recover(clock.now())
        await parts.desk.books.balance.load()
        parts.book.start()
        left = await work(shop)
    except StorageError as refused:
        notes.note("refused", step="start", why=repr(refused))
    await shop.step("shutdown", parts.shutdown(0.1))
    return left


async def _morning(shop: Shop) -> str:
    desk = shop.parts.desk
    await shop.step("balance", desk.books.balance.read())
    first = await shop.place("13800138000")
    await shop.ask(first, OrderReport(2, f"W{first}", 4900))
    unknown = await shop.place("13800138001", Unknown("ReadTimeout"))
    refused = await shop.place("13800138002", Rejected("1010", "余额不足"))
    await shop.ask(refused, Declined("1030", "订单不存在"))
    failed = await shop.place("13800138003")
    if (order := await shop.ask(failed, OrderReport(4, f"W{failed}", 4900))) and order.standing is Standing.REFUNDED:
        await shop.step("cash", desk.orders.notebook.cash_returned(order, True), order_no=failed)
    if first:
        await shop.step("note", desk.orders.notebook.note(first, NOTE), order_no=first)
    await shop.step(
        "deposit", desk.books.bookkeeping.deposit(DEPOSIT, Voucher(shop.clock.now(), "加款", "小李")), amount=DEPOSIT
    )
    if (draft := await shop.step("draft", desk.books.closing.draft())) is not None:
        kept = await shop.step("close", desk.books.closing.keep(draft, draft.drawer, "小李", ""))
        if kept is not None:
            shop.notes.note("kept", step="close", number=kept.number)
    backup = await shop.step("backup", asyncio.to_thread(shop.backups.make, shop.clock.now()))
    if backup is not None:
        shop.notes.note("kept", step="backup", path=str(backup.path), order_no=first)
    return unknown


async def _afternoon(shop: Shop, unknown: str) -> str:
    shop.clock.leap(31 * 60.0)
    for _ in range(3):
        await shop.ask(unknown, Declined("1030", "订单不存在"))
    if unknown:
        sent = await shop.step("send again", shop.parts.desk.orders.settling.send_again(unknown))
        if isinstance(sent, Done):
            shop.notes.note("kept", step="send again", order_no=unknown)
            await shop._until(lambda order: order is not None and order.standing is not Standing.SENDING, unknown)
    await shop.place("13800138004")
    return ""


def play(folder: Path, outside: Path) -> None:
    """The day on this disk."""
    notes = Notes(outside)
    try:
        asyncio.run(day(folder, notes))
    except BaseException:
        notes.note("broken", step="day", error=traceback.format_exc())
