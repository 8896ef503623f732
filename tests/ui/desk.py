"""A real window on real services, a real database and a fake platform; and keys pressed in it."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import qasync
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.orders.action_group import ActionGroup
from desktop.domain.orders.first_page import FirstPage
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import DOUBTFUL
from desktop.services.clock import SystemClock
from desktop.settings import Settings
from desktop.ui.look import theme
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.window.main_window import MainWindow
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import FakeFeed, FakeGateway

W = TypeVar("W", bound=QWidget)

STORIES = [("0", "success"), ("5", "refused at once")]


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """What a test of the window works with."""

    window: MainWindow
    parts: RunningDesk
    gateway: FakeGateway

    def sheet(self) -> ConfirmSheet | None:
        return visible(ConfirmSheet)

    async def type_order(self, number: str, face: Qt.Key = Qt.Key.Key_1) -> ConfirmSheet:
        """Digits, Alt+1, Enter; the confirm sheet, armed."""
        QTest.keyClicks(focused(), number)
        QTest.keyClick(focused(), face, Qt.KeyboardModifier.AltModifier)
        press(Qt.Key.Key_Return)
        await until(self.sheet)
        sheet = self.sheet()
        assert sheet is not None
        if sheet.tick.isHidden():
            await until(sheet.confirm.isEnabled)
        return sheet

    async def order(self, number: str, face: Qt.Key = Qt.Key.Key_1, *, sent: bool = True) -> None:
        """The whole keyboard contract, until the form is ready for the next customer and the platform was asked.

        `sent=False` for an order that never gets as far as the platform.
        """
        asked = len(self.gateway.pushed)
        await self.type_order(number, face)
        press(Qt.Key.Key_Return)
        await until(lambda: self.window.recharge.form.number.text() == "" and self.sheet() is None)
        if sent:
            await until(lambda: len(self.gateway.pushed) > asked)


@asynccontextmanager
async def open_desk(
    folder: Path,
    gateway: FakeGateway | None = None,
    settings: Settings | None = None,
    *,
    practice: bool = False,
    feed: FakeFeed | None = None,
    memory: QSettings | None = None,
    secret: str = "",
) -> AsyncIterator[OpenDesk]:
    """Opened, and closed the way the program closes it."""
    platform = gateway or FakeGateway()
    async with running(folder, platform, SystemClock(), feed=feed, secret=secret) as parts:
        window = MainWindow(settings or Settings(), FirstPage(), STORIES if practice else None)
        window.come_forward()
        window.open(parts.desk, memory)
        try:
            await until(window.isActiveWindow)
            yield OpenDesk(window, parts, platform)
        finally:
            await parts.desk.runtime.tasks.shutdown(0.5)
            window.may_close = True
            window.close()
            window.deleteLater()


def listed(window: MainWindow, *groups: ActionGroup) -> list[Order]:
    """The orders of the action list in these groups, from top to bottom; of all groups if none is named."""
    return window.recharge.action_list.rows.orders(*groups)


def bad_ends(window: MainWindow) -> list[Order]:
    """Those that ended badly and await the clerk."""
    return [order for order in listed(window, ActionGroup.ACT) if order.awaits_word]


def in_doubt(window: MainWindow) -> list[Order]:
    """Those of which it is not known whether the platform has them, or that have no end."""
    calling = listed(window, ActionGroup.ACT, ActionGroup.DOUBT)
    return [order for order in calling if order.standing in DOUBTFUL or order.overdue(time.time())]


def row_text(window: MainWindow, place: int = 0) -> str:
    """All that a row of the action list says, by its place among the orders."""
    rows = window.recharge.action_list.rows
    return str(rows.data(rows.index(rows.row_of(rows.orders()[place].order_no))))


def visible(kind: type[W]) -> W | None:
    """The open window of this kind, if any."""
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


def focused() -> QWidget:
    """Where keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key, to whoever has the keyboard."""
    QTest.keyClick(focused(), key, modifier)


def left_button(widget: QWidget) -> None:
    """A click into the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def run_by_hand(work: Coroutine[Any, Any, None]) -> None:
    """Run what is no test (pictures, benchmarks) on an application of its own."""
    app = theme.dressed(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    theme.follow(app, "")
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(work)
