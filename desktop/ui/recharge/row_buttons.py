"""The buttons in the open row of the action list, made for one order and replaced for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.recharge.action_painting import buttons_room

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListView

    from desktop.domain.orders.order import Order
    from desktop.ui.recharge.action_buttons import ActionButtons
    from desktop.ui.recharge.action_model import ActionModel


class RowButtons(QObject):
    """`chosen` carries the order, as shown, and the Act of the button that was pressed."""

    chosen = Signal(object, object)

    def __init__(self, view: QListView, rows: ActionModel) -> None:
        super().__init__(view)
        self._view = view
        self._rows = rows
        self.shown: ActionButtons | None = None

    def place(self, order: Order | None, *, keyboard: bool) -> None:
        """Show the buttons of this order in its row, None for no order. `keyboard`: keys go to them."""
        self._renew(order)
        if order is not None and self.shown is not None:
            self.shown.wear(keyboard=keyboard)
            row = self._rows.index(self._rows.row_of(order.order_no))
            room = buttons_room(self._view.visualRect(row))
            self.shown.fit(room.width())
            self.shown.setGeometry(room)

    def _renew(self, order: Order | None) -> None:
        if order is None:
            self._drop()
            return
        from desktop.ui.recharge.action_buttons import ActionButtons
        from desktop.ui.recharge.acts import acts_of

        acts = acts_of(order, self._rows.now())
        if self.shown is not None and self.shown.are_for(order, acts):
            return
        self._drop()
        self.shown = ActionButtons(order, acts, self._view.viewport())
        self.shown.chosen.connect(lambda act: self.chosen.emit(order, act))
        self.shown.show()

    def _drop(self) -> None:
        if self.shown is not None:
            self.shown.hide()
            self.shown.deleteLater()
            self.shown = None
