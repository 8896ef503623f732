"""The program checks itself: a practice order through the real widgets, from the typed number to the history."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.history.search import Sort
from desktop.domain.mobile import grouped
from desktop.domain.orders.status import Standing
from desktop.settings import Settings
from desktop.system.paths import resource
from desktop.ui.alerts.sound import Sound
from desktop.ui.history.export_dialog import ExportDialog
from desktop.ui.receipt.dialog import ReceiptDialog
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.settings_dialog import printers
from desktop.ui.window.main_window import MainWindow
from desktop.ui.words import words
from desktop.ui.words.language import Language
from desktop.ui.words.places import place_of

log = logging.getLogger(__name__)

_MOBILE = "13800138000"
_PATIENCE_S = 60.0
_TEXT_OF_QT = ("QPlatformTheme", "Cancel")
_WINDOW_COLOURS = 10
"""Fewer are a blank window: the edges of letters alone are more."""


class Check(Struct, frozen=True):
    """One thing that was looked at; `seen` is what was there."""

    name: str
    passed: bool
    seen: str


class SelfCheck:
    """Drives a window in practice mode by key events. Run once."""

    def __init__(self, window: MainWindow, language: Language) -> None:
        self._window = window
        self._language = language
        self._checks: list[Check] = []

    async def run(self) -> list[Check]:
        """All checks; an error or a timeout is a failed check."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await self._window_is_up()
                self._chinese_is_there()
                self._pictures_are_there()
                await self._order_succeeds()
                await self._history_shows_it()
                await self._history_is_exported()
                await self._receipt_is_written()
                await self._balance_shows_it()
                await self._books_have_their_pages()
        except TimeoutError:
            self._note("in time", False, f"not finished after {_PATIENCE_S:.0f} s")
        except Exception as error:
            log.exception("the self-check failed")
            self._note("no error", False, repr(error))
        return self._checks

    async def _window_is_up(self) -> None:
        await _until(self._window.isVisible)
        image = self._window.grab().toImage()
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        scale = self._window.devicePixelRatioF()
        seen = f"{image.width()} × {image.height()}, {len(colours)} colours, scaled by {scale:g}"
        self._note("window is painted", len(colours) >= _WINDOW_COLOURS, seen)
        metrics = QFontMetrics(QApplication.font())
        self._note("font has Chinese", metrics.inFontUcs4(ord("充")), QApplication.font().family())

    def _chinese_is_there(self) -> None:
        spoken = self._language.code
        self._language.use("zh_CN")
        ours, of_qt = words.standing_word(Standing.SUCCESS), QCoreApplication.translate(*_TEXT_OF_QT)
        self._language.use(spoken)
        self._note("translation", ours == "成功", ours)
        self._note("translation of Qt", of_qt == "取消", of_qt)

    def _pictures_are_there(self) -> None:
        """Qt reads each kind with a plugin of its own, and draws nothing where one is missing."""
        files = [resource("icons", name) for name in ("tick-light.svg", "arrow-dark.svg", "topup-desk.png")]
        unread = [file.name for file in files if QPixmap(str(file)).isNull()]
        self._note("pictures are read", not unread, ", ".join(unread or [file.name for file in files]))

    async def _order_succeeds(self) -> None:
        form = self._window.recharge.form
        for digit in _MOBILE:
            _press(form.number, Qt.Key(ord(digit)), digit)
        self._note("number is grouped", form.number.text() == grouped(_MOBILE), form.number.text())
        form.face_button(0).click()
        form.go.click()
        await _until(lambda: self._sheet() is not None)
        sheet = self._sheet()
        assert sheet is not None
        await _until(sheet.confirm.isEnabled)
        _press(sheet, Qt.Key.Key_Return)
        await _until(lambda: form.number.text() == "")
        self._note("order placed", True, form.message.text())
        await _until(lambda: self._standing() is Standing.SUCCESS)
        self._note("order succeeded", True, words.standing_word(Standing.SUCCESS))

    async def _history_shows_it(self) -> None:
        self._window.tabs.setCurrentWidget(self._window.history)
        history = self._window.history
        history.box.setText(_MOBILE[-4:])
        await _until(lambda: history.rows.rowCount() == 1)
        await _until(lambda: (one := history.rows.order(0)) is not None and one.standing is Standing.SUCCESS)
        found = history.rows.order(0)
        right = found is not None and found.mobile == _MOBILE
        self._note("history shows it", right, "" if found is None else f"{found.order_no} {found.order_number}")

    async def _history_is_exported(self) -> None:
        """The library that writes .xlsx is imported only here."""
        with TemporaryDirectory(prefix="topup-desk-export-") as folder:
            file = Path(folder) / "orders.xlsx"
            search = self._window.history.filters.search(Sort())
            dialog = ExportDialog(self._window.history.desk, search, file, self._window)
            dialog.begin()
            await _until(lambda: not dialog.folder.isHidden())
            self._note("history is exported", file.stat().st_size > 0, dialog.text.text())
            dialog.deleteLater()

    async def _receipt_is_written(self) -> None:
        """Qt's printing is loaded only here; so is the table of places, which the receipt does not need."""
        order = self._window.history.rows.order(0)
        assert order is not None
        dialog = ReceiptDialog(order, self._window.history.desk, Settings(), self._window, practice=True)
        with TemporaryDirectory(prefix="topup-desk-receipt-") as folder:
            file = Path(folder) / "receipt.pdf"
            await dialog.write_pdf(file)
            self._note("receipt is written", file.stat().st_size > 0, dialog.answer.text())
        dialog.deleteLater()
        self._note("printers were asked for", True, ", ".join(printers.installed()))
        self._note("place is known", bool(place_of(_MOBILE)), place_of(_MOBILE))
        sounds = [sound.file for sound in Sound]
        self._note("sounds are there", all(file.is_file() for file in sounds), ", ".join(file.name for file in sounds))

    async def _balance_shows_it(self) -> None:
        self._window.tabs.setCurrentWidget(self._window.balance)
        money = self._window.balance.head.money
        await _until(lambda: money.text() not in ("–", words.yuan(1_000_000)))
        self._note("balance shows it", True, money.text())

    async def _books_have_their_pages(self) -> None:
        """Each is imported when it is first turned to."""
        balance = self._window.balance
        for page in range(balance.pages.count()):
            await _until(balance.turn_to(page).isVisible)
        names = [balance.pages.tabText(page) for page in range(balance.pages.count())]
        self._note("books have their pages", True, ", ".join(names))

    def _sheet(self) -> ConfirmSheet | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, ConfirmSheet) and w.isVisible()), None)

    def _standing(self) -> Standing | None:
        orders = self._window.recharge.action_list.rows.orders()
        return orders[0].standing if orders else None

    def _note(self, name: str, passed: bool, seen: str) -> None:
        self._checks.append(Check(name, passed, seen))


def _press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 (what is awaited shows on screen only)
        await asyncio.sleep(0.02)
