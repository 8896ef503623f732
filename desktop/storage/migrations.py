"""The schema, step by step. A step that was ever released is never changed; SCHEMA_VERSION counts them."""

from __future__ import annotations

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from desktop.domain.mobile import operator_of

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


def _count(row: str, sign: int, level: int) -> str:
    """The statement of a trigger that counts an order in, or (sign -1) out."""
    bucket = f"({row}.id + 28800000) / 86400000 / {16**level}"
    amounts = ", ".join(f"{sign} * {one}" for one in (f"{row}.face", f"{row}.price", f"ifnull({row}.cost, 0)"))
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
