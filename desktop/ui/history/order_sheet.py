"""An order's sheet: the whole order over the dimmed window."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.domain.plain_text import LONGEST_NUMBER, one_line
from desktop.services.desk import Desk
from desktop.services.history.history import OrderDetails
from desktop.ui.history.order_view import OrderView
from desktop.ui.recharge.acts import Act
from desktop.ui.widgets.bridge import Bridge

_WIDE, _HIGH, _FROM_EDGES = 920, 576, 24


class OrderSheet(QDialog):
    """`receipt_wanted` carries the Order as shown, `order_opened` the number of another order whose sheet to open in
    place of this one, `tried_again` the Order with which to fill the form.
    """

    is_titled = False

    receipt_wanted = Signal(object)
    order_opened = Signal(str)
    tried_again = Signal(object)

    def __init__(self, details: OrderDetails, desk: Desk, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        number = one_line(details.order.order_no, LONGEST_NUMBER)
        self.setWindowTitle(self.tr("Order {order_no}").format(order_no=number))
        self.view = OrderView(desk, bridge, docked=False, elsewhere=frozenset({Act.TRY_AGAIN}))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.view)
        self.view.show_details(details)
        self.resize(*self._size(parent))
        self.view.head.close_button.clicked.connect(self.accept)
        self.view.receipt_wanted.connect(self.receipt_wanted)
        self.view.order_opened.connect(lambda order_no: self._go_on(self.order_opened, order_no))
        self.view.act_wanted.connect(lambda order, _act: self._go_on(self.tried_again, order))
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.view.foot.receipt.click)
        self.finished.connect(lambda _code: self.view.let_go())
        self.view.timeline.setFocus()

    def _size(self, parent: QWidget) -> tuple[int, int]:
        """As high as the order needs, within the window."""
        room = parent.window().size()
        wide = min(_WIDE, room.width() - _FROM_EDGES)
        return wide, min(max(_HIGH, self.view.wanted_height(wide - 2)), room.height() - _FROM_EDGES)

    def _go_on(self, signal: SignalInstance, carried: object) -> None:
        self.accept()
        signal.emit(carried)
