"""The strip above all pages: the shop's money, what waits for the clerk, the line and the clock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.domain.plain_text import one_line
from desktop.ui.look.density import REGULAR
from desktop.ui.widgets.build import button
from desktop.ui.widgets.plain import tip
from desktop.ui.widgets.throttle import Throttle
from desktop.ui.window.strip_cell import SIDE, StripCell
from desktop.ui.words import words

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QResizeEvent

    from desktop.domain.orders.first_page import FirstPage
    from desktop.services.desk import Desk
    from desktop.ui.look.density import Density
    from desktop.ui.widgets.bridge import Bridge
    from desktop.ui.widgets.button import Button

_RECOUNT_MS = 500
_TICK_MS = 1000
_LONGEST_NAME = 12
_LEAST = 600
"""Pixels; a narrower window leaves out cells."""
_HIDDEN = "strip/profit hidden"
_DOTS = "¥•••"


class Strip(QWidget):
    """Each cell leads to its page. Refreshes on changes and once a second; until `open` it says that the program is
    starting. Where room lacks, the profit gives way first, then the day's takings.
    """

    balance_wanted = Signal()
    reports_wanted = Signal()
    owed_wanted = Signal()
    unconfirmed_wanted = Signal()
    clerk_wanted = Signal()
    line_wanted = Signal()
    newer_wanted = Signal()
    """The clerk asks for details of the newer version."""

    _desk: Desk
    """Set by `open`."""

    def __init__(self, page: FirstPage) -> None:
        super().__init__()
        self.balance, self.today = StripCell(), StripCell()
        self.profit, self.cash, self.unconfirmed = StripCell("eye"), StripCell(), StripCell()
        self.clerk, self.line = StripCell(), StripCell("wifi", icon_first=True)
        self.newer: Button | None = None
        """Created with the first newer version: hardly any start needs it."""
        self._memory: QSettings | None = None
        self._hides_profit = False
        self._figures = (0, 0, 0)
        self._listed_doubts = self._stored_doubts = 0
        self._day = ""
        self._low = False
        self._row = QHBoxLayout(self)
        self._lines: list[QFrame] = []
        self._lay_out()
        self._recount = Throttle(self._count_anew, _RECOUNT_MS, self)
        self._tick = QTimer(self, interval=_TICK_MS)
        self.balance.show_texts(self.tr("Balance"), "–")
        self.today.show_texts(self.tr("Today"), "–")
        self.profit.show_texts(self.tr("Profit"), "–")
        self.show_cash(0, 0)
        self.unconfirmed.show_texts(self.tr("Unconfirmed"), "–")
        self.line.show_texts(self.tr("Starting…"), _clock(), icon_name="")
        if page.known:
            self._stored_doubts = page.unconfirmed
            self._show_unconfirmed()

    def open(self, desk: Desk, bridge: Bridge, memory: QSettings | None) -> None:
        """Connect to the services. `memory` keeps whether the profit is hidden."""
        self._desk, self._memory = desk, memory
        self._hides_profit = memory is not None and memory.value(_HIDDEN) in (True, "true")
        bridge.orders_changed.connect(lambda _orders: self._recount.want())
        bridge.balance_changed.connect(self._renew)
        bridge.link_changed.connect(self._renew)
        bridge.access_changed.connect(self._renew)
        bridge.release_changed.connect(self._offer_newer)
        bridge.duty_changed.connect(self._renew)
        bridge.duty_changed.connect(self._recount.want)
        for cell, wanted in (
            (self.balance, self.balance_wanted),
            (self.today, self.reports_wanted),
            (self.cash, self.owed_wanted),
            (self.unconfirmed, self.unconfirmed_wanted),
            (self.clerk, self.clerk_wanted),
            (self.line, self.line_wanted),
        ):
            cell.clicked.connect(wanted)
        self.profit.clicked.connect(self._hide_or_show_profit)
        self._tick.timeout.connect(self._renew)
        self._tick.start()
        self._renew()
        self._recount.want()

    def show_cash(self, orders: int, fen: int) -> None:
        """Show how much money has to go back to customers, for how many orders."""
        if fen:
            caption = self.tr("To return · {count}").format(count=orders)
            self.cash.show_texts(caption, words.yuan(fen), "danger")
        else:
            self.cash.show_texts(self.tr("To return"), self.tr("None"))

    def show_doubts(self, orders: int) -> None:
        """Show how many numbers must not be topped up again, as far as their orders are listed."""
        self._listed_doubts = orders
        self._show_unconfirmed()

    def show_clerk(self, name: str) -> None:
        """Show who is on duty; nothing for ""."""
        self.clerk.show_texts(self.tr("On duty"), one_line(name, _LONGEST_NAME))
        self.clerk.setVisible(bool(name))
        self._lines[-1].setVisible(bool(name))

    def warn_of_balance(self, low: bool) -> None:
        """Show that the balance is low."""
        self._low = low
        self._renew()

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._row.setContentsMargins(density.side - SIDE, 0, density.side - SIDE, 0)
        self.setFixedHeight(density.strip)
        for cell in self._cells():
            cell.set_density(density)
        self._leave_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _cells(self) -> tuple[StripCell, ...]:
        return self.balance, self.today, self.profit, self.cash, self.unconfirmed, self.clerk, self.line

    def _lay_out(self) -> None:
        self._row.setSpacing(8)
        self._row.addWidget(self.balance)
        self._add_line()
        self._row.addWidget(self.today)
        self._row.addWidget(self.profit)
        self._row.addStretch(1)
        self._row.addWidget(self.cash)
        self._row.addWidget(self.unconfirmed)
        self._add_line()
        self._row.addWidget(self.clerk)
        self._row.addWidget(self.line)
        self.show_clerk("")
        self.setMinimumWidth(_LEAST)
        self.set_density(REGULAR)

    def _add_line(self) -> None:
        line = QFrame()
        line.setProperty("role", "upright")
        line.setFixedSize(1, 32)
        self._lines.append(line)
        self._row.addWidget(line)

    def _leave_out(self) -> None:
        """Take away what has no room; never cash or unconfirmed."""
        always = [self.balance, self.cash, self.unconfirmed, self.line, *([self.clerk] if self.clerk.text() else [])]
        room = self.width() - sum(cell.sizeHint().width() + 8 for cell in always) - 2 * SIDE
        for cell in (self.today, self.profit):
            room -= cell.sizeHint().width() + 8
            cell.setVisible(room >= 0)
        self._lines[0].setVisible(self.today.isVisibleTo(self))

    def _count_anew(self) -> None:
        self._desk.runtime.tasks.read("figures of the strip", self._count())

    async def _count(self) -> None:
        counts = await self._desk.history.history.open_counts()
        self._stored_doubts = counts.unconfirmed + counts.checking
        self._show_unconfirmed()
        today = await self._desk.books.reporting.of_today()
        self._figures = (today.orders, today.taken, today.profit)
        self._day = time.strftime("%j")
        self._show_figures()

    def _show_unconfirmed(self) -> None:
        """The list has those whose failure is not final, too, but has an end."""
        count = max(self._listed_doubts, self._stored_doubts)
        caption = self.tr("Unconfirmed")
        if count:
            self.unconfirmed.show_texts(caption, self.tr("{count}", "orders").format(count=f"{count:,}"), "warning")
        else:
            self.unconfirmed.show_texts(caption, self.tr("None"))

    def _show_figures(self) -> None:
        orders, takings, profit = self._figures
        caption = self.tr("Orders today · {count}").format(count=f"{orders:,}")
        self.today.show_texts(caption, words.yuan(takings))
        hidden = self._hides_profit or not self._desk.runtime.duty.sees_profit
        shown = _DOTS if hidden else words.yuan(profit)
        self.profit.show_texts(self.tr("Profit"), shown, icon_name="eye-off" if hidden else "eye")
        self.profit.setEnabled(self._desk.runtime.duty.sees_profit)
        self.profit.setToolTip(tip(self.tr("Show the profit") if hidden else self.tr("Hide the profit")))
        self._leave_out()

    def _hide_or_show_profit(self) -> None:
        self._hides_profit = not self._hides_profit
        if self._memory is not None:
            self._memory.setValue(_HIDDEN, self._hides_profit)
        self._show_figures()

    def _offer_newer(self) -> None:
        release = self._desk.upkeep.releases.offered
        if release is None:
            if self.newer is not None:
                self.newer.hide()
            return
        if self.newer is None:
            self.newer = button("", "small")
            self.newer.clicked.connect(self.newer_wanted)
            self._row.insertWidget(self._row.indexOf(self.profit) + 1, self.newer)
        self.newer.setText(self.tr("Newer version {version}…").format(version=release.name))
        self.newer.show()

    def _renew(self) -> None:
        if self._day and self._day != time.strftime("%j"):  # a new day begins with nothing
            self._recount.want()
        self._renew_balance()
        self._renew_line()

    def _renew_balance(self) -> None:
        keeper = self._desk.books.balance
        if keeper.last is None:
            self.balance.show_texts(self.tr("Balance"), "–")
            return
        ago = words.ago(self._desk.runtime.clock.now() - keeper.last.read_at)
        caption = self.tr("Balance · {ago}").format(ago=ago)
        money = words.yuan(keeper.last.money) if self._desk.runtime.duty.sees_balance else _DOTS
        self.balance.show_texts(caption, money, "warning" if self._low else "")

    def _renew_line(self) -> None:
        from desktop.services.reachability import ReachabilityState
        from desktop.ui.words.messages import about_access

        reachability = self._desk.reachability
        text, tone, sign = self.tr("Online"), "", "wifi"
        match reachability.state:
            case ReachabilityState.ONLINE if (refusal := self._desk.access.refusal) is not None:
                text, tone, sign = about_access.state_word(refusal), "danger", "key-round"
            case ReachabilityState.ONLINE if reachability.shaky:
                text, tone = self.tr("Trying again…"), "warning"
            case ReachabilityState.OFFLINE:
                text, tone, sign = self.tr("Offline"), "warning", "wifi-off"
                if reachability.heard_at is not None:
                    silent = words.span(self._desk.runtime.clock.now() - reachability.heard_at)
                    text = self.tr("Offline {span}").format(span=silent)
            case ReachabilityState.UNTRIED:
                text = self.tr("Connecting…")
        self.line.show_texts(text, _clock(), tone, sign)


def _clock() -> str:
    return time.strftime("%H:%M")
