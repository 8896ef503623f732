"""The window: banner, three tabs, status line, menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QTabWidget, QToolButton, QVBoxLayout, QWidget

from desktop.domain.backup import Backup
from desktop.services.desk import Desk
from desktop.settings import Settings
from desktop.ui.backups_dialog import choose_backup
from desktop.ui.balance.tab import BalanceTab
from desktop.ui.bridge import Bridge
from desktop.ui.build import label
from desktop.ui.dialogs import shown
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.history.tab import HistoryTab
from desktop.ui.practice_guide import PracticeGuide
from desktop.ui.recharge.tab import RechargeTab
from desktop.ui.settings_dialog import SettingsDialog
from desktop.ui.status_bar import StatusLine

_SIZE = QSize(1340, 700)


class MainWindow(QMainWindow):
    """Closing it only asks: the program saves what is under way, then sets `may_close` and closes it for good.

    `stories` (last digits, name) are given in practice mode only.
    """

    close_requested = Signal()
    account_wanted = Signal()
    mode_change_wanted = Signal()
    settings_chosen = Signal(object)
    restore_wanted = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, stories: list[tuple[str, str]] | None) -> None:
        super().__init__()
        self.may_close = False
        self._desk = desk
        self._settings = settings
        self._practising = stories is not None
        self._troubles: dict[str, str] = {}
        self.setWindowTitle(self.tr("Top-up Desk – practice mode") if self._practising else self.tr("Top-up Desk"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._bridge = Bridge(desk.changes, self)
        slow_allowed = settings.slow_allowed or self._practising
        self.recharge = RechargeTab(desk, self._bridge, settings, slow_allowed=slow_allowed)
        self.history = HistoryTab(desk, self._bridge)
        self.balance = BalanceTab(desk, self._bridge)
        if stories is not None:
            self.recharge.add_beside(PracticeGuide(stories))
        self.trouble = label(role="trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.tabs = QTabWidget()
        self._lay_out()
        self._connect()
        self.recharge.form.number.setFocus()

    def come_forward(self) -> None:
        """Show the window on top, with the keyboard."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close:
            event.accept()
            return
        event.ignore()
        self.say_closing()
        self.close_requested.emit()

    def say_closing(self) -> None:
        """Take no more input: what is under way is being finished."""
        self.setEnabled(False)
        self.statusBar().showMessage(self.tr("Closing: what is under way is being saved…"))

    def _lay_out(self) -> None:
        for tab, name in (
            (self.recharge, self.tr("Recharge")),
            (self.history, self.tr("History")),
            (self.balance, self.tr("Balance")),
        ):
            self.tabs.addTab(tab, name)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setCornerWidget(self._corner(), Qt.Corner.TopRightCorner)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._practising:
            banner = label(self.tr("PRACTICE MODE – nothing is real here: no money moves, no phone is recharged"))
            banner.setProperty("role", "practice")
            banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(banner)
        column.addWidget(self.trouble)
        column.addWidget(self.tabs)
        self.setCentralWidget(page)
        self.setStatusBar(StatusLine(self._desk, self._bridge))

    def _corner(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 6, 12, 6)
        row.addWidget(self._menu_button())
        return corner

    def _menu_button(self) -> QToolButton:
        menu = QMenu(self)
        menu.addAction(self.tr("Settings…"), self._open_settings)
        if self._practising:
            menu.addAction(self.tr("Leave practice mode"), self.mode_change_wanted.emit)
        else:
            menu.addAction(self.tr("Account…"), self.account_wanted.emit)
            menu.addAction(self.tr("Practice mode"), self.mode_change_wanted.emit)
        menu.addAction(self.tr("Backups…"), self._open_backups)
        menu.addSeparator()
        menu.addAction(self.tr("Quit"), QKeySequence(QKeySequence.StandardKey.Quit), self.close)
        button = QToolButton()
        button.setText(self.tr("☰ Menu"))
        button.setAccessibleName(self.tr("Menu"))
        button.setShortcut(QKeySequence("F10"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _connect(self) -> None:
        tasks = self._desk.tasks
        for tab in (self.recharge, self.history):
            tab.order_opened.connect(lambda order_no: tasks.read("order sheet", self._open_sheet(order_no)))
        self.tabs.currentChanged.connect(self._tab_changed)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._find)
        self._bridge.saving_changed.connect(self._saving_changed)
        self._bridge.backups_changed.connect(self._backups_changed)
        tasks.on_error = self._internal_error

    def _tab_changed(self, index: int) -> None:
        match self.tabs.widget(index):
            case RechargeTab() as recharge:
                recharge.form.number.setFocus()
            case HistoryTab() as history:
                history.box.setFocus()
            case BalanceTab() as balance:
                balance.read_now.setFocus()

    def _find(self) -> None:
        self.tabs.setCurrentWidget(self.history)
        self.history.box.setFocus()
        self.history.box.selectAll()

    async def _open_sheet(self, order_no: str) -> None:
        sheet = await self._desk.history.sheet(order_no)
        if sheet is not None:
            await shown(OrderSheet(sheet, self._desk, self._bridge, self))

    def _open_settings(self) -> None:
        self._desk.tasks.read("settings", self._choose_settings())

    async def _choose_settings(self) -> None:
        dialog = SettingsDialog(self._settings, self)
        if await shown(dialog) and dialog.chosen != self._settings:
            self.settings_chosen.emit(dialog.chosen)

    def _open_backups(self) -> None:
        self._desk.tasks.read("backups", self._choose_backup())

    async def _choose_backup(self) -> None:
        backups = await self._desk.safekeeping.backups()
        reason = self.tr(
            "The orders are backed up every hour in which something happened. Put a backup back only when orders are "
            "missing or wrong."
        )
        chosen = await choose_backup(reason, backups, may_begin_anew=False, parent=self)
        if isinstance(chosen, Backup):
            self.restore_wanted.emit(chosen)

    def _saving_changed(self, works: bool) -> None:
        text = self.tr(
            "This computer cannot save: its disk may be full. New orders are refused until it can. Free space."
        )
        self._say_trouble("saving", "" if works else text)

    def _backups_changed(self, works: bool) -> None:
        text = self.tr("No backup of the orders can be made. Orders go on as usual. Free space on the disk.")
        self._say_trouble("backups", "" if works else text)

    def _internal_error(self) -> None:
        text = self.tr(
            "Something went wrong inside the program. "
            "Before you order again, look in the history how the last order went."
        )
        self._say_trouble("internal", text)

    def _say_trouble(self, kind: str, text: str) -> None:
        """Each kind of trouble has its line over all tabs until it is over."""
        self._troubles[kind] = text
        lines = [line for line in self._troubles.values() if line]
        self.trouble.setText("\n".join(lines))
        self.trouble.setVisible(bool(lines))
