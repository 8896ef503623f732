"""A small form with an amount of cash that is saved by a coroutine."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.books.shift import Shift, ShiftProblem
from desktop.domain.money import fen_typed
from desktop.domain.right import ForbiddenError
from desktop.services.books.shifts import NotDrawnError
from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.form import answers, fields_grid
from desktop.ui.words.messages import about_shifts

_WIDE, _FIELD_WIDE, _LINE = 480, 160, 22


class AmountDialog(QDialog):
    """Subclasses call `lay_out`, and give `saving`, which returns the shift once all is saved."""

    def __init__(self, desk: Desk, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.desk = desk
        self.shift: Shift | None = None
        """The shift as it was saved."""
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDE)
        self.amount = QLineEdit()
        self.amount.setFixedWidth(_FIELD_WIDE)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setPlaceholderText("0.00")
        self.wrong = label(role="error")
        self.wrong.setWordWrap(True)
        self.wrong.setMinimumHeight(_LINE)
        self.back = button(self.tr("Back (Esc)"))
        self.save = button(self.tr("Save (Enter)"), "primary")
        self.back.clicked.connect(self.reject)
        self.save.clicked.connect(self.want)

    def saving(self, fen: int) -> Coroutine[Any, Any, Shift | ShiftProblem]:
        """Save the amount."""
        raise NotImplementedError

    def lay_out(self, why: str, fields: Sequence[tuple[str, QWidget]], *below: QWidget) -> None:
        """The explanation, the fields with their names, what is below, and the buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        if why:
            explained = label(why, "muted")
            explained.setWordWrap(True)
            column.addWidget(explained)
        column.addLayout(fields_grid(fields))
        for part in (*below, self.wrong):
            column.addWidget(part)
        column.addLayout(answers(self.back, self.save))
        fit(self)
        self.amount.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.want()
            return
        super().keyPressEvent(event)

    def want(self) -> None:
        """Save, if the amount can be read and nothing is being saved."""
        fen = fen_typed(self.amount.text()) if self.amount.text().strip() else 0
        if fen is None or fen < 0:
            self.refuse(about_shifts.wrong(ShiftProblem.NO_AMOUNT))
        elif self.save.isEnabled():
            self.save.setEnabled(False)
            self.desk.runtime.tasks.command("drawer", self._until_saved(fen))

    async def _until_saved(self, fen: int) -> None:
        try:
            answer = await self.saving(fen)
        except NotDrawnError:
            self.refuse(about_shifts.not_saved())
        except ForbiddenError:
            self.save.setEnabled(True)
        else:
            if isinstance(answer, ShiftProblem):
                self.refuse(about_shifts.wrong(answer))
            else:
                self.shift = answer
                self.saved()

    def saved(self) -> None:
        """Go on after the amount was saved."""
        self.accept()

    def refuse(self, text: str) -> None:
        """Say why it was not saved."""
        self.wrong.setText(text)
        self.save.setEnabled(True)
