"""Hands the drawer over: the count first, then what should have been in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.books.shift import Shift, ShiftProblem
from desktop.services.books.shifts import LONGEST_NOTE
from desktop.services.desk import Desk
from desktop.ui.shifts.amount_dialog import AmountDialog
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.build import dress, label
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.words import words
from desktop.ui.words.messages import about_shifts

_LINES = 66


class CloseShiftDialog(AmountDialog):
    """The count is recorded before the answer is told; another count after that is recorded, too. A difference needs a
    reason. `shift` is the closed shift once it is accepted.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "")
        self.setWindowTitle(self.tr("Hand the shift over"))
        self.told = label()
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(_LINES)
        self.reason = line_for_words(longest=LONGEST_NOTE)
        self.reason.setEnabled(False)
        fields: list[tuple[str, QWidget]] = [
            (self.tr("Counted"), self.amount),
            (self.tr("Reason for a difference"), self.reason),
        ]
        self.lay_out(about_shifts.why_blind(), fields, self.told)
        self.save.setText(self.tr("Counted (Enter)"))
        self.amount.textChanged.connect(lambda _text: self._count_again())

    @property
    def is_counted(self) -> bool:
        """Whether the count in the field was recorded, so that the next Enter hands over."""
        return self.shift is not None

    async def saving(self, fen: int) -> Shift | ShiftProblem:
        shifts, shown = self.desk.books.shifts, self.shift
        if shown is None:
            return await with_permission(self.desk, self, lambda: shifts.count(fen))
        note = self.reason.text()
        answer = await with_permission(self.desk, self, lambda: shifts.close(shown, note))
        if answer is ShiftProblem.CHANGED:
            self._count_again()
        return answer

    def saved(self) -> None:
        assert self.shift is not None
        if self.shift.closed is not None:
            self.accept()
            return
        counted, expected = self.shift.counts[-1].counted, self.shift.expected
        off = counted - expected
        text = self.tr("There should be {expected}. Difference: {difference}")
        self.told.setText(text.format(expected=words.yuan(expected), difference=words.signed(off) if off else "0"))
        dress(self.told, "warning" if off else "success")
        self.wrong.setText("")
        self.reason.setEnabled(bool(off))
        self.save.setEnabled(True)
        self.save.setText(self.tr("Hand over (Enter)"))
        (self.reason if off else self.save).setFocus()

    def _count_again(self) -> None:
        self.shift = None
        self.told.setText("")
        self.reason.setEnabled(False)
        self.save.setText(self.tr("Counted (Enter)"))
