"""Step 9 of the schema: the people of the shop, and who did what."""

from __future__ import annotations

from sqlite_utils import Database


def staff(db: Database) -> None:
    """The staff list and the wrong PINs; who placed an order, as a part of its kind, and who made an entry."""
    db.execute("ALTER TABLE orders ADD COLUMN placed_by TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE orders ADD COLUMN placed_by_id INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE entries ADD COLUMN by_id INTEGER NOT NULL DEFAULT 0")
    _kinds_by_person(db)
    db.execute(
        "CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, pin TEXT NOT NULL,"
        " active INTEGER NOT NULL) STRICT"
    )
    db.execute("CREATE TABLE staff_rules (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
    db.execute("CREATE TABLE wrong_pins (count INTEGER NOT NULL, last_at REAL NOT NULL) STRICT")
    db.execute("INSERT INTO wrong_pins VALUES (0, 0)")


def _kinds_by_person(db: Database) -> None:
    """All orders so far are nobody's."""
    db.execute("ALTER TABLE kinds RENAME TO kinds_before")
    db.execute(
        "CREATE TABLE kinds (id INTEGER PRIMARY KEY, standing TEXT NOT NULL, operator TEXT NOT NULL,"
        " speed INTEGER NOT NULL, person INTEGER NOT NULL DEFAULT 0, UNIQUE (standing, operator, speed, person)) STRICT"
    )
    db.execute("INSERT INTO kinds SELECT id, standing, operator, speed, 0 FROM kinds_before")
    db.execute("DROP TABLE kinds_before")
