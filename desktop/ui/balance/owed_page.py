"""Open debts: of the platform to the shop, and of the shop to its customers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import Standing
from desktop.domain.right import ForbiddenError
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.card_head import CardHead
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.foot import foot
from desktop.ui.widgets.refresh_when_visible import RefreshWhenVisible
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance, about_desk, about_orders

translate = QCoreApplication.translate

_RENEW_MS = 400
_SIDE_BY_SIDE = 1160
"""A narrower page shows one of the two cards (pixels)."""
_ASK_FIRST = frozenset({Standing.REVERSED, Standing.PARTIAL})
"""Orders that arrived in part or for a time: the platform is asked before the customer gets cash back."""


class OwedPage(QWidget):
    """`order_opened` carries the number of the order whose sheet to open."""

    order_opened = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self._customers: dict[str, Order] = {}
        self._narrow = False
        self.platform = self._table(self.tr("Owed by the platform"), self.tr("Cost"))
        self.customers = self._table(self.tr("Owed to customers"), self.tr("To give back"))
        self._heads = CardHead(""), CardHead("")
        self.customers_sum, self.platform_sum = (head.title for head in self._heads)
        self.returned = button(self.tr("Cash returned"), "primary", icon_name="hand-coins")
        self.seen = button(self.tr("Seen to, nothing to return"))
        self.said = label(role="error")
        self.sides = Segments()
        for number, name in enumerate((self.tr("Owed to customers"), self.tr("Owed by the platform"))):
            self.sides.add(name, number)
        self.sides.group.button(0).setChecked(True)
        self._cards = Card(), Card()
        self._lay_out()
        self.sides.group.idClicked.connect(lambda _number: self._show_cards())
        self.returned.clicked.connect(lambda: self._settle(self._give_back))
        self.seen.clicked.connect(lambda: self._settle(self._desk.orders.notebook.acknowledge))
        self.customers.chosen.connect(lambda _key: self._offer())
        self._renewal = RefreshWhenVisible(self, self._renew, _RENEW_MS)
        bridge.orders_changed.connect(lambda _orders: self._renewal.want())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow = self.width() < _SIDE_BY_SIDE
        self._show_cards()

    def _table(self, name: str, amount: str) -> RowsTable:
        columns = [
            TableColumn(self.tr("Placed at"), 84, is_whole=True, may_go=True),
            TableColumn(self.tr("Number"), 150, shows_number=True),
            TableColumn(self.tr("Face value"), 76, is_number=True),
            TableColumn(self.tr("Status"), 0, shows_status=True),
            TableColumn(amount, 96, is_number=True, is_strong=True),
        ]
        table = RowsTable(name, columns, "")
        table.opened.connect(self.order_opened)
        return table

    def _lay_out(self) -> None:
        self._say_empty()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.near)
        column.addWidget(self.sides)
        row = QHBoxLayout()
        row.setSpacing(SPACE.page)
        asks = label(self.tr("The program keeps asking; the refund then counts by itself."), "muted")
        feet = foot(self.returned, self.seen, self.said), foot(asks)
        for card, head, table, below in zip(
            self._cards, self._heads, (self.customers, self.platform), feet, strict=True
        ):
            card.fill_with(head, table, below, grows=1)
            row.addWidget(card, 1)
        column.addLayout(row, 1)

    def _say_empty(self) -> None:
        states = (
            EmptyState("hand-coins", self.tr("No customer is owed cash."), self.tr("Orders that fail appear here.")),
            EmptyState("wallet", self.tr("The platform owes no refund.")),
        )
        for state, table in zip(states, (self.customers, self.platform), strict=True):
            table.say_empty_with(state)

    def _show_cards(self) -> None:
        """Both cards side by side, or where there is no room for that, the chosen one."""
        self.sides.setVisible(self._narrow)
        for number, card in enumerate(self._cards):
            card.setVisible(not self._narrow or self.sides.group.checkedId() == number)

    def _renew(self) -> None:
        self._desk.runtime.tasks.read("owed", self._read())

    async def _read(self) -> None:
        owed = await self._desk.books.bookkeeping.owed()
        self._customers = {order.order_no: order for order, _ in owed.to_customers}
        text = self.tr("Owed by the platform: {amount} ({count})")
        self.platform_sum.setText(_summed(text, owed.by_platform))
        self.platform.fill([_platform_row(order, fen) for order, fen in owed.by_platform])
        self.customers_sum.setText(self._customers_text(owed.to_customers))
        self.customers.fill([_row(order, fen) for order, fen in owed.to_customers])
        self._offer()

    def _customers_text(self, owed: Sequence[tuple[Order, int]]) -> str:
        """The sum to give back now, and apart from it the sum of orders about which the platform is asked first."""
        first = [one for one in owed if one[0].standing in _ASK_FIRST]
        text = _summed(self.tr("Owed to customers: {amount} ({count})"), [one for one in owed if one not in first])
        if not first:
            return text
        more = self.tr("ask the platform first: {amount} ({count})")
        return f"{text} · {_summed(more, first)}"

    def _offer(self) -> None:
        for one in (self.returned, self.seen):
            one.setEnabled(self.customers.chosen_key in self._customers)

    def _settle(self, write: Callable[[Order], Awaitable[Order]]) -> None:
        order = self._customers.pop(self.customers.chosen_key, None)  # a second click finds none
        self._offer()
        if order is not None:
            self._desk.runtime.tasks.command(f"settle {order.order_no}", self._written(lambda: write(order)))

    async def _give_back(self, order: Order) -> Order:
        return await self._desk.orders.notebook.cash_returned(order, True)

    async def _written(self, work: Callable[[], Awaitable[Order]]) -> None:
        try:
            await with_permission(self._desk, self, work)
            self.said.setText("")
        except ForbiddenError:
            self._renew()
        except NotKeptError as failed:
            self.said.setText(about_desk.not_kept(str(failed)))
            self._renew()


def _status(order: Order) -> str:
    word = words.standing_word(order.standing)
    if order.standing in _ASK_FIRST:
        return translate("Owed", "{status} · ask platform first").format(status=word)
    return word


def _summed(text: str, owed: Sequence[tuple[Order, int]]) -> str:
    return text.format(amount=words.yuan(sum(fen for _, fen in owed)), count=len(owed))


def _platform_row(order: Order, fen: int) -> TableRow:
    refund = about_balance.refund(order)
    status = f"{words.standing_word(order.standing)} · {refund}" if refund else _status(order)
    return _row(order, fen if order.cost is not None else None, status)


def _row(order: Order, fen: int | None, status: str = "") -> TableRow:
    return TableRow(
        order.order_no,
        (
            words.moment(order.placed_at),
            grouped(order.mobile),
            words.face(order.face),
            status or _status(order),
            "?" if fen is None else words.yuan(fen),
        ),
        tip=f"{words.order_word(order)}\n{about_orders.advice(order)}",
        order=order,
    )
