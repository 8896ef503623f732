"""Asks in which way money was paid, or went back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.payment.picker import PaymentPicker
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.form import answers


class Chosen(NamedTuple):
    """A way of payment, and who owes the money if that is credit."""

    payment: str
    payer: str = ""


class PaymentDialog(QDialog):
    """Accepted with a complete choice. Enter saves, the digits choose."""

    def __init__(self, title: str, text: str, payments: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        said = label(text)
        said.setWordWrap(True)
        self.picker = PaymentPicker(payments)
        self.back = button(self.tr("Back (Esc)"))
        self.save = button(self.tr("Save (Enter)"), "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.page)
        column.addWidget(said)
        column.addWidget(self.picker)
        column.addLayout(answers(self.back, self.save))
        self.picker.changed.connect(lambda: self.save.setEnabled(self.picker.is_complete))
        self.back.clicked.connect(self.reject)
        self.save.clicked.connect(self.accept)
        self.save.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.picker.is_complete:
                self.accept()
        elif not self.picker.choose_by_key(event.text()):
            super().keyPressEvent(event)


async def chosen_payment(title: str, text: str, payments: Sequence[str], parent: QWidget) -> Chosen | None:
    """The choice of the clerk; None if they go back, or there is nothing to choose."""
    if not payments:
        return None
    dialog = PaymentDialog(title, text, payments, parent)
    return Chosen(dialog.picker.chosen, dialog.picker.payer) if await shown(dialog) else None
