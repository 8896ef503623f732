"""Limits of the shop, and the numbers that get nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.mobile import LENGTH, digits_of, grouped, problem_of
from desktop.domain.money import face_text, fen_typed
from desktop.domain.orders.limits import LONGEST_REASON, Limits
from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.domain.right import ForbiddenError
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.form import answers
from desktop.ui.widgets.pickers import choice_box
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.messages import about_limits, about_staff

_WIDE, _AMOUNT_WIDE, _NUMBER_WIDE, _LIST_HIGH = 760, 100, 160, 190
_DAY_S = 86400.0


class LimitsDialog(QDialog):
    """Each change is saved at once, or when the field is left."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Limits and blocked numbers"))
        self.setMinimumWidth(_WIDE)
        limits = desk.orders.limiting.limits
        self.number_day = self._amount(limits.number_day, self.tr("One number in a day"))
        self.person_shift = self._amount(limits.person_shift, self.tr("One person in a day"))
        self.list = RowsTable(
            self.tr("Blocked numbers"),
            [
                TableColumn(self.tr("Number"), 150, is_strong=True),
                TableColumn(self.tr("Until"), 150),
                TableColumn(self.tr("By"), 110, is_quiet=True),
                TableColumn(self.tr("Reason"), 0),
            ],
            "",
        )
        self.list.say_empty_with(EmptyState("ban", self.tr("No number is blocked.")))
        self.list.setFixedHeight(_LIST_HIGH)
        self.number = line_for_words(longest=20)
        self.number.setFixedWidth(_NUMBER_WIDE)
        self.number.setPlaceholderText(self.tr("Number"))
        self.number.setAccessibleName(self.tr("Number to block"))
        self.reason = line_for_words(longest=LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.reason.setAccessibleName(self.tr("Reason"))
        spans = [(self.tr("for ever"), 0), (self.tr("for a day"), 1), (self.tr("for 7 days"), 7)]
        self.days = choice_box(self.tr("How long"), [*spans, (self.tr("for 30 days"), 30)])
        self.block = button(self.tr("Block"), icon_name="ban")
        self.unblock = button(self.tr("Unblock"))
        self.wrong = label(role="error")
        self.close_button = button(self.tr("Close (Esc)"), "primary")
        self._lay_out()
        self._connect()
        self._fill()
        fit(self)
        self.number_day.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._entered()
            return
        super().keyPressEvent(event)

    def _amount(self, fen: int | None, name: str) -> QLineEdit:
        field = line_for_words("" if fen is None else face_text(fen).replace(",", ""))
        field.setFixedWidth(_AMOUNT_WIDE)
        field.setPlaceholderText(self.tr("no limit"))
        field.setAccessibleName(name)
        return field

    def _lay_out(self) -> None:
        why = label(about_limits.what_limits_are(), "muted")
        why.setWordWrap(True)
        sums = QHBoxLayout()
        sums.setSpacing(SPACE.near)
        for field in (self.number_day, self.person_shift):
            sums.addWidget(label(field.accessibleName(), "label"))
            sums.addWidget(field)
            sums.addWidget(label(self.tr("yuan")))
            sums.addSpacing(SPACE.page)
        sums.addStretch(1)
        entry = QHBoxLayout()
        entry.setSpacing(SPACE.near)
        for part in (self.number, self.days, self.reason, self.block, self.unblock):
            entry.addWidget(part, int(part is self.reason))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addWidget(why)
        column.addLayout(sums)
        column.addWidget(self.list)
        column.addLayout(entry)
        column.addWidget(self.wrong)
        column.addLayout(answers(self.close_button))

    def _connect(self) -> None:
        for field in (self.number_day, self.person_shift):
            field.editingFinished.connect(self._keep_limits)
        self.block.clicked.connect(self._block)
        self.unblock.clicked.connect(self._unblock)
        self.list.chosen.connect(lambda key: self.unblock.setEnabled(bool(key)))
        self.close_button.clicked.connect(self.accept)

    def _fill(self) -> None:
        now = self._desk.runtime.clock.now()
        rows = []
        for one in self._desk.orders.limiting.blocked:
            over = not one.is_in_force(now)
            until = self.tr("for ever") if one.until is None else words.full_moment(one.until)
            cells = (grouped(one.mobile), until, one_line(one.by, LONGEST_NAME), one_line(one.reason))
            rows.append(TableRow(one.mobile, cells, token="muted" if over else ""))
        self.list.fill(rows)
        self.unblock.setEnabled(bool(self.list.chosen_key))

    def _entered(self) -> None:
        """Enter blocks the number that was typed, or saves the limits."""
        if self.number.text().strip() and not (self.number_day.hasFocus() or self.person_shift.hasFocus()):
            self._block()
        else:
            self._keep_limits()

    def _keep_limits(self) -> None:
        typed = [self._fen(field) for field in (self.number_day, self.person_shift)]
        if any(fen is not None and fen <= 0 for fen in typed):
            self.wrong.setText(self.tr("An amount in yuan above zero, or nothing."))
            return
        wanted = Limits(*typed)
        if wanted != self._desk.orders.limiting.limits:
            self._do(lambda: self._desk.orders.limiting.keep_limits(wanted))

    @staticmethod
    def _fen(field: QLineEdit) -> int | None:
        """The amount typed; None for nothing, 0 for what cannot be read."""
        return (fen_typed(field.text()) or 0) if field.text().strip() else None

    def _block(self) -> None:
        mobile, reason = digits_of(self.number.text()), self.reason.text().strip()
        if problem_of(mobile) is not None or len(mobile) != LENGTH:
            self.wrong.setText(self.tr("Enter a mobile number of eleven digits."))
            self.number.setFocus()
        elif not reason:
            self.wrong.setText(self.tr("Write down the reason."))
            self.reason.setFocus()
        else:
            days = int(self.days.currentData())
            until = self._desk.runtime.clock.now() + days * _DAY_S if days else None
            self._do(lambda: self._desk.orders.limiting.block(mobile, reason, until))

    def _unblock(self) -> None:
        if mobile := self.list.chosen_key:
            self._do(lambda: self._desk.orders.limiting.unblock(mobile))

    def _do(self, act: Callable[[], Awaitable[None]]) -> None:
        self._desk.runtime.tasks.command("limits", self._until_done(act))

    async def _until_done(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await with_permission(self._desk, self, act)
        except NotKeptError:
            self.wrong.setText(about_staff.not_saved())
        except ForbiddenError:
            pass  # they were told
        else:
            self.wrong.setText("")
            self.number.clear()
            self.reason.clear()
        self._fill()
