"""Orders and their events: the only writer of both, each order together with its event."""

from __future__ import annotations

import logging
import random
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from desktop.domain.actor import NOBODY, Actor
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
    signed,
)
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import OPEN, Standing
from desktop.domain.orders.transitions import IllegalTransitionError, apply, fold
from desktop.domain.orders.unconfirmed import UnconfirmedOrder
from desktop.storage import entries
from desktop.storage.database import Database
from desktop.storage.disk import RESERVE_BYTES
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
from desktop.storage.orders import chains, first_page, rows, same_number
from desktop.storage.orders.same_number import Earlier, Repeat
from desktop.storage.transaction import transaction

log = logging.getLogger(__name__)

_CONTRADICTED = (
    "SELECT EXISTS (SELECT 1 FROM orders WHERE contradiction <> '' AND next_ask_at IS NOT NULL AND store_id = ?)"
)


class OrderStore:
    """Reads and writes orders on the database thread. `next_ask` plans the next query at every change. `store_id` is
    the account that calls the platform: it never queries the orders of another account.
    """

    def __init__(self, database: Database, next_ask: NextAsk, journal: Journal, store_id: str) -> None:
        self.store_id = store_id
        self._database = database
        self._next_ask = next_ask
        self.journal = journal
        self._recovery = Recovery(journal, next_ask)

    def planned(self, order: Order, now: float) -> float | None:
        """The time of the next query that the plan has for an order (unix seconds); None for none."""
        return self._next_ask(order, now)

    async def claim(self, first: Placed, note: str = "") -> Order:
        """Save a new order as being sent, in one durable commit, then in the journal; a note is saved with it.

        Inserting the order number is the claim. Raises DuplicateOrderError if the same order was claimed before,
        NumberLockedError if another order of the mobile number is open, NotTriedAgainError if it names an order that
        may not be tried again, WriteFailedError; JournalFailedError if the order is saved but must not be sent.
        """
        return await self._database.run(self._claim, first, note)

    async def claim_again(self, order_no: str, now: float, by: Actor = NOBODY) -> Order:
        """Claim an unknown order for resending, in the database and the journal; `by` who decided it.

        Raises NotAllowedError unless the stored order `may_be_sent_again`; otherwise like `claim`.
        """
        return await self._database.run(self._claim_again, order_no, now, by)

    async def decide(self, order_no: str, event: Decision) -> Order:
        """End an order by the clerk's decision. Raises NotAllowedError if the stored order may not end like this, and
        WriteFailedError.
        """
        return await self._database.run(self._decide, order_no, event)

    async def annotate(self, order_no: str, event: Annotation) -> Order:
        """Record an annotation; the next query stays as planned. Raises WriteFailedError."""
        return await self._database.run(self._annotate, order_no, event)

    async def record(self, events: Sequence[tuple[str, Event]], now: float) -> list[Order]:
        """Apply events to the orders of these numbers in one transaction; returns the orders after that.

        An event that changes nothing is not stored; the order's next query is rescheduled in any case.
        """
        return await self._database.run(self._record, events, now)

    async def postpone(self, order_no: str, now: float) -> None:
        """Schedule the next query for an order whose last query got no answer."""
        await self._database.run(self._postpone, order_no, now)

    async def recover(self, now: float) -> int:
        """Recover the journal's missing records at start, and mark orders that the last process left being sent as
        unknown. Of very many records only the newest are recovered; returns the number left for `recover_more`, whose
        mobile numbers are locked. Raises WriteFailedError; then no order may be placed.
        """
        await self._database.run(self._recovery.begin, now)
        return self._recovery.left

    async def recover_more(self, now: float) -> tuple[list[Order], int]:
        """Recover a batch: returns its orders, and the number of records left. Raises WriteFailedError."""
        found = await self._database.run(self._recovery.go_on, now)
        return found, self._recovery.left

    async def due(self, now: float, limit: int) -> list[Order]:
        """This account's orders whose next query is due: open ones first, then by due time."""
        where = "next_ask_at <= ? AND store_id = ? ORDER BY ended_at IS NULL DESC, next_ask_at LIMIT ?"
        return await self._database.run(rows.select, where, (now, self.store_id, limit))

    async def next_due_at(self) -> float | None:
        """The time when this account's next query is due (unix seconds); None for none."""
        sql = "SELECT min(next_ask_at) FROM orders WHERE next_ask_at IS NOT NULL AND store_id = ?"
        return await self._database.run(rows.scalar, sql, (self.store_id,))

    async def respread(self, now: float, furthest: float, window: float, *, jumped: bool) -> None:
        """Reschedule queries that were planned on another clock, spread over `window` seconds: those more than
        `furthest` seconds ahead and, if the clock has just `jumped`, all of open orders.
        """
        await self._database.run(_respread, now, furthest, window, jumped)

    async def get(self, order_no: str) -> Order | None:
        """One order, or None."""
        return await self._one("order_no = ?", (order_no,))

    async def known(self) -> Order | None:
        """This account's newest order that the platform has reported on: a query for it must succeed."""
        where = "store_id = ? AND status IS NOT NULL AND order_number <> '' ORDER BY id DESC LIMIT 1"
        return await self._one(where, (self.store_id,))

    async def history(self, order_no: str) -> list[Event]:
        """All events of an order, oldest first."""
        return await self._database.run(rows.history, order_no)

    async def chain(self, order_no: str) -> list[Order]:
        """The orders of which each tries the one before again, with this one among them, oldest first."""
        return await self._database.run(chains.chain_of, order_no)

    async def repeat_of(self, mobile: str, face: int, since: float) -> Repeat:
        """The orders that a new one of this number would repeat: an open one, and one of this face (fen) that arrived
        since.
        """
        return await self._database.run(self._repeat_of, mobile, face, since)

    async def earlier(self, mobile: str) -> Earlier:
        """The earlier orders of a number."""
        return await self._database.run(self._earlier, mobile)

    async def on_desk(self, ended_since: float, limit: int) -> list[Order]:
        """The orders of `first_page.on_desk`."""
        return await self._database.run(first_page.on_desk, ended_since, limit)

    async def unconfirmed_orders(self, now: float) -> list[UnconfirmedOrder]:
        """The unconfirmed orders of the attention list: doubtful and overdue ones, oldest first."""
        return await self._database.run(first_page.unconfirmed_orders, now)

    async def open_orders(self) -> list[Order]:
        """All undecided orders."""
        return await self._database.run(rows.select, f"standing IN ({rows.marks(OPEN)})", (*OPEN,))

    async def newest(self, limit: int) -> list[Order]:
        """The orders placed last, newest first."""
        return await self._database.run(rows.select, "1 ORDER BY id DESC LIMIT ?", (limit,))

    async def count(self, standings: Iterable[Standing]) -> int:
        """The number of orders with one of these statuses."""
        wanted = tuple(standings)
        sql = f"SELECT count(*) FROM orders WHERE standing IN ({rows.marks(wanted)})"
        return int(await self._database.run(rows.scalar, sql, wanted) or 0)

    async def last_of_day(self, prefix: str) -> str | None:
        """The highest order number that begins with this prefix."""
        sql = "SELECT max(order_no) FROM orders WHERE order_no >= ? AND order_no < ?"
        found: str | None = await self._database.run(rows.scalar, sql, (prefix, prefix + "\uffff"))
        return found

    async def any_contradicted(self) -> bool:
        """Whether the last answer about any order of the account that is still queried named another order."""
        return bool(await self._database.run(rows.scalar, _CONTRADICTED, (self.store_id,)))

    async def code(self) -> str:
        """This installation's code in its order numbers."""
        found: str = await self._database.run(rows.scalar, "SELECT code FROM installation")
        return found

    async def _one(self, where: str, args: tuple[object, ...]) -> Order | None:
        found = await self._database.run(rows.select, where, args)
        return found[0] if found else None

    def _annotate(self, connection: sqlite3.Connection, order_no: str, event: Annotation) -> Order:
        self._bring_back(connection, order_no)
        with transaction(connection):
            (before,) = rows.select(connection, "order_no = ?", (order_no,))
            after = chains.note(connection, before, event)
            if after == before:
                return after
            after = chains.follow(connection, before, after, event.at)
        self.journal.protect(Written(order_no, before.standing, event))
        return after

    def _repeat_of(self, connection: sqlite3.Connection, mobile: str, face: int, since: float) -> Repeat:
        self._recovery.number(connection, mobile)
        return same_number.repeat_of(connection, mobile, face, since)

    def _earlier(self, connection: sqlite3.Connection, mobile: str) -> Earlier:
        self._recovery.number(connection, mobile)
        return same_number.earlier(connection, mobile)

    def _claim(self, connection: sqlite3.Connection, first: Placed, note: str) -> Order:
        noted = Noted(first.at, note, by=first.by, by_id=first.by_id)
        begin: list[Event] = [first, *([noted] if note else []), Claimed(first.at)]
        order = fold(begin)
        self._see_that_there_is_room()
        self._recovery.number(connection, order.mobile)
        with transaction(connection):
            if sends_of(connection, order.order_no):
                raise DuplicateOrderError(order.order_no)
            if same_number.open_order(connection, order.mobile):
                raise NumberLockedError(order.order_no)
            chains.begin(connection, first)
            rows.insert(connection, order, begin, self._next_ask(order, first.at))
        self._write_down(order)
        if note:
            self.journal.protect(Written(order.order_no, order.standing, noted))
        return order

    def _claim_again(self, connection: sqlite3.Connection, order_no: str, now: float, by: Actor) -> Order:
        self._see_that_there_is_room()
        self._bring_back(connection, order_no)
        order = self._advance_alone(connection, order_no, signed(ClaimedAgain(now), by))
        self._write_down(order)
        return order

    def _decide(self, connection: sqlite3.Connection, order_no: str, event: Decision) -> Order:
        self._bring_back(connection, order_no)
        order = self._advance_alone(connection, order_no, event)
        self.journal.protect(Written(order_no, order.standing, event))
        return order

    def _bring_back(self, connection: sqlite3.Connection, order_no: str) -> None:
        """Recover the journal's waiting records of an order, such as a second send."""
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
            after = chains.follow(connection, before, after, event.at)
        return after

    def _postpone(self, connection: sqlite3.Connection, order_no: str, now: float) -> None:
        with transaction(connection):
            for order in rows.select(connection, "order_no = ?", (order_no,)):
                next_ask = self._next_ask(order, now)
                connection.execute("UPDATE orders SET next_ask_at = ? WHERE order_no = ?", (next_ask, order_no))


def _believed(connection: sqlite3.Connection, order: Order, event: Event) -> Event:
    """The event without a platform number that another order of the account already has."""
    if not isinstance(event, PushAccepted | Reported) or event.order_number in ("", order.order_number):
        return event
    where = "order_number = ? AND order_number <> '' AND store_id = ? AND order_no <> ?"
    sql = f"SELECT EXISTS (SELECT 1 FROM orders WHERE {where})"
    if not rows.scalar(connection, sql, (event.order_number, order.store_id, order.order_no)):
        return event
    log.error("the platform's number %r already belongs to another order", event.order_number)
    if isinstance(event, PushAccepted):
        return PushUnknown(event.at, f"the platform named the order of another: {event.order_number}")
    return replace(event, order_number="")  # the gateway has verified that the report is about our order


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
