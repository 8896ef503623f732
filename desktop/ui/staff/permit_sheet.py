"""Says who may do what somebody wanted to do, and takes the PIN of one of them for this one act."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.domain.right import Right
from desktop.services.desk import Desk
from desktop.services.duty import Permit
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.pin_box import PinBox
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.form import answers
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER
from desktop.ui.words.messages import about_rights, about_staff

_WIDE = 480


class PermitSheet(QDialog):
    """`permit` is there once somebody has allowed it."""

    def __init__(self, desk: Desk, rights: frozenset[Right], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rights = rights
        self.permit: Permit | None = None
        self.setWindowTitle(self.tr("Not without permission"))
        self.setFixedWidth(_WIDE)
        holders = desk.staff.holders(rights)
        self.what = label(about_rights.needed(rights), "title", alignment=ALIGN_CENTER)
        self.who = label(about_rights.who_may(holders), alignment=ALIGN_CENTER)
        for line in (self.what, self.who):
            line.setWordWrap(True)
        self.box = PinBox(desk, self._look_at)
        self.back = button(self.tr("Back (Esc)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        for part in (self.what, self.who):
            column.addWidget(part)
        if holders:
            column.addWidget(self.box)
            note = label(about_rights.both_names(), "muted", alignment=ALIGN_CENTER)
            note.setWordWrap(True)
            column.addWidget(note)
        column.addLayout(answers(self.back))
        self.box.accepted.connect(self.accept)
        self.back.clicked.connect(self.reject)
        (self.box.field if holders else self.back).setFocus()

    async def _look_at(self, pin: str) -> str:
        answer = await self._desk.staff.permit(pin, self._rights)
        if isinstance(answer, Permit):
            self.permit = answer
            return ""
        return about_staff.not_let_in(answer)
