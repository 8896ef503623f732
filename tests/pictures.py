"""Takes README's pictures: drives the real window in practice mode. `python -m tests.pictures`"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.domain.first_page import FirstPage
from desktop.parts import Practice, assemble
from desktop.paths import DataFolder
from desktop.practice.stories import STORIES
from desktop.settings import Settings
from desktop.ui import theme
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.language import Language
from desktop.ui.main_window import MainWindow
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from tests.conftest import until
from tests.ui.desk import focused, press, run_by_hand, visible

TARGET = Path(__file__).parent.parent / "resources" / "pictures"
ORDERS = ("13800138000", "18900189001", "13700137002", "18600186005", "19200192008", "15900159006", "13500135099")
UNCONFIRMED = "13400134099"
ALT = Qt.KeyboardModifier.AltModifier


def keep(widget: QWidget, name: str) -> None:
    widget.grab().save(str(TARGET / f"{name}.png"))


async def confirm_sheet(number: str, face: Qt.Key) -> ConfirmSheet:
    QTest.keyClicks(focused(), number)
    press(face, ALT)
    press(Qt.Key.Key_Return)
    await until(lambda: (one := visible(ConfirmSheet)) is not None and one.confirm.isEnabled())
    sheet = visible(ConfirmSheet)
    assert sheet is not None
    return sheet


async def order(window: MainWindow, number: str, face: Qt.Key) -> None:
    await confirm_sheet(number, face)
    press(Qt.Key.Key_Return)
    await until(lambda: window.recharge.form.number.text() == "" and visible(ConfirmSheet) is None)
    await until(window.isActiveWindow)


async def close(dialog: QDialog, window: MainWindow) -> None:
    dialog.reject()
    await until(lambda: visible(type(dialog)) is None)
    await until(window.isActiveWindow)


async def take(suffix: str) -> None:
    """One run through the program: every tab, the confirm sheet and an order's sheet."""
    with tempfile.TemporaryDirectory() as folder:
        parts = await assemble(Practice(), DataFolder(Path(folder)), Settings())
        window = MainWindow(Settings(), FirstPage(), [(ending, story.name) for ending, story in STORIES.items()])
        window.resize(1340, 700)
        window.come_forward()
        await parts.start()
        window.open(parts.desk)
        await until(window.isActiveWindow)
        for place, number in enumerate(ORDERS):
            await order(window, number, (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)[place % 3])
        await order(window, UNCONFIRMED, Qt.Key.Key_2)
        await until(lambda: UNCONFIRMED in [doubt.order.mobile for doubt in window.recharge.lane.model.doubts])
        keep(window, f"unconfirmed{suffix}")
        sheet = await confirm_sheet("13600136000", Qt.Key.Key_2)
        keep(sheet, f"confirm{suffix}")
        await close(sheet, window)
        await asyncio.sleep(3)  # the practice stories play in real time
        keep(window, f"recharge{suffix}")
        await asyncio.sleep(6)
        window.tabs.setCurrentWidget(window.history)
        await until(lambda: window.history.rows.rowCount() == len(ORDERS) + 1)
        keep(window, f"history{suffix}")
        last = window.history.rows.order(len(ORDERS) - 1)
        assert last is not None
        window.history.order_opened.emit(last.order_no)
        await until(lambda: visible(OrderSheet))
        order_sheet = visible(OrderSheet)
        assert order_sheet is not None
        keep(order_sheet, f"order{suffix}")
        await close(order_sheet, window)
        window.tabs.setCurrentWidget(window.balance)
        keep(window, f"balance{suffix}")
        await parts.shutdown(1.0)
        window.may_close = True
        window.close()


async def take_all() -> None:
    TARGET.mkdir(exist_ok=True)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language = Language(app)
    for code, colours, suffix in (("zh_CN", "light", ""), ("en", "light", "-en"), ("zh_CN", "dark", "-dark")):
        language.use(code)
        theme.follow(app, colours)
        await take(suffix)


if __name__ == "__main__":
    run_by_hand(take_all())
