"""The database refuses what must never happen, whoever asks."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.orders.status import STALE_AFTER
from desktop.storage.database import Database
from desktop.storage.schema import guards

UNKNOWN = "state = 'unknown'"
ROW = (
    "INSERT INTO orders (id, order_no, store_id, mobile, face, price, speed, placed_at, state, standing, order_number,"
    " words, declined, cancels, not_found, sends, status)"
    " VALUES (1, 'T1', '77', '13800138000', 5000, 5000, 1, 1.0, 'sending', 'sending', '', '', '', 0, 0, 1, NULL)"
)


async def made(file: Path) -> None:
    database = Database(file)
    await database.open()
    await database.close()


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    asyncio.run(made(tmp_path / "orders.db"))
    with closing(sqlite3.connect(tmp_path / "orders.db", isolation_level=None)) as opened:
        opened.execute(ROW)
        opened.execute("INSERT INTO events (order_id, at, kind, detail) VALUES (1, 1.0, 'placed', '{}')")
        yield opened


@pytest.mark.parametrize(
    ("first", "forbidden"),
    [
        ("", "DELETE FROM orders"),
        ("", "DELETE FROM events"),
        ("", "UPDATE events SET detail = '[]'"),
        ("", "UPDATE orders SET mobile = '13900139000'"),
        ("", "UPDATE orders SET face = 100"),
        ("", "UPDATE orders SET sends = 2"),
        ("", "UPDATE orders SET state = 'rejected'"),
        ("", "UPDATE orders SET state = 'new'"),
        ("", "UPDATE orders SET state = 'accepted'"),
        ("state = 'unknown'", "UPDATE orders SET state = 'not_sent'"),
        ("state = 'unknown'", "UPDATE orders SET state = 'rejected'"),
        ("state = 'unknown'", "UPDATE orders SET state = 'sending'"),
        ("state = 'unknown', not_found = 3", "UPDATE orders SET state = 'sending'"),
        ("state = 'unknown', not_found = 2", "UPDATE orders SET state = 'sending', sends = 2"),
        ("state = 'not_sent'", "UPDATE orders SET state = 'sending', sends = 2"),
        ("state = 'not_sent'", "UPDATE orders SET state = 'unknown'"),
        ("state = 'unknown'", "UPDATE orders SET state = 'closed'"),
        ("", "UPDATE orders SET sends = 0"),
        ("state = 'accepted', order_number = 'W1'", "UPDATE orders SET state = 'unknown'"),
        ("state = 'accepted', order_number = 'W1', status = 2", "UPDATE orders SET status = NULL"),
        (f"{UNKNOWN}, sent_at = 0.0", "UPDATE orders SET state = 'settled', verdict = 'lost', ended_at = 259199.0"),
        (f"{UNKNOWN}, sent_at = 0.0", "UPDATE orders SET state = 'settled', verdict = 'gone', ended_at = 259200.0"),
        ("state = 'not_sent'", "UPDATE orders SET state = 'settled', verdict = 'lost', ended_at = 259200.0"),
        ("", ROW.replace("(1, 'T1'", "(2, 'T2'").replace("'sending', 'sending'", "'accepted', 'success'")),
    ],
)
def test_it_is_refused(connection: sqlite3.Connection, first: str, forbidden: str) -> None:
    if first:
        connection.execute(f"UPDATE orders SET {first}")
    with pytest.raises(sqlite3.IntegrityError, match="guard_"):
        connection.execute(forbidden)


def test_what_the_support_says_ends_an_order_after_72_hours(connection: sqlite3.Connection) -> None:
    connection.execute(f"UPDATE orders SET {UNKNOWN}, sent_at = 0.0")
    connection.execute("UPDATE orders SET state = 'settled', verdict = 'lost', ended_at = 259200.0")
    connection.execute("UPDATE orders SET note = 'heard from Miss Li'")
    connection.execute("UPDATE orders SET state = 'accepted', verdict = '', status = 2, order_number = 'W1'")


def test_no_two_orders_of_an_account_get_one_platform_number(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE orders SET state = 'accepted', order_number = 'W1'")
    connection.execute(ROW.replace("(1, 'T1'", "(2, 'T2'"))
    with pytest.raises(sqlite3.IntegrityError, match="guard_orders_number"):
        connection.execute("UPDATE orders SET state = 'accepted', order_number = 'W1' WHERE id = 2")
    connection.execute("UPDATE orders SET state = 'accepted', order_number = 'W2' WHERE id = 2")


def test_an_end_is_not_undone_by_an_older_answer(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE orders SET state = 'accepted', order_number = 'W1'")
    for end, stale in STALE_AFTER.items():
        connection.execute("SAVEPOINT one")
        connection.execute("UPDATE orders SET status = ?", (int(end),))
        for older in stale:
            with pytest.raises(sqlite3.IntegrityError, match="guard_orders_status"):
                connection.execute("UPDATE orders SET status = ?", (int(older),))
        connection.execute("ROLLBACK TO one")


def test_a_second_sending_with_evidence_is_allowed(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE orders SET state = 'unknown', not_found = 3")
    connection.execute("UPDATE orders SET state = 'sending', sends = 2, not_found = 0")


async def test_a_guard_that_was_taken_away_is_put_up_again(tmp_path: Path) -> None:
    file = tmp_path / "orders.db"
    await made(file)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("DROP TRIGGER guard_orders_kept")
        assert not guards.are_up(opened)
    await made(file)
    with closing(sqlite3.connect(file)) as opened:
        assert guards.are_up(opened)


async def test_a_row_cannot_be_replaced_either(tmp_path: Path) -> None:
    await made(tmp_path / "orders.db")  # whoever makes the tables sets what guards them, on that connection alone
    database = Database(tmp_path / "orders.db")
    await database.open()
    await database.run(lambda connection: connection.execute(ROW))
    with pytest.raises(sqlite3.IntegrityError, match="guard_orders_kept"):
        await database.run(lambda connection: connection.execute(ROW.replace("INSERT", "INSERT OR REPLACE")))
    await database.close()
