"""Takes README's pictures: drives the real window in practice mode."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.orders.events import Acknowledged, Placed, PushAccepted, Reported
from desktop.domain.orders.first_page import FirstPage
from desktop.domain.orders.offer import Offer
from desktop.domain.orders.order import Speed
from desktop.domain.orders.order_no import day_prefix
from desktop.domain.orders.status import Status
from desktop.practice.stories import STORIES
from desktop.settings import Settings
from desktop.storage.books.balances import BalanceStore, Mark
from desktop.system.paths import DataFolder
from desktop.ui.balance.ledger_page import LedgerPage
from desktop.ui.balance.reports_page import ReportsPage
from desktop.ui.batch.confirm_sheet import BatchConfirmSheet
from desktop.ui.closes.dialog import CloseDialog
from desktop.ui.closes.page import ClosesPage
from desktop.ui.closes.print_dialog import ClosePrintDialog
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.look import theme
from desktop.ui.receipt.dialog import ReceiptDialog
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.settings_dialog.dialog import SIZE, SettingsDialog
from desktop.ui.window.main_window import MainWindow
from desktop.ui.words.language import Language
from desktop.wiring.desk import RunningDesk, assemble
from desktop.wiring.gateways import PRACTICE_STORE, PracticeMode
from tests.conftest import until
from tests.ui.desk import bad_ends, focused, in_doubt, press, visible

TARGET = Path(__file__).parents[2] / "resources" / "pictures"
ORDERS = ("13800138000", "18900189001", "13700137002", "18600186006", "19200192008", "15900159007")
FAILURES = 2
WIDE, HIGH = 1366, 768
PAST_DAYS = 29
UNCONFIRMED = "13400134099"
CARRIED = "13600136077"
SETTINGS = Settings(
    offers=(Offer(5000, 4990, 4880), Offer(10000, 9980, 9750), Offer(20000, 19960, 19500)),
    slow_allowed=True,
    clerk="小王",
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
        await make_a_past(DataFolder(Path(folder)))
        parts = await assemble(PracticeMode(), DataFolder(Path(folder)), SETTINGS)
        window = MainWindow(SETTINGS, FirstPage(), [(ending, story.name) for ending, story in STORIES.items()])
        window.resize(WIDE, HIGH)
        window.come_forward()
        await parts.start()
        window.open(parts.desk)
        await until(window.isActiveWindow)
        await counter(window, suffix)
        await history(window, suffix)
        await balance(window, suffix)
        await batch(window, suffix)
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
    for place, number in enumerate(ORDERS):
        await order(window, number, (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)[place % 3])
    await order(window, UNCONFIRMED, Qt.Key.Key_2)
    await until(lambda: UNCONFIRMED in [order.mobile for order in in_doubt(window)])
    keep(window, f"unconfirmed{suffix}")
    sheet = await confirm_sheet(CARRIED, Qt.Key.Key_2)
    keep(sheet, f"confirm{suffix}")
    await close(sheet, window)
    press(Qt.Key.Key_2, ALT)
    await until(lambda: UNCONFIRMED not in [order.mobile for order in in_doubt(window)])
    keep(window, f"recharge{suffix}")
    await until(lambda: len(bad_ends(window)) == FAILURES, 30)  # the practice stories play in real time
    window.recharge.form.clear()
    QTest.keyClicks(focused(), "138")
    keep(window, f"failure{suffix}")
    window.recharge.form.clear()
    press(Qt.Key.Key_F4)
    await until(window.recharge.action_list.hasFocus)
    press(Qt.Key.Key_Down)
    keep(window, f"list{suffix}")
    press(Qt.Key.Key_Escape)
    await until(window.recharge.form.number.hasFocus)
    window.recharge.form.clear()


async def history(window: MainWindow, suffix: str) -> None:
    """The history, an order's sheet and its receipt."""
    window.tabs.setCurrentWidget(window.history)
    await until(lambda: window.history.rows.rowCount() > 0)
    await until(lambda: (newest := window.history.rows.order(0)) is not None and newest.mobile == UNCONFIRMED)
    keep(window, f"history{suffix}")
    first = window.history.rows.order(len(ORDERS))
    assert first is not None
    window.history.order_opened.emit(first.order_no)
    keep(await opened(OrderSheet), f"order{suffix}")
    await close(await opened(OrderSheet), window)
    window.opened.dialogs.open_receipt(first.order_no)
    keep(await opened(ReceiptDialog), f"receipt{suffix}")
    await close(await opened(ReceiptDialog), window)


async def balance(window: MainWindow, suffix: str) -> None:
    """The balance tab: the ledger, the daily close as it is made and printed, a report."""
    window.tabs.setCurrentWidget(window.balance)
    ledger = window.balance.turn_to(0)
    assert isinstance(ledger, LedgerPage)
    await until(lambda: ledger.sums.amounts["difference"].text() == "¥0.00", 30)
    await until(window.balance.last_days.save.isEnabled)
    keep(window, f"balance{suffix}")
    closes = window.balance.turn_to(2)
    assert isinstance(closes, ClosesPage)
    closes.make.click()
    dialog = await opened(CloseDialog)
    drawer = dialog.drawer
    for field, text in ((drawer.change, "200"), (drawer.by_phone, "400"), (drawer.counted, "548.20")):
        field.setText(text)
    await asyncio.sleep(0.2)
    keep(dialog, f"close{suffix}")
    dialog.close_day.click()
    keep(await opened(ClosePrintDialog), f"close-paper{suffix}")
    await close(await opened(ClosePrintDialog), window)
    reports = window.balance.turn_to(3)
    assert isinstance(reports, ReportsPage)
    await until(reports.export.isEnabled)
    keep(window, f"reports{suffix}")


LIST = """1. 138 0013 8000 老王 100
2、13900139000 50元
18612345678 小李 充100
13700137000 充150
13300137002 充50
138 0013 800 老赵 100
13000135512 充100
17000138000 100
19200192008 100
15000150316 100 工地A
幺三八零零幺三八零零幺 充五十
13800138000 50
"""


async def batch(window: MainWindow, suffix: str) -> None:
    """The batch tab: a list as it is looked through, and as it is sent."""
    window.tabs.setCurrentIndex(3)
    tab = window.opened.batch
    QApplication.clipboard().setText(LIST)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: tab.stack.currentWidget() is tab.staged and tab.staged.table.hasFocus())
    tab.staged.name.setText("工地A 十一月")
    tab.staged.name.editingFinished.emit()
    opened_list = tab.staged.opened
    assert opened_list is not None
    await until(lambda: opened_list.is_saved and opened_list.batch.name)
    tab.staged.table.choose(8)
    keep(window, f"batch{suffix}")
    press(Qt.Key.Key_Return)
    sheet = await opened(BatchConfirmSheet)
    await until(sheet.confirm.isEnabled)
    keep(sheet, f"batch-confirm{suffix}")
    press(Qt.Key.Key_Return)
    await until(lambda: tab.sent.side.counts.amounts["arrived"].text() not in ("", "0"), 30)
    keep(window, f"batch-sent{suffix}")


async def make_a_past(folder: DataFolder) -> None:
    """Some weeks of a small shop: orders that ended, and the balances that were read in the evening."""
    draw = random.Random(6)
    parts = await assemble(PracticeMode(), folder, SETTINGS)
    balances = BalanceStore(parts.database, PRACTICE_STORE)
    now, money, count = time.time(), 1_000_000, 0
    for days in range(PAST_DAYS, 0, -1):
        evening = now - days * 86_400
        for _ in range(draw.randint(2, 6)):
            count += 1
            money -= await add_order(parts, count, evening - draw.randrange(60, 30_000), draw)
        await balances.add(BalanceReading(evening, money), Mark())
    await parts.shutdown(1.0)


async def add_order(parts: RunningDesk, count: int, at: float, draw: random.Random) -> int:
    """An order as the practice platform will tell of it again; what it has cost (fen)."""
    offer, fails = SETTINGS.offers[0], draw.random() < 0.12
    mobile = f"{draw.choice(('138', '189', '186'))}{draw.randrange(10**7):07d}{1 if fails else 8}"
    order_no = f"{day_prefix(at)}{count:04d}DEMO"
    first = Placed(at, order_no, PRACTICE_STORE, mobile, offer.face, offer.fast, int(Speed.FAST))
    await parts.orders.claim(first)
    cost, status = offer.face * 98 // 100, Status.REFUNDED if fails else Status.SUCCESS
    ended = at + 4 + draw.expovariate(1 / 40)
    told = Reported(ended, status, f"W{count:08d}", cost, 0 if fails else offer.face, "")
    for event in (PushAccepted(at + 1, f"W{count:08d}", ""), told, Acknowledged(ended, "")):
        await parts.orders.record([(order_no, event)], ended)
    return 0 if fails else cost


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
