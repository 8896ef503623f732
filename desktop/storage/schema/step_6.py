"""Step 6 of the schema: the platform's words are kept apart from what is proven."""

from __future__ import annotations

from sqlite_utils import Database

from desktop.domain.orders.order_no import new_code


def words_proven(db: Database) -> None:
    """What an answer contradicted, what the platform's support said, which refunds the balance bears out, a code for
    this installation's order numbers, and who serves a carried number.
    """
    for column in ("contradiction", "verdict", "acknowledged_as", "carried_to"):
        db.execute(f"ALTER TABLE orders ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE orders ADD COLUMN credited INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE balances ADD COLUMN event INTEGER NOT NULL DEFAULT -1")
    db.execute("ALTER TABLE balances ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX balances_quiet ON balances(entry) WHERE quiet")
    _credit_earlier_refunds(db)
    db.execute("CREATE INDEX orders_uncredited ON orders(id) WHERE refund > credited")
    db.execute("CREATE INDEX entries_by_hand ON entries(at) WHERE kind IN ('deposit', 'adjustment')")
    db.execute("CREATE INDEX entries_refunds ON entries(order_id) WHERE kind = 'refund'")
    db.execute("CREATE INDEX orders_contradicted ON orders(id) WHERE contradiction <> ''")
    db.execute("DROP INDEX orders_unpriced")
    unpriced = "cost IS NULL AND state IN ('accepted', 'settled')"
    db.execute(f"CREATE INDEX orders_unpriced ON orders(id) WHERE {unpriced}")
    db.execute("DROP INDEX orders_awaiting_word")
    bad = (
        "standing IN ('refunded', 'cancelled', 'reversed', 'rejected', 'not_sent', 'partial', 'lost')"
        " AND acknowledged_at IS NULL AND (cash_returned_at IS NULL OR cash_returned_at < ended_at)"
    )
    db.execute(f"CREATE INDEX orders_awaiting_word ON orders(id) WHERE {bad}")
    db.execute("CREATE TABLE installation (code TEXT NOT NULL) STRICT")
    db.execute("INSERT INTO installation VALUES (?)", [new_code()])


def _credit_earlier_refunds(db: Database) -> None:
    """Nobody compared those so far with the balance; asking the platform about all of them now would help nobody."""
    now = db.execute("SELECT CAST(strftime('%s', 'now') AS INTEGER)").fetchone()[0]
    db.execute(
        f"INSERT INTO events (order_id, at, kind, detail) SELECT id, {now}, 'refund_credited',"
        " '{\"amount\": ' || refund || ', \"by_update\": true}' FROM orders WHERE refund > 0 ORDER BY id"
    )
    db.execute("UPDATE orders SET credited = refund WHERE refund > 0")
