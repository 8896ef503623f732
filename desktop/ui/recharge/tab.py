"""The recharge tab: connects the form, the confirm sheet and the running orders to the services.

It is created before the services: modules that only they need are imported on use.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.mobile import SELDOM_RECHARGEABLE, carried_to, operator_of
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing
from desktop.ui.look.density import REGULAR
from desktop.ui.recharge.action_list import ActionList
from desktop.ui.recharge.form import RechargeForm
from desktop.ui.widgets.card import SPREAD, Card
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_numbers, about_orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.mobile import Operator
    from desktop.domain.orders.first_page import FirstPage
    from desktop.domain.orders.offer import Offer
    from desktop.domain.orders.order import Order
    from desktop.domain.orders.outcome import MobileInfo
    from desktop.domain.orders.request import Request
    from desktop.services.desk import Desk
    from desktop.services.history.customers import Customer
    from desktop.services.orders.ordering import Draft, Locked
    from desktop.ui.look.density import Density
    from desktop.ui.recharge.acting import Acting
    from desktop.ui.recharge.acts import Act
    from desktop.ui.recharge.confirm_sheet import ConfirmSheet
    from desktop.ui.recharge.line_watch import LineWatch
    from desktop.ui.recharge.order_dock import OrderDock
    from desktop.ui.recharge.trying_again import TryingAgain
    from desktop.ui.widgets.bridge import Bridge


_MOST_SUGGESTED = 4
_MOST_WIDE = 16_777_215
"""Qt's own limit of a width: none."""


class RechargeTab(QWidget):
    """The clerk's main place of work. `order_opened` carries the number of the order whose sheet to open; a wide window
    shows it in a third column instead. `receipt_wanted` carries the number of an order.

    Until `open` it shows the first page and accepts input; a submitted form waits for the services.
    """

    order_opened = Signal(str)
    receipt_wanted = Signal(str)

    _desk: Desk
    _acting: Acting
    _line: LineWatch
    _again: TryingAgain
    """All set by `open`."""

    def __init__(self, offers: tuple[Offer, ...], page: FirstPage, *, slow_allowed: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self._submitted_early = self._checking = False
        self._owner: tuple[str, MobileInfo] | None = None
        self._said_of = ""
        self._last_placed = self._locked_by = ""
        self._bridge: Bridge | None = None
        self.dock: OrderDock | None = None
        """Built when the window is wide and the services are there."""
        self.form = RechargeForm(offers, slow_allowed=slow_allowed)
        self.action_list = ActionList(time.time)
        self._lay_out()
        self.action_list.rows.show([one.order for one in page.unconfirmed_orders] + list(page.on_desk))
        self.action_list.rows.plan(page.unconfirmed_orders)
        self.form.submitted.connect(self._wait)
        self.form.number.digits_changed.connect(self._next_customer)
        self.action_list.acted.connect(self._act_early)
        self.action_list.left.connect(self.form.number.setFocus)
        self.action_list.typed.connect(self.form.type_digit)
        self.action_list.keyboard.connect(self._fill_button)
        for key, go in (("F2", self.form.number.setFocus), ("F4", self._go_to_orders)):
            QShortcut(QKeySequence(key), self).activated.connect(go)
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.setEnabled(False)
        undo.activated.connect(self.action_list.undo.take_back)
        self.form.number.undo_pressed.connect(self.action_list.undo.take_back)
        self.action_list.undo.offered.connect(undo.setEnabled)

    def open(self, desk: Desk, bridge: Bridge) -> None:
        """Connect to the services, and continue with a request that waits for them."""
        from desktop.ui.recharge.acting import Acting
        from desktop.ui.recharge.line_watch import LineWatch
        from desktop.ui.recharge.trying_again import TryingAgain

        self._desk = desk
        self._bridge = bridge
        self.action_list.acted.disconnect(self._act_early)
        self._acting = Acting(self.action_list, desk, self.form.say)
        self._acting.order_opened.connect(self._open_order)
        self._again = TryingAgain(self.form)
        self._acting.tried_again.connect(self._again.begin)
        self.form.submitted.disconnect(self._wait)
        self.form.submitted.connect(self._check)
        self.form.numbers.completed.connect(self._learn_about)
        bridge.orders_changed.connect(self._take)
        self._line = LineWatch(self.form, desk, bridge)
        desk.runtime.tasks.read("desk", self._acting.refresh())
        self._fill_dock()
        self._go_on()

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
        return (self.action_list.chosen_no if self.action_list.hasFocus() else "") or self._last_placed

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._row.setContentsMargins(density.side, density.top, density.side, density.side - SPREAD)
        self._row.setSpacing(density.side)
        self._left.setSpacing(density.side - SPREAD)
        self.form.set_density(density)
        self.action_list.set_density(density)
        self._density = density
        self._dock_card.setVisible(density.wide)
        self._fill_dock()
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """The form gives way to the list down to its least width."""
        density = self._density
        if density.wide:
            self._share_between_three(self.width() - 4 * density.side)
            return
        self._list_card.setMaximumWidth(_MOST_WIDE)
        room = self.width() - 3 * density.side - density.list_least
        form = max(density.form_least, min(density.form_most, room))
        self.form.setFixedWidth(form)
        self.form.result.setMaximumWidth(form)

    def _share_between_three(self, room: int) -> None:
        """Form, list and order as wide as they may be; what is left is at both sides."""
        density = self._density
        form = max(density.form_least, min(density.form_most, room - density.list_least - density.order_least))
        listed = max(density.list_least, min(density.column_most, room - form - density.order_least))
        order = min(density.column_most, room - form - listed)
        for column, wide in (
            (self.form, form),
            (self.form.result, form),
            (self._list_card, listed),
            (self._dock_card, order),
        ):
            column.setMinimumWidth(0)  # a fixed one would keep the window as wide
            column.setMaximumWidth(wide)
        side = density.side + max(0, room - form - listed - order) // 2
        self._row.setContentsMargins(side, density.top, side, density.side - SPREAD)

    def _fill_dock(self) -> None:
        """Build the third column when it is first wanted."""
        if not self._density.wide or self._bridge is None:
            return
        if self.dock is None:
            from desktop.ui.recharge.order_dock import OrderDock

            self.dock = OrderDock(self.action_list, self._desk, self._bridge)
            self._dock_card.fill_with(self.dock)
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

    def _go_on(self) -> None:
        """Submit what was submitted before the services were available, or look the number up."""
        if self._submitted_early:
            self.form.say("")
            self.form.submit()
        elif self.form.numbers.number:
            self._learn_about(self.form.numbers.number)

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout(self)
        left = self._left = QVBoxLayout()
        left.addWidget(self.form)
        left.addWidget(self.form.result)
        left.addStretch(1)
        row.addLayout(left)
        card = self._list_card = Card()
        card.fill_with(self.action_list)
        row.addWidget(card, 1)
        self._dock_card = Card()
        self._dock_card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        row.addWidget(self._dock_card)
        self.set_density(REGULAR)

    def _take(self, orders: list[Order]) -> None:
        self._acting.take(orders)
        self._again.take(orders)
        for order in orders:
            if order.order_no == self._said_of:
                self._say_of(order)
            if order.order_no == self._locked_by and not order.is_open:
                self._unlock(order)

    def _go_to_orders(self) -> None:
        """Go to the order that locks the number in the field, or to the first one."""
        self.action_list.setFocus()
        if self._locked_by and self.form.is_locked:
            self.action_list.choose(self._locked_by)

    def _learn_about(self, mobile: str) -> None:
        self._desk.runtime.tasks.read("owner", self._look_up(mobile))
        self._desk.runtime.tasks.read("earlier", self._tell_earlier(mobile))

    async def _tell_earlier(self, mobile: str) -> None:
        """Say now what Enter would say later."""
        earlier = await self._desk.orders.ordering.earlier(mobile)
        if earlier.open_order is not None:
            self._lock(earlier.open_order)
            return
        if self.form.is_locked and self.form.number.digits == mobile:
            self.form.lock("")
            self.form.say("")
        if earlier.last is not None:
            self.form.numbers.tell(mobile, about_counter.last_time(earlier.last), "info")

    def _lock(self, order: Order) -> None:
        if self.form.number.digits == order.mobile:
            self._locked_by = order.order_no
            self.form.numbers.tell(order.mobile, about_counter.locked_before(order), "locked")
            self.form.lock(about_counter.locked(order))

    def _unlock(self, order: Order) -> None:
        """The order that locked the number has ended."""
        self._locked_by = ""
        self.form.say("")
        if self.form.number.digits == order.mobile:
            self.form.lock("")
            self._learn_about(order.mobile)

    async def _look_up(self, mobile: str) -> None:
        if self._desk.reachability.offline:
            self._desk.books.balance.probe()  # a customer is waiting
        info = await self._desk.orders.number_check.owner(mobile)
        if info is not None:
            self._owner = (mobile, info)
            self.form.numbers.show_owner(mobile, info)

    def _check(self, request: Request) -> None:
        """Open the confirm sheet, unless one is being opened: a second Enter must not replace it."""
        if not self._checking:
            self._checking = True
            self._desk.runtime.tasks.read("confirm", self._until_checked(request))

    async def _until_checked(self, request: Request) -> None:
        try:
            await self._confirm(request)
        finally:
            self._checking = False

    async def _confirm(self, request: Request) -> None:
        from desktop.services.orders.ordering import Locked
        from desktop.ui.recharge.confirm_sheet import ConfirmSheet
        from desktop.ui.widgets.awaited import shown

        carried_to, again = self._carried_to(request.mobile), self._again.order_no_for(request.mobile)
        draft = await self._desk.orders.ordering.prepare(request._replace(carried_to=carried_to, instead_of=again))
        if isinstance(draft, Locked):
            self._say_locked(draft)
            return
        owner, warning = self._owner_of(request.mobile)
        sheet = ConfirmSheet(draft, owner, self._warnings(request, warning), self)
        self._line.watch(sheet)
        # The key press itself places the order: a window that closes at this moment must not lose a confirmed order.
        sheet.accepted.connect(lambda: self._desk.runtime.tasks.command(f"place {draft.order_no}", self._place(draft)))
        self._desk.runtime.tasks.read("objection", self._object(sheet, request))
        try:
            await shown(sheet)
        finally:
            self._desk.runtime.tasks.drop("objection")
        self.form.number.setFocus()

    def _warnings(self, request: Request, about_owner: str) -> list[str]:
        """All that the clerk should know before confirming, the most serious last."""
        slow = [about_numbers.slow_warning()] if request.speed is Speed.SLOW else []
        return [*slow, *([about_owner] if about_owner else []), *self._line.warnings(request)]

    async def _object(self, sheet: ConfirmSheet, request: Request) -> None:
        objection = await self._desk.orders.number_check.objection(request.mobile, request.face, request.speed)
        if objection is not None:
            sheet.show_objection(objection)

    async def _place(self, draft: Draft) -> None:
        from desktop.services.orders.ordering import Locked, NotSaved, NotTriedAgain, Started
        from desktop.services.orders.sending import Refused
        from desktop.ui.words.messages import about_trying_again

        match await self._desk.orders.ordering.place(draft):
            case Started(order):
                self.form.clear()
                self._said_of = self._last_placed = order.order_no
                self._say_of(order)
            case Locked() as locked:
                self._say_locked(locked)
            case NotTriedAgain():
                self._said_of = ""
                self._again.end(about_trying_again.changed())
            case NotSaved(reason):
                self._said_of = ""
                self.form.say(about_counter.not_ordered(reason), "error")
            case Refused(refusal):
                self._said_of = ""
                self._line.refuse(refusal)

    def _say_of(self, order: Order) -> None:
        """Show the order placed last in the line under the button, which thus never says more than is known."""
        what = f"{words.one_line(order)} – {words.order_word(order)}"
        if order.standing in (Standing.REJECTED, Standing.NOT_SENT, Standing.UNKNOWN, Standing.CHECKING):
            self.form.say(f"{what}\n{about_orders.advice(order)}", "error")
        else:
            self.form.say(what, "success" if order.standing is Standing.SUCCESS else "muted")

    def _next_customer(self, digits: str) -> None:
        self._submitted_early = False
        if digits:
            self._said_of = ""

    def _say_locked(self, locked: Locked) -> None:
        self._said_of = ""
        self._locked_by = locked.order.order_no
        self._lock(locked.order)
        self.form.say(about_counter.locked(locked.order), "error")

    def _carried_to(self, mobile: str) -> Operator | None:
        known = self._owner[1] if self._owner is not None and self._owner[0] == mobile else None
        return None if known is None else carried_to(known.original, known.current)

    def _owner_of(self, mobile: str) -> tuple[str, str]:
        """(owner, warning): the owner according to the platform, "" if it has not answered for this number; the warning
        that the form shows under the number.
        """
        operator = operator_of(mobile)
        seldom = about_numbers.seldom_rechargeable(operator) if operator in SELDOM_RECHARGEABLE else ""
        if self._owner is None or self._owner[0] != mobile:
            return "", seldom
        return words.owner(self._owner[1]), about_numbers.carried(self._owner[1]) or seldom
