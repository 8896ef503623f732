"""What is not the shop's own good file is refused before anything is touched; what was set aside can be put back."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.orders.events import Placed
from desktop.domain.upkeep.backup import Backup, BackupKind, Refusal
from desktop.storage.database import Database
from desktop.storage.errors import BackupError, RefusedBackupError
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.schema.file_format import PRACTICE_ID, SCHEMA_VERSION, SHOP_ID
from desktop.storage.upkeep.backups import Backups
from tests.storage.test_backups import count, damage, filled
from tests.storage.test_migrations import OLD_VERSIONS, old_database

NOW = 1_795_396_344.0


async def made(file: Path, store_id: str = "77", application_id: int = SHOP_ID, orders: int = 3) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    database = Database(file, application_id)
    await database.open()
    store = OrderStore(database, lambda _order, _now: None, Journal(file.with_suffix(".journal")), "77")
    for number in range(orders):
        await store.claim(Placed(NOW, f"X{number:04d}", store_id, f"1390013{number:04d}", 5000, 5000, 1))
    await database.close()
    return file


def sql(statements: str) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(statements)

    return run


def holding(contents: bytes) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        file.write_bytes(contents)

    return run


def make_an_index_lie(file: Path) -> None:
    """One number in it is another than in its order: every page can be read."""
    with closing(sqlite3.connect(file)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        sql = "SELECT pageno FROM dbstat WHERE name = 'idx_orders_mobile' AND pagetype = 'leaf'"
        try:
            pages = [row[0] for row in connection.execute(sql)]
        except sqlite3.OperationalError:  # a SQLite without this table
            pages = list(range(2, file.stat().st_size // size + 1))
    raw = bytearray(file.read_bytes())
    for page in pages:
        first = (page - 1) * size
        at = raw.find(b"13800130007", first, first + size)
        if raw[first] == 10 and at > 0:  # a leaf of an index
            raw[at : at + 11] = b"13800130000"
            file.write_bytes(raw)
            return


HOSTILE: dict[str, tuple[Refusal, Callable[[Path], None]]] = {
    "damaged": (Refusal.DAMAGED, damage),
    "an index that lies": (Refusal.DAMAGED, make_an_index_lie),
    "cut off": (Refusal.DAMAGED, lambda file: os.truncate(file, 9000)),
    "no database": (Refusal.DAMAGED, holding(b"\x00text" * 900)),
    "another program's": (Refusal.FOREIGN, sql("PRAGMA application_id=7")),
    "nobody's": (Refusal.FOREIGN, holding(b"")),
    "practice": (Refusal.PRACTICE, sql(f"PRAGMA application_id={PRACTICE_ID}")),
    "newer": (Refusal.NEWER, sql(f"PRAGMA user_version={SCHEMA_VERSION + 1}")),
    "a trigger": (Refusal.ALTERED, sql("CREATE TRIGGER more AFTER INSERT ON orders BEGIN SELECT 1; END")),
    "a view": (Refusal.ALTERED, sql("CREATE VIEW more AS SELECT 1")),
    "a table": (Refusal.ALTERED, sql("CREATE TABLE more (one)")),
    "an index": (Refusal.ALTERED, sql("CREATE INDEX more ON orders(face)")),
}


@pytest.mark.parametrize("how", HOSTILE)
@pytest.mark.parametrize("chosen_from", ["elsewhere", "the list"])
async def test_a_file_that_is_not_ours_and_whole_is_refused_untouched(
    tmp_path: Path, how: str, chosen_from: str
) -> None:
    refusal, spoil = HOSTILE[how]
    file = await filled(tmp_path / "shop", count=200)
    backups = Backups(file)
    good = backups.copy(BackupKind.DAILY, NOW)
    bad = good.path if chosen_from == "the list" else Path(shutil.copy(good.path, tmp_path / "chosen.db"))
    spoil(bad)
    before = {path: path.read_bytes() for path in file.parent.rglob("*") if path.is_file()}
    with pytest.raises(RefusedBackupError) as examined:
        backups.examined(bad, "77")
    with pytest.raises(RefusedBackupError) as refused:
        backups.restore(Backup(bad, 0, BackupKind.FILE, NOW), NOW, "77")
    assert refused.value.why is examined.value.why is refusal
    assert {path: path.read_bytes() for path in file.parent.rglob("*") if path.is_file()} == before


async def test_the_shops_file_is_refused_in_practice(tmp_path: Path) -> None:
    shop = await filled(tmp_path / "shop")
    practice = Backups(await made(tmp_path / "practice" / "orders.db", "1", PRACTICE_ID), PRACTICE_ID)
    with pytest.raises(RefusedBackupError) as refused:
        practice.examined(shop, "1")
    assert refused.value.why is Refusal.SHOP


async def test_another_account_is_refused_unless_the_book_knows_it(tmp_path: Path) -> None:
    file = await filled(tmp_path / "shop")
    other = await made(tmp_path / "elsewhere" / "orders.db", "78")
    backups = Backups(file)
    with pytest.raises(RefusedBackupError) as refused:
        backups.restore(Backup(other, 0, BackupKind.FILE, NOW), NOW, "77")
    assert refused.value.why is Refusal.OTHER_ACCOUNT
    assert count(file) == 3
    own = backups.copy(BackupKind.DAILY, NOW)
    assert backups.examined(own.path, "79").orders == 3, "the account was changed since: the book has the old one"
    file.unlink()
    assert backups.examined(own.path, "79").orders == 3, "what lies here is ours"
    with pytest.raises(RefusedBackupError):
        backups.examined(other, "77")
    assert Backups(tmp_path / "new" / "orders.db").examined(other, "78").orders == 3


async def test_any_good_file_is_put_back_with_the_log_beside_it(tmp_path: Path) -> None:
    file = await filled(tmp_path / "shop")
    elsewhere = await made(tmp_path / "stick" / "any name.db", orders=5)
    with closing(sqlite3.connect(elsewhere)) as connection:  # the computer that it comes from was switched off
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("INSERT INTO balances (read_at, money) VALUES (1, 1)")
        connection.commit()
        for ending in ("", "-wal"):
            shutil.copyfile(f"{elsewhere}{ending}", tmp_path / f"killed.db{ending}")
    backups = Backups(file)
    assert backups.examined(tmp_path / "killed.db", "77").orders == 5
    backups.restore(Backup(tmp_path / "killed.db", 0, BackupKind.FILE, NOW), NOW, "77")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM balances").fetchone()[0] == 1
    assert count(file) == 5
    assert not list(file.parent.glob("*restoring*"))


async def test_what_was_set_aside_is_listed_and_can_be_put_back(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    backups = Backups(file)
    backup = backups.make(NOW)
    await filled(tmp_path, 3)
    backups.restore(backup, NOW + 60)
    kinds = [(held.backup.kind, held.orders) for held in backups.readable()]
    assert kinds == [(BackupKind.DAILY, 3), (BackupKind.SET_ASIDE, 6)]
    (aside,) = backups.set_aside()
    assert aside.made_at == NOW + 60
    backups.restore(aside, NOW + 120, "77")
    assert count(file) == 6
    assert sorted(held.orders for held in backups.readable()) == [3, 3, 6]


@pytest.mark.parametrize("version", OLD_VERSIONS)
async def test_a_file_of_an_older_version_is_put_back_and_migrated(tmp_path: Path, version: int) -> None:
    (tmp_path / "old").mkdir()
    old = old_database(tmp_path / "old", version)
    orders = count(old)
    file = await filled(tmp_path / "shop")
    with closing(sqlite3.connect(old)) as connection:
        (store_id,) = connection.execute("SELECT store_id FROM orders LIMIT 1").fetchone()
    Backups(file).restore(Backup(old, 0, BackupKind.FILE, NOW), NOW, store_id)
    database = Database(file)
    await database.open()
    await database.close()
    assert count(file) == orders
    sql("CREATE TRIGGER more AFTER UPDATE ON orders BEGIN SELECT 1; END")(old)
    with pytest.raises(RefusedBackupError) as refused:
        Backups(file).restore(Backup(old, 0, BackupKind.FILE, NOW), NOW, store_id)
    assert refused.value.why is Refusal.ALTERED


async def test_a_file_that_is_gone_or_finds_no_room_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await filled(tmp_path / "shop")
    backups, before = Backups(file), file.read_bytes()
    with pytest.raises(BackupError):
        backups.restore(Backup(tmp_path / "gone.db", 0, BackupKind.FILE, NOW), NOW, "77")
    good = backups.copy(BackupKind.DAILY, NOW)
    monkeypatch.setattr("desktop.storage.disk.free_bytes", lambda _folder: 1)
    with pytest.raises(BackupError):
        backups.restore(good, NOW, "77")
    assert file.read_bytes() == before
    assert backups.set_aside() == []
