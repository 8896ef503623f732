"""The ledger: the expected balance, the balance read, and the orders that could explain the difference."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.ledger import Reason, Reconciliation, Suspect
from desktop.domain.mobile import grouped
from desktop.domain.orders.amounts import uncredited
from desktop.services.books.bookkeeping import Ledger
from desktop.services.desk import Desk
from desktop.ui.balance.voucher_dialog import VoucherDialog, VoucherKind
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.refresh_when_visible import RefreshWhenVisible
from desktop.ui.widgets.rows_table import RowsTable, TableColumn, TableRow
from desktop.ui.widgets.sums_grid import SumsGrid
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance

_RENEW_MS = 400
_SUMS_WIDE = 430


class LedgerPage(QWidget):
    """`order_opened` carries the number of the order whose sheet to open."""

    order_opened = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self._account: Reconciliation | None = None
        self.sums = self._empty_sums()
        self.verdict = label()
        self.verdict.setWordWrap(True)
        self.deposit = button(self.tr("Enter a deposit… (Alt+D)"))
        self.deposit.setShortcut("Alt+D")
        self.adjust = button(self.tr("Adjust the books…"))
        self.suspects = RowsTable(
            self.tr("Orders that could explain a difference"),
            [
                TableColumn(self.tr("Placed at"), 126),
                TableColumn(self.tr("Number"), 130),
                TableColumn(self.tr("Face value"), 90, is_number=True),
                TableColumn(self.tr("Why"), 0),
                TableColumn(self.tr("May change the balance by"), 206, is_number=True),
            ],
            "",
        )
        self._lay_out()
        self.suspects.opened.connect(self.order_opened)
        self.deposit.clicked.connect(lambda: self._enter(VoucherKind.DEPOSIT))
        self.adjust.clicked.connect(lambda: self._enter(VoucherKind.ADJUSTMENT))
        self._renewal = RefreshWhenVisible(self, self._renew, _RENEW_MS)
        bridge.balance_changed.connect(self._renewal.want)
        bridge.orders_changed.connect(lambda _orders: self._renewal.want())

    def _empty_sums(self) -> SumsGrid:
        return SumsGrid(
            {
                "opening": "",
                "deposits": self.tr("+ Deposits"),
                "costs": self.tr("− Costs of orders"),
                "refunds": self.tr("+ Refunds"),
                "told": self.tr("of these not confirmed by the balance"),
                "adjustments": self.tr("± Adjustments"),
                "expected": self.tr("= By the books"),
                "read": "",
                "difference": self.tr("Difference"),
            },
            ("expected", "read", "difference"),
        )

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(SPACE.tight)
        right.addWidget(label(self.tr("Orders that could explain a difference"), "heading"))
        right.addWidget(self.suspects, 1)
        row_of_both = QHBoxLayout(self)
        row_of_both.setContentsMargins(0, SPACE.near, 0, 0)
        row_of_both.setSpacing(SPACE.wide)
        row_of_both.addWidget(self._left())
        row_of_both.addLayout(right, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(_SUMS_WIDE)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.near)
        self.sums.setVerticalSpacing(SPACE.tight)
        column.addLayout(self.sums)
        column.addWidget(self.verdict)
        buttons = QHBoxLayout()
        buttons.addWidget(self.deposit)
        buttons.addWidget(self.adjust)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        return left

    def _renew(self) -> None:
        self._desk.runtime.tasks.read("ledger", self._read())

    async def _read(self) -> None:
        ledger = await self._desk.books.bookkeeping.ledger()
        self._account = None if ledger is None else ledger.account
        for one in (self.deposit, self.adjust):
            one.setEnabled(ledger is not None)
        if ledger is None:
            self._show_nothing()
        else:
            self._show(ledger)

    def _show_nothing(self) -> None:
        for one in (*self.sums.titles.values(), *self.sums.amounts.values()):
            one.hide()
        dress(self.verdict, "muted")
        self.verdict.setText(about_balance.not_begun())
        self._list(None)

    def _show(self, ledger: Ledger) -> None:
        books, account = ledger.books, ledger.account
        since = self.tr("when the books began") if ledger.since is None else words.moment(ledger.since)
        self._put("opening", words.yuan(books.opening), self.tr("Opening balance ({since})").format(since=since))
        self._put("deposits", words.yuan(books.deposits))
        self._put("costs", words.yuan(-books.costs))
        self._put("refunds", words.yuan(books.refunds))
        told = sum(uncredited(one.order) for one in account.suspects) if account is not None else 0
        self._put("told", words.yuan(told), shown=told != 0)
        self._put("adjustments", words.yuan(books.adjustments), shown=books.adjustments != 0)
        self._put("expected", words.yuan(books.expected))
        if account is not None:
            reading, difference = account.reading, account.difference
            read = self.tr("With the platform ({time})").format(time=words.moment(reading.read_at))
            self._put("read", words.yuan(reading.money), read)
            self._put("difference", "…" if difference is None else words.signed(difference))
            self._judge(account)
        else:
            for name in ("read", "difference"):
                self._put(name, "", shown=False)
            self.verdict.setText("")
            self._list(None)

    def _put(self, name: str, amount: str, title: str = "", *, shown: bool = True) -> None:
        for part, text in ((self.sums.titles[name], title), (self.sums.amounts[name], amount)):
            part.setVisible(shown)
            if text:
                part.setText(text)

    def _judge(self, account: Reconciliation) -> None:
        sign, role = _sign_and_role(account)
        dress(self.verdict, role)
        self.verdict.setText(f"{sign} {about_balance.of_difference(account)}".strip())
        self._list(account)

    def _list(self, account: Reconciliation | None) -> None:
        self.suspects.empty_text = about_balance.nothing_unsettled(account)
        self.suspects.fill([] if account is None else [_row(one) for one in account.explainers])
        self.suspects.viewport().update()

    def _enter(self, kind: VoucherKind) -> None:
        self._desk.runtime.tasks.read("voucher", self._ask(kind))

    async def _ask(self, kind: VoucherKind) -> None:
        account, amount = self._account, 0
        if account is not None and account.is_settled:  # otherwise running orders may still explain the difference
            amount = account.possible_deposit if kind is VoucherKind.DEPOSIT else account.difference or 0
        await shown(VoucherDialog(kind, amount, self._desk, self))


def _why(one: Suspect) -> str:
    if one.reason in (Reason.UNCONFIRMED, Reason.RUNNING):
        return words.order_word(one.order)
    return f"{about_balance.reason_word(one.reason)} · {words.standing_word(one.order.standing)}"


def _sign_and_role(account: Reconciliation) -> tuple[str, str]:
    if account.difference is None:
        return "", "muted"
    if account.difference == 0:
        return "✓", "success"
    return "!", "warning" if account.is_explicable else "error"


def _row(one: Suspect) -> TableRow:
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
            _why(one),
            change,
        ),
    )
