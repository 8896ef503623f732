"""Takes a PIN: its field, and the line that says why it was not accepted."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.pin_field import PinField
from desktop.ui.widgets.build import dress, label
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER
from desktop.ui.words.messages import about_staff

_WIDE, _HIGH, _LINE = 320, 52, 44


class PinBox(QWidget):
    """`accepted` is emitted once a PIN has been accepted. `look_at` takes it, and returns "" or why it is not."""

    accepted = Signal()

    def __init__(self, desk: Desk, look_at: Callable[[str], Coroutine[Any, Any, str]]) -> None:
        super().__init__()
        self._desk = desk
        self._look_at = look_at
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
        self._desk.runtime.tasks.command("PIN", self._until_looked_at(pin))

    async def _until_looked_at(self, pin: str) -> None:
        try:
            wrong = await self._look_at(pin)
        except NotKeptError:
            wrong = about_staff.not_saved()
        if wrong:
            self.say(wrong)
        else:
            self.accepted.emit()

    def say(self, wrong: str) -> None:
        """Say why the PIN was not accepted; "" for nothing."""
        dress(self.line, "error" if wrong else "muted")
        self.line.setText(wrong)
