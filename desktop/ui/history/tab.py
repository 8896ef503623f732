"""The history tab: what is looked for, the orders that match, what they come to."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QSettings, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.history.search import Search, Sort, SortBy
from desktop.domain.orders.order import Order
from desktop.services.desk import Desk
from desktop.services.history.history import PAGE, Listing
from desktop.ui.history.export_dialog import export
from desktop.ui.history.filters import Filters
from desktop.ui.history.model import HistoryModel
from desktop.ui.history.table import HistoryTable
from desktop.ui.history.totals import TotalsLine
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.card import SPREAD, Card
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.slices import in_slices

_RENEW_MS = 300
_AFTER_ROWS_S = 0.03
"""Once rows can be painted they are; what is needed less comes after that, unless the next key comes first."""
_NEWEST_FIRST = Sort()


class HistoryTab(QWidget):
    """Reads the local database only. `order_opened` carries the number of an order whose sheet is wanted.

    Each key begins a new search, which ends the one before. While orders change, the list is read again a few times a
    second at most, and only while it is looked at. `memory` keeps filters, columns and sort for the next start.
    """

    order_opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        bridge: Bridge,
        memory: QSettings | None = None,
        filters: Filters | None = None,
        table: HistoryTable | None = None,
    ) -> None:
        """`filters` and `table` may have been built before, because all at once takes long."""
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self._memory = memory
        self.sort = _NEWEST_FIRST
        self._stale = False
        self.filters = filters or Filters()
        self.box = self.filters.box
        self.table = table or HistoryTable(HistoryModel())
        self.rows = self.table.rows
        self.totals = TotalsLine()
        self._renewal = QTimer(self, interval=_RENEW_MS, singleShot=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.near, SPACE.page, SPACE.page - SPREAD)
        column.setSpacing(SPACE.apart)
        self._empty = EmptyState("history", "")
        self._empty.cover(self.table)
        card = Card()
        card.fill_with(self.table, self.totals)
        column.addWidget(self.filters)
        column.addWidget(card, 1)
        self._recall()
        self._show_people()
        self._connect(bridge)
        self.search()

    def search(self) -> None:
        """Show what the filters ask for."""
        self._renewal.stop()
        self.desk.runtime.tasks.drop("history page")
        self.desk.runtime.tasks.read("history", self._show(self.filters.search(self.sort)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.filters.offer_payments(self.desk.orders.ordering.payments)
        if self._stale:
            self._renew()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.remember()

    def _connect(self, bridge: Bridge) -> None:
        self.filters.changed.connect(self.search)
        self.box.left_below.connect(self.table.setFocus)
        self.filters.export_wanted.connect(self._export)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.opened.connect(self.order_opened)
        self.rows.pages_wanted.connect(lambda pages: self.desk.runtime.tasks.read("history page", self._bring(pages)))
        self._renewal.timeout.connect(self._renew)
        bridge.orders_changed.connect(self._take)
        bridge.duty_changed.connect(self._follow_duty)

    def _follow_duty(self) -> None:
        self._show_people()
        if not self.desk.runtime.duty.locked:
            self.search()

    def _show_people(self) -> None:
        staff = self.desk.staff
        self.filters.show_people(staff.everybody if staff.is_set_up else [])
        self.table.show_people(staff.is_set_up)

    def _sort_by(self, sort: Sort) -> None:
        self.sort = sort
        self.table.show_sort(sort)
        self.search()

    def _export(self) -> None:
        self.desk.runtime.tasks.read("export file", export(self.desk, self.filters.search(self.sort), self))

    async def _show(self, search: Search) -> None:
        chosen = self.table.chosen_no
        begun = False
        async for opened in self.desk.history.history.open(search):
            if begun:
                self.rows.grow(opened.listing, opened.first)
                self._say_empty(search, searching=opened.searching)
            else:
                self._say_empty(search, searching=opened.searching)
                self.rows.show(opened.listing, opened.first)
                self.table.scrollToTop()
                self._choose(chosen)
                self.table.paint_now()
            begun = True
            await asyncio.sleep(_AFTER_ROWS_S)
            self.totals.show_totals(
                opened.listing, searching=opened.searching, costs=self.desk.runtime.duty.sees_profit
            )
        await self._count(search, self.rows.listing)

    async def _count(self, search: Search, shown: Listing | None) -> None:
        """Write on the chips how many there are of each state, whichever are chosen."""
        if search.standings:
            async for opened in self.desk.history.history.open(
                replace(search, standings=frozenset(), sort=_NEWEST_FIRST)
            ):
                shown = opened.listing
        if shown is not None:
            self.filters.show_counts(shown.totals)

    async def _bring(self, pages: list[int]) -> None:
        """The pages that are looked at, then their neighbours."""
        listing = self.rows.listing
        assert listing is not None
        await self._put(listing, range(pages[0], pages[-1] + 1))
        await asyncio.sleep(_AFTER_ROWS_S)
        first, last = max(0, pages[0] - 1) * PAGE, (pages[-1] + 3) * PAGE - 1
        if ahead := self.rows.missing(first, last):
            await self._put(listing, range(ahead[0], ahead[-1] + 1))
        await in_slices(self.rows.make_ready(first, last))

    async def _put(self, listing: Listing, numbers: range) -> None:
        pages = await self.desk.history.history.pages(listing, numbers)
        if self.rows.listing is listing:
            self.rows.put(pages)
            self.table.paint_now()
        else:  # another list is shown by now
            self.table.look()

    def _take(self, orders: list[Order]) -> None:
        """Results renew their rows at once; what that means for the list follows in a moment."""
        self.rows.update(self.desk.history.history.seen(orders))
        self._stale = True
        if self.isVisible() and not self._renewal.isActive():
            self._renewal.start()

    def _renew(self) -> None:
        self._stale = False
        self.desk.runtime.tasks.read("history", self._read_again(self.filters.search(self.sort)))

    async def _read_again(self, search: Search) -> None:
        """Read the list as it is by now, and keep the clerk's place and choice in it."""
        listing: Listing | None = None
        async for opened in self.desk.history.history.open(search):
            listing = opened.listing
        assert listing is not None
        first, _last = self.table.shown_rows()
        top = self.rows.order(first)
        place = first if top is None else await self.desk.history.history.position(listing, top.order_no)
        begin = 0 if self._at_top() else place or 0
        wanted = range(begin // PAGE, (begin + self.table.room()) // PAGE + 1)
        pages = await self.desk.history.history.pages(listing, wanted)
        if top is not None:
            place = place_of(top.order_no, pages, place)
        self._renew_rows(listing, pages, (place or 0) - first)
        self.totals.show_totals(listing, searching=False, costs=self.desk.runtime.duty.sees_profit)
        await self._count(search, listing)

    def _renew_rows(self, listing: Listing, pages: dict[int, list[Order]], moved: int) -> None:
        grown = listing.count - self.rows.rowCount()
        bar, chosen = self.table.verticalScrollBar(), self.table.chosen_no
        value = bar.value()
        at_top = self._at_top()
        if moved == grown >= 0 and (grown == 0 or not at_top or self.sort == _NEWEST_FIRST):
            self.rows.renew(listing, pages, grown)
            bar.setValue(0 if at_top else value + grown)
        else:
            self.rows.show_anew(listing, pages)
            self._choose(chosen)
            bar.setValue(0 if at_top else value + moved)
        self.table.look()  # the clerk may have scrolled on while this was read

    def _at_top(self) -> bool:
        return self.table.verticalScrollBar().value() == 0

    def _say_empty(self, search: Search, *, searching: bool) -> None:
        nothing_asked = replace(search, sort=_NEWEST_FIRST) == Search()
        found = self.tr("No orders yet.") if nothing_asked else self.tr("No orders match.")
        advice = (
            self.tr("They appear here as soon as one is sent.")
            if nothing_asked
            else self.tr("Try fewer digits, or all days.")
        )
        self._empty.say(self.tr("Searching…") if searching else found, "" if searching else advice)

    def _choose(self, order_no: str | None) -> None:
        row = None if order_no is None else self.rows.row_of(order_no)
        if row is not None:
            self.table.choose(row)

    def remember(self) -> None:
        """Keep filters, columns and sort for the next start."""
        if self._memory is not None:
            self.filters.remember(self._memory)
            self._memory.setValue("history/sort", f"{self.sort.by} {'up' if self.sort.upwards else 'down'}")
            columns, by_hand = self.table.widths.kept()
            self._memory.setValue("history/columns", columns)
            self._memory.setValue("history/widths", by_hand)

    def _recall(self) -> None:
        if self._memory is not None:
            self.filters.recall(self._memory)
            by, _, direction = str(self._memory.value("history/sort", "")).partition(" ")
            if by in set(SortBy):
                self.sort = Sort(SortBy(by), direction == "up")
            columns = self._memory.value("history/columns")
            if isinstance(columns, QByteArray):
                self.table.widths.restore(columns, str(self._memory.value("history/widths", "")))
        self.table.show_sort(self.sort)


def place_of(order_no: str, pages: dict[int, list[Order]], told: int | None) -> int | None:
    """The row of an order among these pages; `told` if they do not have it.

    Orders may change while a list is read. The rows that came decide, because they are what is shown.
    """
    for page, orders in pages.items():
        for place, order in enumerate(orders):
            if order.order_no == order_no:
                return page * PAGE + place
    return told
