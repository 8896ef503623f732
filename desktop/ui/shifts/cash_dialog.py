"""Puts cash into the drawer, or takes it out, with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.books.shift import Shift, ShiftProblem
from desktop.services.books.shifts import LONGEST_NOTE
from desktop.services.desk import Desk
from desktop.ui.shifts.amount_dialog import AmountDialog
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.widgets.segments import Segments

_OUT, _IN = range(2)


class CashDialog(AmountDialog):
    """Taking out is chosen at first: to the bank is the usual way."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "")
        self.setWindowTitle(self.tr("Cash in or out"))
        self.way = Segments()
        self.way.add(self.tr("Take out"), _OUT).setChecked(True)
        self.way.add(self.tr("Put in"), _IN)
        self.reason = line_for_words(longest=LONGEST_NOTE)
        self.reason.setPlaceholderText(self.tr("to the bank, change, to the owner…"))
        fields: list[tuple[str, QWidget]] = [
            (self.tr("Way"), self.way),
            (self.tr("Amount"), self.amount),
            (self.tr("Reason"), self.reason),
        ]
        self.lay_out("", fields)

    async def saving(self, fen: int) -> Shift | ShiftProblem:
        amount = fen if self.way.group.checkedId() == _IN else -fen
        shifts, reason = self.desk.books.shifts, self.reason.text()
        return await with_permission(self.desk, self, lambda: shifts.enter_cash(amount, reason))
