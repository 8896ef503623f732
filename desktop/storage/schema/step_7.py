"""Step 7 of the schema: an order that is tried again, and the one that takes its place."""

from __future__ import annotations

from sqlite_utils import Database


def tried_again(db: Database) -> None:
    """The links of both orders, and the cash that belongs to the other one. No order is tried again twice."""
    for column in ("instead_of", "retried_as"):
        db.execute(f"ALTER TABLE orders ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    for column in ("paid_before", "cash_moved"):
        db.execute(f"ALTER TABLE orders ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE UNIQUE INDEX orders_instead_of ON orders(instead_of) WHERE instead_of <> ''")
    db.execute("DROP INDEX orders_awaiting_word")
    awaits = (
        "acknowledged_at IS NULL AND (retried_as <> '' AND standing = 'success'"
        " OR standing IN ('refunded', 'cancelled', 'reversed', 'rejected', 'not_sent', 'partial', 'lost')"
        " AND (cash_returned_at IS NULL OR cash_returned_at < ended_at)"
        " AND NOT (retried_as <> '' AND cash_back >= price AND standing IN ('refunded', 'rejected', 'not_sent')))"
    )
    db.execute(f"CREATE INDEX orders_awaiting_word ON orders(id) WHERE {awaits}")
