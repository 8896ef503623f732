"""Signs somebody in: a PIN field and the line that says why it did not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.staff.person import Person
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.pin_field import PinField
from desktop.ui.widgets.build import dress, label
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER
from desktop.ui.words.messages import about_staff

_WIDE, _HIGH, _LINE = 320, 52, 44


class PinBox(QWidget):
    """`signed_in` is emitted once a PIN has let somebody in."""

    signed_in = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.field = PinField(self.tr("PIN"), desk.staff.pin_digits)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setObjectName("pin")
        self.field.setFixedSize(_WIDE, _HIGH)
        self.line = label(self.tr("Enter your PIN"), "muted", alignment=ALIGN_CENTER)
        self.line.setWordWrap(True)
        self.line.setFixedSize(_WIDE, _LINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.near)
        for part in (self.field, self.line):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.field)
        self.field.entered.connect(self._try)

    def _try(self, pin: str) -> None:
        self.field.clear()
        self.say("")
        self._desk.runtime.tasks.command("sign in", self._sign_in(pin))

    async def _sign_in(self, pin: str) -> None:
        try:
            answer = await self._desk.staff.sign_in(pin)
        except NotKeptError:
            self.say(about_staff.not_saved())
            return
        if isinstance(answer, Person):
            self.signed_in.emit()
        else:
            self.say(about_staff.not_let_in(answer))

    def say(self, wrong: str) -> None:
        """Say why nobody was let in; "" for nothing."""
        dress(self.line, "error" if wrong else "muted")
        self.line.setText(wrong)
