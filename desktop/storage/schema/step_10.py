"""Step 10 of the schema: how customers pay, and who allowed an act."""

from __future__ import annotations

from sqlite_utils import Database


def payment(db: Database) -> None:
    """The way of payment as a part of an order's kind, debts, and who allowed an entry. Nothing was recorded so far."""
    for column in ("paid_with", "payer", "returned_with"):
        db.execute(f"ALTER TABLE orders ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE orders ADD COLUMN settled INTEGER")
    db.execute("ALTER TABLE entries ADD COLUMN allowed_by TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX orders_on_credit ON orders(id) WHERE paid_with = 'credit'")
    db.execute("ALTER TABLE kinds RENAME TO kinds_before")
    db.execute(
        "CREATE TABLE kinds (id INTEGER PRIMARY KEY, standing TEXT NOT NULL, operator TEXT NOT NULL,"
        " speed INTEGER NOT NULL, person INTEGER NOT NULL DEFAULT 0, paid_with TEXT NOT NULL DEFAULT '',"
        " UNIQUE (standing, operator, speed, person, paid_with)) STRICT"
    )
    db.execute("INSERT INTO kinds SELECT id, standing, operator, speed, person, '' FROM kinds_before")
    db.execute("DROP TABLE kinds_before")
