"""Orders on credit: who owes the shop what, since when; and what they pay."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT, LONGEST_PAYER
from desktop.domain.plain_text import one_line
from desktop.domain.right import ForbiddenError
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.look.tokens import SPACE
from desktop.ui.payment.dialog import Chosen, chosen_payment
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.card_head import CardHead
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.foot import foot
from desktop.ui.widgets.refresh_when_visible import RefreshWhenVisible
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.messages import about_desk, about_payment

translate = QCoreApplication.translate

_RENEW_MS = 400

Debt = tuple[Order, int]


class DebtsPage(QWidget):
    """Sorted by the name of who owes, the oldest order first. `order_opened` carries an order's number."""

    order_opened = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self._debts: dict[str, Debt] = {}
        columns = [
            TableColumn(self.tr("Who owes"), 0, is_strong=True),
            TableColumn(self.tr("Since"), 110, is_whole=True),
            TableColumn(self.tr("Number"), 150, shows_number=True),
            TableColumn(self.tr("Face value"), 80, is_number=True),
            TableColumn(self.tr("Status"), 200, shows_status=True),
            TableColumn(self.tr("Placed by"), 90, may_go=True, is_quiet=True),
            TableColumn(self.tr("Owes"), 110, is_number=True, is_strong=True),
        ]
        self.list = RowsTable(self.tr("Orders on credit"), columns, "")
        nobody = EmptyState("wallet", self.tr("Nobody owes the shop anything."))
        nobody.say(nobody.title.text(), self.tr("Orders that are paid later appear here."))
        self.list.say_empty_with(nobody)
        self.head = CardHead("")
        self.pays = button(self.tr("Pays this one…"), "primary", icon_name="hand-coins")
        self.pays_all = button(self.tr("Pays all…"))
        self.said = label(role="error")
        card = Card()
        card.fill_with(self.head, self.list, foot(self.pays, self.pays_all, self.said), grows=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.near)
        column.addWidget(card, 1)
        self.list.opened.connect(self.order_opened)
        self.list.chosen.connect(lambda _key: self._offer())
        self.pays.clicked.connect(lambda: self._ask(self._chosen()))
        self.pays_all.clicked.connect(lambda: self._ask(self._of_same_payer()))
        self._renewal = RefreshWhenVisible(self, self._renew, _RENEW_MS)
        bridge.orders_changed.connect(lambda _orders: self._renewal.want())
        self._offer()

    def _renew(self) -> None:
        self._desk.runtime.tasks.read("debts", self._read())

    async def _read(self) -> None:
        owed = await self._desk.books.bookkeeping.owed()
        debts = sorted(owed.by_customers, key=lambda one: (one[0].payer, one[0].placed_at))
        self._debts = {order.order_no: (order, fen) for order, fen in debts}
        text = self.tr("Customers owe {amount} ({count})")
        self.head.title.setText(text.format(amount=words.yuan(_sum(debts)), count=len(debts)))
        self.list.fill([_row(order, fen) for order, fen in debts])
        self._offer()

    def _chosen(self) -> list[Debt]:
        found = self._debts.get(self.list.chosen_key)
        return [] if found is None else [found]

    def _of_same_payer(self) -> list[Debt]:
        return [one for chosen, _fen in self._chosen() for one in self._debts.values() if one[0].payer == chosen.payer]

    def _offer(self) -> None:
        same = self._of_same_payer()
        self.pays.setEnabled(bool(same))
        self.pays_all.setVisible(len(same) > 1)
        text = self.tr("Pays all {count}: {amount}…").format(count=len(same), amount=words.yuan(_sum(same)))
        self.pays_all.setText(text)

    def _ask(self, debts: Sequence[Debt]) -> None:
        if debts:
            self._desk.runtime.tasks.read("debt", self._settle(list(debts)))

    async def _settle(self, debts: list[Debt]) -> None:
        payer, amount = one_line(debts[0][0].payer, LONGEST_PAYER), words.yuan(_sum(debts))
        text = self.tr("{payer} owes {amount}. In which way is it paid?").format(payer=payer, amount=amount)
        ways = [way for way in self._desk.orders.ordering.payments if way != CREDIT]
        self.said.setText("" if ways else about_payment.no_other_way())
        chosen = await chosen_payment(self.tr("The customer pays"), text, ways, self)
        if chosen is not None:
            self._desk.runtime.tasks.command("settle debts", self._write(debts, chosen))

    async def _write(self, debts: list[Debt], chosen: Chosen) -> None:
        """One after the other: what is written is settled, whatever becomes of the next one."""
        notebook = self._desk.orders.notebook
        try:
            for order, _fen in debts:
                await with_permission(
                    self._desk,
                    self,
                    lambda order=order: notebook.pay_otherwise(order, chosen.payment),  # type: ignore[misc]
                )
        except NotKeptError as failed:
            self.said.setText(about_desk.not_kept(str(failed)))
        except ForbiddenError:
            pass  # they were told, and the rest is still owed
        self._renewal.want()


def _sum(debts: Sequence[Debt]) -> int:
    return sum(fen for _order, fen in debts)


def _row(order: Order, fen: int) -> TableRow:
    return TableRow(
        order.order_no,
        (
            one_line(order.payer, LONGEST_PAYER),
            words.moment(order.placed_at),
            grouped(order.mobile),
            words.face(order.face),
            words.standing_word(order.standing),
            one_line(order.placed_by, LONGEST_PAYER) or "–",
            words.yuan(fen),
        ),
        order=order,
    )
