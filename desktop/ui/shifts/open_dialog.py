"""Takes the drawer over."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.books.shift import Shift, ShiftProblem
from desktop.domain.money import yuan_text
from desktop.services.desk import Desk
from desktop.ui.shifts.amount_dialog import AmountDialog
from desktop.ui.staff.permission import with_permission


class OpenShiftDialog(AmountDialog):
    """`left` are the fen that were counted at the last hand-over."""

    def __init__(self, left: int, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "")
        self.setWindowTitle(self.tr("Begin a shift"))
        self.amount.setText(yuan_text(left).replace(",", "") if left else "")
        why = self.tr("Count what is in the drawer now. It is proposed as it was left by the shift before.")
        self.lay_out(why, [(self.tr("In the drawer"), self.amount)])
        self.amount.selectAll()

    async def saving(self, fen: int) -> Shift | ShiftProblem:
        return await with_permission(self.desk, self, lambda: self.desk.books.shifts.open(fen))
