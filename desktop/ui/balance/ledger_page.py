"""The ledger: the expected balance, the balance read, and the orders that could explain the difference."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.ledger import Reason, Reconciliation, Suspect
from desktop.domain.mobile import grouped
from desktop.services.desk import Desk
from desktop.ui.balance.head import BalanceHead
from desktop.ui.balance.last_days import LastDays
from desktop.ui.balance.ledger_sums import LedgerSums
from desktop.ui.balance.voucher_dialog import VoucherDialog, VoucherKind
from desktop.ui.look.density import Density
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button
from desktop.ui.widgets.card import SPREAD, Card
from desktop.ui.widgets.card_head import CardHead
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.refresh_when_visible import RefreshWhenVisible
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance

_RENEW_MS = 400
_SUMS_WIDE, _SUMS_COMPACT = 440, 372
_TOP_LEAST, _TOP_MOST, _TOP_SHARE = 164, 240, 0.28


class LedgerPage(QWidget):
    """`order_opened` carries the number of the order whose sheet to open."""

    order_opened = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge, head: BalanceHead, last_days: LastDays) -> None:
        super().__init__()
        self._desk = desk
        self._account: Reconciliation | None = None
        self._sums = LedgerSums()
        self.sums, self.verdict = self._sums.grid, self._sums.verdict
        self.deposit, self.adjust = self._sums.deposit, self._sums.adjust
        self.open = button(self.tr("Open (Enter)"), "ghost")
        self.open.setEnabled(False)
        name = self.tr("Orders that could explain a difference")
        self.suspects = RowsTable(name, self._columns(), "")
        self._state = EmptyState("circle-check", self.tr("Nothing to explain"))
        self.suspects.say_empty_with(self._state)
        self._title = CardHead(name, self.open)
        self._top = (head, last_days)
        self._column, self._upper, self._lower = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        self.suspects.opened.connect(self.order_opened)
        self.suspects.chosen.connect(lambda key: self.open.setEnabled(bool(key)))
        self.open.clicked.connect(lambda: self.order_opened.emit(self.suspects.chosen_key))
        self.deposit.clicked.connect(lambda: self._enter(VoucherKind.DEPOSIT))
        self.adjust.clicked.connect(lambda: self._enter(VoucherKind.ADJUSTMENT))
        self._renewal = RefreshWhenVisible(self, self._renew, _RENEW_MS)
        bridge.balance_changed.connect(self._renewal.want)
        bridge.duty_changed.connect(self._renewal.want)
        bridge.orders_changed.connect(lambda _orders: self._renewal.want())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        high = round(self.height() * _TOP_SHARE)
        for part in self._top:
            part.setFixedHeight(max(_TOP_LEAST, min(_TOP_MOST, high)))

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density; a small window has no room for the balance's head and its last days."""
        for part in self._top:
            part.setVisible(not density.compact)
        wide = max(_SUMS_COMPACT if density.compact else _SUMS_WIDE, self._sums.minimumSizeHint().width())
        self._sums.setFixedWidth(wide)
        self._top[0].setFixedWidth(wide)
        self._column.setSpacing(density.gap - SPREAD)
        for row in (self._upper, self._lower):
            row.setSpacing(density.side)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(self.tr("Placed at"), 84, is_whole=True, may_go=True),
            TableColumn(self.tr("Number"), 150, shows_number=True),
            TableColumn(self.tr("Face value"), 76, is_number=True),
            TableColumn(self.tr("Why"), 0, shows_status=True),
            TableColumn(self.tr("Effect"), 96, is_number=True, is_strong=True),
        ]

    def _lay_out(self) -> None:
        head, last_days = self._top
        self._upper.addWidget(head)
        self._upper.addWidget(last_days, 1)
        card = Card()
        card.fill_with(self._title, self.suspects, grows=1)
        self._lower.addWidget(self._sums)
        self._lower.addWidget(card, 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._upper)
        self._column.addLayout(self._lower, 1)

    def _renew(self) -> None:
        self._desk.runtime.tasks.read("ledger", self._read())

    async def _read(self) -> None:
        ledger = await self._desk.books.bookkeeping.ledger()
        self._account = None if ledger is None else ledger.account
        for one in (self.deposit, self.adjust):
            one.setEnabled(ledger is not None)
        if ledger is None:
            self._sums.show_nothing()
        else:
            self._sums.show_ledger(ledger)
        self._list(self._account)

    def _list(self, account: Reconciliation | None) -> None:
        self._state.say(self._state.title.text(), about_balance.nothing_unsettled(account))
        explainers = () if account is None else account.explainers
        culprit = None if account is None else account.culprit
        self.suspects.fill([_row(one, is_culprit=one is culprit) for one in explainers])
        self._title.remark.setText(self.tr("{count} orders").format(count=len(explainers)) if explainers else "")
        self.open.setEnabled(bool(self.suspects.chosen_key))

    def _enter(self, kind: VoucherKind) -> None:
        self._desk.runtime.tasks.read("voucher", self._ask(kind))

    async def _ask(self, kind: VoucherKind) -> None:
        account, amount = self._account, 0
        if account is not None and account.is_settled:  # otherwise running orders may still explain the difference
            amount = account.possible_deposit if kind is VoucherKind.DEPOSIT else account.difference or 0
        await shown(VoucherDialog(kind, amount, self._desk, self))


def _why(one: Suspect, *, is_culprit: bool) -> str:
    status = words.order_word(one.order)
    if is_culprit:
        return f"{status} · {about_balance.fits()}"
    if one.reason in (Reason.UNCONFIRMED, Reason.RUNNING):
        return status
    return f"{words.standing_word(one.order.standing)} · {about_balance.reason_word(one.reason)}"


def _row(one: Suspect, *, is_culprit: bool) -> TableRow:
    order = one.order
    change = words.signed(one.low or one.high)
    if one.low and order.cost is None:
        change = f"{change} …"
    return TableRow(
        order.order_no,
        (
            words.moment(order.placed_at),
            grouped(order.mobile),
            words.face(order.face),
            _why(one, is_culprit=is_culprit),
            change,
        ),
        order=order,
        remark_token="warning" if is_culprit else "",
    )
