"""The owner who lost the PIN sets another one, with the account's app secret as the proof."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.staff.person import Person, StaffProblem
from desktop.services.desk import Desk
from desktop.services.staff.pins import TooSoon
from desktop.ui.staff.saving_dialog import SavingDialog
from desktop.ui.widgets.awaited import stays_over_cover
from desktop.ui.words.messages import about_staff


class LostPinDialog(SavingDialog):
    """Accepted once the owner has another PIN and is signed in."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "", "PIN")
        stays_over_cover(self)
        self.setWindowTitle(self.tr("Owner's PIN lost"))
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        why = self.tr("The account's app secret proves that you are the owner.")
        self.lay_out(why, [(self.tr("App secret"), self.secret)])

    async def saving(self) -> str:
        answer = await self.desk.staff.replace_lost_pin(self.secret.text().strip(), self.pin.text())
        if isinstance(answer, Person):
            return ""
        if isinstance(answer, StaffProblem):
            return about_staff.wrong(answer)
        if isinstance(answer, TooSoon):
            return about_staff.not_let_in(answer)
        return self.tr("This is not the account's app secret.")
