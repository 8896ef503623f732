"""The number field with hints about the number, and recent customers to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.mobile import LENGTH, NumberProblem, Operator, grouped, operator_of, problem_of
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.hint import Hint
from desktop.ui.recharge.number_field import NumberField
from desktop.ui.widgets.build import label
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.orders.outcome import MobileInfo
    from desktop.services.history.customers import Customer
    from desktop.ui.recharge.suggestions import Suggestions

_SELDOM_RECHARGEABLE = (Operator.VIRTUAL, Operator.SATELLITE)


class NumberBox(QWidget):
    """Shows under the field what the number is, or what is wrong with it. `completed` carries a complete number.

    `suggest` returns recent customers for the digits so far; unset, none are suggested.
    """

    changed = Signal(str)
    completed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.suggest: Callable[[str], Sequence[Customer]] | None = None
        self._suggestions: Suggestions | None = None
        self.field = NumberField()
        self.hint = Hint()
        heading = label(self.tr("Mobile number"), "heading")
        heading.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.close)
        for part in (heading, self.field, self.hint):
            column.addWidget(part)
        self.field.digits_changed.connect(self._changed)
        self.field.down_pressed.connect(self._go_down)
        self.field.escape_pressed.connect(lambda: self._offer(()))
        self.field.keyboard_left.connect(self._leave)

    @property
    def number(self) -> str:
        """The number in the field if it can be recharged, otherwise ""."""
        digits = self.field.digits
        return digits if problem_of(digits) is None else ""

    def refuse(self) -> None:
        """Show what is wrong with the number, and focus it."""
        digits = self.field.digits
        if (problem := problem_of(digits)) is not None:
            self.hint.say(about_numbers.number_problem(problem, digits), "error")
        self.field.setFocus()

    def show_owner(self, mobile: str, info: MobileInfo) -> None:
        """Show what the platform knows of the number, if that is still in the field."""
        if self.field.digits != mobile:
            return
        if warning := about_numbers.carried(info):
            self.hint.say(warning, "notice")
        elif operator_of(mobile) not in _SELDOM_RECHARGEABLE:
            self.hint.say(words.owner(info), "hint")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _changed(self, digits: str) -> None:
        problem = problem_of(digits) if digits else None
        customers = self._customers(digits)
        if problem in (None, NumberProblem.TOO_SHORT):
            self._say_prefix(digits)
        elif customers and problem is NumberProblem.UNKNOWN_SEGMENT:
            self.hint.say(about_counter.ends_like_this(), "hint")
        else:
            self.hint.say(about_numbers.number_problem(problem, digits), "error")
        if customers and problem is not NumberProblem.UNKNOWN_SEGMENT:
            self.hint.say(about_counter.with_customers(self.hint.said), str(self.hint.property("role")))
        self._offer(customers)
        self.changed.emit(digits)
        if len(digits) == LENGTH and problem is None:
            self.completed.emit(digits)

    def _customers(self, digits: str) -> Sequence[Customer]:
        wanted = self.suggest is not None and digits.isdigit() and len(digits) < LENGTH and self.field.hasFocus()
        return self.suggest(digits) if wanted and self.suggest is not None else ()

    def _say_prefix(self, digits: str) -> None:
        operator = operator_of(digits)
        if operator in _SELDOM_RECHARGEABLE:
            self.hint.say(about_numbers.seldom_rechargeable(operator), "notice")
        else:
            self.hint.say(about_numbers.by_prefix(digits), "hint")

    def _offer(self, customers: Sequence[Customer]) -> None:
        if self._suggestions is None:
            if not customers:
                return
            self._suggestions = self._new_suggestions()
        self._suggestions.offer(customers)
        self._place()

    def _new_suggestions(self) -> Suggestions:
        from desktop.ui.recharge.suggestions import Suggestions

        over = self.parentWidget()
        assert over is not None
        made = Suggestions(over, self.field)
        made.taken.connect(self._take)
        made.keyboard_left.connect(self._leave)
        return made

    def _take(self, mobile: str) -> None:
        self.field.setText(grouped(mobile))
        self.field.setFocus()

    def _go_down(self) -> None:
        if self._suggestions is not None and self._suggestions.isVisible():
            self._suggestions.enter()

    def _leave(self) -> None:
        """Hide the list once neither it nor the field has the focus."""
        QTimer.singleShot(0, self, self._take_away)

    def _take_away(self) -> None:
        if self._suggestions is not None and not (self.field.hasFocus() or self._suggestions.hasFocus()):
            self._suggestions.hide()

    def _place(self) -> None:
        if self._suggestions is not None:
            over = self._suggestions.parentWidget()
            corner = self.hint.mapTo(over, QPoint(0, self.hint.height() + 2)) if over is not None else QPoint()
            self._suggestions.setFixedWidth(self.field.width())
            self._suggestions.move(corner)
