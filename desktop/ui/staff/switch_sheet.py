"""Another person takes the counter: a PIN, and their name is on duty."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.pin_box import PinBox
from desktop.ui.staff.signing_in import signing_in
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.form import answers
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER


class SwitchSheet(QDialog):
    """Accepted once somebody has signed in; Esc leaves who is here."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Switch"))
        self.setMinimumWidth(400)
        self.box = PinBox(desk, signing_in(desk))
        self.back = button(self.tr("Back (Esc)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addWidget(label(self.tr("Who is at the counter now?"), "title", alignment=ALIGN_CENTER))
        column.addWidget(self.box)
        column.addLayout(answers(self.back))
        self.box.accepted.connect(self.accept)
        self.back.clicked.connect(self.reject)
        self.box.field.setFocus()
