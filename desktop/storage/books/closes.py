"""Daily closes: drafted from the events and entries since the last one, stored permanently, listed."""

from __future__ import annotations

import sqlite3
import time
from bisect import bisect_left
from itertools import takewhile

from msgspec.structs import replace

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import Close, Cut, Touched, corrections_of, lines_of, sum_of
from desktop.domain.books.ledger import Books, Reading
from desktop.domain.books.shift import CashEntered, ShiftOpened, line_of
from desktop.domain.books.taking import Taking, Takings, in_drawer, less, takings_of
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import NOT_RECORDED
from desktop.storage import entries
from desktop.storage.books.close_record import close_from, detail_of, insert
from desktop.storage.books.shifts import closed_in, events_of
from desktop.storage.books.touched import as_of, changed
from desktop.storage.database import Database
from desktop.storage.errors import StaleCloseError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import ClosedDay
from desktop.storage.orders import rows
from desktop.storage.transaction import transaction

_CLOSE = "number, store_id, at, last_event, last_entry, detail"


class CloseStore:
    """Reads on the reading thread, writes on the database thread."""

    def __init__(self, database: Database, store_id: str, journal: Journal) -> None:
        self._database = database
        self._store_id = store_id
        self._journal = journal

    async def draft(self, now: float) -> Close:
        """The close as it would be at this moment (unix seconds), from one snapshot of the database. The drawer's
        change is the cash counted at the last close.
        """
        return await self._database.read(_draft, self._store_id, now)

    async def keep(self, close: Close) -> Close:
        """Store a close under the next number. Raises WriteFailedError, and StaleCloseError if another one was stored
        after it was drafted.
        """
        return await self._database.run(self._keep, close)

    async def all(self, limit: int) -> list[Close]:
        """The last closes, newest first."""
        return await self._database.read(_last, limit)

    def _keep(self, connection: sqlite3.Connection, close: Close) -> Close:
        with transaction(connection):
            before = last(connection)
            if before is not None and before.number != close.follows:
                raise StaleCloseError(f"close {before.number} was made meanwhile")
            kept = replace(close, number=close.follows + 1)
            insert(connection, kept)
        self._journal.protect(ClosedDay(kept.number, kept.store_id, kept.at, detail_of(kept)))
        return kept


def last(connection: sqlite3.Connection) -> Close | None:
    """The newest close."""
    found = _last(connection, 1)
    return found[0] if found else None


def _last(connection: sqlite3.Connection, limit: int) -> list[Close]:
    sql = f"SELECT {_CLOSE} FROM closes ORDER BY number DESC LIMIT ?"
    return [close_from(*row) for row in connection.execute(sql, (limit,))]


def _draft(connection: sqlite3.Connection, store_id: str, now: float) -> Close:
    connection.execute("BEGIN")  # snapshot isolation
    try:
        return _drawn_up(connection, store_id, now)
    finally:
        connection.execute("ROLLBACK")


def _drawn_up(connection: sqlite3.Connection, store_id: str, now: float) -> Close:
    before = last(connection)
    since = _midnight(now) if before is None else before.at
    end = Cut(
        rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM events"),
        rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM entries"),
        rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM drawer_events"),
    )
    begin = _from_midnight(connection, store_id, since, end.event) if before is None else before.cut
    touched = _touched(connection, begin, end)
    again = _brought_back(connection)
    takings = less(takings_of((one.before, one.after) for one in touched), (_recorded(one) for one in again))
    cash = in_drawer(takings)
    sums = entries.books(connection, store_id) or Books()
    then = entries.books(connection, store_id, begin.entry) or Books()
    change = before.drawer.counted if before is not None else None
    if change is None:
        change = _taken_over(connection, store_id, begin, end)
    return Close(
        store_id=store_id,
        since=since,
        at=now,
        cut=end,
        lines=lines_of(touched),
        corrections=corrections_of(touched),
        books=sums.since(then),
        reading=_reading(connection, store_id, sums),
        drawer=CashDrawer(
            change=change or 0,
            taken=cash.taken,
            returned=cash.returned,
            moved=_moved(connection, store_id, begin, end) - sum(one.drawer.moved for one in again),
        ),
        shifts=tuple(map(line_of, closed_in(connection, store_id, begin.drawer, end.drawer))),
        takings=takings,
        recounted=sum_of(one.total + one.corrected for one in again),
        begun=entries.books(connection, store_id) is not None,
        follows=0 if before is None else before.number,
        begin=begin,
    )


def _brought_back(connection: sqlite3.Connection) -> list[Close]:
    """The newest closes that were recovered after an older database was restored, and that no later close follows."""
    found = connection.execute(f"SELECT {_CLOSE} FROM closes ORDER BY number DESC")
    return list(takewhile(lambda close: close.restored, (close_from(*row) for row in found)))


def _taken_over(connection: sqlite3.Connection, store_id: str, begin: Cut, end: Cut) -> int | None:
    """The change in the drawer when the first close begins, reckoned back from the first shift that counted it: what
    came in before that is in the close's takings. None without a shift.
    """
    events = events_of(connection, store_id, begin.drawer, end.drawer)
    opened = next((event for event in events if isinstance(event, ShiftOpened)), None)
    if opened is None:
        return None
    earlier = _touched(connection, begin, replace(end, event=max(begin.event, opened.mark)))
    cash = in_drawer(takings_of((one.before, one.after) for one in earlier))
    return opened.change - cash.taken + cash.returned


def _moved(connection: sqlite3.Connection, store_id: str, begin: Cut, end: Cut) -> int:
    """Fen of cash that were put in, less those taken out."""
    events = events_of(connection, store_id, begin.drawer, end.drawer)
    return sum(event.amount for event in events if isinstance(event, CashEntered))


def _recorded(close: Close) -> Takings:
    """The takings of a close; those of an earlier version are all in its drawer."""
    return close.takings or {NOT_RECORDED: Taking(close.drawer.taken, close.drawer.returned)}


def _reading(connection: sqlite3.Connection, store_id: str, sums: Books) -> Reading | None:
    """The last balance reading."""
    sql = "SELECT money, read_at, entry FROM balances WHERE store_id IN (?, '') ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (store_id,)).fetchone()
    if row is None:
        return None
    then = None if row["entry"] is None else entries.books(connection, store_id, row["entry"])
    return Reading.compared(row["money"], row["read_at"], then, sums)


def _midnight(now: float) -> float:
    """The start of the local day (unix seconds)."""
    day = time.localtime(now)
    return time.mktime((day.tm_year, day.tm_mon, day.tm_mday, 0, 0, 0, 0, 0, -1))


def _from_midnight(connection: sqlite3.Connection, store_id: str, midnight: float, end: int) -> Cut:
    """The begin of the first close: the first event of its day or, if the clock was set back on that day, at the latest
    the first of the day's orders.
    """
    last = connection.execute("SELECT id FROM events WHERE at < ? ORDER BY id DESC LIMIT 1", (midnight,)).fetchone()
    placed = rows.scalar(connection, "SELECT min(+id) FROM events WHERE order_id >= ?", (int(midnight * 1000),))
    event = min(0 if last is None else last[0], end if placed is None else placed - 1)
    drawer = rows.scalar(connection, "SELECT ifnull(max(id), 0) FROM drawer_events WHERE at < ?", (midnight,))
    return Cut(event, entries.last_before(connection, store_id, midnight), drawer)


def _touched(connection: sqlite3.Connection, begin: Cut, end: Cut) -> list[Touched]:
    found, new = changed(connection, begin.event, end.event)
    numbers = _numbers(connection, begin)
    return [
        Touched(None, order) if order.order_no in new else _earlier(connection, order, begin.event, numbers)
        for order in found
    ]


def _numbers(connection: sqlite3.Connection, begin: Cut) -> list[tuple[int, int]]:
    """(last event, number) of each close so far; number 0 is everything before the first close."""
    found = [(row[0], row[1]) for row in connection.execute("SELECT last_event, number FROM closes ORDER BY number")]
    if not found:
        return [(begin.event, 0)]
    sql = "SELECT json_extract(detail, '$.begin.event') FROM closes ORDER BY number LIMIT 1"
    return [(rows.scalar(connection, sql), 0), *found]


def _earlier(connection: sqlite3.Connection, order: Order, cut: int, numbers: list[tuple[int, int]]) -> Touched:
    before, placed = as_of(connection, order.order_no, cut)
    place = bisect_left(numbers, placed, key=lambda row: row[0])
    return Touched(before, order, numbers[place][1])
