"""The receipt dialog as a clerk uses it: by the keyboard, with printers that are fake and without."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop.domain.orders.events import Event, Placed, PushAccepted, Reported
from desktop.domain.orders.order import Order
from desktop.domain.paper import Paper
from desktop.settings import Settings
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.receipt.dialog import ReceiptDialog
from desktop.ui.widgets.awaited import shown
from tests.conftest import until
from tests.ui.desk import OpenDesk, focused, open_desk, press, visible
from tests.ui.printers import FakePrinters, choose_file

CTRL = Qt.KeyboardModifier.ControlModifier


@asynccontextmanager
async def open_receipt(
    tmp_path: Path, *names: str, settings: Settings | None = None, practice: bool = False
) -> AsyncIterator[tuple[OpenDesk, ReceiptDialog, FakePrinters]]:
    """The dialog of a stored order, with these printers."""
    async with open_desk(tmp_path) as desk:
        at = time.time()
        await desk.parts.orders.claim(Placed(at, "T1", "77", "13800138000", 5000, 4990, 1))
        events: list[Event] = [PushAccepted(at, "W1", ""), Reported(at + 1, 2, "W1", 4900, 5000, "")]
        [_, order] = await desk.parts.orders.record([("T1", event) for event in events], at)
        printers = FakePrinters(tmp_path, *names)
        dialog = ReceiptDialog(
            order, desk.parts.desk, settings or Settings(), desk.window, practice=practice, printers=printers
        )
        desk.parts.desk.runtime.tasks.read("receipt", shown(dialog))
        await until(lambda: visible(ReceiptDialog) and dialog.isActiveWindow())
        try:
            yield desk, dialog, printers
        finally:
            if open_one := visible(ReceiptDialog):
                open_one.reject()
            await until(desk.window.isActiveWindow)


async def printed(desk: OpenDesk, times: int) -> None:
    async def stored() -> int:
        order = await desk.parts.orders.get("T1")
        assert order is not None
        return order.prints

    assert await stored() == times


def texts(dialog: ReceiptDialog) -> str:
    return " ".join(line.strip() for line, _ in dialog.laid_out().lines())


async def test_enter_prints_and_the_next_one_is_a_reprint(tmp_path: Path) -> None:
    async with open_receipt(tmp_path, "XP-58") as (desk, dialog, printers):
        assert "REPRINT" not in texts(dialog)
        first = dialog.preview.images()
        assert dialog.height() < 700  # on a screen of 768 with a title and a task bar
        assert not dialog.preview.verticalScrollBar().isVisible()
        assert focused() is dialog.print_button
        press(Qt.Key.Key_Return)
        assert not dialog.print_button.isEnabled()
        press(Qt.Key.Key_Return)  # by habit: nothing more is printed
        await until(lambda: dialog.answer.text() == "Sent to the printer “XP-58”.")
        await until(dialog.print_button.isEnabled)
        assert len(printers.opened) == 1
        assert printers.opened[0].read_bytes().startswith(b"%PDF")
        await printed(desk, 1)
        assert "REPRINT no. 1" in texts(dialog)
        assert dialog.preview.images() != first
        assert focused() is dialog.close_button
        dialog.paper.setFocus()
        press(Qt.Key.Key_Enter)
        await until(lambda: "REPRINT no. 2" in texts(dialog))
        await printed(desk, 2)
        press(Qt.Key.Key_Return)
        assert not dialog.isVisible()


async def test_without_a_printer_enter_does_nothing_and_it_is_said(tmp_path: Path) -> None:
    async with open_receipt(tmp_path) as (desk, dialog, _printers):
        assert not dialog.print_button.isEnabled()
        assert dialog.printer.isHidden()
        assert "No printer is set up" in dialog.printer_trouble.text()
        assert focused() is dialog.pdf_button
        dialog.paper.setFocus()
        press(Qt.Key.Key_Return)
        assert dialog.answer.text() == ""
        assert visible(QFileDialog) is None
        await printed(desk, 0)


async def test_another_paper_and_printer_are_told_once_when_one_was_printed(tmp_path: Path) -> None:
    told: list[tuple[Paper, str]] = []
    settings = Settings(paper=Paper.ROLL_58, printer="XP-58")
    async with open_receipt(tmp_path, "XP-58", "HP", settings=settings) as (desk, dialog, printers):
        dialog.preferences_changed.connect(lambda paper, name: told.append((paper, name)))
        assert dialog.printer.currentText() == "XP-58"
        press(Qt.Key.Key_Return)
        await until(dialog.print_button.isEnabled)
        assert told == []
        dialog.paper.setCurrentIndex(dialog.paper.findData(Paper.A5))
        dialog.printer.setCurrentText("HP")
        assert told == []
        for _ in range(2):
            dialog.print_button.click()
            await until(dialog.print_button.isEnabled)
        assert told == [(Paper.A5, "HP")]
        assert [file.name for file in printers.opened] == ["XP-58-0.pdf", "HP-1.pdf", "HP-2.pdf"]
        await printed(desk, 3)


async def test_a_printer_that_is_gone_is_said(tmp_path: Path) -> None:
    settings = Settings(printer="Old one")
    async with open_receipt(tmp_path, "A", "B", settings=settings) as (desk, dialog, printers):
        assert "“Old one” is not there now" in dialog.printer_trouble.text()
        assert dialog.printer.currentText() == "B"
        printers.there.remove("B")
        press(Qt.Key.Key_Return)
        assert "Not printed: the printer “B” is not there any more" in dialog.answer.text()
        assert dialog.print_button.isEnabled()
        await printed(desk, 0)


async def test_the_text_is_copied_and_counts_as_no_print(tmp_path: Path) -> None:
    async with open_receipt(tmp_path, "A") as (desk, dialog, _printers):
        QGuiApplication.clipboard().clear()
        press(Qt.Key.Key_C, CTRL)
        text = QGuiApplication.clipboard().text()
        assert "Mobile number: 138 0013 8000\n" in text
        assert "Platform no.: W1\n" in text
        assert "Copied" in dialog.answer.text()
        await printed(desk, 0)
        press(Qt.Key.Key_Escape)
        assert not dialog.isVisible()


async def test_a_pdf_is_saved_whole_and_counts_as_a_print(tmp_path: Path) -> None:
    async with open_receipt(tmp_path) as (desk, dialog, _printers):
        press(Qt.Key.Key_S, CTRL)
        await choose_file(tmp_path / "小票.pdf")
        await until(lambda: dialog.answer.text().startswith("Saved: "))
        assert (tmp_path / "小票.pdf").read_bytes().rstrip().endswith(b"%%EOF")
        await until(lambda: "REPRINT no. 1" in texts(dialog))
        await printed(desk, 1)


@pytest.mark.parametrize("place", ["nowhere/a.pdf", "a file/a.pdf"])
async def test_a_pdf_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "folder"  # where no backup is made
    folder.mkdir()
    (folder / "a file").write_text("x")
    async with open_receipt(tmp_path) as (desk, dialog, _printers):
        before = sorted(folder.rglob("*"))
        desk.parts.desk.runtime.tasks.command("pdf", dialog.write_pdf(folder / place))
        await until(lambda: dialog.answer.text().startswith("Nothing was saved: a.pdf cannot be written"))
        assert dialog.pdf_button.isEnabled()
        assert sorted(folder.rglob("*")) == before
        assert "REPRINT" not in texts(dialog)
        await printed(desk, 0)


async def test_a_print_that_cannot_be_noted_is_said_and_the_next_is_marked_all_the_same(tmp_path: Path) -> None:
    async with open_receipt(tmp_path, "A") as (desk, dialog, _printers):
        await desk.parts.database.run(lambda c: c.execute("PRAGMA query_only=ON"))
        press(Qt.Key.Key_Return)
        await until(lambda: "was not noted" in dialog.answer.text())
        assert dialog.answer.text().startswith("Sent to the printer “A”.")
        await desk.parts.database.run(lambda c: c.execute("PRAGMA query_only=OFF"))
        assert "REPRINT no. 1" in texts(dialog)


async def test_practice_is_marked_and_news_of_the_order_is_taken(tmp_path: Path) -> None:
    async with open_receipt(tmp_path, "A", practice=True) as (desk, dialog, _printers):
        assert "Practice – not a real top-up" in texts(dialog)
        assert "Taken back" not in texts(dialog)
        at = time.time()
        orders = await desk.parts.orders.record([("T1", Reported(at, 10, "W1", 4900, 0, ""))], at)
        dialog.take([*orders, orders[0]._replace(order_no="T2", status=2)])
        assert "Taken back" in texts(dialog)


async def test_the_orders_sheet_asks_for_a_receipt(tmp_path: Path) -> None:
    wanted: list[Order] = []
    async with open_receipt(tmp_path) as (desk, dialog, _printers):
        dialog.reject()
        desk.window.tabs.setCurrentWidget(desk.window.history)
        desk.window.history.order_opened.emit("T1")
        await until(lambda: visible(OrderSheet))
        sheet = visible(OrderSheet)
        assert sheet is not None
        sheet.receipt_wanted.connect(wanted.append)
        await until(sheet.isActiveWindow)
        press(Qt.Key.Key_P, CTRL)
        assert [order.order_no for order in wanted] == ["T1"]
        await until(lambda: (one := visible(ReceiptDialog)) is not None and one.isActiveWindow())
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(ReceiptDialog) is None and sheet.isActiveWindow())
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)
