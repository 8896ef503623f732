"""The part of an order's sheet with its numbers and amounts; numbers needed elsewhere can be copied."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from desktop.domain.orders.amounts import refunded
from desktop.domain.orders.order import Order
from desktop.domain.plain_text import LONGEST_NUMBER, one_line
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.plain import copy
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance

_NONE = "–"


class Facts(QWidget):
    """`say` shows a sentence in the sheet."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.apart)
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnStretch(5, 1)
        self.our_no, self.copy_our_no = self._copied(self.tr("Our order no."), 0, 0)
        self.platform_no, self.copy_platform_no = self._copied(self.tr("Platform no."), 1, 0)
        self._face = self._fact(self.tr("Face value"), 0, 1)
        self._price = self._fact(self.tr("To collect"), 1, 1)
        self._cost = self._fact(self.tr("Cost"), 2, 1)
        self._arrived = self._fact(self.tr("Arrived"), 2, 0)

    def show_order(self, order: Order) -> None:
        """Show the order's present values."""
        self.our_no.setText(one_line(order.order_no, LONGEST_NUMBER))
        self.platform_no.setText(words.platform_no(order) or _NONE)
        self.copy_platform_no.setEnabled(bool(order.order_number))
        self._face.setText(f"{words.face(order.face)} · {words.speed_word(order.speed)}")
        self._price.setText(words.yuan(order.price))
        self._cost.setText(self._cost_text(order))
        self._arrived.setText(_NONE if order.arrived is None else words.yuan(order.arrived))

    def _cost_text(self, order: Order) -> str:
        if order.cost is None:
            return _NONE
        if not refunded(order):
            return words.yuan(order.cost)
        refund = about_balance.refund(order)
        return self.tr("{cost}, {refund}").format(cost=words.yuan(order.cost), refund=refund)

    def _fact(self, name: str, row: int, half: int) -> QLabel:
        value = label(selectable=True)
        self._grid.addWidget(label(name, "muted"), row, half * 3)
        self._grid.addWidget(value, row, half * 3 + 1)
        return value

    def _copied(self, name: str, row: int, half: int) -> tuple[QLabel, QPushButton]:
        value = self._fact(name, row, half)
        copy_it = button(self.tr("Copy"), "small")
        copy_it.setAccessibleName(self.tr("Copy: {name}").format(name=name))
        copy_it.clicked.connect(lambda: self._copy(value.text()))
        self._grid.addWidget(copy_it, row, half * 3 + 2, Qt.AlignmentFlag.AlignLeft)
        return value, copy_it

    def _copy(self, text: str) -> None:
        copy(text)
        self._say(self.tr("Copied: {text}").format(text=text))
