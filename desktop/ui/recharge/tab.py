"""The recharge tab: wires the form, the confirm sheet and the running orders to the services.

It is there before they are: what only they need is imported where it is used.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.first_page import FirstPage
from desktop.domain.mobile import grouped
from desktop.domain.offer import Offer
from desktop.domain.order import Order
from desktop.domain.request import Request
from desktop.domain.status import Standing
from desktop.ui import words
from desktop.ui.build import label
from desktop.ui.recharge.form import RechargeForm
from desktop.ui.recharge.lane import Lane
from desktop.ui.recharge.running import RunningList

if TYPE_CHECKING:
    from desktop.domain.outcome import MobileInfo
    from desktop.services.desk import Desk
    from desktop.services.ordering import Draft, Locked
    from desktop.ui.bridge import Bridge
    from desktop.ui.recharge.confirm_sheet import ConfirmSheet


class RechargeTab(QWidget):
    """What the clerk works in all day. `order_opened` carries the number of an order whose sheet is wanted.

    Until `open` it shows the first page and takes input: what is submitted waits for the services.
    """

    order_opened = Signal(str)

    _desk: Desk
    """There from `open` on."""

    def __init__(self, offers: tuple[Offer, ...], page: FirstPage, *, slow_allowed: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self._submitted_early = False
        self._owner: tuple[str, MobileInfo] | None = None
        self._said_of = ""
        self.form = RechargeForm(offers, slow_allowed=slow_allowed)
        self.running = RunningList(time.time)
        self.lane = Lane()
        self._heading = label(role="heading")
        self._lay_out()
        self.running.cards.show(page.on_desk)
        self.lane.show_doubts(page.doubts)
        self._count()
        self.form.submitted.connect(self._wait)
        self.form.number.digits_changed.connect(self._next_customer)
        self.running.opened.connect(self.order_opened)
        self.lane.opened.connect(self.order_opened)

    def open(self, desk: Desk, bridge: Bridge) -> None:
        """The services are there: follow what they tell, and go on with the request that waits for them."""
        self._desk = desk
        self.lane.open(desk, bridge)
        self.form.submitted.disconnect(self._wait)
        self.form.submitted.connect(lambda request: desk.tasks.read("confirm", self._confirm(request)))
        self.form.number_completed.connect(lambda number: desk.tasks.read("owner", self._look_up(number)))
        bridge.orders_changed.connect(self._take)
        desk.tasks.read("desk", self.refresh())
        self._go_on()

    async def refresh(self) -> None:
        """Show the running orders as they are stored."""
        self.running.cards.show(await self._desk.history.on_desk())
        self._count()

    def add_beside(self, widget: QWidget) -> None:
        """Put something under the running orders, which leaves less room for the lane."""
        self.lane.shown_at_once = 1
        self._beside.addWidget(widget)

    def _wait(self) -> None:
        self._submitted_early = True
        self.form.say(self.tr("One moment, the program is starting: your input is kept."))

    def _go_on(self) -> None:
        """What was entered before the services were there is submitted now, as it stands, or looked up."""
        if self._submitted_early:
            self.form.say("")
            self.form.submit()
        elif self.form.complete_number:
            self._desk.tasks.read("owner", self._look_up(self.form.complete_number))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 12)
        row.setSpacing(24)
        self.form.setFixedWidth(500)
        row.addWidget(self.form)
        column = self._beside = QVBoxLayout()
        column.addWidget(self.lane)
        column.addWidget(self._heading)
        column.addWidget(self.running, 1)
        row.addLayout(column, 1)

    def _take(self, orders: list[Order]) -> None:
        if self.running.cards.take(orders) and not self.running.hasFocus():
            self.running.scrollToTop()
        self._count()
        for order in orders:
            if order.order_no == self._said_of:
                self._say_of(order)

    def _count(self) -> None:
        running, ended = self.running.cards.counts()
        self._heading.setText(
            self.tr("Running: {running}    Ended lately: {ended}").format(running=running, ended=ended)
        )

    async def _look_up(self, mobile: str) -> None:
        if self._desk.link.offline:
            self._desk.balance.soon()  # a customer is here: see now whether the line is back
        info = await self._desk.number_check.owner(mobile)
        if info is not None:
            self._owner = (mobile, info)
            self.form.show_owner(mobile, info)

    async def _confirm(self, request: Request) -> None:
        from desktop.services.ordering import Locked
        from desktop.ui.dialogs import shown
        from desktop.ui.recharge.confirm_sheet import ConfirmSheet

        draft = await self._desk.ordering.prepare(request)
        if isinstance(draft, Locked):
            self._say_locked(draft)
            return
        owner, warning = self._owner_of(request.mobile)
        sheet = ConfirmSheet(draft, owner, warning, self)
        if self._desk.link.offline:
            sheet.say_offline()
        # Placed by the key itself: a window that closes in this very moment must not swallow what was confirmed.
        sheet.accepted.connect(lambda: self._desk.tasks.command(f"place {draft.order_no}", self._place(draft)))
        self._desk.tasks.read("objection", self._object(sheet, request))
        try:
            await shown(sheet)
        finally:
            self._desk.tasks.drop("objection")
        self.form.number.setFocus()

    async def _object(self, sheet: ConfirmSheet, request: Request) -> None:
        objection = await self._desk.number_check.objection(request.mobile, request.face, request.speed)
        if objection is not None:
            sheet.show_objection(objection)

    async def _place(self, draft: Draft) -> None:
        from desktop.services.ordering import Locked, NotSaved, Started

        match await self._desk.ordering.place(draft):
            case Started(order):
                self.form.clear()
                self._said_of = order.order_no
                self._say_of(order)
            case Locked() as locked:
                self._say_locked(locked)
            case NotSaved(reason):
                self._said_of = ""
                text = self.tr(
                    "Not ordered: this computer could not save it ({reason}). No money moved. Free the disk."
                )
                self.form.say(text.format(reason=reason), "error")

    def _say_of(self, order: Order) -> None:
        """The line under the button follows the order placed last, so that it never says more than is known."""
        what = f"{words.one_line(order)} – {words.order_word(order)}"
        if order.standing in (Standing.REJECTED, Standing.NOT_SENT, Standing.UNKNOWN, Standing.CHECKING):
            self.form.say(f"{what}\n{words.advice(order)}", "error")
        else:
            self.form.say(what, "success" if order.standing is Standing.SUCCESS else "muted")

    def _next_customer(self, digits: str) -> None:
        self._submitted_early = False
        if digits:
            self._said_of = ""

    def _say_locked(self, locked: Locked) -> None:
        self._said_of = ""
        text = self.tr("{number} has an order from {time} that is not decided: {status}. Wait for its result first.")
        order = locked.order
        self.form.say(
            text.format(
                number=grouped(order.mobile), time=words.moment(order.placed_at), status=words.order_word(order)
            ),
            "error",
        )

    def _owner_of(self, mobile: str) -> tuple[str, str]:
        """(whose number, warning) as the platform knows it, where it has answered."""
        if self._owner is None or self._owner[0] != mobile:
            return "", ""
        return words.owner(self._owner[1]), words.carried(self._owner[1])
