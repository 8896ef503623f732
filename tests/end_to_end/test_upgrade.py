"""An older version's orders, brought to this version's format by the real program, and told while it takes long."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.program import upgrade_watch
from desktop.storage.schema import guards
from desktop.storage.schema.file_format import PRACTICE_ID, SCHEMA_VERSION
from desktop.ui.window.main_window import MainWindow
from desktop.ui.window.upgrade_notice import UpgradeNotice
from tests.conftest import until
from tests.end_to_end.driving import desk, program
from tests.storage.test_migrations import old_database
from tests.ui.desk import visible


@pytest.fixture
def practice_folder(tmp_path: Path) -> Path:
    orders = tmp_path / "practice"
    orders.mkdir()
    with closing(sqlite3.connect(old_database(orders, 1))) as connection:
        connection.execute(f"PRAGMA application_id = {PRACTICE_ID}")
    return tmp_path


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The last step of the upgrade waits for this event."""
    let_go, put_up = threading.Event(), guards.put_up

    def wait_and_put_up(connection: sqlite3.Connection) -> None:
        let_go.wait(60)
        put_up(connection)

    monkeypatch.setattr(guards, "put_up", wait_and_put_up)
    monkeypatch.setattr(upgrade_watch, "PATIENCE_S", 0.0)
    yield let_go
    let_go.set()


async def told() -> UpgradeNotice:
    """The notice, once the last step is under way."""
    steps = SCHEMA_VERSION  # from the first version, with the backup before it
    await until(lambda: (notice := visible(UpgradeNotice)) is not None and notice.bar.value() == steps - 1)
    notice = visible(UpgradeNotice)
    assert notice is not None
    return notice


def version(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "practice" / "orders.db")) as connection:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return found


async def test_a_long_upgrade_is_told_until_the_window_opens(practice_folder: Path, held: threading.Event) -> None:
    async with program(practice_folder, practice=True):
        notice = await told()
        assert notice.step.text() == f"Step {SCHEMA_VERSION - 1} of {SCHEMA_VERSION - 1}"
        assert visible(MainWindow) is None
        held.set()
        await desk()
        assert visible(UpgradeNotice) is None
    assert version(practice_folder) == SCHEMA_VERSION


async def test_who_closes_the_notice_ends_the_program_after_the_upgrade(
    practice_folder: Path, held: threading.Event
) -> None:
    async with program(practice_folder, practice=True) as task:
        notice = await told()
        notice.close()
        assert notice.isVisible()
        assert "closes as soon as this is done" in notice.sentence.text()
        held.set()
        assert await task == 0
    assert version(practice_folder) == SCHEMA_VERSION


async def test_a_short_upgrade_is_not_told(practice_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade_watch, "PATIENCE_S", 3600.0)
    async with program(practice_folder, practice=True):
        await desk()
        assert visible(UpgradeNotice) is None
    assert version(practice_folder) == SCHEMA_VERSION
