"""The side of an order's sheet: facts, note, links, the decisions about a doubtful order, and the quiet acts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.orders.order import Order
from desktop.services.desk import Desk
from desktop.ui.history.facts import Facts
from desktop.ui.history.link_box import LinkBox
from desktop.ui.history.note_box import NoteBox
from desktop.ui.history.quiet_acts import QuietActs
from desktop.ui.history.settle_box import SettleBox
from desktop.ui.history.support_box import SupportBox
from desktop.ui.look.tokens import SPACE


class OrderSide(QWidget):
    """`say` shows a sentence about an order, named by its number, in the sheet. `acted` carries an Act, `opened` the
    number of another order.
    """

    acted = Signal(object)
    opened = Signal(str)

    def __init__(self, desk: Desk, say: Callable[[str, str], None]) -> None:
        super().__init__()
        self.facts = Facts(desk, lambda text: say(text, ""))
        self.notes = NoteBox(desk, say)
        self.links = LinkBox()
        self.settle = SettleBox(desk, say)
        self.support = SupportBox(desk)
        self.quiet = QuietActs()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.page)
        for part in (self.facts, self.notes, self.links, self.settle, self.support, self.quiet):
            column.addWidget(part)
        column.addStretch(1)
        self.links.opened.connect(self.opened)
        self.quiet.acted.connect(self.acted)

    def show_order(self, order: Order, chain: list[Order], now: float) -> None:
        """Show an order as it is at this time (unix seconds), and its chain."""
        self.facts.show_order(order)
        self.notes.show_order(order)
        self.links.show_order(order, chain)
        self.settle.show_order(order)
        self.support.show_order(order)
        self.quiet.show_order(order, now)
