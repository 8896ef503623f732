"""Takes README's pictures: drives the real window in practice mode. `python -m tests.pictures`"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from typing import TypeVar

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.domain.first_page import FirstPage
from desktop.domain.offer import Offer
from desktop.parts import Practice, assemble
from desktop.paths import DataFolder
from desktop.practice.stories import STORIES
from desktop.settings import Settings
from desktop.ui import theme
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.language import Language
from desktop.ui.main_window import MainWindow
from desktop.ui.receipt.dialog import ReceiptDialog
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.settings_dialog.dialog import SIZE, SettingsDialog
from tests.conftest import until
from tests.ui.desk import focused, press, run_by_hand, visible

TARGET = Path(__file__).parent.parent / "resources" / "pictures"
ORDERS = ("13800138000", "18900189001", "13700137002", "18600186006", "19200192008", "15900159007")
FAILURES = 2
UNCONFIRMED = "13400134099"
CARRIED = "13600136077"
SETTINGS = Settings(
    offers=(Offer(5000, 4990, 4880), Offer(10000, 9980, 9750), Offer(20000, 19960, 19500)),
    slow_allowed=True,
    shop_name="和平路手机店",
    shop_phone="0731-8222 3333",
    receipt_footer="谢谢惠顾！话费以运营商短信为准。",
)

D = TypeVar("D", bound=QDialog)
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
    """One run through the program: every tab and dialog."""
    with tempfile.TemporaryDirectory() as folder:
        parts = await assemble(Practice(), DataFolder(Path(folder)), SETTINGS)
        window = MainWindow(SETTINGS, FirstPage(), [(ending, story.name) for ending, story in STORIES.items()])
        window.resize(1340, 700)
        window.come_forward()
        await parts.start()
        window.open(parts.desk)
        await until(window.isActiveWindow)
        await counter(window, suffix)
        await history(window, suffix)
        window.tabs.setCurrentWidget(window.balance)
        keep(window, f"balance{suffix}")
        window.menu.settings.emit()
        dialog = await opened(SettingsDialog)
        dialog.resize(SIZE)  # the offscreen platform's screen is smaller than any shop's
        keep(await opened(SettingsDialog), f"settings{suffix}")
        await close(dialog, window)
        await parts.shutdown(1.0)
        window.may_close = True
        window.close()


async def counter(window: MainWindow, suffix: str) -> None:
    """The recharge tab: an unconfirmed order, the confirm sheet, running orders, failures, recent customers."""
    lane = window.recharge.lane.model
    for place, number in enumerate(ORDERS):
        await order(window, number, (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)[place % 3])
    await order(window, UNCONFIRMED, Qt.Key.Key_2)
    await until(lambda: UNCONFIRMED in [doubt.order.mobile for doubt in lane.doubts])
    keep(window, f"unconfirmed{suffix}")
    sheet = await confirm_sheet(CARRIED, Qt.Key.Key_2)
    keep(sheet, f"confirm{suffix}")
    await close(sheet, window)
    press(Qt.Key.Key_2, ALT)
    await until(lambda: UNCONFIRMED not in [doubt.order.mobile for doubt in lane.doubts])
    keep(window, f"recharge{suffix}")
    await until(lambda: len(lane.failures) == FAILURES, 30)  # the practice stories play in real time
    window.recharge.form.clear()
    QTest.keyClicks(focused(), "138")
    keep(window, f"failure{suffix}")
    window.recharge.form.clear()


async def history(window: MainWindow, suffix: str) -> None:
    """The history, an order's sheet and its receipt."""
    window.tabs.setCurrentWidget(window.history)
    await until(lambda: window.history.rows.rowCount() == len(ORDERS) + 1)
    keep(window, f"history{suffix}")
    first = window.history.rows.order(len(ORDERS))
    assert first is not None
    window.history.order_opened.emit(first.order_no)
    keep(await opened(OrderSheet), f"order{suffix}")
    await close(await opened(OrderSheet), window)
    window.history.table.chosen_no = first.order_no
    window._receipt()
    keep(await opened(ReceiptDialog), f"receipt{suffix}")
    await close(await opened(ReceiptDialog), window)


async def opened(kind: type[D]) -> D:
    """The dialog of this kind, once it is there."""
    await until(lambda: visible(kind))
    await asyncio.sleep(0.2)  # laid out, too
    dialog = visible(kind)
    assert dialog is not None
    return dialog


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
