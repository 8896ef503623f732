"""Backups in the window: made now, put back from the list or from any file, refused with their own sentences."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QPushButton

from desktop.domain.upkeep.backup import Backup, BackupKind, FolderTrouble, Refusal, SecondState
from desktop.services.upkeep.safekeeping import Safekeeping
from desktop.settings import Settings
from desktop.storage.schema.file_format import PRACTICE_ID
from desktop.storage.upkeep.backups import Backups
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.widgets.chosen_file import chosen_file, table_files
from desktop.ui.window.backups_dialog import BackupsDialog
from desktop.ui.words.messages import about_backups
from tests.conftest import until
from tests.storage.test_backups import filled
from tests.ui.desk import OpenDesk, open_desk, visible
from tests.ui.printers import choose_file


async def offered() -> BackupsDialog:
    await until(lambda: visible(BackupsDialog))
    dialog = visible(BackupsDialog)
    assert dialog is not None
    return dialog


async def answered(text: str) -> str:
    """Press the button of the message that is open; what it said."""
    await until(lambda: visible(QMessageBox))
    box = visible(QMessageBox)
    assert box is not None
    said = box.text()
    next(one for one in box.findChildren(QPushButton) if text in one.text()).click()
    await until(lambda: visible(QMessageBox) is not box)
    return said


async def test_one_is_made_on_demand_and_shown(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "shop") as desk:
        await desk.order("13800138000")
        desk.window.menu.backups.emit()
        dialog = await offered()
        before = dialog.list.topLevelItemCount()
        dialog.now.click()
        await until(lambda: (new := visible(BackupsDialog)) not in (None, dialog) and new.said.text())
        dialog = await offered()
        assert dialog.said.text().startswith("Backed up")
        assert dialog.list.topLevelItemCount() == before + 1
        item = dialog.list.topLevelItem(0)
        assert item is not None
        assert item.text(1) == "by hand"
        dialog.reject()
        await until(lambda: visible(BackupsDialog) is None)


async def choose(desk: OpenDesk, file: Path) -> None:
    desk.window.menu.backups.emit()
    (await offered()).file.click()
    await choose_file(file)


async def test_a_file_is_refused_with_its_own_sentence_and_a_good_one_is_put_back(tmp_path: Path) -> None:
    good = await filled(tmp_path / "stick")
    practice = Path(shutil.copy(good, tmp_path / "practice.db"))
    with closing(sqlite3.connect(practice)) as connection:
        connection.execute(f"PRAGMA application_id={PRACTICE_ID}")
    wanted: list[Backup] = []
    async with open_desk(tmp_path / "shop") as desk:
        desk.window.restore_wanted.connect(wanted.append)
        await choose(desk, practice)
        said = await answered("OK")
        assert said == about_backups.refused(Refusal.PRACTICE)
        (await offered()).file.click()
        await choose_file(good)
        said = await answered("Put it back")
        assert "orders.db" in said
        assert "3 orders" in said
        assert about_backups.losses() in said
        await until(lambda: wanted)
        assert (wanted[0].path, wanted[0].kind) == (good, BackupKind.FILE)


async def test_no_file_and_no_leave_all_as_it_is(tmp_path: Path) -> None:
    good = await filled(tmp_path / "stick")
    wanted: list[Backup] = []
    async with open_desk(tmp_path / "shop") as desk:
        desk.window.restore_wanted.connect(wanted.append)
        desk.window.menu.backups.emit()
        (await offered()).file.click()
        await until(lambda: visible(QFileDialog))
        chooser = visible(QFileDialog)
        assert chooser is not None
        chooser.reject()
        (await offered()).file.click()
        await choose_file(good)
        await answered("Back")
        (await offered()).reject()
        await until(lambda: visible(BackupsDialog) is None)
        assert wanted == []


async def test_what_was_set_aside_is_in_the_list(tmp_path: Path) -> None:
    file = await filled(tmp_path / "shop")
    backups = Backups(file)
    backups.restore(backups.copy(BackupKind.DAILY, 1_795_396_344.0), 1_795_396_400.0)
    wanted: list[Backup] = []
    async with open_desk(tmp_path / "shop") as desk:
        desk.window.restore_wanted.connect(wanted.append)
        desk.window.menu.backups.emit()
        dialog = await offered()
        rows = [dialog.list.topLevelItem(at) for at in range(dialog.list.topLevelItemCount())]
        (at,) = [at for at, row in enumerate(rows) if row is not None and row.text(1).startswith("set aside")]
        dialog.list.setCurrentIndex(dialog.list.model().index(at, 0))
        dialog.restore.click()
        await answered("Put it back")
        await until(lambda: wanted)
        assert wanted[0].kind is BackupKind.SET_ASIDE


def test_every_refusal_and_trouble_has_a_sentence_of_its_own() -> None:
    assert len({about_backups.refused(why) for why in Refusal}) == len(Refusal)
    states = [SecondState("E:\\", trouble, 1_795_396_344.0) for trouble in (None, *FolderTrouble)]
    said = [about_backups.second_folder(state) for state in states]
    assert len(set(said)) == len(states)
    assert all("E:\\" in one and "2026-11-23" in one for one in said)
    assert about_backups.second_folder(SecondState()) == ""
    assert len({about_backups.kind(one) for one in BackupKind}) == len(BackupKind)


async def test_a_second_folder_is_used_at_once_and_its_trouble_is_said(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    async with open_desk(tmp_path / "shop", settings=Settings(backup_folder=str(stick))) as desk:
        await until(lambda: "is not there" in desk.window.bars.text())
        desk.window.menu.backups.emit()
        dialog = await offered()
        assert "is not there" in dialog.said.text()
        stick.mkdir()
        dialog.now.click()
        await until(lambda: desk.window.bars.text() == "")
        assert len(list(stick.iterdir())) == 1
        (await offered()).reject()
        await until(lambda: visible(BackupsDialog) is None)
        other = tmp_path / "other"
        other.mkdir()
        desk.window.apply(Settings()._replace(backup_folder=str(other)))
        await until(lambda: len(list(other.iterdir())) == 1)
        desk.window.apply(Settings())
        assert desk.parts.desk.upkeep.safekeeping.second == SecondState()


async def test_old_copies_are_said_over_all_tabs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_desk(tmp_path / "shop") as desk:
        state = SecondState("E:\\", FolderTrouble.UNREACHABLE, 1_795_396_344.0, is_behind=True)
        monkeypatch.setattr(Safekeeping, "second", state)
        desk.parts.desk.runtime.changes.second_folder.announce(None)
        assert "more than three days" in desk.window.bars.text()
        assert desk.window.bars.bar("second folder") is not None


async def test_a_database_that_was_moved_is_said_in_red_until_it_is_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "shop") as desk:
        desk.parts.desk.runtime.changes.moved.announce("orders.db")
        bar = desk.window.bars.bar("moved")
        assert bar is not None
        assert bar.property("role") == "stop-bar"
        assert "“orders.db”" in desk.window.bars.text()
        desk.parts.desk.runtime.changes.moved.announce("")
        assert desk.window.bars.isHidden()


async def test_a_name_that_gets_an_ending_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "report.v1.xlsx").write_text("precious")
    (tmp_path / "report.v2").write_text("no table")
    async with open_desk(tmp_path / "shop") as desk:
        chosen = asyncio.ensure_future(chosen_file(desk.window, "Save", "report", table_files()))
        await choose_file(tmp_path / "report.v1")
        assert "report.v1.xlsx" in await answered("Back")
        await choose_file(tmp_path / "report.v1")
        await answered("Replace")
        assert await chosen == tmp_path / "report.v1.xlsx"


async def test_the_folder_is_picked_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "U 盘").mkdir()
    dialog = SettingsDialog(Settings(), None, page="backups")
    dialog.show()
    choose = next(one for one in dialog.page.findChildren(QPushButton) if one.text() == "Choose…")
    choose.click()
    await until(lambda: visible(QFileDialog))
    chooser = visible(QFileDialog)
    assert chooser is not None
    name = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(tmp_path / "U 盘"))
    chooser.accept()
    await until(lambda: visible(QFileDialog) is None)
    dialog.save.click()
    assert dialog.chosen.backup_folder == str(tmp_path / "U 盘")
    dialog.deleteLater()
