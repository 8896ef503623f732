"""The sums of the ledger: what the books expect, what the platform holds, and what the difference means."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.ledger import Reconciliation
from desktop.domain.orders.amounts import uncredited
from desktop.services.books.bookkeeping import Ledger
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, dress
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.notice_line import NoticeLine
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.widgets.sums_grid import SumsGrid
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance

_SIDE = 20
_ROOMY, _CLOSE = SPACE.near, 1
"""Between the rows, with and without room (pixels)."""
_HIGH_ENOUGH = 430
_STRONG = ("expected", "read", "difference")


class LedgerSums(Card):
    """Its buttons are always in sight; the sums scroll where there is no room for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = self._empty_sums()
        self.verdict = NoticeLine()
        self.deposit = button(self.tr("Enter a deposit… (Alt+D)"), "primary", icon_name="plus")
        self.deposit.setShortcut("Alt+D")
        self.adjust = button(self.tr("Adjust the books…"))
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grid.setVerticalSpacing(_ROOMY if self.height() >= _HIGH_ENOUGH else _CLOSE)

    def show_nothing(self) -> None:
        """The books have not begun."""
        for one in (*self.grid.titles.values(), *self.grid.amounts.values(), *self.grid.rules.values()):
            one.hide()
        self.verdict.say(about_balance.not_begun(), "info")

    def show_ledger(self, ledger: Ledger) -> None:
        """Show the sums and, if a balance is known, the verdict."""
        books, account = ledger.books, ledger.account
        since = self.tr("at the start") if ledger.since is None else words.moment(ledger.since)
        self._put("opening", words.yuan(books.opening), self.tr("Opening balance ({since})").format(since=since))
        self._put("deposits", words.yuan(books.deposits))
        self._put("costs", words.yuan(-books.costs))
        self._put("refunds", words.yuan(books.refunds))
        told = sum(uncredited(one.order) for one in account.suspects) if account is not None else 0
        self._put("told", words.yuan(told), shown=told != 0)
        self._put("adjustments", words.yuan(books.adjustments), shown=books.adjustments != 0)
        self._put("expected", words.yuan(books.expected))
        if account is None:
            for name in ("read", "difference"):
                self._put(name, "", shown=False)
            self.verdict.say("", "hint")
        else:
            self._judge(account)

    def _judge(self, account: Reconciliation) -> None:
        reading, difference = account.reading, account.difference
        read = self.tr("With the platform ({time})").format(time=words.moment(reading.read_at))
        self._put("read", words.yuan(reading.money), read)
        self._put("difference", "…" if difference is None else words.signed(difference))
        tone = _tone(account)
        dress(self.grid.amounts["difference"], {"notice": "total-warning", "error": "total-error"}.get(tone, "total"))
        self.verdict.say(about_balance.of_difference(account), tone)

    def _empty_sums(self) -> SumsGrid:
        grid = SumsGrid(
            {
                "opening": "",
                "deposits": self.tr("+ Deposits"),
                "costs": self.tr("− Costs of orders"),
                "refunds": self.tr("+ Refunds"),
                "told": self.tr("of these not yet confirmed"),
                "adjustments": self.tr("± Adjustments"),
                "expected": self.tr("= By the books"),
                "read": "",
                "difference": self.tr("Difference"),
            },
            _STRONG,
            ruled=("expected", "difference"),
        )
        for name in ("expected", "read"):
            dress(grid.amounts[name], "strong-amount")
        dress(grid.titles["difference"], "heading")
        dress(grid.amounts["difference"], "total")
        grid.setColumnStretch(1, 1)
        return grid

    def _lay_out(self) -> None:
        inside = QWidget()
        sums = QVBoxLayout(inside)
        sums.setContentsMargins(_SIDE, SPACE.apart, _SIDE, 0)
        sums.setSpacing(SPACE.near)
        sums.addLayout(self.grid)
        sums.addWidget(self.verdict)
        sums.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(_SIDE, 0, _SIDE, SPACE.page)
        buttons.setSpacing(SPACE.near)
        buttons.addWidget(self.deposit)
        buttons.addWidget(self.adjust)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 0)
        column.setSpacing(SPACE.near)
        column.addWidget(Scrolled(inside), 1)
        column.addLayout(buttons)

    def _put(self, name: str, amount: str, title: str = "", *, shown: bool = True) -> None:
        for part, text in ((self.grid.titles[name], title), (self.grid.amounts[name], amount)):
            part.setVisible(shown)
            if text:
                part.setText(text)
        if name in self.grid.rules:
            self.grid.rules[name].setVisible(shown)


def _tone(account: Reconciliation) -> str:
    if account.difference is None:
        return "info"
    if account.difference == 0:
        return "success"
    return "notice" if account.is_explicable else "error"
