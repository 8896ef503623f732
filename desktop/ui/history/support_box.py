"""The part of an overdue order's sheet that leads to the platform's support, who can end it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.orders.order import Order
from desktop.services.desk import Desk
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.build import button


class SupportBox(QWidget):
    """Shown for orders of any account that should have ended long ago."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._order: Order | None = None
        self.write_down = button(self.tr("The support told me how it ended…"), "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.write_down)
        row.addStretch(1)
        self.write_down.clicked.connect(lambda: desk.runtime.tasks.read("support", self._ask()))

    def show_order(self, order: Order) -> None:
        """Show the way to them if the order is overdue now."""
        self._order = order
        self.setVisible(order.may_be_settled_by_word(self._desk.runtime.clock.now()))

    async def _ask(self) -> None:
        from desktop.ui.history.support_dialog import SupportDialog

        if self._order is not None:
            evidence = await self._desk.orders.settling.known_evidence(self._order)
            await shown(SupportDialog(evidence, self._desk, self))
