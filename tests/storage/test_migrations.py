"""Every schema that ever was, with data in it, becomes the present one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.status import Standing
from desktop.domain.orders.transitions import fold
from desktop.domain.upkeep.backup import BackupKind
from desktop.storage.database import Database
from desktop.storage.errors import BackupError
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.schema import guards, migrations
from desktop.storage.schema.file_format import SCHEMA_VERSION
from desktop.storage.upkeep.backups import Backups
from desktop.wiring.desk import planner

SCHEMAS = Path(__file__).parent / "schemas"
OLD_VERSIONS = range(1, SCHEMA_VERSION)


def old_database(folder: Path, version: int) -> Path:
    file = folder / "orders.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((SCHEMAS / f"v{version}.sql").read_text("utf-8"))
    return file


def contents(file: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT order_no, mobile, face, words FROM orders ORDER BY id").fetchall()


def schema(file: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


@pytest.mark.parametrize("version", OLD_VERSIONS)
async def test_all_orders_are_there_and_are_the_fold_of_their_events(tmp_path: Path, version: int) -> None:
    file = old_database(tmp_path, version)
    before = contents(file)
    backups = Backups(file)
    database = Database(file)
    await database.open(lambda _old: backups.copy(BackupKind.UPGRADE, 1_795_400_000.0))
    try:
        assert len(before) > 10
        assert contents(file) == before
        store = OrderStore(database, planner(PollPlan()), Journal(tmp_path / "orders.journal"), "77")
        for order_no, *_ in before:
            order = await store.get(str(order_no))
            assert order is not None
            unended = fold(await store.history(order.order_no))
            assert unended == order
        assert await store.count(list(Standing)) == len(before)
    finally:
        await database.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert guards.are_up(connection)
    (backup,) = backups.all()
    assert (backup.kind, contents(backup.path)) == (BackupKind.UPGRADE, before)


@pytest.mark.parametrize("version", OLD_VERSIONS)
async def test_without_a_backup_nothing_is_migrated(tmp_path: Path, version: int) -> None:
    file = old_database(tmp_path, version)
    before = file.read_bytes()

    def no_room(_version: int) -> None:
        raise BackupError("disk full")

    database = Database(file)
    with pytest.raises(BackupError):
        await database.open(no_room)
    await database.close()
    assert file.read_bytes() == before


@pytest.mark.parametrize("version", OLD_VERSIONS)
async def test_a_migration_that_fails_leaves_all_as_it_was(
    tmp_path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = old_database(tmp_path, version)
    before = contents(file), schema(file)

    def stumble(_connection: sqlite3.Connection) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr(guards, "put_up", stumble)
    database = Database(file)
    with pytest.raises(RuntimeError):
        await database.open()
    await database.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == version
    assert (contents(file), schema(file)) == before


def test_there_is_a_schema_file_for_every_version_but_the_present_one() -> None:
    assert {path.stem for path in SCHEMAS.glob("*.sql")} == {f"v{version}" for version in OLD_VERSIONS}
    assert len(migrations.migrations.pending(sqlite_utils.Database(memory=True))) == SCHEMA_VERSION
