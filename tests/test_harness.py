"""What the tests take for granted: real time decides nothing, and keys arrive."""

import asyncio
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway
from tests.ui.desk import focused, press


async def test_fake_time_does_not_outrun_the_disk(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, FakeGateway(), clock) as parts:
        began, stored = clock.steady(), asyncio.Event()
        stored_at: list[float] = []

        async def store() -> None:
            await parts.database.run(lambda _connection: time.sleep(0.2))
            stored_at.append(clock.steady())
            stored.set()

        task = asyncio.ensure_future(store())
        await asyncio.sleep(0)
        await clock.advance(5)
        await stored.wait()
        await task
        assert stored_at == [began]


async def test_fake_time_does_not_outrun_who_was_woken() -> None:
    clock, woken_at = FakeClock(), list[float]()

    async def work() -> None:
        for _ in range(3):
            await clock.rest(2, asyncio.Event())
            await asyncio.sleep(0.05)  # real time
            woken_at.append(clock.steady())

    task = asyncio.ensure_future(work())
    await asyncio.sleep(0)
    await clock.advance(7)
    assert woken_at == [1002.0, 1004.0, 1006.0]
    await task


async def test_a_dialog_that_was_waited_for_gets_the_keys() -> None:
    under = QLineEdit()
    under.show()
    await until(under.isActiveWindow)
    dialog = QDialog(under)
    field = QLineEdit(dialog)
    dialog.open()
    await until(dialog.isVisible)
    assert focused() is field
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    under.close()
    await until(lambda: QApplication.activeModalWidget() is None)
