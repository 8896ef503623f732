"""From the submitted form over the confirm sheet to the order, and the line that tells what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing
from desktop.services.orders.ordering import Locked, NotSaved, NotTriedAgain, Started
from desktop.services.orders.sending import Refused
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.awaited import shown
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_limits, about_numbers, about_orders, about_trying_again

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order
    from desktop.domain.orders.request import Request
    from desktop.services.desk import Desk
    from desktop.services.orders.ordering import Draft
    from desktop.ui.recharge.confirm_sheet import ConfirmSheet
    from desktop.ui.recharge.form import RechargeForm
    from desktop.ui.recharge.line_watch import LineWatch
    from desktop.ui.recharge.number_facts import NumberFacts
    from desktop.ui.recharge.trying_again import TryingAgain


class Confirming(QObject):
    """One sheet at a time: a second Enter must not replace the one that is being opened."""

    def __init__(self, form: RechargeForm, desk: Desk, facts: NumberFacts, line: LineWatch, again: TryingAgain) -> None:
        super().__init__(form)
        self._form = form
        self._desk = desk
        self._facts = facts
        self._line = line
        self._again = again
        self._opening = False
        self._said_of = ""
        self.last_placed = ""
        """The number of the order placed last, "" for none."""
        form.submitted.connect(self._check)

    def take(self, orders: list[Order]) -> None:
        """Tell what became of the order placed last, unless something else is said by now."""
        for order in orders:
            if order.order_no == self._said_of and self._form.result.is_of_order:
                self._say_of(order)

    def _check(self, request: Request) -> None:
        if not self._opening:
            self._opening = True
            self._desk.runtime.tasks.read("confirm", self._until_checked(request))

    async def _until_checked(self, request: Request) -> None:
        try:
            await self._confirm(request)
        finally:
            self._opening = False

    async def _confirm(self, request: Request) -> None:
        from desktop.ui.recharge.confirm_sheet import ConfirmSheet

        mobile, ordering = request.mobile, self._desk.orders.ordering
        carried_to, again = self._facts.carried_to(mobile), self._again.order_no_for(mobile)
        request = request._replace(carried_to=carried_to, instead_of=again)
        draft = await ordering.prepare(request)
        if isinstance(draft, Locked):
            self._say_locked(draft)
            return
        owner = self._facts.owner(mobile)
        cautions = [about_limits.caution(one) for one in await self._desk.orders.limiting.cautions(request)]
        warnings = cautions + self._warnings(request)
        sheet = ConfirmSheet(draft, owner, warnings, ordering.payments, self._form)
        self._line.watch(sheet)
        # The key press itself places the order: a window that closes at this moment must not lose a confirmed order.
        sheet.accepted.connect(
            lambda: self._desk.runtime.tasks.command(f"place {draft.order_no}", self._place(sheet.confirmed))
        )
        self._desk.runtime.tasks.read("objection", self._object(sheet, request))
        try:
            await shown(sheet)
        finally:
            self._desk.runtime.tasks.drop("objection")
        self._form.number.setFocus()

    def _warnings(self, request: Request) -> list[str]:
        """All that the clerk should know before confirming, the most serious last."""
        slow = about_numbers.slow_warning() if request.speed is Speed.SLOW else ""
        told = (slow, self._facts.warning(request.mobile), self._facts.owing(request), *self._line.warnings(request))
        return [warning for warning in told if warning]

    async def _object(self, sheet: ConfirmSheet, request: Request) -> None:
        objection = await self._desk.orders.number_check.objection(request.mobile, request.face, request.speed)
        if objection is not None:
            sheet.show_objection(objection)

    async def _place(self, draft: Draft) -> None:
        ordering = self._desk.orders.ordering
        outcome = await with_permission(self._desk, self._form, lambda: ordering.place(draft))
        self._said_of = ""
        match outcome:
            case Started(order):
                self._form.clear()
                self._said_of = self.last_placed = order.order_no
                self._say_of(order)
            case Locked() as locked:
                self._say_locked(locked)
            case NotTriedAgain():
                self._again.end(about_trying_again.changed())
            case NotSaved(reason, listed):
                if listed:
                    self._form.clear()
                self._form.say(about_counter.not_ordered(reason, listed=listed), "error")
            case Refused(refusal):
                self._line.refuse(refusal)

    def _say_of(self, order: Order) -> None:
        """Show the order placed last in the card under the form, which thus never says more than is known."""
        what = f"{grouped(order.mobile)} · {words.face(order.face)}\n{words.order_word(order)}"
        tone = "success" if order.standing is Standing.SUCCESS else "muted"
        if order.standing in (Standing.REJECTED, Standing.NOT_SENT, Standing.UNKNOWN, Standing.CHECKING):
            what = f"{what}\n{about_orders.advice(order)}"
        if order.awaits_word or order.standing in (Standing.UNKNOWN, Standing.CHECKING):
            tone = "error"
        self._form.say(what, tone, of_order=True)

    def _say_locked(self, locked: Locked) -> None:
        self._said_of = ""
        self._facts.lock(locked.order)
        self._form.say(about_counter.locked(locked.order), "error")
