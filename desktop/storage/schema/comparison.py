"""Compares a file's schema with the one that the migrations create: any other trigger or view would act unnoticed."""

from __future__ import annotations

import sqlite3
from functools import cache
from hashlib import sha256

from desktop.storage.errors import AlteredDatabaseError
from desktop.storage.schema.file_format import SCHEMA_VERSION

SCHEMA_DIGEST = "f33873f535093b6efabdab0dd7a884fdd88be876eefa91191395e0457d05f085"
"""The `digest` of the present schema; a test verifies it. With a wrong one, each opening builds the schema to compare:
slower, but not less safe.
"""
_SQLITES_OWN = {"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}
_LIST_OF_MIGRATIONS = "_sqlite_migrations"

Parts = dict[tuple[str, str], str]
"""(type, name) → table and text of each table, index, trigger and view."""


def see_that_it_is_ours(connection: sqlite3.Connection, version: int) -> None:
    """Raise AlteredDatabaseError if the schema differs from that of this version in anything but the guards, which are
    installed again at each opening (`guards`).
    """
    found = parts_of(connection)
    if version == SCHEMA_VERSION and digest(found) == SCHEMA_DIGEST:
        return
    expected = made_by_migrations(version)
    differing = sorted(name for _, name in dict(found.items() ^ expected.items()))
    if differing:
        raise AlteredDatabaseError(f"not as this program makes it: {', '.join(differing)[:300]}")


def parts_of(connection: sqlite3.Connection) -> Parts:
    """The parts of a schema, without spaces and quotes, in which releases of SQLite and sqlite-utils differ."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return {(kind, name): _plain(name, table, sql) for kind, name, table, sql in rows if not _is_free(kind, name, sql)}


def digest(parts: Parts) -> str:
    return sha256(repr(sorted(parts.items())).encode()).hexdigest()


@cache
def made_by_migrations(version: int) -> Parts:
    """The schema that the migrations create up to this version."""
    from sqlite_utils import Database

    from desktop.storage.schema.migrations import migrations

    tables = Database(sqlite3.connect(":memory:", isolation_level=None))
    try:
        later = [step.name for step in migrations.pending(tables)][version:]
        migrations.apply(tables, stop_before=later[:1])
        return parts_of(tables.conn)
    finally:
        tables.close()


def _is_free(kind: str, name: str, sql: str | None) -> bool:
    """Whether a part is not compared: the guards, and tables and indexes that SQLite creates by itself."""
    if kind == "trigger":
        return name.lower().startswith("guard_")
    return (kind == "index" and sql is None) or (kind == "table" and name in _SQLITES_OWN)


def _plain(name: str, table: str, sql: str | None) -> str:
    if name == _LIST_OF_MIGRATIONS:
        return name  # its columns belong to the library
    return f"{table} {''.join((sql or '').translate(_WITHOUT_QUOTES).split())}"


_WITHOUT_QUOTES = str.maketrans("", "", '"`[]')
