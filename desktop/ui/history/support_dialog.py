"""The dialog that records an order's end as told by the platform's support, beside all that the program knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.books.voucher import LONGEST_NAME
from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Verdict
from desktop.domain.orders.request import LONGEST_NOTE
from desktop.domain.plain_text import LONGEST_NUMBER, one_line
from desktop.domain.right import ForbiddenError
from desktop.services.desk import Desk
from desktop.services.orders.settling import Done, Evidence, Impossible, Unsaved
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.form import answers, fields_grid
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.widgets.scrolled import Scrolled, fit_scrolled
from desktop.ui.words import words
from desktop.ui.words.messages import about_desk, about_orders


class SupportDialog(QDialog):
    """Accepted once the end is saved."""

    def __init__(self, evidence: Evidence, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._order = evidence.order
        self._desk = desk
        self.setWindowTitle(self.tr("What the platform's support says"))
        self.setMinimumWidth(620)
        self.verdicts = {
            Verdict.ARRIVED: QRadioButton(self.tr("It arrived (&1)")),
            Verdict.REFUNDED: QRadioButton(self.tr("It failed, the shop's money is back (&2)")),
            Verdict.LOST: QRadioButton(self.tr("It failed, the shop's money does not come back (&3)")),
        }
        self.heard = line_for_words(longest=LONGEST_NOTE)
        self.heard.setPlaceholderText(self.tr("who said what, for example: Miss Li, refunded on 11-26"))
        self.by = line_for_words(desk.runtime.duty.actor.name, LONGEST_NAME)
        self.by.setReadOnly(bool(desk.runtime.duty.actor.id))  # it is who signed in
        self.wrong = label(role="error")
        self.wrong.setWordWrap(True)
        self.back = button(self.tr("Back (Esc)"))
        self.write = button(self.tr("Write it down"), "primary")
        self._lay_out(self._known(evidence))
        self.back.clicked.connect(self.reject)
        self.write.clicked.connect(self._write_down)
        fit_scrolled(self, self._middle)
        self.verdicts[Verdict.ARRIVED].setFocus()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict chosen; None at first."""
        return next((verdict for verdict, choice in self.verdicts.items() if choice.isChecked()), None)

    def _lay_out(self, known: Sequence[tuple[str, str]]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.near)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, SPACE.near, 0)
        inner.setSpacing(SPACE.near)
        inner.addWidget(label(grouped(self._order.mobile), "large"))
        inner.addLayout(_facts(known))
        explanation = label(about_orders.why_support(), "muted")
        explanation.setWordWrap(True)
        inner.addWidget(explanation)
        for choice in self.verdicts.values():
            inner.addWidget(choice)
        inner.addLayout(fields_grid(((self.tr("Their words"), self.heard), (self.tr("Heard by"), self.by))))
        inner.addStretch(1)
        self._middle = Scrolled(inside)
        column.addWidget(self._middle, 1)
        column.addWidget(self.wrong)
        column.addLayout(answers(self.back, self.write))

    def _known(self, evidence: Evidence) -> list[tuple[str, str]]:
        order = self._order
        sent = "–" if order.sent_at is None else words.full_moment(order.sent_at)
        return [
            (self.tr("Order"), f"{words.face(order.face)} · {words.order_word(order)}"),
            (self.tr("Sent at"), self.tr("{time} ({count} times)").format(time=sent, count=order.sends)),
            (self.tr("Platform no."), one_line(order.order_number, LONGEST_NUMBER) or self.tr("none")),
            (self.tr("Not found"), self.tr("{count} times").format(count=order.not_found)),
            (self.tr("Balance before"), self._balance(evidence.before)),
            (self.tr("Last balance"), self._balance(evidence.now)),
        ]

    def _balance(self, reading: BalanceReading | None) -> str:
        if reading is None:
            return self.tr("not known")
        return f"{words.yuan(reading.money)} ({words.moment(reading.read_at)})"

    def _write_down(self) -> None:
        verdict, heard = self.verdict, self.heard.text().strip()
        if verdict is None:
            self.wrong.setText(self.tr("How did it end? Choose one of the three."))
        elif not heard:
            self.wrong.setText(self.tr("Write down who said it, and what: later somebody will ask."))
            self.heard.setFocus()
        elif self.write.isEnabled():
            self.write.setEnabled(False)  # a second click must not record it twice
            self._desk.runtime.tasks.command("support", self._keep(verdict, heard))

    async def _keep(self, verdict: Verdict, heard: str) -> None:
        by = self.by.text().strip()
        settling, order_no = self._desk.orders.settling, self._order.order_no
        try:
            outcome = await with_permission(self._desk, self, lambda: settling.write_down(order_no, verdict, heard, by))
        except ForbiddenError:
            self.write.setEnabled(True)
            return
        if not self.isVisible():
            return
        match outcome:
            case Done():
                self.accept()
            case Impossible():
                self.wrong.setText(about_desk.changed_meanwhile())
            case Unsaved(reason):
                self.wrong.setText(about_desk.nothing_saved(reason))
                self.write.setEnabled(True)


def _facts(known: Sequence[tuple[str, str]]) -> QGridLayout:
    facts = QGridLayout()
    facts.setHorizontalSpacing(SPACE.apart)
    facts.setVerticalSpacing(SPACE.tight)
    for row, (name, text) in enumerate(known):
        facts.addWidget(label(name, "muted"), row, 0)
        value = label(text, selectable=True)
        value.setWordWrap(True)
        facts.addWidget(value, row, 1)
    facts.setColumnStretch(1, 1)
    return facts
