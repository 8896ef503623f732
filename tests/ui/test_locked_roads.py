"""Roads around the lock: a menu that was open, a dialog that a task was about to open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from desktop.domain.leaving import Matter, OpenMatter, Way
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.staff.lost_pin_dialog import LostPinDialog
from desktop.ui.widgets.awaited import shown
from desktop.ui.window.leaving_sheet import LeavingSheet
from tests.conftest import until
from tests.ui.desk import open_desk, visible
from tests.ui.test_staff import page, staffed


async def test_a_menu_that_is_open_goes_with_the_window(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        await staff.sign_in("1111")
        menu = desk.window.menu.menu()
        assert menu is not None
        menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
        await until(menu.isVisible)
        staff.lock()
        await until(lambda: not menu.isVisible())
        assert QApplication.activePopupWidget() is None
        assert page(desk).isVisible()


async def test_no_dialog_opens_over_a_locked_window(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        await staff.sign_in("1111")
        desk.window.menu.settings.emit()  # its task is under way when the window locks
        staff.lock()
        assert await shown(QDialog(desk.window)) == QDialog.DialogCode.Rejected
        assert (
            await shown(LeavingSheet([OpenMatter(Matter.TYPED, 1, typed="138")], Way.QUIT, desk.window))
            == QDialog.DialogCode.Rejected
        ), "it names orders"
        await until(lambda: visible(SettingsDialog) is None)
        page(desk).lost.emit()  # this one may
        await until(lambda: visible(LostPinDialog))
        lost = visible(LostPinDialog)
        assert lost is not None
        lost.reject()
        await until(lambda: visible(LostPinDialog) is None)
        await staff.sign_in("1111")
        desk.window.menu.settings.emit()
        await until(lambda: visible(SettingsDialog))
        dialog = visible(SettingsDialog)
        assert dialog is not None
        dialog.reject()
        await until(lambda: visible(SettingsDialog) is None)
