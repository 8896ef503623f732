"""The frame of the window: bars, the rail with its tabs and the menu, and the strip above the pages.

It is painted before the services are there (`desktop.program`), so what only they need is imported where it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desktop.ui.look.density import REGULAR, density_of, is_low
from desktop.ui.recharge.tab import RechargeTab
from desktop.ui.window.bars import Bars
from desktop.ui.window.menu import MenuButton
from desktop.ui.window.pages import Pages
from desktop.ui.window.strip import Strip
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
        self._stories = stories
        self._painted = False
        self._density = REGULAR
        self._content: QWidget | None = None
        """The content while another page covers it."""
        self.setWindowTitle(self.tr("Top-up Desk – practice mode") if self.practising else self.tr("Top-up Desk"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.recharge = RechargeTab(settings.offers, page, slow_allowed=settings.slow_allowed)
        self.bars = Bars()
        self.menu = MenuButton(practising=self.practising)
        self.menu.quit.connect(self.close)
        self.strip = Strip(page)
        self.tabs = Pages(self.strip, self.menu)
        self.recharge.action_list.cash_changed.connect(self.strip.show_cash)
        self.recharge.action_list.doubts_changed.connect(self.strip.show_doubts)
        self.strip.show_cash(*self.recharge.action_list.cash)
        if page.known:
            self.strip.show_doubts(self.recharge.action_list.doubts)
        self._lay_out()
        self.recharge.form.number.setFocus()
        if page.staffed:
            self.cover(QWidget())  # until the services are there, who ask for a PIN

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

    def cover(self, page: QWidget) -> None:
        """Show only this page; the content is away, with its keys, until `uncover`."""
        before = self.takeCentralWidget()
        assert before is not None
        if self._content is None:
            self._content = before
            before.setParent(self)
            before.hide()
        else:
            before.deleteLater()
        self.setCentralWidget(page)
        page.show()

    def uncover(self) -> None:
        """Show the content again."""
        page = self.takeCentralWidget()
        if self._content is not None and page is not None:
            page.deleteLater()
            self.setCentralWidget(self._content)
            self._content.show()
            self._content = None

    def leave(self) -> None:
        """End the program without a question."""
        self.say_closing()
        self.close_requested.emit()

    def say_closing(self) -> None:
        """Take no more input: what is under way is being finished."""
        self.setEnabled(False)
        self.bars.say("closing", about_desk.closing())

    def _use_room(self) -> None:
        """Give all parts the sizes that the room of the window allows below its bars."""
        self.bars.show_few(is_low(self.height()))
        density = density_of(self.width(), self.tabs.height(), self.tabs.page_height)
        if density != self._density:
            self._density = density
            for part in (self.tabs, self.menu, self.strip, self.recharge):
                part.set_density(density)

    def _lay_out(self) -> None:
        self.tabs.add(self.recharge, self.tr("Top up"), "smartphone")
        later = ((self.tr("History"), "history"), (self.tr("Balance"), "wallet"), (self.tr("Batch"), "list-checks"))
        for name, icon_name in later:
            self.tabs.setTabEnabled(self.tabs.add(QWidget(), name, icon_name), False)
        self.tabs.resized.connect(self._use_room)
        self.tabs.rail.setAccessibleName(self.tr("Tabs"))
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.practising:
            from desktop.ui.window.practice_bar import PracticeBar

            practice = PracticeBar()
            practice.guide.clicked.connect(self._show_guide)
            column.addWidget(practice)
        column.addWidget(self.bars)
        column.addWidget(self.tabs, 1)
        self.setCentralWidget(page)

    def _show_guide(self) -> None:
        from desktop.ui.widgets.sheet import as_sheet
        from desktop.ui.window.practice_guide import PracticeGuide

        guide = PracticeGuide(self._stories or [], self)
        as_sheet(guide)
        guide.finished.connect(guide.deleteLater)
        if self.recharge.isVisible():
            guide.finished.connect(self.recharge.form.number.setFocus)
        guide.open()
