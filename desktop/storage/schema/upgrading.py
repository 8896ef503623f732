"""Brings an older version's database, or an empty one, to this version's schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from desktop.domain.upkeep.upgrade import UpgradeProgress
from desktop.storage.schema import guards
from desktop.storage.schema.file_format import SCHEMA_VERSION
from desktop.storage.transaction import transaction


def bring_up_to_date(
    connection: sqlite3.Connection, application_id: int, told: Callable[[UpgradeProgress], object]
) -> None:
    """Apply the migrations that are missing, all or none; a database of this version only gets its guards back.

    `told` is called on this thread before each of them; the backup before them has been made and counts as the first.
    """
    if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        if not guards.are_up(connection):
            with transaction(connection):
                guards.put_up(connection)
        return
    from sqlite_utils import Database as Tables

    from desktop.storage.schema.migrations import migrations

    with transaction(connection):  # all steps or none; a step's own transaction becomes a savepoint
        guards.lift(connection)
        connection.execute(f"PRAGMA application_id={application_id}")
        tables = Tables(connection)
        names = [step.name for step in migrations.pending(tables)]
        for done, following in enumerate([*names[1:], ""], start=1):
            told(UpgradeProgress(done, len(names) + 1))
            migrations.apply(tables, stop_before=following or None)
        guards.put_up(connection)
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
