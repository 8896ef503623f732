"""The page of a locked window: no number, no money, only how many orders wait, and a field for the PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.pin_box import PinBox
from desktop.ui.staff.signing_in import signing_in
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.empty_state import Disc
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER
from desktop.ui.words.messages import about_staff

_DISC = 72


class LockPage(QWidget):
    """`lost` is emitted when the owner's PIN is to be replaced, `quit` to leave the program."""

    lost = Signal()
    quit = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.box = PinBox(desk, signing_in(desk))
        self.waiting = label(role="quiet", alignment=ALIGN_CENTER)
        self.lost_pin = button(self.tr("Owner: PIN lost…"), "ghost")
        self.lost_pin.setVisible(desk.staff.can_prove_owner)
        self.leave = button(self.tr("Quit"), "ghost")
        disc = Disc("lock")
        disc.setFixedSize(_DISC, _DISC)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.page, SPACE.page, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addStretch(2)
        for part in (disc, label(self.tr("Locked"), "title", alignment=ALIGN_CENTER), self.waiting, self.box):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.lost_pin)
        column.addLayout(foot)
        self.setFocusProxy(self.box)
        self.lost_pin.clicked.connect(self.lost)
        self.leave.clicked.connect(self.quit)
        self.count(0)

    def count(self, orders: int) -> None:
        """Say how many orders wait for somebody."""
        self.waiting.setText(about_staff.waiting(orders))
