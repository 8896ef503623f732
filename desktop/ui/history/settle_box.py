"""The part of an unconfirmed order's sheet with the evidence so far and the clerk's two decisions."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.books.charge import CannotTell, Doubt, Finding
from desktop.domain.mobile import grouped
from desktop.domain.orders.order import NOT_FOUND_COUNTS_AFTER_S, NOT_FOUNDS_NEEDED, Order, State
from desktop.domain.orders.outcome import Contradiction, NoAnswer
from desktop.services.desk import Desk
from desktop.services.orders.sending import Refused
from desktop.services.orders.settling import Delay, Done, Evidence, Impossible, NoEvidence, Unsaved
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.awaited import confirmed
from desktop.ui.widgets.build import button, label
from desktop.ui.words import words
from desktop.ui.words.messages import about_access, about_balance, about_desk, about_platform


class SettleBox(QWidget):
    """Shown for unknown orders of this account only. `say` shows a sentence about an order, named by its number, in the
    sheet.
    """

    def __init__(self, desk: Desk, say: Callable[[str, str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._tell = say
        self._order: Order | None = None
        self.progress = label()
        self.progress.setWordWrap(True)
        self.send_again = button(self.tr("Send again…"))
        self.close_order = button(self.tr("Close by hand…"))
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        row.addWidget(self.send_again)
        row.addWidget(self.close_order)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress)
        column.addLayout(row)
        self.send_again.clicked.connect(
            lambda: desk.runtime.tasks.read("settle", self._decide(self._ask_to_send_again))
        )
        self.close_order.clicked.connect(lambda: desk.runtime.tasks.read("settle", self._decide(self._ask_to_close)))

    def show_order(self, order: Order) -> None:
        """Show the decisions possible for this order now."""
        self._order = order
        ours = order.store_id == self._desk.orders.store_id
        self.setVisible(order.state is State.UNKNOWN and ours)
        now = self._desk.runtime.clock.now()
        self.send_again.setEnabled(order.may_be_sent_again(now))
        self.close_order.setEnabled(order.may_be_closed(now))
        self.progress.setText(self._progress_text(order))

    def _progress_text(self, order: Order) -> str:
        if order.may_be_settled:
            text = self.tr("The platform does not find it ({count} answers), while other questions succeed.")
            return text.format(count=order.not_found)
        text = self.tr(
            "It may be sent again or closed only after the platform did not find it {needed} times, while other "
            "questions succeed, from {time} on. So far: {count}."
        )
        time = words.minute(self._desk.orders.settling.counts_from(order))
        progress = text.format(count=order.not_found, needed=NOT_FOUNDS_NEEDED, time=time)
        return f"{progress}\n{why}" if (why := self._delay_text(order)) else progress

    def _delay_text(self, order: Order) -> str:
        match self._desk.orders.settling.delayed_by(order):
            case None:
                return ""
            case Delay.CLOCK:
                return self.tr("This time has moved: the computer slept, or its clock was set.")
            case Delay.RESTARTED:
                text = self.tr(
                    "This time has moved: the program was started at {time}, and only what it saw itself is certain, "
                    "so the wait of {minutes} minutes began anew."
                )
                began = self._desk.orders.settling.counts_from(order) - NOT_FOUND_COUNTS_AFTER_S
                return text.format(time=words.minute(began), minutes=round(NOT_FOUND_COUNTS_AFTER_S / 60))

    async def _decide(self, ask: Callable[[Evidence], Coroutine[Any, Any, None]]) -> None:
        assert self._order is not None
        order_no = self._order.order_no
        self._tell(self.tr("Asking about the order and the balance…"), order_no)
        evidence = await self._desk.orders.settling.evidence(order_no)
        match evidence:
            case _ if evidence.order.state is not State.UNKNOWN:
                text = self.tr("Meanwhile its result is known: {status}.")
                self._tell(text.format(status=words.order_word(evidence.order)), order_no)
            case Evidence():
                self._tell("", order_no)
                await ask(evidence)
            case NoEvidence(_, Contradiction() | NoAnswer() as trouble):
                text = self.tr("Nothing can be decided without an answer. {why}")
                self._tell(text.format(why=about_platform.trouble(trouble)), order_no)
            case NoEvidence():
                self._tell(about_desk.asked_already(), order_no)

    async def _ask_to_send_again(self, evidence: Evidence) -> None:
        order = evidence.order
        text = self.tr(
            "{number}, {face}. The platform says “{words}” ({count} times), while other questions succeed.\n\n"
            "{finding}\n\nIt is sent under the same order no. {order_no}."
        ).format(
            number=grouped(order.mobile),
            face=words.face(order.face),
            words=words.said(order.declined),
            count=order.not_found,
            finding=about_balance.of_charge(await self._finding(evidence)),
            order_no=order.order_no,
        )
        title, action = self.tr("Send again"), self.tr("Send again")
        if await confirmed(self, title, text, action, self.tr("Back")):
            self._desk.runtime.tasks.command("send again", self._send_again(order))

    async def _finding(self, evidence: Evidence) -> Finding:
        if evidence.now is None:
            return CannotTell(Doubt.NO_READING)
        return await self._desk.books.bookkeeping.charge_of(evidence.order, evidence.before)

    async def _ask_to_close(self, evidence: Evidence) -> None:
        order = evidence.order
        text = self.tr(
            "{number}, {face}: close this order as not taken?\n\n"
            "Balance before this order: {before}\nBalance now: {now}\n\n"
            "The number is free for new orders then. Return the cash. If the order turns up after all, its result is "
            "shown."
        ).format(
            number=grouped(order.mobile),
            face=words.face(order.face),
            before=self._reading_text(evidence.before),
            now=self._reading_text(evidence.now),
        )
        title, action = self.tr("Close by hand"), self.tr("Close the order")
        if await confirmed(self, title, text, action, self.tr("Back")):
            self._desk.runtime.tasks.command("close order", self._close(order))

    async def _send_again(self, order: Order) -> None:
        settling = self._desk.orders.settling
        outcome = await with_permission(self._desk, self, lambda: settling.send_again(order.order_no))
        self._say_outcome(order, outcome, self.tr("Sent again, under the same order no."))

    async def _close(self, order: Order) -> None:
        outcome = await with_permission(self._desk, self, lambda: self._desk.orders.settling.close(order.order_no))
        self._say_outcome(order, outcome, self.tr("Closed."))

    def _say_outcome(self, order: Order, outcome: Done | Impossible | Unsaved | Refused, done: str) -> None:
        match outcome:
            case Done():
                self._tell(done, order.order_no)
            case Impossible():
                self._tell(about_desk.changed_meanwhile(), order.order_no)
            case Unsaved(reason):
                self._tell(about_desk.nothing_saved(reason), "")
            case Refused(refusal):
                self._tell(about_access.nothing_sent(refusal), "")

    def _reading_text(self, reading: BalanceReading | None) -> str:
        if reading is None:
            return self.tr("not known")
        return f"{words.yuan(reading.money)} ({words.moment(reading.read_at)})"
