"""The window: banner, three tabs, status line, menu.

It is painted before the services are there (`desktop.program`), so what only they need is imported where it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from desktop.domain.orders.first_page import FirstPage
from desktop.settings import Settings
from desktop.settings.model import differing
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.tab import RechargeTab
from desktop.ui.widgets.build import label
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER
from desktop.ui.window.menu import MenuButton
from desktop.ui.window.status_bar import StatusLine
from desktop.ui.window.trouble_bar import TroubleBar
from desktop.ui.words.messages import about_desk

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.ui.alerts.low_balance import LowBalanceWatch
    from desktop.ui.alerts.result_announcer import ResultAnnouncer
    from desktop.ui.balance.tab import BalanceTab
    from desktop.ui.history.tab import HistoryTab
    from desktop.ui.widgets.bridge import Bridge
    from desktop.ui.window.dialogs import DialogOpener

_SIZE = QSize(1340, 700)
_RECHARGE, _HISTORY, _BALANCE = range(3)


class MainWindow(QMainWindow):
    """Shows the first page and takes input, and does something about it once a desk is opened in it.

    Closing it only asks: the program saves what is under way, then sets `may_close` and closes it for good.
    `stories` (last digits, name) are given in practice mode only.
    """

    painted = Signal()
    """All that the window shows is on screen for the first time."""
    close_requested = Signal()
    account_wanted = Signal()
    mode_change_wanted = Signal()
    settings_chosen = Signal(object)
    restore_wanted = Signal(object)

    desk: Desk
    bridge: Bridge
    dialogs: DialogOpener
    _memory: QSettings | None
    """There from `open` on."""

    def __init__(self, settings: Settings, page: FirstPage, stories: list[tuple[str, str]] | None) -> None:
        super().__init__()
        self.may_close = False
        self.settings = settings
        self._practising = stories is not None
        self._painted = False
        self._history: HistoryTab | None = None
        self._balance: BalanceTab | None = None
        self._announcer: ResultAnnouncer | None = None
        self._low_watch: LowBalanceWatch | None = None
        self.setWindowTitle(self.tr("Top-up Desk – practice mode") if self._practising else self.tr("Top-up Desk"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.recharge = RechargeTab(settings.offers, page, slow_allowed=settings.slow_allowed)
        if stories is not None:
            self._add_guide(stories)
        self.trouble = TroubleBar()
        self.low = TroubleBar("low")
        self.menu = MenuButton(practising=self._practising)
        self.menu.account.connect(self.account_wanted)
        self.menu.mode.connect(self.mode_change_wanted)
        self.menu.quit.connect(self.close)
        self.tabs = QTabWidget()
        self.status = StatusLine(page)
        self.recharge.attention.failing.connect(self.status.show_failed)
        self.status.show_failed(len(self.recharge.attention.model.failures))
        self._lay_out()
        self.recharge.form.number.setFocus()

    def open(self, desk: Desk, memory: QSettings | None = None) -> None:
        """The services are there: go on with what was entered, and follow what they tell.

        `memory` is where tabs keep how the clerk has them (see `HistoryTab`).
        The other tabs are built in the turns of the event loop that follow, each in one of its own.
        """
        from desktop.ui.widgets.bridge import Bridge
        from desktop.ui.window.dialogs import DialogOpener

        self.desk = desk
        desk.orders.notebook.clerk = self.settings.clerk
        self._look_for_newer()
        self._memory = memory
        self.bridge = Bridge(desk.runtime.changes, self)
        self.dialogs = DialogOpener(self, desk, self.bridge, lambda: self.settings, practising=self._practising)
        self._connect()
        self.status.open(desk, self.bridge)
        self.recharge.open(desk, self.bridge)
        self.recharge.suggest_customers(self.settings.suggest_customers)
        self.menu.open()
        self.tabs.setTabEnabled(_HISTORY, True)
        self.tabs.setTabEnabled(_BALANCE, True)

    def apply(self, settings: Settings) -> None:
        """Go on with other settings, of which only those AT_THE_COUNTER differ."""
        before, self.settings = self.settings, settings
        changed = differing(before, settings)
        if changed & {"offers", "slow_allowed"}:
            self.recharge.form.sell(settings.offers, slow_allowed=settings.slow_allowed)
        self.recharge.suggest_customers(settings.suggest_customers)
        self.desk.orders.notebook.clerk = settings.clerk
        self._look_for_newer()
        self._use_second_folder()
        if self._announcer is not None:
            self._announcer.apply(settings)
        if self._low_watch is not None:
            self._low_watch.apply(settings)

    @property
    def is_open(self) -> bool:
        """Whether the services are there."""
        return self.tabs.isTabEnabled(_HISTORY)

    @property
    def history(self) -> HistoryTab:
        """Built when first wanted; not before a desk is open."""
        if self._history is None:
            from desktop.ui.history.tab import HistoryTab

            self._history = HistoryTab(self.desk, self.bridge, self._memory)
            self._history.order_opened.connect(self.dialogs.open_order)
            self._put(_HISTORY, self._history)
        return self._history

    @property
    def balance(self) -> BalanceTab:
        """Built when first wanted; not before a desk is open."""
        if self._balance is None:
            from desktop.ui.balance.tab import BalanceTab

            self._balance = BalanceTab(self.desk, self.bridge)
            self._balance.order_opened.connect(self.dialogs.open_order)
            self._balance.print_wanted.connect(self.dialogs.print_close)
            self._balance.page_wanted.connect(self.dialogs.print_page)
            self._put(_BALANCE, self._balance)
        return self._balance

    def come_forward(self) -> None:
        """Show the window on top, with the keyboard."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)  # what is inside is painted in the same turn, after this

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close:
            if self._announcer is not None:
                self._announcer.close()
            event.accept()
            return
        event.ignore()
        self.say_closing()
        self.close_requested.emit()

    def say_closing(self) -> None:
        """Take no more input: what is under way is being finished."""
        self.setEnabled(False)
        self.statusBar().showMessage(about_desk.closing())

    def _lay_out(self) -> None:
        self.tabs.addTab(self.recharge, self.tr("Recharge"))
        for name in (self.tr("History"), self.tr("Balance")):
            self.tabs.setTabEnabled(self.tabs.addTab(QWidget(), name), False)
        self.tabs.setAccessibleName(self.tr("Tabs"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setCornerWidget(self._corner())
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._practising:
            text = self.tr("PRACTICE MODE – nothing is real here: no money moves, no phone is recharged")
            column.addWidget(label(text, "practice", alignment=ALIGN_CENTER))
        column.addWidget(self.trouble)
        column.addWidget(self.low)
        column.addWidget(self.tabs)
        self.setCentralWidget(page)
        self.setStatusBar(self.status)

    def _add_guide(self, stories: list[tuple[str, str]]) -> None:
        from desktop.ui.window.practice_guide import PracticeGuide

        self.recharge.add_beside(PracticeGuide(stories))

    def _corner(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, SPACE.close, SPACE.apart, SPACE.close)
        row.addWidget(self.menu)
        return corner

    def _connect(self) -> None:
        dialogs, menu = self.dialogs, self.menu
        self.recharge.order_opened.connect(dialogs.open_order)
        for wanted, open_it in (
            (menu.settings, dialogs.open_settings),
            (menu.backups, dialogs.open_backups),
            (menu.keys, dialogs.open_keys),
        ):
            wanted.connect(open_it)
        self.status.newer_wanted.connect(dialogs.open_newer)
        dialogs.settings_chosen.connect(self.settings_chosen)
        dialogs.account_wanted.connect(self.account_wanted)
        dialogs.restore_wanted.connect(self.restore_wanted)
        receipt = QShortcut(QKeySequence.StandardKey.Print, self)
        receipt.activated.connect(self._receipt)
        self.tabs.currentChanged.connect(self._tab_changed)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._find)
        self.bridge.saving_changed.connect(
            lambda works: self.trouble.say("saving", "" if works else about_desk.cannot_save())
        )
        self.bridge.backups_changed.connect(
            lambda works: self.trouble.say("backups", "" if works else about_desk.cannot_back_up())
        )
        self.bridge.recovery_changed.connect(
            lambda left: self.trouble.say("recovery", about_desk.bringing_back(left) if left else "")
        )
        self.bridge.moved_changed.connect(
            lambda missing: self.trouble.say("moved", about_desk.moved_away(missing) if missing else "")
        )
        self.bridge.second_folder_changed.connect(self._warn_of_second_folder)
        self._use_second_folder()
        self.desk.runtime.tasks.on_error = lambda: self.trouble.say("internal", about_desk.internal_error())
        self.desk.runtime.tasks.read("herald", self._tell_results())
        QTimer.singleShot(0, self, self._build_history)

    def _build_history(self) -> None:
        _built_when_asked_for = self.history
        QTimer.singleShot(0, self, lambda: self.balance)

    def _put(self, index: int, tab: QWidget) -> None:
        """Put a tab in its place."""
        current, name = self.tabs.currentIndex(), self.tabs.tabText(index)
        self.tabs.blockSignals(True)
        self.tabs.removeTab(index)
        self.tabs.insertTab(index, tab, name)
        self.tabs.setCurrentIndex(current)
        self.tabs.blockSignals(False)

    def _tab_changed(self, index: int) -> None:
        if index == _RECHARGE:
            self.recharge.form.number.setFocus()
        elif index == _HISTORY:
            self.history.box.setFocus()
        elif index == _BALANCE:
            self.balance.read_now.setFocus()

    def _find(self) -> None:
        self.tabs.setCurrentWidget(self.history)
        self.history.box.setFocus()
        self.history.box.selectAll()

    async def _tell_results(self) -> None:
        """Ring, speak and show them from now on."""
        from desktop.ui.alerts.low_balance import LowBalanceWatch
        from desktop.ui.alerts.sharing import SharingWatch
        from desktop.ui.alerts.sounding import sounding_announcer

        self._announcer = announcer = sounding_announcer(self, self.bridge, self.settings)
        self._low_watch = LowBalanceWatch(
            self, self.desk, self.bridge, self.settings, lambda text: self.low.say("balance", text), announcer.tell
        )
        self._sharing_watch = SharingWatch(self, self.desk, self.bridge, lambda text: self.low.say("sharing", text))
        announcer.wanted_forward.connect(self.come_forward)
        self.dialogs.sound_tried.connect(announcer.try_sound)
        announcer.remember(await self.desk.history.history.on_desk())

    def _look_for_newer(self) -> None:
        """As the settings have it."""
        self.desk.upkeep.releases.apply(on=self.settings.look_for_newer, address=self.settings.release_address)

    def _use_second_folder(self) -> None:
        """As the settings have it; in practice nothing is copied there."""
        self.desk.upkeep.safekeeping.use_second_folder(self.settings.backup_folder)

    def _warn_of_second_folder(self) -> None:
        from desktop.ui.words.messages import about_backups

        second = self.desk.upkeep.safekeeping.second
        warned = second.trouble is not None and not second.is_behind
        self.low.say("second folder", about_backups.second_folder(second) if warned else "")
        self.trouble.say("second folder", about_backups.second_folder_behind(second) if second.is_behind else "")

    def _receipt(self) -> None:
        """Of the order that is chosen in this tab, else of the one placed last."""
        tab = self.tabs.currentIndex()
        chosen = self.history.table.chosen_no if tab == _HISTORY else self.recharge.chosen_no
        if chosen:
            self.dialogs.open_receipt(chosen)
