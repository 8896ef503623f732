"""The part of an order's sheet with its numbers and amounts; numbers needed elsewhere can be copied."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.domain.orders.amounts import refunded
from desktop.domain.orders.order import Order
from desktop.domain.plain_text import LONGEST_NUMBER, one_line
from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.fitted_label import FittedLabel
from desktop.ui.widgets.plain import PlainLabel, copy, tip
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance
from desktop.ui.words.messages.about_payment import payment_text

_NONE = "–"
_WITHHELD = "¥•••"


class Facts(QWidget):
    """`say` shows a sentence in the sheet."""

    def __init__(self, desk: Desk, say: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._say = say
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.page)
        self._grid.setVerticalSpacing(SPACE.near)
        self._grid.setColumnStretch(1, 1)
        self._face, self._speed = self._pair(self.tr("Face value"))
        self._price, self._more = self._pair(self.tr("Collected"))
        self.payment = self._fact(self.tr("Paid with"))
        self.cost = self._fact(self.tr("Cost"))
        self._arrived = self._fact(self.tr("Arrived"))
        self.our_no, self.copy_our_no = self._copied(self.tr("Our no."))
        self.platform_no, self.copy_platform_no = self._copied(self.tr("Platform no."))

    def show_order(self, order: Order) -> None:
        """Show the order's present values."""
        self.our_no.show_whole(one_line(order.order_no, LONGEST_NUMBER))
        self.platform_no.show_whole(words.platform_no(order) or _NONE)
        self.copy_platform_no.setVisible(bool(order.order_number))
        self._face.setText(words.face(order.face))
        self._speed.setText(f"· {words.speed_word(order.speed)}")
        self._price.setText(words.yuan(order.price))
        carried = self.tr("· {paid} with the order before it").format(paid=words.yuan(order.paid_before))
        self._more.setText(carried if order.paid_before else "")
        self.payment.setText(payment_text(order))
        self.cost.setText(self._cost_text(order))
        self._arrived.setText(_NONE if order.arrived is None else words.yuan(order.arrived))

    def _cost_text(self, order: Order) -> str:
        if not self._desk.runtime.duty.sees_profit:
            return _WITHHELD
        if order.cost is None:
            return _NONE
        if not refunded(order):
            return words.yuan(order.cost)
        refund = about_balance.refund(order)
        return self.tr("{cost}, {refund}").format(cost=words.yuan(order.cost), refund=refund)

    def _named(self, name: str) -> int:
        row = self._grid.rowCount()
        self._grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _fact(self, name: str) -> PlainLabel:
        value = label()
        value.setWordWrap(True)
        self._grid.addWidget(value, self._named(name), 1)
        return value

    def _pair(self, name: str) -> tuple[PlainLabel, PlainLabel]:
        """A value that counts, and a word about it."""
        value, word = label(role="key"), label()
        word.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(SPACE.tight)
        row.addWidget(value, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(word, 1)
        self._grid.addLayout(row, self._named(name), 1)
        return value, word

    def _copied(self, name: str) -> tuple[FittedLabel, Button]:
        value = FittedLabel(Qt.TextElideMode.ElideMiddle)
        copy_it = Button(look="ghost", measure="tiny", icon_name="copy")
        copy_it.setAccessibleName(self.tr("Copy: {name}").format(name=name))
        copy_it.setToolTip(tip(copy_it.accessibleName()))
        copy_it.clicked.connect(lambda: self._copy(value.whole))
        row = QHBoxLayout()
        row.setSpacing(SPACE.tight)
        row.addWidget(value)
        row.addWidget(copy_it)
        row.addStretch(1)
        self._grid.addLayout(row, self._named(name), 1)
        return value, copy_it

    def _copy(self, text: str) -> None:
        copy(text)
        self._say(self.tr("Copied: {text}").format(text=text))
