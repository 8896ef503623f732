"""Does what the clerk chose on an order's sheet, and says how it went."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.mobile import masked
from desktop.domain.orders.events import Event
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import CancelTaken, Contradiction, Declined, NoAnswer, OrderReport
from desktop.domain.plain_text import one_line
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.recharge.acts import Act
from desktop.ui.widgets.awaited import confirmed
from desktop.ui.widgets.plain import copy
from desktop.ui.words import words
from desktop.ui.words.dispute import dispute
from desktop.ui.words.event_words import event_detail, event_word, technical_detail
from desktop.ui.words.messages import about_desk, about_platform


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
                self._keep(order, notebook.acknowledge(order), self.tr("Kept: you have seen to it."))
            case Act.CASH_RETURNED:
                done = self.tr("Kept: the customer has the cash.")
                self._keep(order, notebook.cash_returned(order, True), done, is_cash=True)
            case Act.NOT_RETURNED:
                done = self.tr("Kept: the cash is not returned yet.")
                self._keep(order, notebook.cash_returned(order, False), done)

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

    def _keep(self, order: Order, work: Coroutine[Any, Any, Order], done: str, *, is_cash: bool = False) -> None:
        keeping = self._kept(work, done, is_cash=is_cash)
        self._desk.runtime.tasks.command(f"keep {order.order_no}", keeping)

    async def _kept(self, work: Coroutine[Any, Any, Order], done: str, *, is_cash: bool) -> None:
        try:
            written = await work
        except NotKeptError as failed:
            self._say(about_desk.not_kept(str(failed)), "")
            return
        if is_cash and written.is_replaced:  # tried again meanwhile: no cash was noted
            self._say(about_desk.changed_meanwhile(), written.order_no)
            return
        self._say(done, written.order_no)
        if is_cash:
            self.cash_noted.emit()

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
        outcome = await self._desk.orders.ordering.cancel(order)
        match outcome:
            case CancelTaken():
                self._say(about_desk.cancel_taken(), order.order_no)
            case Declined():
                self._say(about_desk.not_cancelled(about_platform.said(outcome)), order.order_no)
            case NoAnswer():
                self._say(about_desk.cancel_unanswered(), order.order_no)
        await self._desk.orders.tracking.ask(order.order_no)
