"""The schema, step by step. A step that was ever released is never changed; SCHEMA_VERSION counts them."""

from __future__ import annotations

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

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


def _table(db: Database, name: str) -> Table:
    table = db[name]
    assert isinstance(table, Table)
    return table
