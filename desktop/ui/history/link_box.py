"""The part of an order's sheet that leads to the orders before and after it in its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.widgets.build import button
from desktop.ui.words import words

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order
    from desktop.ui.widgets.button import Button


class LinkBox(QWidget):
    """Hidden for an order that neither tries another one again nor was tried again. `opened` carries an order's number;
    Alt+← and Alt+→ open it, too.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.earlier = button(self.tr("The order before this one (Alt+←)"), "small")
        self.later = button(self.tr("The order after this one (Alt+→)"), "small")
        self._numbers = {self.earlier: "", self.later: ""}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for one, keys in ((self.earlier, "Alt+Left"), (self.later, "Alt+Right")):
            row.addWidget(one)
            one.clicked.connect(lambda _on=False, one=one: self.opened.emit(self._numbers[one]))
            QShortcut(QKeySequence(keys), one).activated.connect(one.click)
        row.addStretch(1)

    def show_order(self, order: Order, chain: list[Order]) -> None:
        """Show the links of an order, whose chain is given."""
        known = {one.order_no: one for one in chain}
        self._show(
            self.earlier, known.get(order.instead_of), self.tr("Instead of the order of {time}: {status} (Alt+←)")
        )
        self._show(self.later, known.get(order.retried_as), self.tr("Tried again at {time}: {status} (Alt+→)"))
        self.setVisible(bool(self._numbers[self.earlier] or self._numbers[self.later]))

    def _show(self, link: Button, order: Order | None, text: str) -> None:
        self._numbers[link] = "" if order is None else order.order_no
        link.setVisible(order is not None)
        if order is not None:
            time, status = words.minute(order.placed_at), words.standing_word(order.standing)
            link.setText(text.format(time=time, status=status))
