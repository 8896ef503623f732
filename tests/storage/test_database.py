import asyncio
import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.storage.database import Database
from desktop.storage.errors import (
    DamagedDatabaseError,
    ForeignDatabaseError,
    NewerDatabaseError,
    StorageError,
    UnwritableFolderError,
    WriteFailedError,
)
from desktop.storage.schema.file_format import PRACTICE_ID, SCHEMA_VERSION
from desktop.storage.transaction import transaction


def scalar(connection: sqlite3.Connection, sql: str) -> object:
    return connection.execute(sql).fetchone()[0]


async def test_commits_are_made_to_survive_power_cuts(tmp_path: Path) -> None:
    for _ in ("made", "opened again"):
        database = Database(tmp_path / "new" / "orders.db")
        await database.open()
        assert await database.run(scalar, "PRAGMA journal_mode") == "wal"
        assert await database.run(scalar, "PRAGMA synchronous") == 2
        assert await database.run(scalar, "PRAGMA foreign_keys") == 1
        assert await database.run(scalar, "PRAGMA recursive_triggers") == 1
        assert await database.run(scalar, "PRAGMA user_version") == SCHEMA_VERSION
        await database.close()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["orders.db"]


async def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(3):
        database = Database(tmp_path / "orders.db")
        await database.open()
        assert await database.run(scalar, "SELECT count(*) FROM _sqlite_migrations") == SCHEMA_VERSION
        await database.close()


async def refused(file: Path, error: type[StorageError], application_id: int | None = None) -> None:
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    database = Database(file) if application_id is None else Database(file, application_id)
    with pytest.raises(error):
        await database.open()
    await database.close()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


async def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "orders.db"
    database = Database(file)
    await database.open()
    await database.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    await refused(file, NewerDatabaseError)


async def test_practice_data_is_not_opened_as_the_shops(tmp_path: Path) -> None:
    file = tmp_path / "orders.db"
    database = Database(file, PRACTICE_ID)
    await database.open()
    await database.close()
    await refused(file, ForeignDatabaseError)
    await refused(file, StorageError, application_id=1)


async def test_other_files_are_refused_untouched(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("this is no database, but long enough to be looked at" * 50)
    await refused(text, DamagedDatabaseError)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
    await refused(other, ForeignDatabaseError)


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    database = Database(tmp_path / "file" / "orders.db")
    with pytest.raises(UnwritableFolderError):
        await database.open()
    await database.close()


async def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "orders.db")
    await database.open()

    def spoil(connection: sqlite3.Connection) -> None:
        with transaction(connection):
            connection.execute("INSERT INTO balances (read_at, money) VALUES (1, 1)")
            raise LookupError

    def fill_the_disk(connection: sqlite3.Connection) -> None:
        pages = scalar(connection, "PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count={pages}")
        with transaction(connection):
            for n in range(10_000):
                connection.execute("INSERT INTO balances (read_at, money) VALUES (?, 1)", (n,))

    def misspell(connection: sqlite3.Connection) -> None:
        with transaction(connection):
            connection.execute("INSERT INTO ballances VALUES (1)")

    with pytest.raises(LookupError):
        await database.run(spoil)
    with pytest.raises(WriteFailedError):
        await database.run(fill_the_disk)
    with pytest.raises(sqlite3.OperationalError):
        await database.run(misspell)
    assert await database.run(scalar, "SELECT count(*) FROM balances") == 0
    await database.close()


_DIES = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN")
connection.execute("CREATE TABLE begun (what)")
for _ in range(50):
    connection.execute("INSERT INTO begun VALUES (zeroblob(4000))")
os._exit(0)
"""


@pytest.mark.parametrize("before", ["nothing", "another program's"])
async def test_what_a_start_left_that_died_on_the_way_is_undone_and_looked_at(tmp_path: Path, before: str) -> None:
    file = tmp_path / "orders.db"
    if before != "nothing":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
            connection.commit()
    await asyncio.to_thread(subprocess.run, [sys.executable, "-c", _DIES, str(file)], check=True)
    assert (tmp_path / "orders.db-journal").stat().st_size > 0
    database = Database(file)
    if before == "nothing":
        await database.open()
        assert await database.run(scalar, "PRAGMA user_version") == SCHEMA_VERSION
    else:
        with pytest.raises(ForeignDatabaseError):
            await database.open()
    await database.close()
