"""A small form with two PIN fields that is saved by a coroutine."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.pin_field import PinField
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.form import answers, fields_grid
from desktop.ui.words.messages import about_staff


class SavingDialog(QDialog):
    """Subclasses call `lay_out`, and give `saving`, which returns "" once all is saved, else what is wrong."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, pin_name: str) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.pin, self.again = PinField(pin_name), PinField(self.tr("The same PIN again"))
        self.wrong = label(role="error")
        self.wrong.setWordWrap(True)
        self.wrong.setMinimumHeight(44)
        self.back = button(self.tr("Back (Esc)"))
        self.save = button(self.tr("Save (Enter)"), "primary")

    def saving(self) -> Coroutine[Any, Any, str]:
        """Save what was entered."""
        raise NotImplementedError

    def lay_out(self, why: str, fields: Sequence[tuple[str, QWidget]], *below: QWidget) -> None:
        """The explanation, the fields with their names, the PIN fields, what is below, and the buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        if why:
            explained = label(why, "muted")
            explained.setWordWrap(True)
            column.addWidget(explained)
        pins = [(field.accessibleName(), field) for field in (self.pin, self.again)]
        column.addLayout(fields_grid([*fields, *pins]))
        for part in (*below, self.wrong):
            column.addWidget(part)
        column.addLayout(answers(self.back, self.save))
        self.back.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        for field in (self.pin, self.again):
            field.entered.connect(lambda _pin: self._save())
        fit(self)
        fields[0][1].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._save()
            return
        super().keyPressEvent(event)

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        if self.pin.text() != self.again.text():
            self._refuse(self.tr("Both PINs must be the same."))
            return
        self.save.setEnabled(False)
        self.desk.runtime.tasks.command("staff", self._until_saved())

    async def _until_saved(self) -> None:
        try:
            wrong = await self.saving()
        except NotKeptError:
            wrong = about_staff.not_saved()
        if wrong:
            self._refuse(wrong)
        else:
            self.accept()

    def _refuse(self, text: str) -> None:
        self.wrong.setText(text)
        self.save.setEnabled(True)
        for field in (self.pin, self.again):
            field.clear()
