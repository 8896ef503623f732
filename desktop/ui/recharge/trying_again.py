"""The order that the form tries again, from the key on that order until the form belongs to another customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.orders.request import LONGEST_NOTE
from desktop.domain.plain_text import one_line
from desktop.ui.words.messages import about_trying_again

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.orders.order import Order
    from desktop.ui.recharge.form import RechargeForm


class TryingAgain(QObject):
    """Until the new order is placed nothing happens to the old one. Any other number in the form ends it."""

    def __init__(self, form: RechargeForm) -> None:
        super().__init__(form)
        self._form = form
        self._order: Order | None = None
        form.number.digits_changed.connect(self._look_at)
        form.price_changed.connect(self._say)

    def begin(self, order: Order) -> None:
        """Fill the form with an order, at today's price, and give it the keyboard. A face value that is not sold any
        more is not replaced by another.
        """
        self._order = None
        self._form.fill(order.mobile)
        self._form.picker.forget()
        self._form.picker.choose_speed(order.speed)
        self._form.picker.choose(order.face)
        self._form.note.setText(one_line(order.note, LONGEST_NOTE))
        self._order = order
        self._form.count_paid(order.price)
        self._say()

    def order_no_for(self, mobile: str) -> str:
        """The number of the order that a request for this mobile number tries again, "" for none."""
        return self._order.order_no if self._order is not None and self._order.mobile == mobile else ""

    def take(self, orders: Iterable[Order]) -> None:
        """End it if the order has changed so that it does not await it any more."""
        for order in orders:
            if self._order is not None and order.order_no == self._order.order_no and not order.may_be_tried_again:
                if order.retried_as:
                    self._forget()
                else:
                    self.end(about_trying_again.withdrawn(order))

    def end(self, text: str = "") -> None:
        """From now on the form is for a new order; `text` says why."""
        self._forget()
        self._form.say(text, "error" if text else "muted")

    def _forget(self) -> None:
        self._order = None
        self._form.count_paid(0)

    def _look_at(self, digits: str) -> None:
        if self._order is not None and digits != self._order.mobile:
            self.end()

    def _say(self) -> None:
        if self._order is None:
            return
        picker, order = self._form.picker, self._order
        if picker.offer is None:
            sold = picker.sells(order.face)
            self._form.say("" if sold else about_trying_again.face_not_sold(order), "muted" if sold else "error")
            return
        slow_ended = order.speed != picker.speed and not picker.slow_allowed
        text = about_trying_again.instead_of(order, picker.offer.price(picker.speed))
        self._form.say(f"{text} {about_trying_again.slow_not_sold()}" if slow_ended else text, "muted")
