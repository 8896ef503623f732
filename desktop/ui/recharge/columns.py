"""The columns of the counter: the form with the card of its result, the list, and on a wide window the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.look.density import REGULAR
from desktop.ui.widgets.card import SPREAD, Card

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.ui.look.density import Density
    from desktop.ui.recharge.action_list import ActionList
    from desktop.ui.recharge.form import RechargeForm

_MOST_WIDE = 16_777_215
"""QWIDGETSIZE_MAX: no limit."""


class Columns(QWidget):
    """Shares out its width. The card of the result is under the form, or, where that has no room for it, under the
    list, which can scroll. `order` is the card of the third column.
    """

    def __init__(self, form: RechargeForm, actions: ActionList) -> None:
        super().__init__()
        self.setObjectName("page")
        self._form = form
        self._density = REGULAR
        self._list = Card()
        self._list.fill_with(actions)
        self.order = Card()
        self.order.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.order.hide()
        self._left, self._middle = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(form)
        self._left.addWidget(form.result)
        self._left.addStretch(1)
        self._middle.addWidget(self._list, 1)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._left)
        self._row.addLayout(self._middle, 1)
        self._row.addWidget(self.order)
        form.result.changed.connect(self._place_result)

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._density = density
        self._row.setSpacing(density.side)
        for column in (self._left, self._middle):
            column.setSpacing(density.side - SPREAD)
        self.order.setVisible(density.wide)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        density = self._density
        side = density.side
        if density.wide:
            side += self._share_between_three(self.width() - 4 * side)
        else:
            room = self.width() - 3 * side - density.list_least
            self._list.setMaximumWidth(_MOST_WIDE)
            self._form.setFixedWidth(max(density.form_least, min(density.form_most, room)))
        self._row.setContentsMargins(side, density.top, side, density.side - SPREAD)
        self._place_result()

    def _share_between_three(self, room: int) -> int:
        """Make form, list and order as wide as they may be. What is left at each side (pixels)."""
        density = self._density
        form = max(density.form_least, min(density.form_most, room - density.list_least - density.order_least))
        listed = max(density.list_least, min(density.column_most, room - form - density.order_least))
        order = max(0, min(density.column_most, room - form - listed))
        for column, wide in ((self._form, form), (self._list, listed), (self.order, order)):
            column.setMinimumWidth(0)  # a fixed one would keep the window as wide
            column.setMaximumWidth(wide)
        self._form.resize(form, self._form.height())
        return max(0, room - form - listed - order) // 2

    def _place_result(self) -> None:
        card, density = self._form.result, self._density
        wide = min(self._form.maximumWidth(), density.form_most)
        room = self.height() - self._form.minimumSizeHint().height() - 3 * density.side - density.top
        under_form = max(card.minimumHeight(), card.heightForWidth(wide)) <= room
        if under_form != (self._left.indexOf(card) >= 0):
            (self._middle if under_form else self._left).removeWidget(card)
            if under_form:
                self._left.insertWidget(1, card)
            else:
                self._middle.addWidget(card)
        card.setMaximumWidth(wide if under_form else _MOST_WIDE)
