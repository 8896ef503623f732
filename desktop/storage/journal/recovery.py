"""Brings back what the journal has and the database lacks, after an older database was put back."""

from __future__ import annotations

import logging
import sqlite3
from collections import deque
from collections.abc import Callable

from msgspec.structs import replace

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
from desktop.storage.database import transaction
from desktop.storage.errors import WriteFailedError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Booked, ClosedDay, Record, Sent, Written
from desktop.storage.orders import rows

log = logging.getLogger(__name__)

AT_ONCE = 300
"""So many orders, the newest, are brought back before the desk opens. Fewer than _KNOWN_IN_A_ROW: else what is still
waiting when the program ends would be taken as known at the next start."""
A_PIECE = 20
"""A clerk's order waits for one of these at most."""
_KNOWN_IN_A_ROW = 500
"""A database is put back as a whole, so what it lacks is the journal's end; so many known orders prove the rest known.
"""

NextAsk = Callable[[Order, float], float | None]
"""(order, now) → when to ask about it next, unix seconds, or None."""


class Recovery:
    """What waits to be brought back; used on the database thread. An order that waits locks its number as if it were
    there: `number` brings it back at once.
    """

    def __init__(self, journal: Journal, next_ask: NextAsk) -> None:
        self._journal = journal
        self._next_ask = next_ask
        self._waiting: deque[Record] = deque()
        self._numbers: dict[str, set[str]] = {}
        self._began = 0.0
        self._last_tick: dict[str, Written] = {}
        """Of the missing ones; a tick that was taken away again settles nothing."""

    @property
    def left(self) -> int:
        """How many records wait."""
        return len(self._waiting)

    def begin(self, connection: sqlite3.Connection, now: float) -> None:
        """At start: bring back what is lacking, or, of very much, the newest; the rest waits for `go_on`. What the last
        process left being sent is unknown now. Raises WriteFailedError for an unreadable journal.
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
        """Bring back the oldest that wait, a few; the orders as they are then."""
        piece = [self._waiting.popleft() for _ in range(min(A_PIECE, len(self._waiting)))]
        return self._bring_back_all(connection, piece, now)

    def number(self, connection: sqlite3.Connection, mobile: str) -> None:
        """Bring back what waits of this mobile number."""
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
            self._waiting.extendleft(reversed(piece))  # the disk is full, say: nothing is lost
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
        """A record that does not fit what is there is left out: no line of the journal may stop the start."""
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
        except Exception as error:
            if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
                raise  # the disk's doing
            log.exception("a record of the journal cannot be brought back: %.200r", record)
            connection.execute("ROLLBACK TO record")
        connection.execute("RELEASE record")

    def _order(self, connection: sqlite3.Connection, record: Sent, now: float) -> None:
        recovered = Recovered(now, record.sent_at, record.sends)
        if found := rows.select(connection, "order_no = ?", (record.first.order_no,)):
            if found[0].sends < record.sends:
                self._advance(connection, found[0], recovered, now)
            return
        claimed = Claimed(record.sent_at)
        order = apply(apply(placed(record.first), claimed), recovered)
        rows.insert(connection, order, [record.first, claimed, recovered], self._next_ask(order, now))

    def _written(self, connection: sqlite3.Connection, record: Written, now: float) -> None:
        found = rows.select(connection, "order_no = ?", (record.order_no,))
        if not found or isinstance(record.event, Closed):  # an order that turned up is asked about anew
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
        return after


def sends_of(connection: sqlite3.Connection, order_no: str) -> int:
    """How often the database knows the order to have been sent; 0 for an order that it does not have."""
    found = connection.execute("SELECT sends FROM orders WHERE order_no = ?", (order_no,)).fetchone()
    return 0 if found is None else int(found[0])


def _parted(missing: list[Record]) -> tuple[list[Record], list[Record]]:
    """(what is brought back at once, what waits), each oldest first; what belongs to an order waits with it."""
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
        case ClosedDay(_, store_id, at):
            sql = "SELECT EXISTS (SELECT 1 FROM closes WHERE store_id = ? AND at = ?)"
            return bool(rows.scalar(connection, sql, (store_id, at)))


def _booked(connection: sqlite3.Connection, record: Booked) -> None:
    """A book that began later, or has not begun here, takes its opening from a balance that has this in it."""
    begun = entries.begun_at(connection, record.store_id)
    if begun is None or record.at <= begun:
        return
    undone = None if record.takes_back is None else entries.by_hand(connection, record.store_id, record.takes_back)
    if undone is not None or record.takes_back is None:
        entries.post(connection, record.store_id, record.move, record.at, record.voucher, undone)


def _closed(connection: sqlite3.Connection, record: ClosedDay, end: Cut) -> None:
    """It ends where the last one that the database has does, or where it began: what it counted is counted again by the
    one that follows, as results come in anew, and taken off there (`Close.recounted`).
    """
    close = close_record.close_from(record.number, record.store_id, record.at, 0, 0, record.detail)
    row = connection.execute("SELECT last_event, last_entry FROM closes ORDER BY number DESC LIMIT 1").fetchone()
    begin = Cut(min(close.begin.event, end.event), min(close.begin.entry, end.entry)) if row is None else Cut(*row)
    close_record.insert(connection, replace(close, restored=True, cut=begin))


def _end(connection: sqlite3.Connection) -> Cut:
    return Cut(
        rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM events"),
        rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM entries"),
    )
