"""A shop's database with a million orders, made once and kept: `python -m tests.benchmarks.million [--orders N]`.

Ten years of orders with believable spread: more in the evening and before holidays, a few number prefixes for most
customers, regulars who come every month, mostly successes, a few notes.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from desktop.domain.mobile import operator_of
from desktop.domain.orders.status import CASH_OWED
from desktop.storage.database import Database
from desktop.storage.orders.first_page import AWAITS_WORD
from desktop.storage.schema.file_format import SCHEMA_VERSION

MILLION = 1_000_000
END = 1_795_600_000.0
"""The newest order's time (unix seconds), in November 2026."""
_YEARS_S = 10 * 365.25 * 86400
_PREFIXES = {"138": 18, "139": 15, "136": 11, "135": 9, "150": 7, "186": 8, "189": 7, "177": 6, "133": 5, "199": 4}
_RARE = ["192", "165", "170", "131", "145", "191"]
_FACES = {5000: 46, 10000: 34, 20000: 11, 3000: 7, 50000: 2}
# (standing, state, status, share)
_ENDS = [
    ("success", "accepted", 2, 9400),
    ("refunded", "accepted", 4, 420),
    ("rejected", "rejected", None, 90),
    ("not_sent", "not_sent", None, 50),
    ("partial", "accepted", 11, 15),
    ("reversed", "accepted", 10, 6),
    ("cancelled", "accepted", 9, 12),
    ("closed", "closed", None, 7),
]
_GIVEN_BACK = {"refunded", "reversed", "cancelled"}
_BOOK_BEGINS = 10_000_000_000
_NOTES = ["老顾客 张三", "已退现金", "下午来取票", "李四代付", "VIP monthly", "号码是儿子的"]
_UNSETTLED = f"({AWAITS_WORD} OR standing = 'closed' AND cash_returned_at IS NULL)"
_COLUMNS = (
    "id, order_no, store_id, mobile, face, price, speed, placed_at, state, standing, sent_at, ended_at, status,"
    " order_number, cost, arrived, words, declined, cancels, not_found, sends, kind, note, refund, cash_back,"
    " cash_returned_at"
)


def database(orders: int = MILLION) -> Path:
    """The file, made where it is not there yet; take a copy to write to it."""
    file = Path(tempfile.gettempdir()) / "topup-desk-benchmarks" / f"{orders}-v{SCHEMA_VERSION}.db"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        for left in file.parent.glob(f"{unfinished.name}*"):
            left.unlink()
        asyncio.run(_make(unfinished, orders))
        unfinished.rename(file)
    return file


def left_in_the_evening(file: Path, orders: int = MILLION) -> None:
    """A copy to start on: the balance was read after the last order. (What is younger than it is read at the start.)"""
    shutil.copyfile(database(orders), file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO balances (store_id, read_at, money) SELECT '77', max(placed_at) + 60, 1234500 FROM orders"
        )


async def _make(file: Path, orders: int) -> None:
    begun = time.monotonic()
    empty = Database(file)
    await empty.open()
    await empty.close()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    # The guards allow no finished order to be inserted; the program puts them up again when it opens the file.
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'guard_%'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    marks = ", ".join("?" for _ in _COLUMNS.split(","))
    connection.executemany(f"INSERT INTO orders ({_COLUMNS}) VALUES ({marks})", _rows(connection, orders))
    connection.execute("UPDATE orders SET credited = refund WHERE refund > 0")
    _add_events(connection)
    _add_notes(connection)
    _add_book(connection)
    connection.execute("INSERT INTO balances (store_id, read_at, money) VALUES ('77', ?, 1234500)", (END,))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    opened = Database(file)
    await opened.open()
    await opened.close()
    print(f"{orders} orders in {time.monotonic() - begun:.0f} s, {file.stat().st_size / 1e6:.0f} MB")  # noqa: T201


def _rows(connection: sqlite3.Connection, orders: int) -> Iterator[tuple[object, ...]]:
    draw = random.Random(4)
    kinds: dict[tuple[str, str, int], int] = {}
    regulars = [_number(draw) for _ in range(max(10, orders // 40))]
    placed_at = END - _YEARS_S
    mean = _YEARS_S / orders * (3 / 24 / 0.5 + 21 / 24 / 1.1)  # by how much the hours below change the rate
    for count in range(orders):
        placed_at += draw.expovariate(1 / mean) * (0.5 if time.gmtime(placed_at).tm_hour in (10, 11, 12) else 1.1)
        key = int(placed_at * 1000) + 1
        placed_at = key / 1000
        mobile = draw.choice(regulars) if draw.random() < 0.6 else _number(draw)
        face = draw.choices(list(_FACES), list(_FACES.values()))[0]
        standing, state, status, _ = draw.choices(_ENDS, [one[3] for one in _ENDS])[0]
        speed = 0 if draw.random() < 0.08 else 1
        traits = (standing, operator_of(mobile) or "", speed)
        if traits not in kinds:
            sql = "INSERT INTO kinds (standing, operator, speed) VALUES (?, ?, ?) RETURNING id"
            kinds[traits] = connection.execute(sql, traits).fetchone()[0]
        ended_at = placed_at + draw.expovariate(1 / (40 if speed else 7200))
        taken = status is not None
        price, cost = face - draw.choice([0, 0, 10, 20, 50]), face * draw.randrange(960, 985) // 1000
        returned = standing in CASH_OWED and draw.random() < 0.9
        yield (
            key, f"T{time.strftime('%Y%m%d', time.gmtime(placed_at))}{count % 10000:04d}{draw.randrange(16**4):04X}",
            "77", mobile, face, price, speed, placed_at, state, standing, placed_at, ended_at, status,
            f"W{count + 7_000_000}" if taken else "", cost if taken else None,
            {2: face, 11: face // 2}.get(status or 0), "空号" if standing == "refunded" else "", "", 0, 0, 1,
            kinds[traits], draw.choice(_NOTES) if draw.random() < 0.01 else "", _refund(standing, cost),
            price if returned else 0, ended_at + 60 if returned else None,
        )  # fmt: skip


def _refund(standing: str, cost: int) -> int:
    if standing == "partial":
        return cost - cost // 2
    return cost if standing in _GIVEN_BACK else 0


def _number(draw: random.Random) -> str:
    prefix = draw.choices(list(_PREFIXES), list(_PREFIXES.values()))[0] if draw.random() < 0.9 else draw.choice(_RARE)
    return f"{prefix}{draw.randrange(10**8):08d}"


def _add_events(connection: sqlite3.Connection) -> None:
    """In the order in which they happened: a close counts by it."""
    connection.execute(
        "INSERT INTO events (order_id, at, kind, detail)"
        " SELECT id, placed_at AS at, 'placed' AS kind, json_object('order_no', order_no, 'store_id', store_id,"
        " 'mobile', mobile, 'face', face, 'price', price, 'speed', speed) FROM orders"
        " UNION ALL SELECT id, placed_at, 'claimed', '{}' FROM orders"
        " UNION ALL SELECT id, ended_at, 'reported', json_object('status', status, 'order_number', order_number,"
        " 'cost', cost, 'arrived', arrived, 'words', words) FROM orders WHERE status IS NOT NULL"
        " UNION ALL SELECT id, cash_returned_at, 'cash_returned', json_object('returned', json('true'), 'amount',"
        " cash_back, 'by', '') FROM orders WHERE cash_returned_at IS NOT NULL"
        f" UNION ALL SELECT id, ended_at + 60, 'acknowledged', '{{}}' FROM orders WHERE {_UNSETTLED}"
        " ORDER BY at, kind DESC, 1"
    )
    connection.execute(f"UPDATE orders SET acknowledged_at = ended_at + 60 WHERE {_UNSETTLED}")


def _add_book(connection: sqlite3.Connection) -> None:
    """Every cost and refund as an entry, after an opening ten years ago."""
    begun = (END - _YEARS_S - 1, _BOOK_BEGINS, _BOOK_BEGINS)
    sums = "opening, deposits, costs, refunds, adjustments"
    connection.execute(
        f"INSERT INTO entries (store_id, at, kind, amount, note, by_whom, {sums})"
        " VALUES ('77', ?, 'opening', ?, '', '', ?, 0, 0, 0, 0)",
        begun,
    )
    so_far = "sum(iif(kind = '{kind}', amount, 0)) OVER (ORDER BY at, id, kind ROWS UNBOUNDED PRECEDING)"
    connection.execute(
        f"INSERT INTO entries (store_id, at, kind, amount, order_id, note, by_whom, {sums})"
        " SELECT '77', at, kind, amount, id, '', '',"
        f" {_BOOK_BEGINS}, 0, {so_far.format(kind='cost')}, {so_far.format(kind='refund')}, 0 FROM ("
        " SELECT ended_at AS at, id, 'cost' AS kind, -cost AS amount FROM orders WHERE cost > 0"
        " UNION ALL SELECT ended_at, id, 'refund', refund FROM orders WHERE refund > 0)"
        " ORDER BY at, id, kind"
    )


def _add_notes(connection: sqlite3.Connection) -> None:
    from desktop.storage.orders.rows import plain_note

    notes = connection.execute("SELECT id, note FROM orders WHERE note <> ''").fetchall()
    connection.executemany(
        "INSERT INTO order_notes (rowid, words) VALUES (?, ?)", [(k, plain_note(n)) for k, n in notes]
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=MILLION)
    print(database(parser.parse_args().orders))  # noqa: T201
