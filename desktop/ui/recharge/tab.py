"""The recharge tab: connects the form, the confirm sheet and the running orders to the services.

It is created before the services: modules that only they need are imported on use.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.mobile import carried_to
from desktop.domain.orders.status import RETURNS_CASH, Standing
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.attention_list import AttentionList
from desktop.ui.recharge.form import RechargeForm
from desktop.ui.recharge.running import RunningList
from desktop.ui.widgets.build import label
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_desk, about_numbers, about_orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.mobile import Operator
    from desktop.domain.orders.first_page import FirstPage
    from desktop.domain.orders.offer import Offer
    from desktop.domain.orders.order import Order
    from desktop.domain.orders.outcome import MobileInfo
    from desktop.domain.orders.request import Request
    from desktop.services.desk import Desk
    from desktop.services.history.customers import Customer
    from desktop.services.orders.ordering import Draft, Locked
    from desktop.ui.recharge.confirm_sheet import ConfirmSheet
    from desktop.ui.widgets.bridge import Bridge


_MOST_SUGGESTED = 4


class RechargeTab(QWidget):
    """The clerk's main place of work. `order_opened` carries the number of the order whose sheet to open.

    Until `open` it shows the first page and accepts input; a submitted form waits for the services.
    """

    order_opened = Signal(str)

    _desk: Desk
    """Set by `open`."""

    def __init__(self, offers: tuple[Offer, ...], page: FirstPage, *, slow_allowed: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self._submitted_early = self._checking = False
        self._owner: tuple[str, MobileInfo] | None = None
        self._said_of = ""
        self._last_placed = self._locked_by = ""
        self.form = RechargeForm(offers, slow_allowed=slow_allowed)
        self.running = RunningList(time.time)
        self.attention = AttentionList()
        self.heading = label(role="heading")
        self._lay_out()
        self.running.cards.show(page.on_desk)
        self.attention.take(page.on_desk)
        self.attention.show_unconfirmed(page.unconfirmed_orders)
        if page.known:
            self._count()
        self.form.submitted.connect(self._wait)
        self.form.number.digits_changed.connect(self._next_customer)
        self.running.opened.connect(self.order_opened)
        self.attention.opened.connect(self.order_opened)
        for view in (self.running, self.attention.view):
            view.left.connect(self.form.number.setFocus)
            view.typed.connect(self.form.type_digit)
        for key, go in (("F2", self.form.number.setFocus), ("F4", self._go_to_orders)):
            QShortcut(QKeySequence(key), self).activated.connect(go)

    def open(self, desk: Desk, bridge: Bridge) -> None:
        """Connect to the services, and continue with a request that waits for them."""
        self._desk = desk
        self.attention.open(desk, bridge)
        self.running.cards.usual = desk.books.reporting.usual
        self.form.submitted.disconnect(self._wait)
        self.form.submitted.connect(self._check)
        self.form.numbers.completed.connect(lambda number: desk.runtime.tasks.read("owner", self._look_up(number)))
        self.attention.seen_to.connect(
            lambda order: desk.runtime.tasks.command(f"seen {order.order_no}", self._acknowledge(order))
        )
        bridge.orders_changed.connect(self._take)
        desk.runtime.tasks.read("desk", self.refresh())
        self._go_on()

    async def refresh(self) -> None:
        """Show the stored orders beside the form."""
        orders = await self._desk.history.history.on_desk()
        self.running.cards.show(orders)
        self.attention.take(orders)
        self._count()

    def suggest_customers(self, wanted: bool) -> None:
        """Switch the suggestions of recent customers on or off."""
        if wanted and self.form.numbers.suggest is None:
            self._desk.runtime.tasks.read("customers", self._desk.history.customers.load())
        self.form.numbers.suggest = self._recent_customers if wanted else None

    def _recent_customers(self, digits: str) -> Sequence[Customer]:
        return self._desk.history.customers.like(digits, _MOST_SUGGESTED)

    @property
    def chosen_no(self) -> str:
        """The number of the order whose card has the focus, otherwise of the one placed last; "" for none."""
        for view in (self.attention.view, self.running):
            if view.hasFocus() and view.currentIndex().isValid():
                return view.order_at(view.currentIndex()).order_no
        return self._last_placed

    def add_beside(self, widget: QWidget) -> None:
        """Add a widget under the running orders."""
        self._beside.addWidget(widget)

    def _wait(self) -> None:
        self._submitted_early = True
        self.form.say(about_counter.starting())

    def _go_on(self) -> None:
        """Submit what was submitted before the services were available, or look the number up."""
        if self._submitted_early:
            self.form.say("")
            self.form.submit()
        elif self.form.numbers.number:
            self._desk.runtime.tasks.read("owner", self._look_up(self.form.numbers.number))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.page, SPACE.apart, SPACE.page, SPACE.apart)
        row.setSpacing(SPACE.wide)
        self.form.setFixedWidth(500)
        row.addWidget(self.form)
        column = self._beside = QVBoxLayout()
        column.setSpacing(SPACE.tight)
        column.addWidget(self.attention)
        column.addWidget(self.heading)
        column.addWidget(self.running, 1)
        row.addLayout(column, 1)

    def _take(self, orders: list[Order]) -> None:
        self.attention.take(orders)
        if self.running.cards.take(orders) and not self.running.hasFocus():
            self.running.scrollToTop()
        self._count()
        for order in orders:
            if order.order_no == self._said_of:
                self._say_of(order)
            if order.order_no == self._locked_by and not order.is_open:
                self._locked_by = ""
                self.form.say("")

    def _count(self) -> None:
        refunds = self.running.cards.refund_count
        text = self.tr("Running: {count}").format(count=self.running.cards.open_count - refunds)
        pending = self.tr("Failed, refund pending: {count}").format(count=refunds)
        self.heading.setText(f"{text} · {pending}" if refunds else text)

    def _go_to_orders(self) -> None:
        (self.attention.view if self.attention.isVisible() else self.running).setFocus()

    async def _acknowledge(self, order: Order) -> None:
        from desktop.services.orders.notebook import NotKeptError

        try:
            if order.standing in RETURNS_CASH:
                await self._desk.orders.notebook.cash_returned(order, True)
            await self._desk.orders.notebook.acknowledge(order)
        except NotKeptError as failed:
            self.form.say(about_desk.not_kept(str(failed)), "error")

    async def _look_up(self, mobile: str) -> None:
        if self._desk.reachability.offline:
            self._desk.books.balance.soon()  # a customer is waiting: check now whether the platform is reachable again
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

        draft = await self._desk.orders.ordering.prepare(request._replace(carried_to=self._carried_to(request.mobile)))
        if isinstance(draft, Locked):
            self._say_locked(draft)
            return
        owner, warning = self._owner_of(request.mobile)
        sheet = ConfirmSheet(draft, owner, warning, self)
        left, last = self._desk.books.balance.left, self._desk.books.balance.last
        if self._desk.reachability.offline:
            sheet.say_offline()
        elif last is not None and left is not None and left < request.face:
            sheet.say_short(left, last.read_at)
        # The key press itself places the order: a window that closes at this moment must not lose a confirmed order.
        sheet.accepted.connect(lambda: self._desk.runtime.tasks.command(f"place {draft.order_no}", self._place(draft)))
        self._desk.runtime.tasks.read("objection", self._object(sheet, request))
        try:
            await shown(sheet)
        finally:
            self._desk.runtime.tasks.drop("objection")
        self.form.number.setFocus()

    async def _object(self, sheet: ConfirmSheet, request: Request) -> None:
        objection = await self._desk.orders.number_check.objection(request.mobile, request.face, request.speed)
        if objection is not None:
            sheet.show_objection(objection)

    async def _place(self, draft: Draft) -> None:
        from desktop.services.orders.ordering import Locked, NotSaved, Started

        match await self._desk.orders.ordering.place(draft):
            case Started(order):
                self.form.clear()
                self._said_of = self._last_placed = order.order_no
                self._say_of(order)
            case Locked() as locked:
                self._say_locked(locked)
            case NotSaved(reason):
                self._said_of = ""
                self.form.say(about_counter.not_ordered(reason), "error")

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
        self.form.say(about_counter.locked(locked.order), "error")

    def _carried_to(self, mobile: str) -> Operator | None:
        known = self._owner[1] if self._owner is not None and self._owner[0] == mobile else None
        return None if known is None else carried_to(known.original, known.current)

    def _owner_of(self, mobile: str) -> tuple[str, str]:
        """(owner, warning) according to the platform; both "" if it has not answered for this number."""
        if self._owner is None or self._owner[0] != mobile:
            return "", ""
        return words.owner(self._owner[1]), about_numbers.carried(self._owner[1])
