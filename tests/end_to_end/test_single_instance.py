"""A second start finds the first one, and nobody else, whatever other users of the computer hold."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.program.single_instance import SingleInstance
from tests.conftest import until

_RING = """
import pathlib, sys
from PySide6.QtCore import QCoreApplication
from desktop.program import single_instance
app = QCoreApplication(sys.argv)
sys.exit(0 if single_instance.ring(pathlib.Path(sys.argv[1]), int(sys.argv[2])) else 3)
"""


async def rings(folder: Path, wait_ms: int = 500) -> bool:
    """As a second process does."""
    ringing = await asyncio.create_subprocess_exec(sys.executable, "-c", _RING, str(folder), str(wait_ms))
    code = await ringing.wait()
    assert code in (0, 3)
    return code == 0


def plate(folder: Path) -> Path:
    """Where the name is written down."""
    return folder.parent / f"{folder.name}.doorbell"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    return tmp_path / "shop"


async def test_the_running_program_hears_it(folder: Path) -> None:
    heard: list[int] = []
    single_instance = SingleInstance(folder)
    single_instance.rung.connect(lambda: heard.append(1))
    assert await rings(folder)
    await until(lambda: heard == [1])
    assert list(folder.iterdir()) == [], "nothing lies among the orders"
    single_instance.close()
    assert not await rings(folder)
    assert list(folder.parent.iterdir()) == [folder]


async def test_two_folders_are_two_programs(folder: Path) -> None:
    single_instance = SingleInstance(folder)
    assert not await rings(folder.with_name("practice"))
    single_instance.close()


async def test_a_name_is_new_each_time_and_nobody_can_hold_it(folder: Path) -> None:
    names = set()
    for _ in range(3):
        single_instance = SingleInstance(folder)
        names.add(plate(folder).read_text())
        single_instance.close()
    assert len(names) == 3


async def test_after_a_kill_the_next_one_hears(folder: Path) -> None:
    killed = SingleInstance(folder)
    left = plate(folder).read_text()
    single_instance = SingleInstance(folder)
    assert await rings(folder)
    socket = QLocalSocket()
    socket.connectToServer(left)
    assert not socket.waitForConnected(100), "the old place is cleared away"
    single_instance.close()
    killed.close()


@pytest.mark.parametrize("written", ["/tmp/somebody", "topup-desk-1", "../topup-desk-" + "a" * 32, "\xff", ""])
async def test_what_is_no_name_of_ours_is_not_rung_at(folder: Path, written: str) -> None:
    server, rung = QLocalServer(), list[int]()
    server.newConnection.connect(lambda: rung.append(1))
    if written.startswith("topup"):
        QLocalServer.removeServer(written)
        assert server.listen(written)
    plate(folder).write_text(written, "latin-1")
    assert not await rings(folder)
    assert rung == []
    server.close()


@pytest.mark.skipif(not hasattr(os, "chown") or os.getuid() != 0, reason="only root gives files away")
async def test_another_users_word_is_not_believed(folder: Path) -> None:
    single_instance = SingleInstance(folder)
    os.chown(plate(folder), 12345, 12345)
    assert not await rings(folder)
    single_instance.close()


async def test_one_that_is_just_starting_is_waited_for(folder: Path) -> None:
    ringing = asyncio.ensure_future(rings(folder, 5000))
    await asyncio.sleep(0)
    single_instance = SingleInstance(folder)
    await until(ringing.done)
    assert ringing.result()
    single_instance.close()


async def test_a_folder_that_takes_no_file_keeps_nobody_from_working(folder: Path) -> None:
    folder.rmdir()
    folder.parent.rmdir()
    SingleInstance(folder).close()
