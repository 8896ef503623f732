"""What the journal has and the database lacks."""

from __future__ import annotations

import sqlite3

from desktop.storage.errors import WriteFailedError
from desktop.storage.journal import Entry, Journal

_KNOWN_IN_A_ROW = 500
"""A database is put back as a whole, so what it lacks is the journal's end; so many known ones prove the rest known."""


def lacking(connection: sqlite3.Connection, journal: Journal) -> list[Entry]:
    """The entries that the database does not know, oldest first. Raises WriteFailedError for an unreadable journal."""
    found: list[Entry] = []
    known_in_a_row = 0
    try:
        for entry in journal.newest_first():
            if sends_of(connection, entry.first.order_no) >= entry.sends:
                known_in_a_row += 1
                if known_in_a_row == _KNOWN_IN_A_ROW:
                    break
            else:
                known_in_a_row = 0
                found.append(entry)
    except OSError as error:
        raise WriteFailedError(f"the journal cannot be read: {error}") from error
    return found[::-1]


def sends_of(connection: sqlite3.Connection, order_no: str) -> int:
    """How often the database knows the order to have been sent; 0 for an order that it does not have."""
    found = connection.execute("SELECT sends FROM orders WHERE order_no = ?", (order_no,)).fetchone()
    return 0 if found is None else int(found[0])
