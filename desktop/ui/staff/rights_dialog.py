"""The owner's table of what managers and clerks may do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.money import face_text, fen_typed
from desktop.domain.right import ForbiddenError, Right
from desktop.domain.staff.person import Role
from desktop.domain.staff.rights import RightsTable
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.build import CheckBox, button, fit, label
from desktop.ui.widgets.form import answers
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.words.messages import about_rights, about_staff

_ROLES = (Role.MANAGER, Role.CLERK)
_AMOUNT_WIDE, _COLUMN_WIDE, _LIST_HIGH = 100, 90, 380


class RightsDialog(QDialog):
    """Accepted once it is saved. Owners have every right, so there is no column for them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Who may do what"))
        self.setMinimumWidth(620)
        self.boxes: dict[tuple[Role, Right], CheckBox] = {}
        limit = desk.runtime.duty.large_face
        self.amount = line_for_words("" if limit is None else face_text(limit).replace(",", ""))
        self.amount.setFixedWidth(_AMOUNT_WIDE)
        self.amount.setPlaceholderText(self.tr("no limit"))
        self.amount.setAccessibleName(self.tr("Amount above which an order needs a right of its own"))
        self.wrong = label(role="error")
        self.back = button(self.tr("Back (Esc)"))
        self.save = button(self.tr("Save (Enter)"), "primary")
        self._lay_out()
        may = desk.staff.may_change and desk.staff.is_owner
        for box in self.boxes.values():
            box.setEnabled(may)
        self.amount.setEnabled(may)
        self.save.setEnabled(may)
        self.back.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        fit(self)

    def table(self) -> RightsTable:
        """The table as it is ticked."""
        managers, clerks = (
            frozenset(right for right in Right if self.boxes[role, right].isChecked()) for role in _ROLES
        )
        return RightsTable(managers, clerks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.save.isEnabled():
                self._save()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        why = label(about_rights.what_rights_are(), "muted")
        why.setWordWrap(True)
        column.addWidget(why)
        inside = QWidget()
        self._fill(QGridLayout(inside))
        middle = Scrolled(inside)
        middle.setMinimumHeight(_LIST_HIGH)
        column.addWidget(middle, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        row.addWidget(label(self.tr("An order needs a right of its own above")))
        row.addWidget(self.amount)
        row.addWidget(label(self.tr("yuan")))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.wrong)
        column.addLayout(answers(self.back, self.save))

    def _fill(self, grid: QGridLayout) -> None:
        grid.setContentsMargins(0, 0, SPACE.near, 0)
        grid.setVerticalSpacing(SPACE.tight)
        grid.setColumnStretch(0, 1)
        rights = self._desk.staff.rights
        for place, role in enumerate(_ROLES, 1):
            grid.setColumnMinimumWidth(place, _COLUMN_WIDE)
            grid.addWidget(label(about_staff.role_word(role), "label", alignment=ALIGN_CENTER), 0, place)
        for line, right in enumerate(Right, 1):
            grid.addWidget(label(about_rights.right_word(right)), line, 0)
            for place, role in enumerate(_ROLES, 1):
                box = CheckBox("")
                box.setAccessibleName(f"{about_staff.role_word(role)}: {about_rights.right_word(right)}")
                box.setChecked(right in rights.of(role))
                self.boxes[role, right] = box
                grid.addWidget(box, line, place, Qt.AlignmentFlag.AlignHCenter)

    def _save(self) -> None:
        typed = self.amount.text().strip()
        limit = fen_typed(typed) if typed else None
        if typed and (limit is None or limit <= 0):
            self.wrong.setText(self.tr("An amount in yuan above zero, or nothing."))
            self.amount.setFocus()
            return
        self.save.setEnabled(False)
        self._desk.runtime.tasks.command("rights", self._until_saved(limit))

    async def _until_saved(self, limit: int | None) -> None:
        table = self.table()
        try:
            await with_permission(self._desk, self, lambda: self._desk.staff.keep_rights(table, limit))
        except NotKeptError:
            self.wrong.setText(about_staff.not_saved())
            self.save.setEnabled(True)
        except ForbiddenError:
            self.save.setEnabled(True)
        else:
            self.accept()
