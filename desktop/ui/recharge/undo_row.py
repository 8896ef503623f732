"""The row in place of an order whose cash was just noted as returned: for six seconds it can be taken back."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.mobile import grouped
from desktop.domain.orders.action_group import cash_to_return
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.button import Button
from desktop.ui.words import words

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.domain.orders.order import Order

UNDO_S = 6
_ICON = 18


class UndoRow(QWidget):
    """`undone` is emitted when the clerk takes it back, `over` when the time has passed."""

    undone = Signal()
    over = Signal()

    def __init__(self, order: Order, parent: QWidget) -> None:
        super().__init__(parent)
        self.order = order
        sign = label()
        sign.setPixmap(icon("check", theme.tokens().success, _ICON, self.devicePixelRatioF()))
        noted = QCoreApplication.translate("UndoRow", "Noted: cash returned {amount} · {order}")
        self.text = label(
            noted.format(amount=words.yuan(cash_to_return(order)), order=grouped(order.mobile)), role="key"
        )
        self.left = label(role="muted")
        undo = QCoreApplication.translate("UndoRow", "Undo")
        self.button = Button(undo, look="outline", measure="small", key="Ctrl+Z", icon_name="undo")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.page - 2, 0, SPACE.apart, 0)
        row.setSpacing(SPACE.apart)
        row.addWidget(sign)
        row.addWidget(self.text)
        row.addStretch(1)
        row.addWidget(self.left)
        row.addWidget(self.button)
        self.button.clicked.connect(self.undone)
        self._began = QElapsedTimer()
        self._began.start()
        self._tick = QTimer(self, interval=250)
        self._tick.timeout.connect(self._count_down)
        self._tick.start()
        self._count_down()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(0, 0, 0, -1), QColor(theme.tokens().sunken))
        painter.end()

    def _count_down(self) -> None:
        left = UNDO_S - self._began.elapsed() / 1000
        if left <= 0:
            self._tick.stop()
            self.over.emit()
            return
        text = QCoreApplication.translate("UndoRow", "{seconds} s")
        self.left.setText(text.format(seconds=ceil(left)))
