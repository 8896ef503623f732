"""Nothing in a database acts unseen: its schema is the migrations' own, at every opening and in every version."""

import ast
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.services.upkeep.start_trouble import StartTrouble, trouble_of
from desktop.storage.database import Database, reading
from desktop.storage.errors import AlteredDatabaseError
from desktop.storage.schema import comparison, file_format
from desktop.storage.schema.file_format import SCHEMA_VERSION, distrust
from tests.storage.shop import opened, shop
from tests.storage.test_migrations import OLD_VERSIONS, old_database

PLANTED = {
    "a trigger that calls every order a success": (
        "CREATE TRIGGER helpful AFTER UPDATE ON orders WHEN NEW.standing = 'refunded'"
        " BEGIN UPDATE orders SET standing = 'success' WHERE id = NEW.id; END"
    ),
    "a trigger of one of our names on another table": (
        "DROP TRIGGER day_insert; CREATE TRIGGER day_insert AFTER INSERT ON events BEGIN SELECT 1; END"
    ),
    "one that counts nothing": (
        "DROP TRIGGER tally_insert; CREATE TRIGGER tally_insert AFTER INSERT ON orders BEGIN SELECT 1; END"
    ),
    "a trigger that is missing": "DROP TRIGGER digits_insert",
    "a view": "CREATE VIEW latest AS SELECT * FROM orders",
    "a table": "CREATE TABLE more (one TEXT)",
    "a table with a guard's name": "CREATE TABLE guard_more (one TEXT)",
    "an index": "CREATE UNIQUE INDEX once ON orders(mobile)",
    "an index that is missing": "DROP INDEX orders_due",
    "a column": "ALTER TABLE balances ADD COLUMN more TEXT",
    "a virtual table": "CREATE VIRTUAL TABLE more USING fts5(one)",
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED.keys())
async def test_what_the_migrations_do_not_make_keeps_the_database_shut(tmp_path: Path, planted: str) -> None:
    async with shop(tmp_path) as made:
        await made.sold()
    file = tmp_path / "orders.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(planted)
    before = file.read_bytes()
    database = Database(file)
    with pytest.raises(AlteredDatabaseError) as refused:
        await database.open()
    await database.close()
    assert trouble_of(refused.value) is StartTrouble.ALTERED
    assert file.read_bytes() == before


@pytest.mark.parametrize("version", OLD_VERSIONS)
async def test_an_old_database_is_looked_at_before_its_triggers_meet_the_migration(
    tmp_path: Path, version: int
) -> None:
    file = old_database(tmp_path, version)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TRIGGER helpful AFTER UPDATE ON orders BEGIN SELECT 1; END")
    database, told = Database(file), list[int]()
    with pytest.raises(AlteredDatabaseError, match="helpful"):
        await database.open(told.append)
    await database.close()
    assert told == []


@pytest.mark.parametrize("version", OLD_VERSIONS)
async def test_a_migrated_database_has_the_schema_of_a_new_one(tmp_path: Path, version: int) -> None:
    database = Database(old_database(tmp_path, version))
    await database.open()
    assert comparison.digest(await database.run(comparison.parts_of)) == comparison.SCHEMA_DIGEST
    await database.close()


async def test_the_constant_is_what_the_migrations_make(tmp_path: Path) -> None:
    async with shop(tmp_path) as made:
        found = comparison.digest(await made.database.run(comparison.parts_of))
    assert found == comparison.digest(comparison.made_by_migrations(SCHEMA_VERSION))
    assert found == comparison.SCHEMA_DIGEST, f"put {found} into desktop/storage/schema/comparison.py"


async def test_a_constant_that_was_forgotten_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "SCHEMA_DIGEST", "another")
    for _ in range(2):
        await (await opened(tmp_path)).database.close()
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        connection.execute(PLANTED["a view"])
    database = Database(tmp_path / "orders.db")
    with pytest.raises(AlteredDatabaseError, match="latest"):
        await database.open()
    await database.close()


async def test_what_sqlite_makes_by_itself_is_no_alteration(tmp_path: Path) -> None:
    async with shop(tmp_path) as made:
        await made.sold()
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        connection.execute("ANALYZE")
        assert connection.execute("SELECT count(*) FROM sqlite_stat1").fetchone()[0] > 0
    await (await opened(tmp_path)).database.close()


def pragmas(connection: sqlite3.Connection) -> list[int]:
    return [connection.execute(f"PRAGMA {one}").fetchone()[0] for one in ("trusted_schema", "cell_size_check")]


async def test_files_are_read_with_distrust(tmp_path: Path) -> None:
    async with shop(tmp_path) as made:
        assert await made.database.run(pragmas) == [0 if file_format.triggers_may_use_fts5() else 1, 1]
        assert await made.database.read(pragmas) == [0, 1]
        with closing(reading(made.database.file)) as connection:
            assert pragmas(connection) == [0, 1]


CONNECTING = "sqlite3.connect("


def test_every_connection_to_a_file_is_made_with_distrust() -> None:
    """Where a new way to a file is opened, it must be told to distrust it: in the same function."""
    room = Path(comparison.__file__).parent.parent
    seen = 0
    for file in sorted(room.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                text = ast.unparse(node)
                if CONNECTING in text and ":memory:" not in text:
                    seen += text.count(CONNECTING)
                    assert text.count("distrust(") >= text.count(CONNECTING), f"{file.name}: {node.name}"
    assert seen >= 4


def test_a_function_of_ours_is_not_called_by_a_file(tmp_path: Path) -> None:
    called: list[str] = []

    def answer() -> int:
        called.append("by the file")
        return 1

    with closing(sqlite3.connect(tmp_path / "any.db")) as connection:
        connection.create_function("ours", 0, answer)
        connection.execute("CREATE TABLE one (n INTEGER)")
        connection.execute("CREATE TRIGGER calls AFTER INSERT ON one BEGIN SELECT ours(); END")
        distrust(connection)
        with pytest.raises(sqlite3.OperationalError, match="unsafe use"):
            connection.execute("INSERT INTO one VALUES (1)")
    assert called == []
