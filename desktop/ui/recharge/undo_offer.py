"""Offers for a while to take back that an order's cash was returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListView

    from desktop.domain.orders.order import Order
    from desktop.ui.recharge.action_model import ActionModel
    from desktop.ui.recharge.undo_row import UndoRow


class UndoOffer(QObject):
    """The row that stands in an order's place in the action list. The newest offer ends the one before.

    `taken_back` carries the order, as it was shown, whose cash was not returned after all.
    """

    offered = Signal(bool)
    """Whether something can be taken back now."""
    taken_back = Signal(object)

    def __init__(self, view: QListView, rows: ActionModel) -> None:
        super().__init__(view)
        self._view = view
        self._rows = rows
        self.row: UndoRow | None = None

    @property
    def order_no(self) -> str:
        """The order that is offered, "" for none."""
        return "" if self.row is None else self.row.order.order_no

    def offer(self, order: Order) -> None:
        """Show the row in place of an order, which the model holds there."""
        from desktop.ui.recharge.undo_row import UndoRow

        self._drop()
        self.row = UndoRow(order, self._view.viewport())
        self.row.undone.connect(self.take_back)
        self.row.over.connect(self._end)
        self.row.show()
        self.place()
        self.offered.emit(True)

    def take_back(self) -> None:
        """Take back what is offered, if anything."""
        if self.row is not None:
            order = self.row.order
            self._end()
            self.taken_back.emit(order)

    def place(self) -> None:
        """Follow the order's row."""
        if self.row is not None:
            self.row.setGeometry(self._view.visualRect(self._rows.index(self._rows.row_of(self.order_no))))

    def _end(self) -> None:
        self._drop()
        self.offered.emit(False)
        self._rows.hold("")

    def _drop(self) -> None:
        if self.row is not None:
            self.row.hide()
            self.row.deleteLater()
            self.row = None
