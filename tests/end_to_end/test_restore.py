"""Damaged and lost databases through the real program: never silently empty, and every order comes back."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from desktop.domain.upkeep.backup import BackupKind
from desktop.storage.upkeep.backups import Backups
from desktop.ui.window.backups_dialog import BackupsDialog
from tests.conftest import until
from tests.end_to_end.driving import desk, new_program, place, program, states
from tests.platform_server import hangs, platform_server, takes
from tests.ui.desk import in_doubt, visible

NUMBERS = ("13800138000", "13900139000", "13700137000")


async def sold(folder: Path, *mobiles: str) -> None:
    """Orders that the platform takes and keeps running."""
    async with program(folder):
        window = await desk()
        for mobile in mobiles:
            await place(window, mobile)
        await until(lambda: {(mobile, "running") for mobile in mobiles} <= set(states(folder)))


async def answered(button_text: str) -> None:
    """Press a button of the message box that is open."""
    await until(lambda: visible(QMessageBox))
    box = visible(QMessageBox)
    assert box is not None
    (wanted,) = [button for button in box.findChildren(QPushButton) if button.text() == button_text]
    wanted.click()


async def offered() -> BackupsDialog:
    await until(lambda: visible(BackupsDialog))
    dialog = visible(BackupsDialog)
    assert dialog is not None
    return dialog


def spoil(file: Path, how: str) -> None:
    match how:
        case "gone":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "no database":
            file.write_bytes(b"\x00garbage" * 1000)
        case "damaged inside":
            raw = bytearray(file.read_bytes())
            raw[4096:] = b"\x5a" * (len(raw) - 4096)
            file.write_bytes(raw)


@pytest.mark.parametrize("how", ["gone", "empty", "no database", "damaged inside"])
async def test_a_spoilt_database_is_restored_and_later_orders_come_back_unconfirmed(
    tmp_path: Path, provisioned: Callable[[str], None], how: str
) -> None:
    file = tmp_path / "shop" / "orders.db"
    async with platform_server() as server:
        provisioned(server.url)
        server.default = takes()
        await sold(tmp_path, NUMBERS[0])
        first = Backups(file).all()[0]
        assert first.kind is BackupKind.EXIT
        await sold(tmp_path, NUMBERS[1])
        for later in [one for one in Backups(file).all() if one.serial > first.serial]:
            later.path.unlink()
        spoil(file, how)
        async with program(tmp_path):
            dialog = await offered()
            assert "Nothing is sent" in text_of(dialog) or "nothing is sent" in text_of(dialog)
            dialog.restore.click()
            await answered("Put it back")
            window = await desk()
            await until(lambda: len(in_doubt(window)) == 1)
            assert states(tmp_path) == [(NUMBERS[0], "running"), (NUMBERS[1], "unknown")]
            pushed = [one for one in server.received if one.path.endswith("pushOrder")]
            assert len(pushed) == 2
    assert how == "gone" or list(file.parent.glob("set-aside-*.db"))


async def test_the_clerk_can_leave_or_begin_anew_but_never_by_accident(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    provisioned("http://127.0.0.1:9/")
    async with program(tmp_path):
        await desk()
    file = tmp_path / "shop" / "orders.db"
    spoil(file, "no database")
    before = file.read_bytes()
    running = asyncio.ensure_future(new_program(tmp_path).run())
    (await offered()).reject()
    assert await running == 1
    assert file.read_bytes() == before
    async with program(tmp_path):
        (await offered()).anew.click()
        await answered("Back")
        (await offered()).anew.click()
        await answered("Begin")
        await desk()
        assert states(tmp_path) == []
    (aside,) = file.parent.glob("set-aside-*.db")
    assert aside.read_bytes() == before


async def test_an_old_backup_is_put_back_from_the_menu_while_a_push_is_in_flight(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    (tmp_path / "settings.json").write_text('{"read_timeout": 0.5, "total_timeout": 1.0}')
    async with platform_server() as server:
        provisioned(server.url)
        server.default = takes()
        await sold(tmp_path, NUMBERS[0])
        assert Backups(tmp_path / "shop" / "orders.db").all()[0].kind is BackupKind.EXIT
        async with program(tmp_path):
            window = await desk()
            server.default = hangs()
            await place(window, NUMBERS[2])
            window.menu.backups.emit()
            (await offered()).restore.click()
            await answered("Put it back")
            await until(lambda: visible(type(window)) not in (None, window), 15)
            await until(lambda: (NUMBERS[2], "unknown") in states(tmp_path))


async def test_damage_found_while_running_ends_the_desk_and_offers_a_backup(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    provisioned("http://127.0.0.1:9/")
    async with program(tmp_path):
        window = await desk()
        window.opened.desk.runtime.changes.damage.announce("page 7 is never used")
        dialog = await offered()
        assert "damaged" in text_of(dialog)
        assert visible(type(window)) is None
        dialog.anew.click()
        await answered("Begin")
        await desk()


def text_of(dialog: BackupsDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))
