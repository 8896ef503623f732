"""The close's print dialog as a clerk uses it, with printers that are fake and without."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.domain.books.close import Close
from desktop.domain.paper import FOR_CLOSES, Paper
from desktop.settings import Settings
from desktop.ui.closes.print_dialog import ClosePrintDialog
from desktop.ui.widgets.awaited import shown
from tests.conftest import until
from tests.exchange.tables import csv_rows, xlsx_rows
from tests.ui.closes import EMPTY, ORDINARY
from tests.ui.desk import focused, open_desk, press, visible
from tests.ui.printers import FakePrinters, choose_file
from tests.ui.test_accessibility import nameless, wrong_roles

CTRL = Qt.KeyboardModifier.ControlModifier


@asynccontextmanager
async def open_close(
    tmp_path: Path, *names: str, close: Close = ORDINARY, settings: Settings | None = None, practice: bool = False
) -> AsyncIterator[tuple[ClosePrintDialog, FakePrinters]]:
    async with open_desk(tmp_path) as desk:
        printers = FakePrinters(tmp_path, *names)
        dialog = ClosePrintDialog(
            close, desk.parts.desk, settings or Settings(), desk.window, practice=practice, printers=printers
        )
        desk.parts.desk.runtime.tasks.read("close", shown(dialog))
        await until(lambda: visible(ClosePrintDialog) and dialog.isActiveWindow())
        try:
            yield dialog, printers
        finally:
            if open_one := visible(ClosePrintDialog):
                open_one.reject()
            await until(desk.window.isActiveWindow)


def says(dialog: ClosePrintDialog, text: str) -> bool:
    return dialog.answer.text() == text


def texts(dialog: ClosePrintDialog) -> list[str]:
    return [line.strip() for line, _ in dialog.laid_out().lines()]


async def test_enter_prints_as_often_as_anybody_likes_and_no_print_is_marked(tmp_path: Path) -> None:
    async with open_close(tmp_path, "XP-58") as (dialog, printers):
        assert dialog.windowTitle() == "Daily close no. 12"
        assert dialog.height() < 700
        assert focused() is dialog.print_button
        before = texts(dialog)
        for times in (1, 2):
            dialog.print_button.setFocus()
            press(Qt.Key.Key_Return)
            assert not dialog.print_button.isEnabled()
            await until(dialog.print_button.isEnabled)
            assert dialog.answer.text() == "Sent to the printer “XP-58”."
            assert focused() is dialog.close_button
            assert len(printers.opened) == times
        assert texts(dialog)[:-1] == before[:-1]  # but for when it is printed
        assert printers.opened[0].read_bytes().startswith(b"%PDF")
        assert nameless(dialog) == []
        assert wrong_roles(dialog) == []
        press(Qt.Key.Key_Escape)
        assert not dialog.isVisible()


@pytest.mark.parametrize("chosen", FOR_CLOSES)
async def test_it_begins_with_the_paper_of_the_settings(tmp_path: Path, chosen: Paper) -> None:
    async with open_close(tmp_path, settings=Settings(close_paper=chosen)) as (dialog, _printers):
        assert dialog.chosen_paper is chosen
        assert [dialog.paper.itemData(row) for row in range(dialog.paper.count())] == ["58", "80", "a4"]


async def test_another_paper_is_shown_and_told_when_it_was_printed(tmp_path: Path) -> None:
    told: list[tuple[Paper, str]] = []
    settings = Settings(close_paper=Paper.ROLL_58, close_printer="XP-58")
    async with open_close(tmp_path, "XP-58", "HP", settings=settings) as (dialog, _printers):
        dialog.preferences_changed.connect(lambda paper, name: told.append((paper, name)))
        [roll] = dialog.preview.images()
        dialog.paper.setCurrentIndex(dialog.paper.findData(Paper.A4))
        [sheet] = dialog.preview.images()
        assert sheet.width() / sheet.height() == pytest.approx(210 / 297, abs=0.01)
        assert roll.height() > 3 * roll.width()
        assert "Operator" in texts(dialog)
        dialog.printer.setCurrentText("HP")
        dialog.print_button.click()
        await until(dialog.print_button.isEnabled)
        assert told == [(Paper.A4, "HP")]


async def test_the_text_is_copied(tmp_path: Path) -> None:
    async with open_close(tmp_path, close=EMPTY, practice=True) as (dialog, _printers):
        press(Qt.Key.Key_C, CTRL)
        text = QGuiApplication.clipboard().text()
        assert {"Draft – not closed", "Practice – no real money", "No orders"} <= set(text.split("\n"))
        assert dialog.preview.accessibleDescription() == text
        assert "No printer is set up" in dialog.printer_trouble.text()


async def test_it_is_saved_as_a_pdf(tmp_path: Path) -> None:
    async with open_close(tmp_path, settings=Settings(paper=Paper.A5)) as (dialog, _printers):
        press(Qt.Key.Key_S, CTRL)
        await choose_file(tmp_path / "日结")
        await until(lambda: dialog.answer.text().startswith("Saved: "))
        assert (tmp_path / "日结.pdf").read_bytes().rstrip().endswith(b"%%EOF")


async def test_it_is_saved_for_excel(tmp_path: Path) -> None:
    async with open_close(tmp_path) as (dialog, _printers):
        for name, written in (("close", tmp_path / "close.xlsx"), ("close.csv", tmp_path / "close.csv")):
            press(Qt.Key.Key_E, CTRL)
            await choose_file(tmp_path / name)
            await until(partial(says, dialog, f"Saved: {written}"))
            await until(dialog.isActiveWindow)
        assert len(xlsx_rows(tmp_path / "close.xlsx")) == len(csv_rows(tmp_path / "close.csv")) > 20


async def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    async with open_close(tmp_path) as (dialog, _printers):
        folder = tmp_path / "folder"  # where no backup is made
        folder.mkdir()
        await dialog.write_table(folder / "nowhere" / "a.xlsx")
        assert dialog.answer.text().startswith("Nothing was saved: a.xlsx cannot be written")
        await dialog.write_pdf(folder / "nowhere" / "a.pdf")
        assert dialog.answer.text().startswith("Nothing was saved: a.pdf cannot be written")
        assert dialog.pdf_button.isEnabled()
        assert list(folder.iterdir()) == []
