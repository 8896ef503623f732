"""The recharge tab: connects the form, the confirm sheet and the running orders to the services.

It is created before the services: modules that only they need are imported on use.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.look.density import REGULAR
from desktop.ui.recharge.action_list import ActionList
from desktop.ui.recharge.columns import Columns
from desktop.ui.recharge.form import RechargeForm
from desktop.ui.words.messages import about_counter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.orders.first_page import FirstPage
    from desktop.domain.orders.offer import Offer
    from desktop.domain.orders.order import Order
    from desktop.services.desk import Desk
    from desktop.services.history.customers import Customer
    from desktop.ui.look.density import Density
    from desktop.ui.recharge.acting import Acting
    from desktop.ui.recharge.acts import Act
    from desktop.ui.recharge.confirming import Confirming
    from desktop.ui.recharge.number_facts import NumberFacts
    from desktop.ui.recharge.order_dock import OrderDock
    from desktop.ui.recharge.trying_again import TryingAgain
    from desktop.ui.widgets.bridge import Bridge
    from desktop.ui.widgets.undo_key import UndoKey


_MOST_SUGGESTED = 4


class RechargeTab(QWidget):
    """The clerk's main place of work. `order_opened` carries the number of the order whose sheet to open; a wide window
    shows it in a third column instead. `receipt_wanted` carries the number of an order.

    Until `open` it shows the first page and accepts input; a submitted form waits for the services.
    """

    order_opened = Signal(str)
    receipt_wanted = Signal(str)

    _desk: Desk
    _acting: Acting
    _again: TryingAgain
    _facts: NumberFacts
    _confirming: Confirming
    """All set by `open`."""

    def __init__(self, offers: tuple[Offer, ...], page: FirstPage, *, slow_allowed: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self._submitted_early = self._is_open = False
        self._bridge: Bridge | None = None
        self._undo_key: UndoKey | None = None
        """Created with the first act that can be taken back."""
        self.dock: OrderDock | None = None
        """Built when the window is wide and the services are there."""
        self.form = RechargeForm(offers, slow_allowed=slow_allowed)
        self.action_list = ActionList(time.time)
        self._columns = Columns(self.form, self.action_list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)
        self.set_density(REGULAR)
        self.action_list.rows.show([one.order for one in page.unconfirmed_orders] + list(page.on_desk))
        self.action_list.rows.plan(page.unconfirmed_orders)
        self.form.submitted.connect(self._wait)
        self.form.number.digits_changed.connect(self._wait_no_longer)
        self.action_list.acted.connect(self._act_early)
        self.action_list.left.connect(self.form.number.setFocus)
        self.action_list.typed.connect(self.form.type_digit)
        self.action_list.keyboard.connect(self._fill_button)
        for key, go in (("F2", self.form.number.setFocus), ("F4", self._go_to_orders)):
            QShortcut(QKeySequence(key), self).activated.connect(go)
        self.action_list.undo.offered.connect(self._offer_undo)

    def open(self, desk: Desk, bridge: Bridge) -> None:
        """Connect to the services, and continue with a request that waits for them."""
        from desktop.ui.recharge.acting import Acting
        from desktop.ui.recharge.confirming import Confirming
        from desktop.ui.recharge.line_watch import LineWatch
        from desktop.ui.recharge.number_facts import NumberFacts
        from desktop.ui.recharge.trying_again import TryingAgain

        self._desk = desk
        self._bridge = bridge
        self.action_list.acted.disconnect(self._act_early)
        self._acting = Acting(self.action_list, desk, self.form.say)
        self._acting.order_opened.connect(self._open_order)
        self._again = TryingAgain(self.form)
        self._acting.tried_again.connect(self._again.begin)
        self.form.submitted.disconnect(self._wait)
        self._facts = NumberFacts(self.form, desk, self._again.order_no_for)
        self._acting.tried_again.connect(lambda order: self._facts.learn_about(order.mobile))
        line = LineWatch(self.form, desk, bridge)
        self._confirming = Confirming(self.form, desk, self._facts, line, self._again)
        self._is_open = True
        bridge.orders_changed.connect(self._take)
        desk.runtime.tasks.read("desk", self._acting.refresh())
        self._fill_dock()
        self._go_on()

    def _offer_undo(self, offered: bool) -> None:
        if self._undo_key is None:
            from desktop.ui.widgets.undo_key import UndoKey

            self._undo_key = UndoKey(self, self.action_list.undo.take_back)
        self._undo_key.set_on(offered)

    def try_again(self, order: Order) -> None:
        """Fill the form with an order that ended without a trace."""
        from desktop.ui.recharge.acts import Act

        self._acting.act(order, Act.TRY_AGAIN)

    def suggest_customers(self, wanted: bool) -> None:
        """Switch the suggestions of recent customers on or off."""
        if wanted and self.form.numbers.suggest is None:
            self._desk.runtime.tasks.read("customers", self._desk.history.customers.load())
        self.form.numbers.suggest = self._recent_customers if wanted else None

    def _recent_customers(self, digits: str) -> Sequence[Customer]:
        return self._desk.history.customers.like(digits, _MOST_SUGGESTED)

    @property
    def chosen_no(self) -> str:
        """The number of the order that the keyboard is on, otherwise of the one placed last; "" for none."""
        if self.dock is not None and self.dock.has_keyboard:
            return self.dock.shown_no
        chosen = self.action_list.chosen_no if self.action_list.hasFocus() else ""
        return chosen or (self._confirming.last_placed if self._is_open else "")

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._density = density
        self.form.set_density(density)
        self.action_list.set_density(density)
        self._columns.set_density(density)
        self._fill_dock()

    def _fill_dock(self) -> None:
        """Build the third column when it is first wanted."""
        if not self._density.wide or self._bridge is None:
            return
        if self.dock is None:
            from desktop.ui.recharge.order_dock import OrderDock

            self.dock = OrderDock(self.action_list, self._desk, self._bridge)
            self._columns.order.fill_with(self.dock)
            self.dock.acted.connect(self._acting.act)
            self.dock.receipt_wanted.connect(self.receipt_wanted)
            self.dock.keyboard.connect(self._fill_button)
        self.dock.refresh()

    def _open_order(self, order_no: str) -> None:
        if self.dock is not None and self._density.wide:
            self.dock.enter(order_no)
        else:
            self.order_opened.emit(order_no)

    def _fill_button(self, _there: bool) -> None:
        """Fill the main button unless keys go to the orders."""
        elsewhere = self.action_list.hasFocus() or (self.dock is not None and self.dock.has_keyboard)
        self.form.fill_button(not elsewhere)

    def _act_early(self, order: Order, act: Act) -> None:
        """Before the services are there, an order can only be opened."""
        from desktop.ui.recharge.acts import Act

        if act is Act.OPEN:
            self.order_opened.emit(order.order_no)
        else:
            self.form.say(about_counter.starting())

    def _wait(self) -> None:
        self._submitted_early = True
        self.form.say(about_counter.starting())

    def _wait_no_longer(self, _digits: str) -> None:
        self._submitted_early = False

    def _go_on(self) -> None:
        """Submit what was submitted before the services were available, or look the number up."""
        if self._submitted_early:
            self.form.say("")
            self.form.submit()
        elif self.form.numbers.number:
            self._facts.learn_about(self.form.numbers.number)

    def _take(self, orders: list[Order]) -> None:
        for one in (self._acting, self._again, self._confirming, self._facts):
            one.take(orders)

    def _go_to_orders(self) -> None:
        """Go to the order that locks the number in the field, or to the first one."""
        self.action_list.setFocus()
        if self._is_open and self._facts.locked_by:
            self.action_list.choose(self._facts.locked_by)
