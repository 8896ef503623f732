"""The balance tab: the balance and its last days above, and below the pages of the books."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.desk import Desk
from desktop.ui.balance.head import BalanceHead
from desktop.ui.balance.last_days import LastDays
from desktop.ui.balance.ledger_page import LedgerPage
from desktop.ui.balance.owed_page import OwedPage
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.lazy_tabs import LazyTabs
from desktop.ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from desktop.ui.widgets.late_pages import Building

_HEAD_WIDE = 430
_CHART_HIGH, _CHART_LOW = 196, 150
_ROOMY = 640
"""So high is a screen that has room for all of it; 1366×768 at 125 % is 614 high."""


class BalanceTab(QWidget):
    """A page is built when it is first turned to. `order_opened` carries an order's number, `print_wanted` a Close
    and `page_wanted` a Page that is to be printed.
    """

    order_opened = Signal(str)
    print_wanted = Signal(object)
    page_wanted = Signal(object)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._bridge = bridge
        self.head = BalanceHead(desk, bridge)
        self.read_now = self.head.read_now
        self.last_days = LastDays(desk, bridge)
        self.last_days.page_wanted.connect(self.page_wanted)
        self.pages = LazyTabs()
        self.pages.setAccessibleName(self.tr("Pages of the balance"))
        self._builders = (
            (self.tr("Ledger"), self._ledger),
            (self.tr("Owed"), self._owed),
            (self.tr("Daily closes"), self._closes),
            (self.tr("Reports"), self._reports),
            (self.tr("Statement"), self._statement),
        )
        for name, _build in self._builders:
            self.pages.add_place(name)
        self._top = QHBoxLayout()
        self._lay_out()
        self.pages.currentChanged.connect(self._build)
        for number in range(len(self._builders)):
            go = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            go.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            go.activated.connect(partial(self.pages.setCurrentIndex, number))

    def turn_to(self, page: int) -> QWidget:
        """Show a page: 0 the ledger, 1 owed, 2 daily closes, 3 reports, 4 the statement."""
        self.pages.setCurrentIndex(page)
        return self._build(page)

    def make_close(self) -> None:
        """Turn to the daily closes and begin one."""
        from desktop.ui.closes.page import ClosesPage

        page = self.turn_to(2)
        if isinstance(page, ClosesPage):
            page.make.click()

    def later(self) -> Iterator[None]:
        """Steps that build the pages before somebody turns to them."""
        for number, (_name, build) in enumerate(self._builders):
            yield from self.pages.steps(number, build)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._build(self.pages.currentIndex())

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(inside if self._is_roomy() else Scrolled(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.page, SPACE.apart, SPACE.page, SPACE.apart)
        column.setSpacing(SPACE.near)
        self._top.setSpacing(SPACE.wide)
        self.head.setFixedWidth(_HEAD_WIDE)
        self._top.addWidget(self.head)
        self.last_days.setFixedHeight(_CHART_HIGH if self._is_roomy() else _CHART_LOW)
        self._top.addWidget(self.last_days, 1)
        column.addLayout(self._top)
        column.addWidget(self.pages, 1)

    def _is_roomy(self) -> bool:
        return self.screen().availableSize().height() >= _ROOMY

    def _build(self, page: int) -> QWidget:
        return self.pages.page(page, self._builders[page][1])

    def _ledger(self) -> Building:
        page = LedgerPage(self._desk, self._bridge)
        page.order_opened.connect(self.order_opened)
        yield
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
        yield
        return page

    def _statement(self) -> Building:
        from desktop.ui.balance.statement_page import StatementPage

        page = StatementPage(self._desk, self._bridge)
        page.order_opened.connect(self.order_opened)
        yield
        return page
