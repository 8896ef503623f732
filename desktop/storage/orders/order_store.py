"""Orders and their events: the only place that writes them, each order together with its event."""

from __future__ import annotations

import logging
import random
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.orders.events import (
    Annotation,
    Claimed,
    ClaimedAgain,
    Decision,
    Event,
    Noted,
    Placed,
    PushAccepted,
    PushUnknown,
    Reported,
)
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import ARRIVED, OPEN, Standing
from desktop.domain.orders.transitions import IllegalTransitionError, apply, fold
from desktop.domain.orders.unconfirmed import UnconfirmedOrder
from desktop.storage import entries
from desktop.storage.database import Database, transaction
from desktop.storage.errors import (
    DuplicateOrderError,
    JournalFailedError,
    NotAllowedError,
    NumberLockedError,
    WriteFailedError,
)
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Sent, Written
from desktop.storage.journal.recovery import NextAsk, Recovery, sends_of
from desktop.storage.orders import first_page, rows

log = logging.getLogger(__name__)

_CONTRADICTED = (
    "SELECT EXISTS (SELECT 1 FROM orders WHERE contradiction <> '' AND next_ask_at IS NOT NULL AND store_id = ?)"
)
RESERVE_BYTES = 64 * 1024 * 1024
"""With less room than this new orders are refused, so that the results of the others can still be saved."""


class Repeat(Struct, frozen=True):
    """What the same-number guard finds: the order that is still open, and the newest of this face that arrived."""

    open_order: Order | None
    arrived: Order | None


class OrderStore:
    """Reads and writes orders on the database thread. `next_ask` is consulted at every change. `store_id` is the
    account that asks the platform: it never asks about the orders of another one.
    """

    def __init__(self, database: Database, next_ask: NextAsk, journal: Journal, store_id: str) -> None:
        self.store_id = store_id
        self._database = database
        self._next_ask = next_ask
        self.journal = journal
        self._recovery = Recovery(journal, next_ask)

    async def claim(self, first: Placed, note: str = "") -> Order:
        """Save a new order as being sent, in one commit that survives a power cut, then in the journal.

        A note that the clerk wrote beforehand is kept with it.

        Being the one who could insert the order number is the claim. Raises DuplicateOrderError when the same order
        was claimed before, NumberLockedError when another order of the mobile number is open, WriteFailedError;
        JournalFailedError when the order is saved but must not be sent.
        """
        return await self._database.run(self._claim, first, note)

    async def claim_again(self, order_no: str, now: float) -> Order:
        """Take an unknown order for sending it again, in the database and the journal.

        Raises NotAllowedError unless `Order.may_be_settled` as it is stored now; otherwise as `claim`.
        """
        return await self._database.run(self._claim_again, order_no, now)

    async def decide(self, order_no: str, event: Decision) -> Order:
        """End an order by the clerk's decision. Raises NotAllowedError where it may not end like this, as it is stored
        now, and WriteFailedError.
        """
        return await self._database.run(self._decide, order_no, event)

    async def annotate(self, order_no: str, event: Annotation) -> Order:
        """Record what was written down at the counter; the next question stays as planned. Raises WriteFailedError."""
        return await self._database.run(self._annotate, order_no, event)

    async def record(self, events: Sequence[tuple[str, Event]], now: float) -> list[Order]:
        """Apply events to the orders of these numbers, all in one transaction; the orders as they are then.

        An event that changes nothing is not stored; the order's next question is planned anew in any case.
        """
        return await self._database.run(self._record, events, now)

    async def postpone(self, order_no: str, now: float) -> None:
        """Plan the next question about an order that brought no answer."""
        await self._database.run(self._postpone, order_no, now)

    async def recover(self, now: float) -> int:
        """At start: what the journal has and the database lacks is brought back, and what the last process left being
        sent is unknown. Of very much the newest comes back; how many records wait for `recover_more`. Their numbers are
        locked. Raises WriteFailedError; nothing may be ordered then.
        """
        await self._database.run(self._recovery.begin, now)
        return self._recovery.left

    async def recover_more(self, now: float) -> tuple[list[Order], int]:
        """Bring some more back: these orders, and how many records still wait. Raises WriteFailedError."""
        found = await self._database.run(self._recovery.go_on, now)
        return found, self._recovery.left

    async def due(self, now: float, limit: int) -> list[Order]:
        """This account's orders whose next question is due: open ones first, then the longest overdue."""
        where = "next_ask_at <= ? AND store_id = ? ORDER BY ended_at IS NULL DESC, next_ask_at LIMIT ?"
        return await self._database.run(rows.select, where, (now, self.store_id, limit))

    async def next_due_at(self) -> float | None:
        """When the next question of this account is due."""
        sql = "SELECT min(next_ask_at) FROM orders WHERE next_ask_at IS NOT NULL AND store_id = ?"
        return await self._database.run(rows.scalar, sql, (self.store_id,))

    async def respread(self, now: float, furthest: float, window: float, *, jumped: bool) -> None:
        """Spread over `window` seconds what was planned on another clock: questions more than `furthest` seconds ahead
        and, where the clock has just `jumped`, all about open orders.
        """
        await self._database.run(_respread, now, furthest, window, jumped)

    async def get(self, order_no: str) -> Order | None:
        """One order, or None."""
        return await self._one("order_no = ?", (order_no,))

    async def known(self) -> Order | None:
        """This account's newest order that the platform has reported on: a question about it must succeed."""
        where = "store_id = ? AND status IS NOT NULL AND order_number <> '' ORDER BY id DESC LIMIT 1"
        return await self._one(where, (self.store_id,))

    async def history(self, order_no: str) -> list[Event]:
        """All events of an order, oldest first."""
        return await self._database.run(rows.history, order_no)

    async def repeat_of(self, mobile: str, face: int, since: float) -> Repeat:
        """What a new order of this number (and, for what arrived since then, this face in fen) would repeat."""
        return await self._database.run(self._repeat_of, mobile, face, since)

    async def on_desk(self, ended_since: float, limit: int) -> list[Order]:
        """What `first_page.on_desk` takes: open orders, bad ends that nobody acknowledged, and late ends."""
        return await self._database.run(first_page.on_desk, ended_since, limit)

    async def unconfirmed_orders(self, now: float) -> list[UnconfirmedOrder]:
        """The unconfirmed lane: doubtful orders and those open for longer than anything takes, oldest first."""
        return await self._database.run(first_page.unconfirmed_orders, now)

    async def open_orders(self) -> list[Order]:
        """All that are undecided."""
        return await self._database.run(rows.select, f"standing IN ({rows.marks(OPEN)})", (*OPEN,))

    async def newest(self, limit: int) -> list[Order]:
        """The orders placed last, the newest first."""
        return await self._database.run(rows.select, "1 ORDER BY id DESC LIMIT ?", (limit,))

    async def count(self, standings: Iterable[Standing]) -> int:
        """How many orders stand like this."""
        wanted = tuple(standings)
        sql = f"SELECT count(*) FROM orders WHERE standing IN ({rows.marks(wanted)})"
        return int(await self._database.run(rows.scalar, sql, wanted) or 0)

    async def last_of_day(self, prefix: str) -> str | None:
        """The highest order number that begins with this prefix."""
        sql = "SELECT max(order_no) FROM orders WHERE order_no >= ? AND order_no < ?"
        found: str | None = await self._database.run(rows.scalar, sql, (prefix, prefix + "\uffff"))
        return found

    async def any_contradicted(self) -> bool:
        """Whether the last answer about an order of the account that is still asked about was about another one."""
        return bool(await self._database.run(rows.scalar, _CONTRADICTED, (self.store_id,)))

    async def code(self) -> str:
        """The code of this installation in its order numbers."""
        found: str = await self._database.run(rows.scalar, "SELECT code FROM installation")
        return found

    async def _one(self, where: str, args: tuple[object, ...]) -> Order | None:
        found = await self._database.run(rows.select, where, args)
        return found[0] if found else None

    def _annotate(self, connection: sqlite3.Connection, order_no: str, event: Annotation) -> Order:
        with transaction(connection):
            (before,) = rows.select(connection, "order_no = ?", (order_no,))
            after = apply(before, event)
            if after == before:
                return after
            next_ask_at = rows.scalar(connection, "SELECT next_ask_at FROM orders WHERE order_no = ?", (order_no,))
            rows.update(connection, before, after, next_ask_at)
            rows.append(connection, order_no, event)
        self.journal.protect(Written(order_no, before.standing, event))
        return after

    def _repeat_of(self, connection: sqlite3.Connection, mobile: str, face: int, since: float) -> Repeat:
        self._recovery.number(connection, mobile)
        arrived = f"standing IN ({rows.marks(ARRIVED)})"
        where = f"mobile = ? AND face = ? AND {arrived} AND ended_at >= ? ORDER BY id DESC LIMIT 1"
        earlier = rows.select(connection, where, (mobile, face, *ARRIVED, since))
        return Repeat(_open_order(connection, mobile), earlier[0] if earlier else None)

    def _claim(self, connection: sqlite3.Connection, first: Placed, note: str) -> Order:
        begin: list[Event] = [first, *([Noted(first.at, note)] if note else []), Claimed(first.at)]
        order = fold(begin)
        self._see_that_there_is_room()
        self._recovery.number(connection, order.mobile)
        with transaction(connection):
            if sends_of(connection, order.order_no):
                raise DuplicateOrderError(order.order_no)
            if _open_order(connection, order.mobile):
                raise NumberLockedError(order.order_no)
            rows.insert(connection, order, begin, self._next_ask(order, first.at))
        self._write_down(order)
        if note:
            self.journal.protect(Written(order.order_no, order.standing, Noted(first.at, note)))
        return order

    def _claim_again(self, connection: sqlite3.Connection, order_no: str, now: float) -> Order:
        self._see_that_there_is_room()
        self._bring_back(connection, order_no)
        order = self._advance_alone(connection, order_no, ClaimedAgain(now))
        self._write_down(order)
        return order

    def _decide(self, connection: sqlite3.Connection, order_no: str, event: Decision) -> Order:
        self._bring_back(connection, order_no)
        order = self._advance_alone(connection, order_no, event)
        self.journal.protect(Written(order_no, order.standing, event))
        return order

    def _bring_back(self, connection: sqlite3.Connection, order_no: str) -> None:
        """What the journal has about it may still wait: a second sending, say."""
        for order in rows.select(connection, "order_no = ?", (order_no,)):
            self._recovery.number(connection, order.mobile)

    def _advance_alone(self, connection: sqlite3.Connection, order_no: str, event: Event) -> Order:
        try:
            with transaction(connection):
                return self._advance(connection, order_no, event, event.at)
        except IllegalTransitionError as refused:
            raise NotAllowedError(str(refused)) from refused

    def _see_that_there_is_room(self) -> None:
        try:
            free = self._database.free_bytes()
        except OSError as error:
            raise WriteFailedError(str(error)) from error
        if free < RESERVE_BYTES:
            raise WriteFailedError(f"only {free} bytes are free on the disk")

    def _write_down(self, order: Order) -> None:
        assert order.sent_at is not None
        try:
            self.journal.append(Sent(rows.first_of(order), order.sent_at, order.sends))
        except OSError as error:
            raise JournalFailedError(str(error)) from error

    def _record(self, connection: sqlite3.Connection, events: Sequence[tuple[str, Event]], now: float) -> list[Order]:
        with transaction(connection):
            return [self._advance(connection, order_no, event, now) for order_no, event in events]

    def _advance(self, connection: sqlite3.Connection, order_no: str, event: Event, now: float) -> Order:
        found = rows.select(connection, "order_no = ?", (order_no,))
        if not found:
            raise KeyError(order_no)
        before = found[0]
        event = _believed(connection, before, event)
        after = apply(before, event)
        rows.update(connection, before, after, self._next_ask(after, now))
        if after != before:
            rows.append(connection, order_no, event)
            entries.book(connection, before, after, event.at)
        return after

    def _postpone(self, connection: sqlite3.Connection, order_no: str, now: float) -> None:
        with transaction(connection):
            for order in rows.select(connection, "order_no = ?", (order_no,)):
                next_ask = self._next_ask(order, now)
                connection.execute("UPDATE orders SET next_ask_at = ? WHERE order_no = ?", (next_ask, order_no))


def _believed(connection: sqlite3.Connection, order: Order, event: Event) -> Event:
    """The event as it is taken: a platform number that another order of the account has already is not this one's."""
    if not isinstance(event, PushAccepted | Reported) or event.order_number in ("", order.order_number):
        return event
    where = "order_number = ? AND order_number <> '' AND store_id = ? AND order_no <> ?"
    sql = f"SELECT EXISTS (SELECT 1 FROM orders WHERE {where})"
    if not rows.scalar(connection, sql, (event.order_number, order.store_id, order.order_no)):
        return event
    log.error("the platform's number %r is another order's already", event.order_number)
    if isinstance(event, PushAccepted):
        return PushUnknown(event.at, f"the platform named the order of another: {event.order_number}")
    return replace(event, order_number="")  # that it is about our order was looked at when it was read


def _open_order(connection: sqlite3.Connection, mobile: str) -> Order | None:
    where = f"mobile = ? AND standing IN ({rows.marks(OPEN)}) ORDER BY id DESC LIMIT 1"
    found = rows.select(connection, where, (mobile, *OPEN))
    return found[0] if found else None


def _respread(connection: sqlite3.Connection, now: float, furthest: float, window: float, jumped: bool) -> None:
    where = "next_ask_at > ?"
    if jumped:
        where += " OR (next_ask_at IS NOT NULL AND ended_at IS NULL)"
    with transaction(connection):
        owed = connection.execute(f"SELECT id FROM orders WHERE {where}", (now + furthest,)).fetchall()
        connection.executemany(
            "UPDATE orders SET next_ask_at = ? WHERE id = ?",
            [(now + window * random.random(), row["id"]) for row in owed],
        )
