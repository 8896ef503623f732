"""The frame of the window: banner, three tabs, status line, menu.

It is painted before the services are there (`desktop.program`), so what only they need is imported where it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.tab import RechargeTab
from desktop.ui.widgets.build import label
from desktop.ui.widgets.lazy_tabs import LazyTabs
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER
from desktop.ui.window.bars import Bars
from desktop.ui.window.menu import MenuButton
from desktop.ui.window.status_bar import StatusLine
from desktop.ui.words.messages import about_desk

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from desktop.domain.orders.first_page import FirstPage
    from desktop.settings import Settings

_SIZE = QSize(1340, 700)


class WindowFrame(QMainWindow):
    """Shows the first page and takes input before the services are there.

    Closing it only asks: first the clerk (`leave_wanted`), then the program, which saves what is under way, sets
    `may_close` and closes it for good.
    `stories` (last digits, name) are given in practice mode only.
    """

    painted = Signal()
    """All that the window shows is on screen for the first time."""
    closed = Signal()
    """The window closes for good."""
    leave_wanted = Signal()
    """The clerk closes the window of an open desk: what is open is told first."""
    close_requested = Signal()
    """The program is to end; nobody asks any more."""
    account_wanted = Signal()
    mode_change_wanted = Signal()
    settings_chosen = Signal(object)
    restore_wanted = Signal(object)

    def __init__(self, settings: Settings, page: FirstPage, stories: list[tuple[str, str]] | None) -> None:
        super().__init__()
        self.may_close = False
        self.is_open = False
        """Whether the services are there."""
        self.settings = settings
        self.practising = stories is not None
        self._painted = False
        self.setWindowTitle(self.tr("Top-up Desk – practice mode") if self.practising else self.tr("Top-up Desk"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.recharge = RechargeTab(settings.offers, page, slow_allowed=settings.slow_allowed)
        if stories is not None:
            self._add_guide(stories)
        self.bars = Bars()
        self.menu = MenuButton(practising=self.practising)
        self.menu.quit.connect(self.close)
        self.tabs = LazyTabs()
        self.status = StatusLine(page)
        self.recharge.action_list.failing.connect(self.status.show_failed)
        self.status.show_failed(self.recharge.action_list.failing_count)
        self._lay_out()
        self.recharge.form.number.setFocus()

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
            self.closed.emit()
            event.accept()
            return
        event.ignore()
        if self.is_open and self.isEnabled():
            self.leave_wanted.emit()
        else:
            self.leave()

    def leave(self) -> None:
        """End the program without a question."""
        self.say_closing()
        self.close_requested.emit()

    def say_closing(self) -> None:
        """Take no more input: what is under way is being finished."""
        self.setEnabled(False)
        self.statusBar().showMessage(about_desk.closing())

    def _lay_out(self) -> None:
        self.tabs.addTab(self.recharge, self.tr("Recharge"))
        for name in (self.tr("History"), self.tr("Balance")):
            self.tabs.setTabEnabled(self.tabs.add_place(name), False)
        self.tabs.setAccessibleName(self.tr("Tabs"))
        self.tabs.setCornerWidget(self._corner())
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.practising:
            text = self.tr("PRACTICE MODE – nothing is real here: no money moves, no phone is recharged")
            column.addWidget(label(text, "practice", alignment=ALIGN_CENTER))
        column.addWidget(self.bars)
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
