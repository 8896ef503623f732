"""The schema, step by step. A step that was ever released is never changed; SCHEMA_VERSION counts them."""

from __future__ import annotations

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from desktop.domain.mobile import operator_of
from desktop.storage.schema import step_6, step_7, step_8, step_9, step_10, step_11, step_12, step_13, step_14

migrations = Migrations("topup-desk")


@migrations(name="0001_orders_events_balances")
def _orders_events_balances(db: Database) -> None:
    _make_orders(db)
    _make_events(db)
    _make_balances(db)


def _make_orders(db: Database) -> None:
    orders = _table(db, "orders")
    orders.create(
        {
            "id": int,
            "order_no": str,
            "store_id": str,
            "mobile": str,
            "face": int,
            "price": int,
            "speed": int,
            "placed_at": float,
            "state": str,
            "standing": str,
            "sent_at": float,
            "ended_at": float,
            "status": int,
            "order_number": str,
            "cost": int,
            "arrived": int,
            "words": str,
            "declined": str,
            "cancels": int,
            "not_found": int,
            "next_ask_at": float,
        },
        pk="id",
        not_null={
            "order_no", "store_id", "mobile", "face", "price", "speed", "placed_at", "state", "standing",
            "order_number", "words", "declined", "cancels", "not_found",
        },
        strict=True,
    )  # fmt: skip
    orders.create_index(["order_no"], unique=True)
    orders.create_index(["mobile"])
    orders.create_index(["standing"])
    orders.create_index(["ended_at"])
    db.execute("CREATE INDEX orders_due ON orders(next_ask_at) WHERE next_ask_at IS NOT NULL")


def _make_events(db: Database) -> None:
    events = _table(db, "events")
    events.create(
        {"id": int, "order_id": int, "at": float, "kind": str, "detail": str},
        pk="id",
        not_null={"order_id", "at", "kind", "detail"},
        foreign_keys=[("order_id", "orders", "id")],
        strict=True,
    )
    events.create_index(["order_id"])


def _make_balances(db: Database) -> None:
    _table(db, "balances").create(
        {"id": int, "read_at": float, "money": int}, pk="id", not_null={"read_at", "money"}, strict=True
    )


@migrations(name="0002_sends_and_confirmed_refusals")
def _sends_and_confirmed_refusals(db: Database) -> None:
    """Every order so far was sent once; "not found" was counted without a control, refusals were not confirmed."""
    db.execute("ALTER TABLE orders ADD COLUMN sends INTEGER NOT NULL DEFAULT 1")
    db.execute("UPDATE orders SET not_found = 0")
    db.execute(
        "UPDATE orders SET state = 'checking', standing = 'checking', ended_at = NULL, next_ask_at = sent_at"
        " WHERE state = 'rejected' AND sent_at > (SELECT max(placed_at) FROM orders) - 259200"  # 72 hours
    )


@migrations(name="0003_history_of_a_million")
def _history_of_a_million(db: Database) -> None:
    """An order's key becomes the moment it was placed (unix ms); its kind, the tallies by day, and what finds it."""
    db.execute("ALTER TABLE orders ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE orders ADD COLUMN cash_returned_at REAL")
    db.execute("ALTER TABLE orders ADD COLUMN kind INTEGER NOT NULL DEFAULT 0")
    _key_by_time(db)
    _make_kinds(db)
    db.execute("CREATE INDEX idx_orders_kind ON orders(kind)")
    db.execute("CREATE INDEX orders_by_platform ON orders(order_number) WHERE order_number <> ''")
    _make_tallies(db)
    _make_word_indexes(db)


@migrations(name="0004_acknowledged_and_printed")
def _acknowledged_and_printed(db: Database) -> None:
    """Bad ends stay in sight until they are acknowledged; those so far count as such. Receipts are counted."""
    db.execute("ALTER TABLE orders ADD COLUMN acknowledged_at REAL")
    db.execute("ALTER TABLE orders ADD COLUMN prints INTEGER NOT NULL DEFAULT 0")
    bad = (
        "standing IN ('refunded', 'cancelled', 'reversed', 'rejected', 'not_sent', 'partial')"
        " AND acknowledged_at IS NULL AND (cash_returned_at IS NULL OR cash_returned_at < ended_at)"
    )
    now = db.execute("SELECT CAST(strftime('%s', 'now') AS INTEGER)").fetchone()[0]
    db.execute(
        "INSERT INTO events (order_id, at, kind, detail)"
        f" SELECT id, {now}, 'acknowledged', '{{\"by_update\": true}}' FROM orders WHERE {bad} ORDER BY id"
    )
    db.execute(f"UPDATE orders SET acknowledged_at = {now} WHERE {bad}")
    db.execute(f"CREATE INDEX orders_awaiting_word ON orders(id) WHERE {bad}")


@migrations(name="0005_ledger_and_closes")
def _ledger_and_closes(db: Database) -> None:
    """What went back of each order's cost, the account's book, daily closes, and sums by day for the reports."""
    db.execute("ALTER TABLE orders ADD COLUMN refund INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE orders ADD COLUMN cash_back INTEGER NOT NULL DEFAULT 0")
    db.execute("UPDATE orders SET cash_back = price WHERE cash_returned_at IS NOT NULL")
    db.execute("UPDATE orders SET refund = cost WHERE standing IN ('refunded', 'cancelled', 'reversed') AND cost <> 0")
    missing = "cost - cost * min(max(arrived, 0), face) / face"
    db.execute(f"UPDATE orders SET refund = {missing} WHERE standing = 'partial' AND cost <> 0 AND arrived IS NOT NULL")
    db.execute("CREATE INDEX orders_unpriced ON orders(id) WHERE cost IS NULL AND state = 'accepted'")
    _acknowledge_closed(db)
    _tally_net_costs(db)
    _make_book(db)
    _make_day_sums(db)
    _make_arrivals(db)


def _acknowledge_closed(db: Database) -> None:
    """Those that were closed by hand so far count as settled with their customers."""
    closed = "standing = 'closed' AND acknowledged_at IS NULL AND cash_returned_at IS NULL"
    now = db.execute("SELECT CAST(strftime('%s', 'now') AS INTEGER)").fetchone()[0]
    db.execute(
        "INSERT INTO events (order_id, at, kind, detail)"
        f" SELECT id, {now}, 'acknowledged', '{{\"by_update\": true}}' FROM orders WHERE {closed} ORDER BY id"
    )
    db.execute(f"UPDATE orders SET acknowledged_at = {now} WHERE {closed}")


def _make_book(db: Database) -> None:
    db.execute("ALTER TABLE balances ADD COLUMN store_id TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE balances ADD COLUMN expected INTEGER")
    db.execute("ALTER TABLE balances ADD COLUMN entry INTEGER")
    db.execute("CREATE INDEX balances_read_at ON balances(read_at)")
    db.execute("UPDATE balances SET store_id = ifnull((SELECT store_id FROM orders ORDER BY id DESC LIMIT 1), '')")
    db.execute(
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, store_id TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL,"
        " amount INTEGER NOT NULL, order_id INTEGER REFERENCES orders(id), takes_back INTEGER UNIQUE"
        " REFERENCES entries(id), mark INTEGER, paid_at REAL, note TEXT NOT NULL,"
        " by_whom TEXT NOT NULL, opening INTEGER NOT NULL, deposits INTEGER NOT NULL, costs INTEGER NOT NULL,"
        " refunds INTEGER NOT NULL, adjustments INTEGER NOT NULL) STRICT"
    )
    db.execute("CREATE INDEX entries_of_account ON entries(store_id)")
    db.execute(
        "CREATE TABLE closes (number INTEGER PRIMARY KEY, store_id TEXT NOT NULL, at REAL NOT NULL,"
        " last_event INTEGER NOT NULL, last_entry INTEGER NOT NULL, detail TEXT NOT NULL) STRICT"
    )


def _make_day_sums(db: Database) -> None:
    """What the orders of a day (from midnight in China) come to by kind and face, as they stand now."""
    db.execute(
        "CREATE TABLE day_sums (day INTEGER NOT NULL, kind INTEGER NOT NULL, face INTEGER NOT NULL,"
        " orders INTEGER NOT NULL, price INTEGER NOT NULL, cost INTEGER NOT NULL, refund INTEGER NOT NULL,"
        " profit INTEGER NOT NULL, unpriced INTEGER NOT NULL, PRIMARY KEY (day, kind, face)) STRICT, WITHOUT ROWID"
    )
    names = ("kind", "cost", "refund", "cash_back", "arrived")
    changes = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in names)
    db.execute(f"CREATE TRIGGER day_insert AFTER INSERT ON orders BEGIN {_day_sum('NEW', 1)} END")
    db.execute(
        f"CREATE TRIGGER day_update AFTER UPDATE OF {', '.join(names)} ON orders WHEN {changes}"
        f" BEGIN {_day_sum('OLD', -1)} {_day_sum('NEW', 1)} END"
    )
    amounts = ", ".join(f"sum({one})" for one in _counted("orders"))
    db.execute(
        f"INSERT INTO day_sums SELECT {_day('orders')} AS day, kind, face, {amounts} FROM orders GROUP BY 1, 2, 3"
    )


def _day(row: str) -> str:
    return f"({row}.id + 28800000) / 86400000"


def _counted(row: str) -> tuple[str, ...]:
    """`domain.books.close.counted` in SQL: orders, price, cost, refund, profit, unpriced."""
    arrived = f"{row}.standing IN ('success', 'partial')"
    missing = f"{row}.price - {row}.price * min(max({row}.arrived, 0), {row}.face) / {row}.face"
    to_give_back = f"iif({row}.standing = 'partial', ifnull({missing}, 0), 0)"
    profit = f"ifnull({row}.price - max({row}.cash_back, {to_give_back}) - {row}.cost + {row}.refund, 0)"
    return (
        "1",
        f"{row}.price",
        f"ifnull({row}.cost, 0)",
        f"{row}.refund",
        f"iif({arrived}, {profit}, 0)",
        f"iif({arrived} AND {row}.cost IS NULL, 1, 0)",
    )


def _day_sum(row: str, sign: int) -> str:
    names = ("orders", "price", "cost", "refund", "profit", "unpriced")
    amounts = ", ".join(f"{sign} * {one}" for one in _counted(row))
    added = ", ".join(f"{name} = {name} + excluded.{name}" for name in names)
    return (
        f"INSERT INTO day_sums VALUES ({_day(row)}, {row}.kind, {row}.face, {amounts})"
        f" ON CONFLICT (day, kind, face) DO UPDATE SET {added};"
    )


def _make_arrivals(db: Database) -> None:
    """How long the successful orders of a day took, counted in bins each 8 % wider than the one before. Days come last
    in the key: any stretch of them is one run for each kind and bin.
    """
    db.execute("CREATE TABLE arrival_bins (low REAL PRIMARY KEY, bin INTEGER NOT NULL) STRICT, WITHOUT ROWID")
    lows = [0.0, *(1.08**number for number in range(1, 200))]
    db.conn.executemany("INSERT INTO arrival_bins VALUES (?, ?)", [(low, number) for number, low in enumerate(lows)])
    db.execute(
        "CREATE TABLE arrivals (kind INTEGER NOT NULL, bin INTEGER NOT NULL, day INTEGER NOT NULL,"
        " orders INTEGER NOT NULL, PRIMARY KEY (kind, bin, day)) STRICT, WITHOUT ROWID"
    )
    counted_in, counted_out = _arrival("NEW", 1), _arrival("OLD", -1)
    db.execute(f"CREATE TRIGGER arrival_insert AFTER INSERT ON orders BEGIN {counted_in} END")
    db.execute(
        "CREATE TRIGGER arrival_update AFTER UPDATE OF standing ON orders WHEN NEW.standing <> OLD.standing"
        f" BEGIN {counted_out} {counted_in} END"
    )
    db.execute(
        f"INSERT INTO arrivals SELECT kind, {_bin('orders')} AS bin, {_day('orders')} AS day, count(*) FROM orders"
        f" WHERE {_timed('orders')} GROUP BY 1, 2, 3"
    )


def _timed(row: str) -> str:
    return f"{row}.standing = 'success' AND {row}.sent_at IS NOT NULL AND {row}.ended_at IS NOT NULL"


def _bin(row: str) -> str:
    took = f"max(0.0, {row}.ended_at - {row}.sent_at)"
    return f"(SELECT bin FROM arrival_bins WHERE low <= {took} ORDER BY low DESC LIMIT 1)"


def _arrival(row: str, sign: int) -> str:
    return (
        f"INSERT INTO arrivals SELECT {row}.kind, {_bin(row)}, {_day(row)}, {sign} WHERE {_timed(row)}"
        " ON CONFLICT (kind, bin, day) DO UPDATE SET orders = orders + excluded.orders;"
    )


for _name, _step in (
    ("0006_words_proven", step_6.words_proven),
    ("0007_tried_again", step_7.tried_again),
    ("0008_arrived_unpaid", step_8.arrived_unpaid),
    ("0009_staff", step_9.staff),
    ("0010_payment", step_10.payment),
    ("0011_shifts", step_11.shifts),
    ("0012_audit", step_12.audit),
    ("0013_limits", step_13.limits),
    ("0014_batches", step_14.batches),
):
    migrations(name=_name)(_step)


def _key_by_time(db: Database) -> None:
    db.execute("PRAGMA defer_foreign_keys = ON")
    last = 0
    for old, placed_at in db.execute("SELECT id, placed_at FROM orders ORDER BY placed_at, id").fetchall():
        last = max(last + 1, int(placed_at * 1000))
        db.execute("UPDATE events SET order_id = ? WHERE order_id = ?", (last, old))
        db.execute("UPDATE orders SET id = ? WHERE id = ?", (last, old))


def _make_kinds(db: Database) -> None:
    db.execute(
        "CREATE TABLE kinds (id INTEGER PRIMARY KEY, standing TEXT NOT NULL, operator TEXT NOT NULL,"
        " speed INTEGER NOT NULL, UNIQUE (standing, operator, speed)) STRICT"
    )
    db.register_function(lambda mobile: operator_of(mobile) or "", name="operator_of", deterministic=True)
    db.execute(
        "INSERT INTO kinds (standing, operator, speed) SELECT DISTINCT standing, operator_of(mobile), speed FROM orders"
    )
    db.execute(
        "UPDATE orders SET kind = (SELECT id FROM kinds WHERE standing = orders.standing"
        " AND operator = operator_of(orders.mobile) AND speed = orders.speed)"
    )


def _make_tallies(db: Database) -> None:
    """Level 0 counts days (from midnight in China), each level above 16 of the one below."""
    db.execute(
        "CREATE TABLE tallies (level INTEGER NOT NULL, bucket INTEGER NOT NULL, kind INTEGER NOT NULL,"
        " orders INTEGER NOT NULL, face INTEGER NOT NULL, price INTEGER NOT NULL, cost INTEGER NOT NULL,"
        " PRIMARY KEY (level, bucket, kind)) STRICT, WITHOUT ROWID"
    )
    db.execute(
        "CREATE TRIGGER tally_insert AFTER INSERT ON orders BEGIN "
        + "".join(_count("NEW", 1, level) for level in range(4))
        + "END"
    )
    changes = "NEW.kind <> OLD.kind OR ifnull(NEW.cost, 0) <> ifnull(OLD.cost, 0)"
    db.execute(
        f"CREATE TRIGGER tally_update AFTER UPDATE OF kind, cost ON orders WHEN {changes} BEGIN "
        + "".join(_count("OLD", -1, level) + _count("NEW", 1, level) for level in range(4))
        + "END"
    )
    for level in range(4):
        db.execute(
            f"INSERT INTO tallies SELECT {level}, (id + 28800000) / 86400000 / {16**level} AS bucket, kind,"
            " count(*), sum(face), sum(price), sum(ifnull(cost, 0)) FROM orders GROUP BY bucket, kind"
        )


def _tally_net_costs(db: Database) -> None:
    """What went back is no cost any more."""
    net = "(ifnull({row}.cost, 0) - {row}.refund)"
    changes = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in ("kind", "cost", "refund"))
    counted_in, counted_out = (
        "".join(_count(row, sign, level, net) for level in range(4)) for row, sign in (("NEW", 1), ("OLD", -1))
    )
    for name in ("tally_insert", "tally_update"):
        db.execute(f"DROP TRIGGER {name}")
    db.execute(f"CREATE TRIGGER tally_insert AFTER INSERT ON orders BEGIN {counted_in}END")
    db.execute(
        f"CREATE TRIGGER tally_update AFTER UPDATE OF kind, cost, refund ON orders WHEN {changes}"
        f" BEGIN {counted_out}{counted_in}END"
    )
    for level in range(4):
        db.execute(
            f"INSERT INTO tallies SELECT {level}, (id + 28800000) / 86400000 / {16**level} AS bucket, kind,"
            " 0, 0, 0, -sum(refund) FROM orders WHERE refund <> 0 GROUP BY bucket, kind"
            " ON CONFLICT (level, bucket, kind) DO UPDATE SET cost = cost + excluded.cost"
        )


def _count(row: str, sign: int, level: int, cost: str = "ifnull({row}.cost, 0)") -> str:
    """The statement of a trigger that counts an order in, or (sign -1) out."""
    bucket = f"({row}.id + 28800000) / 86400000 / {16**level}"
    amounts = ", ".join(f"{sign} * {one}" for one in (f"{row}.face", f"{row}.price", cost.format(row=row)))
    return (
        f"INSERT INTO tallies VALUES ({level}, {bucket}, {row}.kind, {sign}, {amounts})"
        " ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders,"
        " face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; "
    )


def _make_word_indexes(db: Database) -> None:
    """Each run of three digits in a mobile number, and the last two and the last one: prefixes of these find any run
    of digits. (FTS5's own trigram tokenizer finds nothing shorter than three.)
    """
    grams = " || ' ' || ".join(f"substr({{row}}mobile, {place}, 3)" for place in range(1, 12))
    options = "tokenize = 'ascii', detail = none, content = '', prefix = '1 2'"
    db.execute(f"CREATE VIRTUAL TABLE orders_digits USING fts5(digits, {options})")
    db.execute(f"INSERT INTO orders_digits (rowid, digits) SELECT id, {grams.format(row='')} FROM orders")
    db.execute(
        "CREATE TRIGGER digits_insert AFTER INSERT ON orders BEGIN"
        f" INSERT INTO orders_digits (rowid, digits) VALUES (NEW.id, {grams.format(row='NEW.')}); END"
    )
    db.execute("CREATE VIRTUAL TABLE order_notes USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')")


def _table(db: Database, name: str) -> Table:
    table = db[name]
    assert isinstance(table, Table)
    return table
