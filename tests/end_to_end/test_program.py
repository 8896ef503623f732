"""The whole program in this process: its windows, its database, a real HTTP server where the platform stands."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.domain.orders.offer import at_face
from desktop.gateway.signing import sign
from desktop.settings import load
from desktop.storage.schema.file_format import SCHEMA_VERSION
from desktop.system.paths import DataFolder
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.welcome.window import WelcomeWindow
from desktop.ui.window.main_window import MainWindow
from tests.conftest import until
from tests.end_to_end.driving import (
    ACCOUNT,
    MemoryKeyring,
    desk,
    enter_account,
    leave_anyway,
    new_program,
    place,
    program,
    pushes,
    states,
)
from tests.platform_server import hangs, platform_server, says
from tests.ui.desk import focused, listed, press, visible


@pytest.mark.slow
async def test_an_order_from_the_typed_number_to_success(tmp_path: Path, provisioned: Callable[[str], None]) -> None:
    async with platform_server() as server:
        provisioned(server.url)
        status = 0

        async def answer(request: object, writer: object) -> None:
            nonlocal status
            form, path = server.received[-1].form, server.received[-1].path
            if path.endswith("pushOrder"):
                data: object = {"order_number": 9001}
            elif path.endswith("Recharge/query"):
                status = 2 if status else 1
                told: object = str(status) if status == 1 else status
                data = {"order_no": "", "order_number": "9001", "status": told, "cost_price": 98.5}
            else:
                data = {"money": "12.30"}
            await says({"code": "0000", "msg": "ok", "data": data, "time": "1"})(request, writer)  # type: ignore[arg-type]
            assert form

        server.default = answer
        async with program(tmp_path):
            window = await desk()
            await place(window, "13800138000")
            await until(lambda: states(tmp_path) == [("13800138000", "success")], 25)
            window.tabs.setCurrentWidget(window.balance)
            assert window.balance.head.money.text() == "¥12.30"
        (push,) = pushes(server)
        assert (push["money"], push["recharge_type"], push["store_id"]) == ("100", "1", "77")
        assert all(one.query["sign"] == sign(one.form, ACCOUNT.app_secret) for one in server.received)
    assert not list(tmp_path.glob("shop/*-wal"))
    secret_in = [path for path in tmp_path.rglob("*") if path.is_file() and b"s3cret" in path.read_bytes()]
    assert secret_in == []


@pytest.mark.slow
@pytest.mark.parametrize("end", ["SIGTERM", "SIGINT", "window", "window twice", "all windows", "dialog open"])
async def test_closing_with_a_push_in_flight(tmp_path: Path, provisioned: Callable[[str], None], end: str) -> None:
    async with platform_server() as server:
        provisioned(server.url)
        server.default = hangs()
        async with program(tmp_path) as running:
            window = await desk()
            await place(window, "13800138000")
            await until(lambda: pushes(server))
            match end:
                case "SIGTERM" | "SIGINT":
                    os.kill(os.getpid(), getattr(signal, end))
                case "window":
                    window.close()
                    await leave_anyway()
                case "window twice":
                    window.close()
                    window.close()
                    await leave_anyway()
                case "all windows":
                    QApplication.closeAllWindows()
                    await leave_anyway()
                case _:
                    QTest.keyClicks(focused(), "13900139000")
                    press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
                    press(Qt.Key.Key_Return)
                    await until(lambda: visible(ConfirmSheet))
                    window.close()
                    await leave_anyway()
            assert await running == 0
        assert states(tmp_path) == [("13800138000", "unknown")]
        assert len(pushes(server)) == 1
    assert not list(tmp_path.glob("shop/*-wal"))


async def test_a_push_that_answers_in_the_grace_is_kept(tmp_path: Path, provisioned: Callable[[str], None]) -> None:
    async with platform_server() as server:
        provisioned(server.url)
        release = asyncio.Event()

        async def late(request: object, writer: object) -> None:
            if server.received[-1].path.endswith("pushOrder"):
                await release.wait()
            await says({"code": "0000", "data": {"order_number": "W1", "money": 1}})(request, writer)  # type: ignore[arg-type]

        server.default = late
        async with program(tmp_path) as running:
            window = await desk()
            await place(window, "13800138000")
            await until(lambda: pushes(server))
            window.close()
            await leave_anyway()
            release.set()
            assert await running == 0
        assert states(tmp_path) == [("13800138000", "running")]


async def test_first_start_goes_from_welcome_to_practice_and_back(tmp_path: Path) -> None:
    async with program(tmp_path):
        await until(lambda: visible(WelcomeWindow))
        welcome = visible(WelcomeWindow)
        assert welcome is not None
        welcome.practice_button.click()
        window = await desk()
        assert "practice" in window.windowTitle()
        window.mode_change_wanted.emit()
        await until(lambda: visible(WelcomeWindow))
    assert (tmp_path / "practice" / "orders.db").exists()
    assert not (tmp_path / "shop").exists()


async def test_an_account_is_entered_once_and_its_secret_goes_to_the_keyring(
    tmp_path: Path, no_account: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with platform_server() as server:
        server.default = says({"code": "0000", "data": {"money": "5"}})
        monkeypatch.setenv("TOPUP_DESK_BASE_URL", server.url)
        async with program(tmp_path):
            await enter_account()
            await desk()
        async with program(tmp_path):
            await desk()
    assert list(no_account.kept.values()) == ["s3cret"]
    assert load(DataFolder(tmp_path).settings_file).settings.app_key == "10001"
    assert "s3cret" not in DataFolder(tmp_path).settings_file.read_text()


async def test_the_account_can_be_looked_at_and_left_as_it_is(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    provisioned("http://127.0.0.1:9/")
    async with program(tmp_path):
        window = await desk()
        window.account_wanted.emit()
        await until(lambda: visible(WelcomeWindow))
        welcome = visible(WelcomeWindow)
        assert welcome is not None
        welcome.back_button.click()
        await desk()


async def test_without_a_keyring_the_program_says_so_and_goes_on(tmp_path: Path) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    async with program(tmp_path):
        await enter_account()
        await desk()


async def test_settings_are_applied_without_a_restart(tmp_path: Path) -> None:
    async with program(tmp_path, practice=True):
        window = await desk()
        window.settings_chosen.emit(window.settings._replace(offers=at_face(30), language="en"))
        await until(lambda: visible(MainWindow) not in (None, window))
        fresh = await desk()
        assert fresh.recharge.form.face_button(0).text() == "¥30"
    assert load(DataFolder(tmp_path).settings_file).settings.offers == at_face(30)


async def test_a_newer_database_is_refused_in_words(tmp_path: Path, provisioned: Callable[[str], None]) -> None:
    provisioned("http://127.0.0.1:9/")
    async with program(tmp_path):
        await desk()
    file = tmp_path / "shop" / "orders.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    before = file.read_bytes()
    running = asyncio.ensure_future(new_program(tmp_path).run())
    await until(lambda: visible(QMessageBox))
    box = visible(QMessageBox)
    assert box is not None
    assert "newer version" in box.text()
    box.accept()
    assert await running == 1
    assert file.read_bytes() == before


async def test_a_second_start_brings_the_first_window_forward(tmp_path: Path) -> None:
    async with program(tmp_path, practice=True):
        window = await desk()
        window.showMinimized()
        second = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "desktop", "--practice", "--data-dir", str(tmp_path)
        )
        assert await second.wait() == 0
        await until(lambda: not window.isMinimized())
        assert visible(MainWindow) is window


async def test_practice_orders_go_on_after_a_restart(tmp_path: Path) -> None:
    async with program(tmp_path, practice=True):
        window = await desk()
        await place(window, "13800138000")
    async with program(tmp_path, practice=True):
        window = await desk()
        await until(lambda: [order.is_open for order in listed(window)] == [False], 15)
