"""Adds a person to the staff list, or changes one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.domain.staff.person import Person, Role
from desktop.services.desk import Desk
from desktop.services.staff.pins import TooSoon
from desktop.ui.staff.saving_dialog import SavingDialog
from desktop.ui.widgets.build import CheckBox
from desktop.ui.widgets.pickers import choice_box
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.words.messages import about_staff


class PersonDialog(SavingDialog):
    """Accepted once it is saved. A new person has `id` 0; the first one of the list is its owner."""

    def __init__(self, person: Person, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "", "PIN")
        self.setWindowTitle(self.tr("Change a person") if person.id else self.tr("Add a person"))
        self._person = person
        self.name = line_for_words(person.name, LONGEST_NAME)
        self.role = choice_box(self.tr("Role"), [(about_staff.role_word(one), one) for one in Role])
        self.role.setCurrentIndex(list(Role).index(person.role))
        self.role.setEnabled(desk.staff.is_set_up)
        self.active = CheckBox(self.tr("Works here"))
        self.active.setChecked(person.active)
        self.active.setVisible(bool(person.id))
        if person.id:
            self.pin.setPlaceholderText(self.tr("Empty: stays as it is"))
        self.lay_out("", [(self.tr("Name"), self.name), (self.tr("Role"), self.role)], self.active)

    async def saving(self) -> str:
        role = Role(self.role.currentData())
        wanted = Person(self._person.id, one_line(self.name.text(), LONGEST_NAME), role, self.active.isChecked())
        kept = await self.desk.staff.keep(wanted, self.pin.text())
        if isinstance(kept, TooSoon):
            return about_staff.not_let_in(kept)
        return "" if isinstance(kept, Person) else about_staff.wrong(kept)
