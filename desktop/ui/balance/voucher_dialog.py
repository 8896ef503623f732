"""The dialog in which the owner records a deposit or adjusts the books."""

from __future__ import annotations

import time
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.books.voucher import (
    LONGEST_NAME,
    LONGEST_REASON,
    Voucher,
    VoucherProblem,
    adjustment_problem,
    deposit_problem,
)
from desktop.domain.money import fen_typed, yuan_text
from desktop.domain.plain_text import one_line
from desktop.domain.right import ForbiddenError
from desktop.services.books.bookkeeping import NotBookedError
from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.form import answers, fields_grid
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.words.messages import about_balance

_PATTERNS = ("%Y-%m-%d %H:%M", "%Y-%m-%d")


class VoucherKind(StrEnum):
    DEPOSIT = "deposit"
    ADJUSTMENT = "adjustment"


class VoucherDialog(QDialog):
    """`amount` is proposed (fen, 0 for none). Accepted once the entry is saved."""

    def __init__(self, kind: VoucherKind, amount: int, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._desk = desk
        is_deposit = kind is VoucherKind.DEPOSIT
        self.setWindowTitle(self.tr("Deposit") if is_deposit else self.tr("Adjust the books"))
        self.setMinimumWidth(560)
        self.amount = QLineEdit(yuan_text(amount).replace(",", "") if amount else "")
        self.paid_at = QLineEdit(time.strftime(_PATTERNS[0], time.localtime(desk.runtime.clock.now())))
        self.reason = line_for_words(longest=LONGEST_REASON)
        self.by = line_for_words(desk.runtime.duty.actor.name, LONGEST_NAME)
        self.by.setReadOnly(bool(desk.runtime.duty.actor.id))  # it is who signed in
        self.wrong = label(role="error")
        self.wrong.setWordWrap(True)
        self.wrong.setMinimumHeight(44)
        self.back = button(self.tr("Back (Esc)"))
        self.book = button(self.tr("Write it down (Enter)"), "primary")
        self._lay_out(is_deposit=is_deposit)
        self.back.clicked.connect(self.reject)
        self.book.clicked.connect(self._book)
        fit(self)
        self.amount.setFocus()
        self.amount.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._book()
            return
        super().keyPressEvent(event)

    def _lay_out(self, *, is_deposit: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        if is_deposit:
            text = self.tr("What you have paid the platform. This only writes it down: no money moves.")
        else:
            text = self.tr(
                "For what nobody can explain: the books then expect so much more (or less, with a minus). "
                "This only writes it down: no money moves."
            )
        explanation = label(text, "muted")
        explanation.setWordWrap(True)
        column.addWidget(explanation)
        rows: list[tuple[str, QWidget]] = [(self.tr("Amount in yuan"), self.amount)]
        if is_deposit:
            rows.append((self.tr("Paid at"), self.paid_at))
        rows += [(self.tr("Note") if is_deposit else self.tr("Reason"), self.reason), (self.tr("By"), self.by)]
        grid = fields_grid(rows)
        grid.setHorizontalSpacing(SPACE.apart)
        grid.setVerticalSpacing(SPACE.near)
        column.addLayout(grid)
        column.addWidget(self.wrong)
        column.addLayout(answers(self.back, self.book))

    def _voucher(self) -> Voucher:
        paid_at = _moment(self.paid_at.text()) if self._kind is VoucherKind.DEPOSIT else None
        return Voucher(paid_at, one_line(self.reason.text(), LONGEST_REASON), one_line(self.by.text(), LONGEST_NAME))

    def _book(self) -> None:
        if not self.book.isEnabled():
            return
        amount, voucher = fen_typed(self.amount.text()), self._voucher()
        if self._kind is VoucherKind.DEPOSIT:
            problem = deposit_problem(amount, voucher, self._desk.runtime.clock.now())
        else:
            problem = adjustment_problem(amount, voucher)
        if problem is not None or amount is None:
            self._refuse(problem or VoucherProblem.NO_AMOUNT)
            return
        self.book.setEnabled(False)  # a second Enter must not record it twice
        self._desk.runtime.tasks.command("voucher", self._write_down(amount, voucher))

    async def _write_down(self, amount: int, voucher: Voucher) -> None:
        try:
            book = self._desk.books.bookkeeping
            write = book.deposit if self._kind is VoucherKind.DEPOSIT else book.adjust
            await with_permission(self._desk, self, lambda: write(amount, voucher))
        except ForbiddenError:
            self.book.setEnabled(True)
        except NotBookedError:
            if self.isVisible():
                self.wrong.setText(about_balance.not_booked())
                self.book.setEnabled(True)
        else:
            if self.isVisible():
                self.accept()

    def _refuse(self, problem: VoucherProblem) -> None:
        self.wrong.setText(about_balance.wrong_voucher(problem))
        field = self.amount
        if problem in (VoucherProblem.NO_DATE, VoucherProblem.IN_THE_FUTURE, VoucherProblem.TOO_LONG_AGO):
            field = self.paid_at
        elif problem is VoucherProblem.NO_REASON:
            field = self.reason
        field.setFocus()
        field.selectAll()


def _moment(text: str) -> float | None:
    """Parse a typed local time, also in full-width characters, to unix seconds; None if it is not a time."""
    plain = " ".join(text.replace("：", ":").replace("－", "-").replace("/", "-").split())
    for pattern in _PATTERNS:
        try:
            return time.mktime(time.strptime(plain, pattern))
        except (ValueError, OverflowError):
            continue
    return None
