"""Validates a file before it is restored as the database, before anything is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct

from desktop.domain.upkeep.backup import Refusal
from desktop.storage.errors import AlteredDatabaseError, RefusedBackupError
from desktop.storage.schema import comparison
from desktop.storage.schema.file_format import PRACTICE_ID, SCHEMA_VERSION, SHOP_ID, distrust

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Place(Struct, frozen=True):
    """The requirements on a file: shop or practice, and the accounts whose orders it may contain (empty: any)."""

    application_id: int = SHOP_ID
    accounts: frozenset[str] = frozenset()


def look(file: Path) -> sqlite3.Connection:
    """A read-only connection to a file without writers. A write-ahead log is read, because it has the newest orders;
    without one, no file is created beside it, since its folder may not be writable.
    """
    logged = file.with_name(f"{file.name}-wal").exists()
    uri = f"{file.absolute().as_uri()}?mode=ro{'' if logged else '&immutable=1'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    distrust(connection)
    return connection


def see_that_it_fits(connection: sqlite3.Connection, place: Place) -> None:
    """Raise RefusedBackupError unless the file fits; sqlite3.Error or OSError if it cannot be read at all."""
    with _damage_is_a_refusal():
        _see_whose_it_is(connection, place.application_id)
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise RefusedBackupError(Refusal.DAMAGED, str(found))
        theirs = accounts_of(connection)
    if place.accounts and theirs and not theirs & place.accounts:
        raise RefusedBackupError(Refusal.OTHER_ACCOUNT, ", ".join(sorted(theirs))[:100])


def accounts_of(connection: sqlite3.Connection) -> frozenset[str]:
    """The accounts (store ids) of the orders."""
    return frozenset(row[0] for row in connection.execute("SELECT DISTINCT store_id FROM orders"))


def accounts_in(file: Path) -> frozenset[str]:
    """Like `accounts_of`; empty for a file that cannot be read."""
    try:
        with closing(look(file)) as connection:
            return accounts_of(connection)
    except (sqlite3.Error, OSError):
        return frozenset()


def _see_whose_it_is(connection: sqlite3.Connection, application_id: int) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != application_id:
        why = {SHOP_ID: Refusal.SHOP, PRACTICE_ID: Refusal.PRACTICE}.get(application, Refusal.FOREIGN)
        raise RefusedBackupError(why, f"application {application:#x}")
    if version > SCHEMA_VERSION:
        raise RefusedBackupError(Refusal.NEWER, f"schema {version}, this program knows {SCHEMA_VERSION}")
    if version < 1:
        raise RefusedBackupError(Refusal.FOREIGN, f"schema {version}")
    try:
        comparison.see_that_it_is_ours(connection, version)
    except AlteredDatabaseError as altered:
        raise RefusedBackupError(Refusal.ALTERED, str(altered)) from altered


@contextmanager
def _damage_is_a_refusal() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
            raise RefusedBackupError(Refusal.DAMAGED, str(error)) from error
        raise
