"""Step 8 of the schema: two orders arrived, and the customer paid once."""

from __future__ import annotations

from sqlite_utils import Database


def arrived_unpaid(db: Database) -> None:
    """An order that arrived although its cash belongs to the one that it tried again awaits the clerk, too."""
    db.execute("DROP INDEX orders_awaiting_word")
    awaits = (
        "acknowledged_at IS NULL AND ((retried_as <> '' OR cash_moved > 0) AND standing = 'success'"
        " OR standing IN ('refunded', 'cancelled', 'reversed', 'rejected', 'not_sent', 'partial', 'lost')"
        " AND (cash_returned_at IS NULL OR cash_returned_at < ended_at)"
        " AND NOT (retried_as <> '' AND cash_back >= price AND standing IN ('refunded', 'rejected', 'not_sent')))"
    )
    db.execute(f"CREATE INDEX orders_awaiting_word ON orders(id) WHERE {awaits}")
