import itertools
import os
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.orders.events import Placed
from desktop.domain.upkeep.backup import BackupKind
from desktop.storage import disk
from desktop.storage.database import Database
from desktop.storage.errors import BackupError
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.upkeep.backups import Backups

NOW = 1_795_396_344.0
HOUR = 3600.0


async def filled(folder: Path, first: int = 0, count: int = 3) -> Path:
    """A database with some more orders in it."""
    database = Database(folder / "orders.db")
    await database.open()
    orders = OrderStore(database, lambda _order, _now: None, Journal(folder / "orders.journal"), "77")
    for number in range(first, first + count):
        await orders.claim(Placed(NOW + number, f"T{number:04d}", "77", f"1380013{number:04d}", 5000, 5000, 1))
    await database.close()
    return folder / "orders.db"


def count(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM orders").fetchone()[0])


async def test_the_first_of_a_day_is_daily_and_nothing_new_needs_no_backup(tmp_path: Path) -> None:
    backups = Backups(await filled(tmp_path))
    first = backups.make(NOW)
    assert first is not None
    assert first.kind is BackupKind.DAILY
    assert backups.make(NOW + HOUR) is None
    await filled(tmp_path, 3)
    assert backups.make(NOW + HOUR / 2) is None, "many starts do not push the older ones out"
    second = backups.make(NOW + HOUR)
    assert second is not None
    assert second.kind is BackupKind.HOURLY
    (newest, oldest) = backups.readable()
    assert (newest.orders, newest.newest_at, oldest.orders) == (6, NOW + 5, 3)
    assert sorted(path.suffix for path in first.path.parent.iterdir()) == [".db", ".db"]


async def test_24_hourly_and_14_daily_ones_are_kept_whatever_the_clock_says(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    backups = Backups(file)
    for number in range(30):
        backups.copy(BackupKind.HOURLY, NOW - number * HOUR)  # the clock goes backwards
        backups.copy(BackupKind.DAILY, NOW + number * HOUR)
    kinds = [backup.kind for backup in backups.all()]
    assert (kinds.count(BackupKind.HOURLY), kinds.count(BackupKind.DAILY)) == (24, 14)
    assert min(backup.serial for backup in backups.all()) == 60 - 2 * 24 + 1


async def test_a_backup_is_taken_while_orders_are_written(tmp_path: Path) -> None:
    database = Database(await filled(tmp_path))
    await database.open()
    orders = OrderStore(database, lambda _order, _now: None, Journal(tmp_path / "orders.journal"), "77")
    await orders.claim(Placed(NOW, "T9999", "77", "13900139000", 5000, 5000, 1))  # still in the write-ahead log
    backup = Backups(database.file).make(NOW)
    await database.close()
    assert backup is not None
    assert count(backup.path) == 4


async def test_putting_one_back_sets_the_present_one_aside(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    backups = Backups(file)
    backup = backups.make(NOW)
    await filled(tmp_path, 3)
    aside = backups.restore(backup, NOW)
    assert aside is not None
    assert (count(file), count(aside)) == (3, 6)
    again = backups.restore(backup, NOW)
    assert again not in (None, aside), "nothing that was set aside is overwritten"


async def test_a_log_that_belonged_to_the_old_file_is_not_read_into_the_new_one(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    backup = Backups(file).make(NOW)
    with closing(sqlite3.connect(file)) as connection:  # a process that dies leaves its log behind
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("UPDATE balances SET money = 1")
        connection.execute("INSERT INTO balances (read_at, money) VALUES (1, 1)")
        connection.commit()
        for name in ("orders.db", "orders.db-wal"):
            shutil.copyfile(tmp_path / name, tmp_path / f"dead-{name}")
    for name in ("orders.db", "orders.db-wal"):
        os.replace(tmp_path / f"dead-{name}", tmp_path / name)
    aside = Backups(file).restore(backup, NOW)
    assert aside is not None
    assert not (tmp_path / "orders.db-wal").exists()
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT count(*) FROM balances").fetchone()[0] == 1


async def test_a_damaged_backup_is_not_put_back(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    backups = Backups(file)
    backup = backups.make(NOW)
    assert backup is not None
    damage(backup.path)
    before = file.read_bytes()
    with pytest.raises(BackupError):
        backups.restore(backup, NOW)
    assert file.read_bytes() == before
    assert list(tmp_path.glob("set-aside*")) == []


async def test_damage_is_found(tmp_path: Path) -> None:
    file = await filled(tmp_path, count=400)
    backups = Backups(file)
    assert backups.damage(thorough=False) is None
    assert backups.damage(thorough=True) is None
    damage(file)
    assert backups.damage(thorough=False) is not None
    with pytest.raises(BackupError):
        backups.copy(BackupKind.HOURLY, NOW)
    assert backups.all() == [], "a damaged copy gets no backup's name"


async def test_a_damaged_backup_keeps_no_other_from_being_made(tmp_path: Path) -> None:
    backups = Backups(await filled(tmp_path))
    newest = backups.make(NOW)
    assert newest is not None
    newest.path.write_bytes(b"garbage" * 1000)
    assert backups.make(NOW + HOUR) is not None
    assert [held.orders for held in backups.readable()] == [3]


async def test_a_log_that_was_left_behind_joins_its_database(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    backup = Backups(file).make(NOW)
    os.replace(file, tmp_path / "set-aside-20261123-000000.db")  # and then the process died
    (tmp_path / "orders.db-wal").write_bytes(b"the newest orders")
    Backups(file).restore(backup, NOW)
    assert (tmp_path / "set-aside-20261123-000000.db-wal").read_bytes() == b"the newest orders"
    assert count(file) == 3


async def test_a_full_disk_gets_no_half_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backups = Backups(await filled(tmp_path))

    def full(_path: Path) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(disk, "sync", full)
    with pytest.raises(BackupError):
        backups.make(NOW)
    assert backups.all() == []
    monkeypatch.undo()
    assert backups.make(NOW) is not None
    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".db"]


async def test_after_a_stop_the_database_is_not_opened_any_more(tmp_path: Path) -> None:
    backups = Backups(await filled(tmp_path))
    backups.stop()
    backups.wait_until_idle()
    for work in (lambda: backups.make(NOW), lambda: backups.damage(thorough=True)):
        with pytest.raises(BackupError):
            work()
    assert backups.all() == []


@pytest.mark.parametrize("kind", [BackupKind.HOURLY, BackupKind.UPGRADE])
async def test_of_a_damaged_database_no_backup_is_kept(tmp_path: Path, kind: BackupKind) -> None:
    file = await filled(tmp_path, count=400)
    backups = Backups(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:  # harm that copying does not meet
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            """UPDATE sqlite_master SET sql = replace(sql, '"status" INTEGER', '"status" INTEGER NOT NULL')"""
        )
    with pytest.raises(BackupError):
        backups.copy(kind, NOW)
    assert backups.all() == []


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is synced and renamed from now on, in order."""
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        fsync(handle)
        done.append("sync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "sync file")

    def renamed(old: Path, new: Path) -> None:
        replace(old, new)
        if new.suffix == ".db":
            done.append(f"rename {old.suffix}")

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    return done


FOLDER = [] if sys.platform == "win32" else ["sync folder"]  # there a name needs no call of its own


async def test_a_backup_and_its_name_are_on_the_disk_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = Backups(await filled(tmp_path))
    done = watched(monkeypatch)
    backups.copy(BackupKind.HOURLY, NOW)
    assert done == ["sync file", "rename .unfinished", *FOLDER]


async def test_what_is_put_back_is_on_the_disk_before_it_is_called_orders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = Backups(await filled(tmp_path))
    backup = backups.copy(BackupKind.HOURLY, NOW)
    done = watched(monkeypatch)
    backups.restore(backup, NOW)
    assert done == ["sync file", "rename .db", "rename .restoring", *FOLDER]


def damage(file: Path) -> None:
    """Overwrite some pages behind SQLite's back."""
    raw = bytearray(file.read_bytes())
    for start in range(4096, len(raw), 8192):
        raw[start : start + 2000] = b"\x5a" * 2000
    file.write_bytes(raw)


@pytest.mark.parametrize("dies_at", [1, 2, 3])
async def test_a_restore_that_dies_half_way_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    file = await filled(tmp_path)
    backup = Backups(file).make(NOW)
    await filled(tmp_path, 3)
    (tmp_path / "orders.db-wal").touch()
    moves, move = 0, os.replace

    def dying(old: Path, new: Path) -> None:
        nonlocal moves
        moves += 1
        if moves == dies_at:
            raise OSError("the power went out")
        move(old, new)

    monkeypatch.setattr(os, "replace", dying)
    with pytest.raises(BackupError):
        Backups(file).restore(backup, NOW)
    monkeypatch.undo()
    kept = [count(one) for one in (file, *tmp_path.glob("set-aside-*.db")) if one.exists()]
    assert 6 in kept, "what was there is still there"
    Backups(file).restore(backup, NOW)
    assert count(file) == 3


MB = 1024 * 1024


async def test_a_large_database_is_backed_up_less_often_but_daily(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    backups = Backups(file, size_of=lambda _file: 320 * MB)  # five hours' worth
    now, made = NOW, list[float]()
    for number in range(48):
        await filled(tmp_path, 3 + number, 1)
        if backups.make(now) is not None:
            made.append((now - NOW) / HOUR)
        now += HOUR
    apart = [later - earlier for earlier, later in itertools.pairwise(made)]
    assert min(apart) >= 1
    assert sum(one >= 5 for one in apart) >= len(apart) - 2, "only a day's first one comes sooner"
    assert len(made) <= 12


async def test_room_for_results_is_left_and_old_backups_make_it(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    size, free = file.stat().st_size, [10_000 * MB]
    backups = Backups(
        file, free_bytes=lambda _folder: free[0] - sum(one.stat().st_size for one in backups_in(tmp_path))
    )
    for number in range(8):
        backups.copy(BackupKind.HOURLY, NOW + number * HOUR)
    assert len(backups.all()) == 8
    free[0] = disk.LEFT_FREE + 6 * size
    backups.copy(BackupKind.HOURLY, NOW + 9 * HOUR)
    kept = backups.all()
    assert len(kept) < 8
    assert (kept[0].serial, kept[-1].serial) == (9, 1), "the newest and the oldest stay"
    free[0] = disk.LEFT_FREE + 2 * size
    with pytest.raises(BackupError):
        backups.copy(BackupKind.HOURLY, NOW + 10 * HOUR)
    assert len(backups.all()) == 2, "never all of them"
    assert disk.LEFT_FREE >= 2 * disk.RESERVE_BYTES


def backups_in(folder: Path) -> list[Path]:
    return list((folder / "backups").glob("*.db"))


async def test_all_together_have_a_bound_and_are_sparser_with_age(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    bound = 8 * file.stat().st_size
    backups = Backups(file, free_bytes=lambda _folder: 4 * disk.LEFT_FREE, at_most=bound)
    for number in range(60):
        backups.copy(BackupKind.DAILY if number % 10 == 0 else BackupKind.HOURLY, NOW + number * HOUR)
        assert sum(one.stat().st_size for one in backups_in(tmp_path)) <= bound
    sent_times = [(NOW + 59 * HOUR - one.made_at) / HOUR for one in backups.all()]
    assert len(sent_times) == 8
    assert sent_times[:2] == [0, 1]
    assert sent_times[-1] == 59
    gaps = [later - earlier for earlier, later in itertools.pairwise(sent_times)]
    assert gaps[-1] > gaps[0]


async def test_where_nothing_was_written_the_end_makes_no_backup(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    backups = Backups(file)
    backups.make(NOW)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO balances (read_at, money) VALUES (1, 1)")
        connection.commit()
    backups.stop()
    assert backups.make_last(NOW + 1, 60.0) is None, "a reading alone is no reason to wait"
    await filled(tmp_path, 3)
    last = backups.make_last(NOW + 2, 60.0)
    assert last is not None
    assert (last.kind, count(last.path)) == (BackupKind.EXIT, 6)
    with pytest.raises(BackupError):
        backups.make(NOW + HOUR)


async def test_the_last_backup_gives_up_in_time_and_leaves_nothing(tmp_path: Path) -> None:
    file, size = await filled(tmp_path), [MB]
    backups = Backups(file, size_of=lambda _file: size[0])
    with pytest.raises(BackupError, match="stopped"):
        backups.make_last(NOW, 0.0)
    size[0] = 300 * MB
    assert backups.make_last(NOW, 60.0) is None, "that takes longer than anybody waits"
    assert backups.all() == []


async def test_one_that_is_asked_for_is_made_at_once_unless_the_newest_has_it_all(tmp_path: Path) -> None:
    backups = Backups(await filled(tmp_path))
    first = backups.make(NOW)
    assert backups.make_now(BackupKind.ASKED, NOW + 1) == first
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        connection.execute(
            "INSERT INTO closes (number, store_id, at, last_event, last_entry, detail) VALUES (1, '77', 1, 1, 1, '{}')"
        )
        connection.commit()
    second = backups.make_now(BackupKind.CLOSE, NOW + 2)
    assert second.kind is BackupKind.CLOSE
    assert second.serial == 2
