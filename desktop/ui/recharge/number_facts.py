"""The known facts of the number in the form: its owner, its last order, and an order that locks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.mobile import SELDOM_RECHARGEABLE, carried_to, operator_of
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_limits, about_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.mobile import Operator
    from desktop.domain.orders.order import Order
    from desktop.domain.orders.outcome import MobileInfo
    from desktop.domain.orders.request import Request
    from desktop.services.desk import Desk
    from desktop.ui.recharge.form import RechargeForm


class NumberFacts(QObject):
    """Asks as soon as a number is complete, and tells in the form what Enter would tell later. `tried_again` returns
    the number of the order that the form tries again for a mobile number, "" for none.
    """

    def __init__(self, form: RechargeForm, desk: Desk, tried_again: Callable[[str], str]) -> None:
        super().__init__(form)
        self._form = form
        self._desk = desk
        self._tried_again = tried_again
        self._owner: tuple[str, MobileInfo] | None = None
        self._owing: Order | None = None
        self._locked_by = ""
        form.numbers.completed.connect(self.learn_about)

    @property
    def locked_by(self) -> str:
        """The number of the order that locks the number in the form, "" for none."""
        return self._locked_by if self._form.is_locked else ""

    def learn_about(self, mobile: str) -> None:
        """Ask the platform and our own orders about a number."""
        self._desk.runtime.tasks.read("owner", self._look_up(mobile))
        self._desk.runtime.tasks.read("earlier", self._tell_earlier(mobile))

    def take(self, orders: list[Order]) -> None:
        """Release the number once the order that locked it has ended."""
        for order in orders:
            if order.order_no == self._locked_by and not order.is_open:
                self._unlock(order)

    def lock(self, order: Order) -> None:
        """This order locks its number: let none be placed for it, if it is in the form."""
        self._locked_by = order.order_no
        if self._form.number.digits == order.mobile:
            self._form.numbers.tell(order.mobile, about_counter.locked_before(order), "locked")
            self._form.lock(about_counter.locked(order))

    def carried_to(self, mobile: str) -> Operator | None:
        """The operator that a ported number was carried to; None if it was not, or that is not known."""
        known = self._known(mobile)
        return None if known is None else carried_to(known.original, known.current)

    def owner(self, mobile: str) -> str:
        """Operator and place according to the platform, "" if it has not answered for this number."""
        known = self._known(mobile)
        return "" if known is None else words.owner(known)

    def warning(self, mobile: str) -> str:
        """The warning that the form shows under this number, "" for none."""
        known, operator = self._known(mobile), operator_of(mobile)
        blocked = self._desk.orders.limiting.block_on(mobile)
        if blocked is not None:
            return about_limits.blocked(blocked)
        seldom = about_numbers.seldom_rechargeable(operator) if operator in SELDOM_RECHARGEABLE else ""
        return (about_numbers.carried(known) if known is not None else "") or seldom

    def owing(self, request: Request) -> str:
        """The warning that the shop still has cash for this number, "" if it has none or the request uses it."""
        owing = self._owing
        if owing is None or owing.mobile != request.mobile or owing.order_no == request.instead_of:
            return ""
        return about_counter.cash_is_here(owing)

    def _known(self, mobile: str) -> MobileInfo | None:
        return self._owner[1] if self._owner is not None and self._owner[0] == mobile else None

    async def _look_up(self, mobile: str) -> None:
        if self._desk.reachability.offline:
            self._desk.books.balance.probe()  # a customer is waiting
        info = await self._desk.orders.number_check.owner(mobile)
        if info is not None:
            self._owner = (mobile, info)
            self._form.numbers.show_owner(mobile, info)

    async def _tell_earlier(self, mobile: str) -> None:
        earlier = await self._desk.orders.ordering.earlier(mobile)
        if earlier.open_order is not None:
            if self._form.number.digits == mobile:
                self.lock(earlier.open_order)
            return
        if self._form.is_locked and self._form.number.digits == mobile:
            self._form.lock("")
            self._form.say("")
        self._owing = earlier.owing
        blocked = self._desk.orders.limiting.block_on(mobile)
        if blocked is not None:
            self._form.numbers.tell(mobile, about_limits.blocked(blocked), "notice")
        elif earlier.owing is not None and earlier.owing.order_no != self._tried_again(mobile):
            self._form.numbers.tell(mobile, about_counter.cash_is_here(earlier.owing), "notice")
        elif earlier.last is not None:
            self._form.numbers.tell(mobile, about_counter.last_time(earlier.last), "info")

    def _unlock(self, order: Order) -> None:
        self._locked_by = ""
        self._form.say("")
        if self._form.number.digits == order.mobile:
            self._form.lock("")
            self.learn_about(order.mobile)
