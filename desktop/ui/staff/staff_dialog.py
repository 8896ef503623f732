"""The staff list: who works here, who did, and when the window locks by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.plain_text import one_line
from desktop.domain.staff.person import Person, Role
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.services.staff.staff import IDLE_CHOICES
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.person_dialog import PersonDialog
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.form import answers
from desktop.ui.widgets.pickers import choice_box
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words.messages import about_staff

_LIST_HIGH = 220


class StaffDialog(QDialog):
    """Only an owner changes it, or whoever begins it; everybody may look."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Staff"))
        self.setMinimumWidth(640)
        columns = [TableColumn(self.tr("Name"), 0, is_strong=True), TableColumn(self.tr("Role"), 140)]
        self.list = RowsTable(self.tr("Staff"), [*columns, TableColumn(self.tr("Works here"), 140)], "")
        self.list.say_empty_with(EmptyState("user-round", self.tr("Nobody yet"), self.tr("Begin with the owner.")))
        self.list.setFixedHeight(_LIST_HIGH)
        self.add = button(self.tr("Add…"), icon_name="plus")
        self.change = button(self.tr("Change…"), icon_name="pencil")
        self.rights = button(self.tr("Who may do what…"), icon_name="user-check")
        choices = [(about_staff.idle_word(minutes), minutes) for minutes in IDLE_CHOICES]
        self.idle = choice_box(self.tr("Lock"), choices)
        self.idle.setCurrentIndex(max(0, self.idle.findData(desk.staff.idle_minutes)))
        self.wrong = label(role="error")
        self.close_button = button(self.tr("Close (Esc)"), "primary")
        self._lay_out()
        self._connect()
        self._fill()
        fit(self)
        (self.list if desk.staff.is_set_up else self.add).setFocus()

    def _lay_out(self) -> None:
        why = label(about_staff.what_a_pin_is(), "muted")
        why.setWordWrap(True)
        acts = QHBoxLayout()
        acts.setSpacing(SPACE.near)
        for act in (self.add, self.change, self.rights):
            acts.addWidget(act)
        acts.addStretch(1)
        lock = QHBoxLayout()
        lock.setSpacing(SPACE.near)
        lock.addWidget(label(self.tr("Lock"), "label"))
        lock.addWidget(self.idle)
        lock.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addWidget(why)
        column.addWidget(self.list)
        column.addLayout(acts)
        column.addLayout(lock)
        column.addWidget(self.wrong)
        column.addLayout(answers(self.close_button))

    def _connect(self) -> None:
        read = self._desk.runtime.tasks.read
        self.add.clicked.connect(lambda: read("person", self._open(Person(0, "", self._first_role()))))
        self.change.clicked.connect(lambda: self._change(self.list.chosen_key))
        self.rights.clicked.connect(lambda: read("rights", self._show_rights()))
        self.list.opened.connect(self._change)
        self.list.chosen.connect(lambda _key: self._allow())
        self.idle.activated.connect(self._keep_idle)
        self.close_button.clicked.connect(self.accept)

    def _first_role(self) -> Role:
        return Role.CLERK if self._desk.staff.is_set_up else Role.OWNER

    def _fill(self) -> None:
        here, gone = self.tr("yes"), self.tr("no")
        self.list.fill(
            [
                TableRow(
                    str(one.id),
                    (one_line(one.name), about_staff.role_word(one.role), here if one.active else gone),
                    token="" if one.active else "muted",
                )
                for one in self._desk.staff.everybody
            ]
        )
        self._allow()

    def _allow(self) -> None:
        may = self._desk.staff.may_change
        self.add.setEnabled(may)
        self.change.setEnabled(may and bool(self.list.chosen_key))
        self.rights.setEnabled(self._desk.staff.is_set_up)
        self.idle.setEnabled(may and self._desk.staff.is_set_up)

    def _change(self, key: str) -> None:
        person = next((one for one in self._desk.staff.everybody if str(one.id) == key), None)
        if person is not None and self._desk.staff.may_change:
            self._desk.runtime.tasks.read("person", self._open(person))

    async def _open(self, person: Person) -> None:
        await shown(PersonDialog(person, self._desk, self))
        self._fill()
        self.list.setFocus()

    async def _show_rights(self) -> None:
        from desktop.ui.staff.rights_dialog import RightsDialog

        await shown(RightsDialog(self._desk, self))
        self.rights.setFocus()

    def _keep_idle(self) -> None:
        self._desk.runtime.tasks.command("idle", self._kept_idle(int(self.idle.currentData())))

    async def _kept_idle(self, minutes: int) -> None:
        try:
            await self._desk.staff.keep_idle_minutes(minutes)
        except NotKeptError:
            self.wrong.setText(about_staff.not_saved())
