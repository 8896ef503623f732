"""After a day's work nothing in the data folder is anybody else's to read."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.domain.upkeep.backup import BackupKind
from desktop.domain.upkeep.release import Remembered
from desktop.settings import Settings, save
from desktop.storage.upkeep import release_memory
from desktop.storage.upkeep.backups import Backups
from desktop.system.crash_file import CrashFile
from desktop.system.paths import DataFolder
from tests.conftest import until
from tests.end_to_end.driving import desk, place, program, states
from tests.platform_server import platform_server, says

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


@pytest.fixture
def careless() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
async def test_all_that_is_kept_is_its_owners_only(tmp_path: Path, provisioned: Callable[[str], None]) -> None:
    folder = DataFolder(tmp_path / "data")
    crashes = CrashFile(folder.crash_file)
    save(Settings(), folder.settings_file)
    release_memory.save(Remembered(), folder.release_file)

    def open_ones() -> set[str]:
        found = [path for path in folder.root.rglob("*") if stat.S_IMODE(path.lstat().st_mode) & 0o077]
        return {path.name for path in found}

    assert open_ones() == set()
    async with platform_server() as server:
        provisioned(server.url)
        server.default = says({"code": "0000", "data": {"order_number": "W1", "money": 1}})
        async with program(folder.root):
            window = await desk()
            await place(window, "13800138000")
            await until(lambda: states(folder.root))
            backups = Backups(folder.database(practice=False))
            backups.copy(BackupKind.HOURLY, 1_795_396_344.0)
            assert (folder.root / "shop" / "orders.db-wal").exists()
            assert open_ones() == set()
        backups.restore(backups.all()[0], 1_795_396_344.0)
        assert open_ones() == set()
        async with program(folder.root):
            await desk()
            assert open_ones() == set()
    crashes.end()
    names = {path.name for path in folder.root.iterdir()}
    assert names >= {"settings.json", "window.ini", "newer.json", "logs", "shop"}
    assert names <= {path.name for path in folder.kept}  # else an older version's folder counts as somebody else's, too
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700
