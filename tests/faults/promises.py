"""What must hold when the disk works again: the program starts on what is there, and keeps what it promised."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.domain.orders.order import Order
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.status import Standing
from desktop.domain.orders.transitions import fold
from desktop.storage.books.closes import CloseStore
from desktop.storage.books.ledger import LedgerStore
from desktop.storage.database import Database
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Sent
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.schema import guards
from desktop.wiring.desk import planner
from tests.faults.shop import DEPOSIT, NOTE, STORE

_LATER = 1_795_396_344.0 + 7200
_NEVER_LEFT = {Standing.NOT_SENT, Standing.NEW}

Noted = dict[str, Any]


async def broken(folder: Path, outside: Path) -> list[str]:
    """Which promises were broken; the folder is started on, without faults."""
    noted: list[Noted] = [json.loads(line) for line in outside.read_text("utf-8").splitlines()]
    database = Database(folder / "orders.db")
    await database.open()
    try:
        orders = OrderStore(database, planner(PollPlan()), Journal(folder / "orders.journal"), "77")
        await orders.recover(_LATER)
        found = {order.order_no: order for order in await orders.newest(1000)}
        wrong = [*_of_orders(noted, found), *_of_journal(noted, folder / "orders.journal"), *_said(noted)]
        for order_no, order in found.items():
            if fold(await orders.history(order_no)) != order:
                wrong.append(f"{order_no} is not what its events make of it")
        wrong += [problem async for problem in _of_books(noted, database)]
    finally:
        await database.close()
    return [*wrong, *_of_file(folder / "orders.db"), *_of_backups(noted)]


def _of_orders(noted: list[Noted], found: dict[str, Order]) -> Iterator[str]:
    pushes = _pushes(noted)
    for order_no, times in pushes.items():
        if order_no not in found:
            yield f"{order_no} left and is not known"
            continue
        order = found[order_no]
        if order.standing in _NEVER_LEFT:
            yield f"{order_no} left and is called {order.standing}"
        if times > order.sends:
            yield f"{order_no} left {times} times, of which {order.sends} are known"
    for one in noted:
        order_no = one.get("order_no", "")
        if one["what"] == "not placed" and pushes[order_no]:
            yield f"{order_no} was refused and left"
        if one["what"] != "kept" or not order_no:
            continue
        if order_no not in found:
            yield f"{order_no} was promised ({one['step']}) and is lost"
        elif one["step"] == "note" and found[order_no].note != NOTE:
            yield f"the note on {order_no} is lost"
        elif one["step"] == "cash" and not found[order_no].cash_returned_at:
            yield f"{order_no}: the cash that was returned is lost"
        elif one["step"] == "send again" and found[order_no].sends != 2:
            yield f"{order_no}: the second sending is lost"


def _of_journal(noted: list[Noted], file: Path) -> Iterator[str]:
    written = Counter(one.first.order_no for one in Journal(file).newest_first() if isinstance(one, Sent))
    for order_no, times in _pushes(noted).items():
        if times > written[order_no]:
            yield f"{order_no} left {times} times, {written[order_no]} of them are in the journal"


def _pushes(noted: list[Noted]) -> Counter[str]:
    return Counter(one["order_no"] for one in noted if one["what"] == "pushed")


async def _of_books(noted: list[Noted], database: Database) -> AsyncIterator[str]:
    journal = Journal(database.file.with_suffix(".journal"))
    entries = await LedgerStore(database, STORE, journal).statement(None, 100)
    closes = {close.number for close in await CloseStore(database, STORE, journal).all(10)}
    deposits = sum(entry.move.amount == DEPOSIT for entry in entries)
    promised = sum(one["what"] == "kept" and one["step"] == "deposit" for one in noted)
    # SQLite refuses a commit whose fsync failed; the next start may find it whole. The clerk is told to look.
    unknown = sum(one["what"] == "refused" and one["step"] == "deposit" for one in noted)
    if not promised <= deposits <= promised + unknown:
        yield f"{deposits} deposits are booked, {promised} were promised"
    for one in noted:
        if one["what"] == "kept" and one["step"] == "close" and one["number"] not in closes:
            yield f"close {one['number']} is lost"


def _said(noted: list[Noted]) -> Iterator[str]:
    for one in noted:
        if one["what"] == "broken":
            yield f"{one['step']}: {one['error']}"


def _of_file(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(file)) as connection:
        if (found := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            yield f"damaged: {found}"
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            yield "rows refer to what is not there"
        if not guards.are_up(connection):
            yield "the guards are not up"


def _of_backups(noted: list[Noted]) -> Iterator[str]:
    for one in noted:
        if one["what"] == "kept" and one["step"] == "backup":
            with closing(sqlite3.connect(f"file:{one['path']}?mode=ro", uri=True)) as connection:
                found = connection.execute("PRAGMA integrity_check").fetchone()[0]
                known = {row[0] for row in connection.execute("SELECT order_no FROM orders")}
            if found != "ok" or (one["order_no"] and one["order_no"] not in known):
                yield f"the backup {one['path']} is damaged, or lacks an order: {found}"
