"""The window: banner, three tabs, status line, menu.

It is painted before the services are there (`desktop.start`), so what only they need is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QTabWidget, QToolButton, QVBoxLayout, QWidget

from desktop.domain.first_page import FirstPage
from desktop.settings import Settings
from desktop.ui.build import label
from desktop.ui.qt_numbers import ALIGN_CENTER
from desktop.ui.recharge.tab import RechargeTab
from desktop.ui.status_bar import StatusLine

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.ui.balance.tab import BalanceTab
    from desktop.ui.bridge import Bridge
    from desktop.ui.history.tab import HistoryTab

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

    _desk: Desk
    _bridge: Bridge
    _memory: QSettings | None
    """There from `open` on."""

    def __init__(self, settings: Settings, page: FirstPage, stories: list[tuple[str, str]] | None) -> None:
        super().__init__()
        self.may_close = False
        self._settings = settings
        self._practising = stories is not None
        self._painted = False
        self._history: HistoryTab | None = None
        self._balance: BalanceTab | None = None
        self._for_a_desk: list[QAction] = []
        self._troubles: dict[str, str] = {}
        self.setWindowTitle(self.tr("Top-up Desk – practice mode") if self._practising else self.tr("Top-up Desk"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        slow_allowed = settings.slow_allowed or self._practising
        self.recharge = RechargeTab(settings.offers, page, slow_allowed=slow_allowed)
        if stories is not None:
            self._add_guide(stories)
        self.trouble = label(role="trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.tabs = QTabWidget()
        self.status = StatusLine(page)
        self._lay_out()
        self.recharge.form.number.setFocus()

    def open(self, desk: Desk, memory: QSettings | None = None) -> None:
        """The services are there: go on with what was entered, and follow what they tell.

        `memory` is where tabs keep how the clerk has them (see `HistoryTab`).
        The other tabs are built in the turns of the event loop that follow, each in one of its own.
        """
        from desktop.ui.bridge import Bridge

        self._desk = desk
        self._memory = memory
        self._bridge = Bridge(desk.changes, self)
        self._connect()
        self.status.open(desk, self._bridge)
        self.recharge.open(desk, self._bridge)
        for action in self._for_a_desk:
            action.setEnabled(True)
        self.tabs.setTabEnabled(_HISTORY, True)
        self.tabs.setTabEnabled(_BALANCE, True)

    @property
    def is_open(self) -> bool:
        """Whether the services are there."""
        return self.tabs.isTabEnabled(_HISTORY)

    @property
    def history(self) -> HistoryTab:
        """Built when first wanted; not before a desk is open."""
        if self._history is None:
            from desktop.ui.history.tab import HistoryTab

            self._history = HistoryTab(self._desk, self._bridge, self._memory)
            self._history.order_opened.connect(self._open_order)
            self._put(_HISTORY, self._history)
        return self._history

    @property
    def balance(self) -> BalanceTab:
        """Built when first wanted; not before a desk is open."""
        if self._balance is None:
            from desktop.ui.balance.tab import BalanceTab

            self._balance = BalanceTab(self._desk, self._bridge)
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
        self.tabs.addTab(self.recharge, self.tr("Recharge"))
        for name in (self.tr("History"), self.tr("Balance")):
            self.tabs.setTabEnabled(self.tabs.addTab(QWidget(), name), False)
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
        column.addWidget(self.tabs)
        self.setCentralWidget(page)
        self.setStatusBar(self.status)

    def _add_guide(self, stories: list[tuple[str, str]]) -> None:
        from desktop.ui.practice_guide import PracticeGuide

        self.recharge.add_beside(PracticeGuide(stories))

    def _corner(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 6, 12, 6)
        row.addWidget(self._menu_button())
        return corner

    def _menu_button(self) -> QToolButton:
        menu = QMenu(self)
        other_mode = self.tr("Leave practice mode") if self._practising else self.tr("Practice mode")
        self._for_a_desk = [
            _added(menu, self.tr("Settings…"), self._open_settings),
            *([] if self._practising else [_added(menu, self.tr("Account…"), self.account_wanted.emit)]),
            _added(menu, other_mode, self.mode_change_wanted.emit),
            _added(menu, self.tr("Backups…"), self._open_backups),
        ]
        for action in self._for_a_desk:
            action.setEnabled(False)
        menu.addSeparator()
        # As properties: setShortcut would cost the first paint all of Qt's classes (qt_numbers).
        _added(menu, self.tr("Quit"), self.close).setProperty("shortcut", QKeySequence(QKeySequence.StandardKey.Quit))
        button = QToolButton()
        button.setText(self.tr("☰ Menu"))
        button.setAccessibleName(self.tr("Menu"))
        button.setProperty("shortcut", QKeySequence("F10"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _connect(self) -> None:
        self.recharge.order_opened.connect(self._open_order)
        self.tabs.currentChanged.connect(self._tab_changed)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._find)
        self._bridge.saving_changed.connect(self._saving_changed)
        self._bridge.backups_changed.connect(self._backups_changed)
        self._desk.tasks.on_error = self._internal_error
        QTimer.singleShot(0, self, self._build_history)

    def _build_history(self) -> None:
        assert self.history
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

    def _open_order(self, order_no: str) -> None:
        self._desk.tasks.read("order sheet", self._open_sheet(order_no))

    async def _open_sheet(self, order_no: str) -> None:
        from desktop.ui.dialogs import shown
        from desktop.ui.history.order_sheet import OrderSheet

        sheet = await self._desk.history.sheet(order_no)
        if sheet is not None:
            await shown(OrderSheet(sheet, self._desk, self._bridge, self))

    def _open_settings(self) -> None:
        self._desk.tasks.read("settings", self._choose_settings())

    async def _choose_settings(self) -> None:
        from desktop.ui.dialogs import shown
        from desktop.ui.settings_dialog.dialog import SettingsDialog

        dialog = SettingsDialog(self._settings, self, may_change_account=not self._practising)
        dialog.account_wanted.connect(self.account_wanted)
        if await shown(dialog) and dialog.chosen != self._settings:
            self.settings_chosen.emit(dialog.chosen)

    def _open_backups(self) -> None:
        self._desk.tasks.read("backups", self._choose_backup())

    async def _choose_backup(self) -> None:
        from desktop.domain.backup import Backup
        from desktop.ui.backups_dialog import choose_backup

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


def _added(menu: QMenu, text: str, work: Callable[[], object]) -> QAction:
    """A new entry of the menu. (`addAction` with a slot would cost the first paint all of Qt's classes: qt_numbers.)"""
    action = QAction(text, menu)
    action.triggered.connect(lambda _checked: work())
    menu.addAction(action)
    return action
