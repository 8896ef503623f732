"""Recovers records that the journal has and the database lacks, after an older database was restored."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections import deque
from collections.abc import Callable

from msgspec.structs import replace

from desktop.domain.books import shift
from desktop.domain.books.close import Cut
from desktop.domain.orders.events import (
    Acknowledged,
    CashReturned,
    Claimed,
    Closed,
    Event,
    Interrupted,
    Recovered,
    to_record,
)
from desktop.domain.orders.order import Order, State
from desktop.domain.orders.transitions import apply, placed
from desktop.storage import entries
from desktop.storage.books import close_record
from desktop.storage.books.shifts import events_of, insert
from desktop.storage.errors import WriteFailedError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Audited, Booked, ClosedDay, Drawn, Record, Sent, Written
from desktop.storage.orders import chains, rows
from desktop.storage.staff import audit_store
from desktop.storage.transaction import transaction

log = logging.getLogger(__name__)

AT_ONCE = 300
"""The number of orders, the newest, that are recovered before the desk opens. Less than _KNOWN_IN_A_ROW: otherwise
records still waiting when the program ends would be taken for known at the next start."""
A_PIECE = 20
"""The batch size of `go_on`: a clerk's order waits for one batch at most."""
_KNOWN_IN_A_ROW = 500
"""A database is restored as a whole, so it lacks the journal's end; this many consecutive known orders prove that all
earlier records are known."""

NextAsk = Callable[[Order, float], float | None]
"""(order, now) → the time of its next query (unix seconds), or None."""


class Recovery:
    """The records that wait for recovery; used on the database thread. A waiting order locks its mobile number like a
    stored one: `number` recovers it at once.
    """

    def __init__(self, journal: Journal, next_ask: NextAsk) -> None:
        self._journal = journal
        self._next_ask = next_ask
        self._waiting: deque[Record] = deque()
        self._numbers: dict[str, set[str]] = {}
        self._began = 0.0
        self._last_tick: dict[str, Written] = {}
        """The last cash tick of each order among the missing records; a tick that was cleared again acknowledges
        nothing."""

    @property
    def left(self) -> int:
        """The number of waiting records."""
        return len(self._waiting)

    def begin(self, connection: sqlite3.Connection, now: float) -> None:
        """Recover the missing records at start, or only the newest if there are very many; the rest waits for `go_on`.
        Orders that the last process left new or being sent are marked as interrupted. Raises WriteFailedError for an
        unreadable journal.
        """
        self._began = now
        missing = self._lacking(connection)
        ticks = [one for one in missing if isinstance(one, Written) and isinstance(one.event, CashReturned)]
        self._last_tick = {one.order_no: one for one in ticks}
        if missing:
            log.warning("the database lacks %d records of the journal", len(missing))
        now_due, later = _parted(missing)
        self._waiting = deque(later)
        self._numbers = {}
        for one in later:
            if isinstance(one, Sent):
                self._numbers.setdefault(one.first.mobile, set()).add(one.first.order_no)
        with transaction(connection):
            end = _end(connection)
            for record in now_due:
                self._bring_back(connection, record, now, end)
            for left in rows.select(connection, "standing IN (?, ?)", (State.NEW, State.SENDING)):
                self._advance(connection, left, Interrupted(now), now)

    def go_on(self, connection: sqlite3.Connection, now: float) -> list[Order]:
        """Recover a batch of the oldest waiting records; returns the orders after that."""
        piece = [self._waiting.popleft() for _ in range(min(A_PIECE, len(self._waiting)))]
        return self._bring_back_all(connection, piece, now)

    def number(self, connection: sqlite3.Connection, mobile: str) -> None:
        """Recover the waiting records of this mobile number."""
        wanted = self._numbers.get(mobile)
        if wanted:
            piece = [one for one in self._waiting if _order_no(one) in wanted]
            self._waiting = deque(one for one in self._waiting if _order_no(one) not in wanted)
            self._bring_back_all(connection, piece, self._began)

    def _bring_back_all(self, connection: sqlite3.Connection, piece: list[Record], now: float) -> list[Order]:
        try:
            with transaction(connection):
                end = _end(connection)
                for record in piece:
                    self._bring_back(connection, record, now, end)
        except sqlite3.Error:
            self._waiting.extendleft(reversed(piece))  # the disk is full, for example: nothing is lost
            raise
        for one in piece:
            if isinstance(one, Sent):
                self._numbers.get(one.first.mobile, set()).discard(one.first.order_no)
        known = {number for one in piece if (number := _order_no(one))}
        return [order for number in sorted(known) for order in rows.select(connection, "order_no = ?", (number,))]

    def _lacking(self, connection: sqlite3.Connection) -> list[Record]:
        """The records that the database does not know, oldest first."""
        found: list[Record] = []
        known_in_a_row = 0
        try:
            for record in self._journal.newest_first():
                if _is_known(connection, record):
                    known_in_a_row += isinstance(record, Sent)
                    if known_in_a_row == _KNOWN_IN_A_ROW:
                        break
                else:
                    known_in_a_row = 0
                    found.append(record)
        except OSError as error:
            raise WriteFailedError(f"the journal cannot be read: {error}") from error
        return found[::-1]

    def _bring_back(self, connection: sqlite3.Connection, record: Record, now: float, end: Cut) -> None:
        """Recover one record. A record that does not fit the database is skipped: no journal line may prevent the
        start.
        """
        connection.execute("SAVEPOINT record")
        try:
            match record:
                case Sent():
                    self._order(connection, record, now)
                case Written():
                    self._written(connection, record, now)
                case Booked():
                    _booked(connection, record)
                case ClosedDay():
                    _closed(connection, record, end)
                case Drawn():
                    _drawn(connection, record, end)
                case Audited(row):
                    audit_store.insert(connection, row)
        except Exception as error:
            if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
                raise  # an error of the environment
            log.exception("a record of the journal cannot be recovered: %.200r", record)
            connection.execute("ROLLBACK TO record")
        connection.execute("RELEASE record")

    def _order(self, connection: sqlite3.Connection, record: Sent, now: float) -> None:
        recovered = Recovered(now, record.sent_at, record.sends)
        if found := rows.select(connection, "order_no = ?", (record.first.order_no,)):
            if found[0].sends < record.sends:
                self._advance(connection, found[0], recovered, now)
            return
        first = chains.unlinked_if_taken(connection, record.first)
        claimed = Claimed(record.sent_at)
        order = apply(apply(placed(first), claimed), recovered)
        rows.insert(connection, order, [first, claimed, recovered], self._next_ask(order, now))
        chains.recover(connection, order, now)

    def _written(self, connection: sqlite3.Connection, record: Written, now: float) -> None:
        found = rows.select(connection, "order_no = ?", (record.order_no,))
        if not found or isinstance(record.event, Closed):  # a recovered order is queried again
            return
        event = record.event
        if isinstance(event, Acknowledged):
            event = replace(event, standing=record.standing, recovered=True)
        order = self._advance(connection, found[0], event, now)
        if isinstance(event, CashReturned) and event.returned and self._last_tick.get(record.order_no) is record:
            self._advance(connection, order, Acknowledged(event.at, record.standing, recovered=True), now)

    def _advance(self, connection: sqlite3.Connection, before: Order, event: Event, now: float) -> Order:
        after = apply(before, event)
        if after != before:
            rows.update(connection, before, after, self._next_ask(after, now))
            rows.append(connection, before.order_no, event)
            entries.book(connection, before, after, event.at)
            after = chains.follow(connection, before, after, event.at)
        return after


def sends_of(connection: sqlite3.Connection, order_no: str) -> int:
    """The number of sends of an order in the database; 0 for an unknown order."""
    found = connection.execute("SELECT sends FROM orders WHERE order_no = ?", (order_no,)).fetchone()
    return 0 if found is None else int(found[0])


def _parted(missing: list[Record]) -> tuple[list[Record], list[Record]]:
    """(records to recover at once, records that wait), each oldest first; records of an order wait with it."""
    sent = [place for place, one in enumerate(missing) if isinstance(one, Sent)]
    if len(sent) <= AT_ONCE:
        return missing, []
    begin = sent[-AT_ONCE]
    waits = {one.first.order_no for one in missing[:begin] if isinstance(one, Sent)}
    later = [one for one in missing if _order_no(one) in waits]
    return [one for one in missing if _order_no(one) not in waits], later


def _order_no(record: Record) -> str:
    match record:
        case Sent(first):
            return first.order_no
        case Written(order_no):
            return order_no
        case _:
            return ""


def _is_known(connection: sqlite3.Connection, record: Record) -> bool:
    match record:
        case Sent(first, _, sends):
            return sends_of(connection, first.order_no) >= sends
        case Written(order_no, _, event):
            kind, at, _detail = to_record(event)
            of_order = "order_id = (SELECT id FROM orders WHERE order_no = ?)"
            sql = f"SELECT EXISTS (SELECT 1 FROM events WHERE {of_order} AND kind = ? AND at = ?)"
            return bool(rows.scalar(connection, sql, (order_no, kind, at)))
        case Booked():
            begun = entries.begun_at(connection, record.store_id)
            is_in_opening = begun is not None and record.at <= begun
            return is_in_opening or entries.by_hand(connection, record.store_id, record.at) is not None
        case Audited(row):
            return bool(rows.scalar(connection, "SELECT EXISTS (SELECT 1 FROM audit WHERE id = ?)", (row.id,)))
        case Drawn(store_id, at, kind):
            sql = "SELECT EXISTS (SELECT 1 FROM drawer_events WHERE store_id = ? AND at = ? AND kind = ?)"
            return bool(rows.scalar(connection, sql, (store_id, at, kind)))
        case ClosedDay(_, store_id, at):
            sql = "SELECT EXISTS (SELECT 1 FROM closes WHERE store_id = ? AND at = ?)"
            return bool(rows.scalar(connection, sql, (store_id, at)))


def _booked(connection: sqlite3.Connection, record: Booked) -> None:
    """Recover a deposit or an adjustment. A book that began later, or has not begun, has an opening balance that
    contains it.
    """
    begun = entries.begun_at(connection, record.store_id)
    if begun is None or record.at <= begun:
        return
    undone = None if record.takes_back is None else entries.by_hand(connection, record.store_id, record.takes_back)
    if undone is not None or record.takes_back is None:
        entries.post(connection, record.store_id, record.move, record.at, record.voucher, undone)


def _closed(connection: sqlite3.Connection, record: ClosedDay, end: Cut) -> None:
    """Recover a close with the end of the database's last close, or with its own begin: the results that it counted
    arrive again, so the next close counts them again and subtracts them (`Close.recounted`).
    """
    close = close_record.close_from(record.number, record.store_id, record.at, 0, 0, record.detail)
    row = connection.execute("SELECT last_event, last_entry FROM closes ORDER BY number DESC LIMIT 1").fetchone()
    begin = Cut(min(close.begin.event, end.event), min(close.begin.entry, end.entry)) if row is None else Cut(*row)
    close_record.insert(connection, replace(close, restored=True, cut=begin))


def _drawn(connection: sqlite3.Connection, record: Drawn, end: Cut) -> None:
    """Recover an event of the drawer. A shift that was handed over ends where it began: its orders arrive again, so the
    next shift counts them and subtracts them (`ShiftClosed.restored`).
    """
    event = shift.from_record(record.kind, record.at, json.loads(record.detail))
    closed = [one for one in events_of(connection, record.store_id) if isinstance(one, shift.ShiftClosed)]
    mark = closed[-1].mark if closed else end.event
    if isinstance(event, shift.ShiftOpened):
        event = replace(event, mark=mark)
    elif isinstance(event, shift.ShiftClosed):
        event = replace(event, mark=mark, restored=True)
    insert(connection, record.store_id, event)


def _end(connection: sqlite3.Connection) -> Cut:
    return Cut(
        rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM events"),
        rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM entries"),
        rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM drawer_events"),
    )
