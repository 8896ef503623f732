"""The balance tab: the pages of the books, the first of them under the balance and its last days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.right import Right
from desktop.services.desk import Desk
from desktop.ui.balance.head import BalanceHead, BriefHead
from desktop.ui.balance.last_days import LastDays
from desktop.ui.balance.ledger_page import LedgerPage
from desktop.ui.balance.owed_page import OwedPage
from desktop.ui.look.density import REGULAR, density_of
from desktop.ui.staff.gate import Gate
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import SPREAD
from desktop.ui.widgets.lazy_tabs import LazyTabs
from desktop.ui.widgets.page_tabs import TabFace

if TYPE_CHECKING:
    from desktop.ui.widgets.late_pages import Building

LEDGER, OWED, CLOSES, REPORTS, STATEMENT, DEBTS, SHIFTS = range(7)
_ICONS = ("scale", "hand-coins", "calculator", "chart-column", "scroll-text", "wallet", "user-round")


class BalanceTab(QWidget):
    """A page is built when it is first turned to. `order_opened` carries an order's number, `print_wanted` a Close
    `page_wanted` a Page and `slip_wanted` a Shift that is to be printed.
    """

    order_opened = Signal(str)
    print_wanted = Signal(object)
    page_wanted = Signal(object)
    slip_wanted = Signal(object)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._bridge = bridge
        self._density = REGULAR
        self.head = BalanceHead(desk, bridge)
        self._brief = BriefHead(self.head)
        self.last_days = LastDays(desk, bridge, self)
        self.last_days.page_wanted.connect(self.page_wanted)
        self.pages = LazyTabs()
        self.pages.setAccessibleName(self.tr("Pages of the balance"))
        self.pages.setCornerWidget(self._brief)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.pages)
        self._builders = (
            (self.tr("Ledger"), self._ledger),
            (self.tr("Owed"), self._owed),
            (self.tr("Daily closes"), self._closes),
            (self.tr("Reports"), self._reports),
            (self.tr("Statement"), self._statement),
            (self.tr("On credit"), self._debts),
            (self.tr("Shifts"), self._shifts),
        )
        for number, (name, _build) in enumerate(self._builders):
            self.pages.add_place(name, TabFace(_ICONS[number], f"Alt+{number + 1}"))
        self.pages.currentChanged.connect(self._turned)
        for number in range(len(self._builders)):
            self._add_key(f"Alt+{number + 1}", partial(self.pages.setCurrentIndex, number))
        self._add_key("F5", self.head.read)
        self._turned(LEDGER)

    @property
    def read_now(self) -> Button:
        """The button that reads the balance and can be seen: that of the head, or the one beside the tabs."""
        return self.head.read_now if self._shows_head else self._brief.read_now

    def turn_to(self, page: int) -> QWidget:
        """Show a page: 0 the ledger, 1 owed, 2 daily closes, 3 reports, 4 the statement,
        5 orders on credit, 6 the shifts.
        """
        self.pages.setCurrentIndex(page)
        return self._build(page)

    def make_close(self) -> None:
        """Turn to the daily closes and begin one."""
        from desktop.ui.closes.page import ClosesPage

        page = self.turn_to(CLOSES)
        if isinstance(page, ClosesPage):
            page.make.click()

    def later(self) -> Iterator[None]:
        """Steps that build the pages before somebody turns to them."""
        for number, (_name, build) in enumerate(self._builders):
            yield from self.pages.steps(number, build)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._build(self.pages.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._use_room()

    @property
    def _shows_head(self) -> bool:
        return self.pages.currentIndex() == LEDGER and not self._density.compact

    def _add_key(self, key: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _use_room(self) -> None:
        """Give all pages the sizes that the room of the window allows."""
        window = self.window()
        self._density = density_of(window.width(), window.height(), self.height())
        side, top = self._density.side, self._density.top
        self._column.setContentsMargins(side, top, side, side - SPREAD)
        for number in range(self.pages.count()):
            self._fit(number)
        self._brief.setVisible(not self._shows_head)
        tabs = self.pages.tabBar().sizeHint().width()
        self._brief.say_within(self.width() - 2 * side - tabs)

    def _fit(self, number: int) -> None:
        """Give a page, if it is built, the sizes of the room there is."""
        page = self.pages.built(number)
        if page is not None:
            page.setContentsMargins(0, self._density.gap, 0, 0)
        if isinstance(page, LedgerPage):
            page.set_density(self._density)

    def _turned(self, number: int) -> None:
        if self.isVisible():
            self._build(number)
        had_keyboard = self._brief.read_now.hasFocus() or self.head.read_now.hasFocus()
        self._brief.setVisible(not self._shows_head)
        if had_keyboard:
            self.read_now.setFocus()

    def _build(self, page: int) -> QWidget:
        built = self.pages.page(page, self._builders[page][1])
        self._fit(page)
        return built

    def _ledger(self) -> Building:
        page = LedgerPage(self._desk, self._bridge, self.head, self.last_days)
        page.order_opened.connect(self.order_opened)
        yield
        Gate(page, self._desk, self._bridge, Right.SEE_BALANCE)
        return page

    def _owed(self) -> Building:
        page = OwedPage(self._desk, self._bridge)
        page.order_opened.connect(self.order_opened)
        yield
        return page

    def _closes(self) -> Building:
        from desktop.ui.closes.page import ClosesPage

        page = ClosesPage(self._desk, self._bridge)
        page.print_wanted.connect(self.print_wanted)
        yield
        return page

    def _reports(self) -> Building:
        from desktop.ui.balance.report_side import ReportSide
        from desktop.ui.balance.report_table import ReportTable
        from desktop.ui.balance.reports_page import ReportsPage

        table = ReportTable()
        yield
        side = ReportSide()
        yield
        page = ReportsPage(self._desk, self._bridge, table, side)
        page.page_wanted.connect(self.page_wanted)
        page.close_wanted.connect(self.make_close)
        yield
        Gate(page, self._desk, self._bridge, Right.SEE_PROFIT)
        return page

    def _statement(self) -> Building:
        from desktop.ui.balance.statement_page import StatementPage

        page = StatementPage(self._desk, self._bridge)
        page.order_opened.connect(self.order_opened)
        yield
        Gate(page, self._desk, self._bridge, Right.SEE_BALANCE, Right.SEE_PROFIT)
        return page

    def _debts(self) -> Building:
        from desktop.ui.balance.debts_page import DebtsPage

        page = DebtsPage(self._desk, self._bridge)
        page.order_opened.connect(self.order_opened)
        yield
        return page

    def _shifts(self) -> Building:
        from desktop.ui.shifts.page import ShiftsPage

        page = ShiftsPage(self._desk, self._bridge)
        page.print_wanted.connect(self.slip_wanted)
        yield
        return page
