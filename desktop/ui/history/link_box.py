"""The part of an order's sheet that leads to the orders before and after it in its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.button import Button
from desktop.ui.words import words

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order

_ICON = 16


class OrderLink(QWidget):
    """A sentence about another order, and the button that opens it: `opened` carries its number."""

    opened = Signal(str)

    def __init__(self, icon_name: str, keys: str, key: str) -> None:
        super().__init__()
        self._order_no = ""
        self._icon = icon_name
        self._sign = label()
        self.said = label()
        self.said.setWordWrap(True)
        self.go = Button(self.tr("Open"), look="tonal", measure="small", key=key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.near)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.said, 1)
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        self.go.clicked.connect(lambda: self.opened.emit(self._order_no))
        QShortcut(QKeySequence(keys), self.go).activated.connect(self.go.click)

    def text(self) -> str:
        """The sentence."""
        return self.said.text()

    def show_order(self, order: Order | None, text: str) -> None:
        """Show the link to an order, hidden for None; `text` has places for a time and a status."""
        self._order_no = "" if order is None else order.order_no
        self.setVisible(order is not None)
        if order is None:
            return
        time, status = words.minute(order.placed_at), words.standing_word(order.standing)
        self.said.setText(text.format(time=time, status=status))
        self.go.setAccessibleName(f"{self.go.text()}: {self.said.text()}")
        self._sign.setPixmap(icon(self._icon, theme.tokens().muted, _ICON, self.devicePixelRatioF()))


class LinkBox(QWidget):
    """Hidden for an order that neither tries another one again nor was tried again. `opened` carries an order's number;
    Alt+← and Alt+→ open it, too.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.earlier = OrderLink("corner-down-left", "Alt+Left", "Alt+←")
        self.later = OrderLink("rotate-ccw", "Alt+Right", "Alt+→")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.near)
        for one in (self.earlier, self.later):
            column.addWidget(one)
            one.opened.connect(self.opened)

    def show_order(self, order: Order, chain: list[Order]) -> None:
        """Show the links of an order, whose chain is given."""
        known = {one.order_no: one for one in chain}
        earlier, later = known.get(order.instead_of), known.get(order.retried_as)
        carried = self.tr("Instead of the order of {time}: {status}. Its cash was carried over.")
        plain = self.tr("Instead of the order of {time}: {status}")
        self.earlier.show_order(earlier, carried if order.paid_before else plain)
        self.later.show_order(later, self.tr("Tried again at {time}: {status}"))
        self.setVisible(earlier is not None or later is not None)
