"""Does what the clerk chose in the action list, and keeps the list up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.right import ForbiddenError
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.recharge.acts import Act
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.plain import copy
from desktop.ui.widgets.throttle import Throttle
from desktop.ui.words import words
from desktop.ui.words.dispute import dispute
from desktop.ui.words.messages import about_counter, about_desk, about_orders, about_trying_again

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.domain.orders.order import Order
    from desktop.services.desk import Desk
    from desktop.ui.recharge.action_list import ActionList

_PLANS_MS = 500
_LOOK_MS = 1000
_ASKED_SINCE_S = 3.0


class Acting(QObject):
    """`order_opened` carries the number of the order whose sheet to open, `tried_again` an order to fill the form with.
    `say` shows a sentence and its role.
    """

    order_opened = Signal(str)
    tried_again = Signal(object)

    def __init__(self, view: ActionList, desk: Desk, say: Callable[[str, str], None]) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._say = say
        rows = view.rows
        rows.now = desk.runtime.clock.now
        rows.usual = desk.books.reporting.usual
        rows.is_ours = self._is_ours
        rows.is_offline = lambda: desk.reachability.offline
        self._plans = Throttle(lambda: desk.runtime.tasks.read("plans", self._plan()), _PLANS_MS, self)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_at_plans)
        self._look.start()
        view.acted.connect(self.act)
        view.undo.taken_back.connect(self._take_back)

    async def refresh(self) -> None:
        """Show the stored orders."""
        history = self._desk.history.history
        unconfirmed, orders = await history.unconfirmed_orders(), await history.on_desk()
        self._view.rows.show([one.order for one in unconfirmed] + orders)
        self._view.rows.plan(unconfirmed)

    def take(self, orders: list[Order]) -> None:
        """Show new and changed orders, and when they are queried next."""
        self._view.take(orders)
        self._plans.want()

    async def _plan(self) -> None:
        self._view.rows.plan(await self._desk.history.history.unconfirmed_orders())

    def _look_at_plans(self) -> None:
        if self._view.rows.asked_late(_ASKED_SINCE_S):
            self._plans.want()  # queried without an answer: the order is unchanged, its plan is not

    def _is_ours(self, order: Order) -> bool:
        return order.store_id == self._desk.orders.store_id

    def act(self, order: Order, act: Act) -> None:
        """Do an act of the list on an order as it is shown."""
        notebook = self._desk.orders.notebook
        match act:
            case Act.OPEN:
                self.order_opened.emit(order.order_no)
            case Act.TRY_AGAIN if not self._is_ours(order):
                self._say(about_trying_again.other_account(order), "error")
            case Act.TRY_AGAIN:
                self.tried_again.emit(order)
            case Act.COPY:
                copy(dispute(order))
                self._say(about_counter.copied(words.one_line(order)), "muted")
            case Act.ASK_NOW if not self._is_ours(order):
                self._say(about_orders.other_account(order), "error")
            case Act.ASK_NOW:
                self._desk.runtime.tasks.command(f"ask {order.order_no}", self._ask(order))
            case Act.SEEN_TO:
                self._command("seen", order, lambda: notebook.acknowledge(order))
            case Act.CASH_RETURNED:
                self._view.rows.hold(order.order_no)
                self._command("cash", order, lambda: notebook.cash_returned(order, True), offer_undo=True)

    async def _ask(self, order: Order) -> None:
        from desktop.ui.words.messages import about_platform

        which = words.one_line(order)
        self._say(about_platform.asking(which), "muted")
        answer = await self._desk.orders.tracking.ask(order.order_no)
        self._say(about_platform.answered(which, answer, self._desk.runtime.clock.now()), "muted")

    def _take_back(self, order: Order) -> None:
        self._command("cash", order, lambda: self._desk.orders.notebook.cash_returned(order, False))
        if self._view.hasFocus():
            self._view.choose(order.order_no)

    def _command(
        self, name: str, order: Order, writing: Callable[[], Awaitable[Order]], *, offer_undo: bool = False
    ) -> None:
        keeping = self._keep(order, writing, offer_undo=offer_undo)
        self._desk.runtime.tasks.command(f"{name} {order.order_no}", keeping)

    async def _keep(self, order: Order, writing: Callable[[], Awaitable[Order]], *, offer_undo: bool) -> None:
        try:
            written = await with_permission(self._desk, self._view, writing)
        except ForbiddenError:
            self._view.rows.hold("")
        except NotKeptError as failed:
            self._view.rows.hold("")
            self._say(about_desk.not_kept(str(failed)), "error")
        else:
            if offer_undo and written.is_replaced:  # tried again meanwhile: no cash was noted
                self._view.rows.hold("")
            elif offer_undo:
                self._view.undo.offer(order)
