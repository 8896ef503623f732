"""Does what the clerk chose on an order's sheet, and says how it went."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.mobile import masked
from desktop.domain.orders.events import Event
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import CancelTaken, Contradiction, Declined, NoAnswer, OrderReport
from desktop.domain.orders.payment import CREDIT, LONGEST_PAYER
from desktop.domain.orders.takings import collected, debt, refund_payment
from desktop.domain.plain_text import one_line
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.payment.dialog import chosen_payment
from desktop.ui.recharge.acts import Act, cash_of
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.awaited import confirmed
from desktop.ui.widgets.plain import copy
from desktop.ui.words import words
from desktop.ui.words.dispute import dispute
from desktop.ui.words.event_words import event_detail, event_word, technical_detail
from desktop.ui.words.messages import about_desk, about_payment, about_platform


class OrderActing(QObject):
    """`say` shows a sentence about an order, named by its number, in the sheet. `cash_noted` is emitted once it is
    saved that the cash was returned.
    """

    cash_noted = Signal()

    def __init__(self, desk: Desk, say: Callable[[str, str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._say = say
        self._over = parent

    def do(self, order: Order, act: Act) -> None:
        """Do an act on an order as it is shown."""
        notebook, tasks = self._desk.orders.notebook, self._desk.runtime.tasks
        match act:
            case Act.ASK_NOW:
                tasks.command("ask now", self._ask_now(order))
            case Act.COPY:
                copy(dispute(order))
                self._say(self.tr("Copied."), order.order_no)
            case Act.SEEN_TO:
                self._keep(order, lambda: notebook.acknowledge(order), self.tr("Kept: you have seen to it."))
            case Act.CASH_RETURNED:
                done = self.tr("Kept: the customer has the cash.")
                self._keep(order, lambda: notebook.cash_returned(order, True), done, is_cash=True)
            case Act.NOT_RETURNED:
                done = self.tr("Kept: the cash is not returned yet.")
                self._keep(order, lambda: notebook.cash_returned(order, False), done)
            case Act.RETURN_OTHERWISE:
                tasks.read("payment", self._return_otherwise(order))
            case Act.PAY_OTHERWISE | Act.SETTLE_DEBT:
                tasks.read("payment", self._pay_otherwise(order))

    def cancel(self, order: Order) -> None:
        """Ask the clerk, then the platform to cancel the order."""
        self._desk.runtime.tasks.read("cancel question", self._ask_to_cancel(order))

    def copy_details(self, order: Order, events: list[Event]) -> None:
        """Copy all events with the technical reasons, for whoever maintains the program."""
        lines = [f"{one_line(order.order_no)} · {masked(order.mobile)} · {words.face(order.face)}"]
        for event in events:
            parts = (words.full_moment(event.at), event_word(event), event_detail(event), technical_detail(event))
            lines.append(" · ".join(part for part in parts if part))
        copy("\n".join(lines))
        self._say(self.tr("Copied, with the number masked: for whoever looks after the program."), order.order_no)

    def _keep(self, order: Order, work: Callable[[], Awaitable[Order]], done: str, *, is_cash: bool = False) -> None:
        keeping = self._kept(work, done, is_cash=is_cash)
        self._desk.runtime.tasks.command(f"keep {order.order_no}", keeping)

    async def _kept(self, work: Callable[[], Awaitable[Order]], done: str, *, is_cash: bool) -> None:
        try:
            written = await with_permission(self._desk, self._over, work)
        except NotKeptError as failed:
            self._say(about_desk.not_kept(str(failed)), "")
            return
        if is_cash and written.is_replaced:  # tried again meanwhile: no cash was noted
            self._say(about_desk.changed_meanwhile(), written.order_no)
            return
        self._say(done, written.order_no)
        if is_cash:
            self.cash_noted.emit()

    async def _return_otherwise(self, order: Order) -> None:
        text = self.tr("In which way did the customer get {amount} back?").format(amount=words.yuan(cash_of(order)))
        ways = [way for way in self._desk.orders.ordering.payments if way not in (CREDIT, refund_payment(order))]
        if not ways:
            self._say(about_payment.no_other_way(), order.order_no)
        chosen = await chosen_payment(self.tr("Returned in another way"), text, ways, self._over)
        if chosen is not None:
            notebook, done = self._desk.orders.notebook, self.tr("Kept: the customer has the money.")
            self._keep(order, lambda: notebook.cash_returned(order, True, chosen.payment), done, is_cash=True)

    async def _pay_otherwise(self, order: Order) -> None:
        if order.paid_with == CREDIT:
            title, text = self.tr("The customer pays"), self.tr("{payer} owes {amount}. In which way is it paid?")
            text = text.format(payer=one_line(order.payer, LONGEST_PAYER), amount=words.yuan(debt(order)))
        else:
            title, text = self.tr("Paid in another way"), self.tr("In which way did the customer pay {amount}?")
            text = text.format(amount=words.yuan(collected(order)))
        ways = [way for way in self._desk.orders.ordering.payments if way != order.paid_with]
        if not ways:
            self._say(about_payment.no_other_way(), order.order_no)
        chosen = await chosen_payment(title, text, ways, self._over)
        if chosen is not None:
            notebook = self._desk.orders.notebook
            self._keep(order, lambda: notebook.pay_otherwise(order, *chosen), self.tr("Kept."))

    async def _ask_now(self, order: Order) -> None:
        self._say(self.tr("Asking…"), order.order_no)
        outcome = await self._desk.orders.tracking.ask(order.order_no)
        match outcome:
            case None:
                self._say(about_desk.asked_already(), order.order_no)
            case OrderReport():
                text = self.tr("Answered at {time}.")
                self._say(text.format(time=words.moment(self._desk.runtime.clock.now())), order.order_no)
            case Declined():
                self._say(about_platform.said(outcome), order.order_no)
            case Contradiction() | NoAnswer():
                self._say(about_platform.trouble(outcome), order.order_no)

    async def _ask_to_cancel(self, order: Order) -> None:
        if await confirmed(
            self._over,
            self.tr("Cancel the order"),
            about_desk.may_arrive_all_the_same(),
            self.tr("Ask to cancel"),
            self.tr("Back"),
        ):
            self._desk.runtime.tasks.command("cancel", self._cancel(order))

    async def _cancel(self, order: Order) -> None:
        outcome = await with_permission(self._desk, self._over, lambda: self._desk.orders.ordering.cancel(order))
        match outcome:
            case CancelTaken():
                self._say(about_desk.cancel_taken(), order.order_no)
            case Declined():
                self._say(about_desk.not_cancelled(about_platform.said(outcome)), order.order_no)
            case NoAnswer():
                self._say(about_desk.cancel_unanswered(), order.order_no)
        await self._desk.orders.tracking.ask(order.order_no)
