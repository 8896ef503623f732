"""The number field with hints about the number, and recent customers to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.mobile import LENGTH, SELDOM_RECHARGEABLE, NumberProblem, grouped, operator_of, problem_of
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.hint import ElidedLine, Hint
from desktop.ui.recharge.number_field import NumberField
from desktop.ui.widgets.build import label
from desktop.ui.widgets.qt_numbers import ALIGN_RIGHT, ALIGN_VCENTER
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.orders.outcome import MobileInfo
    from desktop.services.history.customers import Customer
    from desktop.ui.look.density import Density
    from desktop.ui.recharge.suggestions import Suggestions


class NumberBox(QWidget):
    """Shows operator and place above the field, and under it one line: what is wrong with the number, or the most
    important thing to know before it is ordered.

    `completed` carries a complete number, `customer_taken` the Customer that was chosen. `suggest` returns recent
    customers for the digits so far; unset, none are suggested.
    """

    changed = Signal(str)
    completed = Signal(str)
    customer_taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.suggest: Callable[[str], Sequence[Customer]] | None = None
        self._suggestions: Suggestions | None = None
        self.field = NumberField()
        self.hint = Hint()
        self.place = ElidedLine()
        self.place.setProperty("alignment", ALIGN_RIGHT | ALIGN_VCENTER)
        self._warning = ""
        self._told = ("", "")
        heading = label(self.tr("Mobile number"), "label")
        heading.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.near)
        head = QHBoxLayout()
        head.setSpacing(SPACE.wide)
        head.addWidget(heading)
        head.addWidget(self.place, 1)
        column.addLayout(head)
        for part in (self.field, self.hint):
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
        if self.field.digits == mobile:
            self.place.say(words.owner(info), "muted")
            self._warning = about_numbers.carried(info) or self._warning
            self._say_most_important("")

    def tell(self, mobile: str, text: str, role: str) -> None:
        """Show what is known of earlier orders, if the number is still in the field: role "error" forbids another one,
        "hint" informs.
        """
        if self.field.digits == mobile:
            self._told = (text, role)
            self._say_most_important("")

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self.field.set_density(density)
        self.hint.setFixedHeight(density.tell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _changed(self, digits: str) -> None:
        problem = problem_of(digits) if digits else None
        customers, operator = self._customers(digits), operator_of(digits)
        self._told = ("", "")
        self._warning = about_numbers.seldom_rechargeable(operator) if operator in SELDOM_RECHARGEABLE else ""
        self.place.say(about_numbers.by_prefix(digits) if digits.isdigit() else "", "muted")
        if problem in (None, NumberProblem.TOO_SHORT):
            self._say_most_important(about_counter.with_customers("") if customers else "")
        elif customers and problem is NumberProblem.UNKNOWN_SEGMENT:
            self.hint.say(about_counter.ends_like_this(), "hint")
        else:
            self.hint.say(about_numbers.number_problem(problem, digits), "error")
        self._offer(customers)
        self.changed.emit(digits)
        if len(digits) == LENGTH and problem is None:
            self.completed.emit(digits)

    def _customers(self, digits: str) -> Sequence[Customer]:
        wanted = self.suggest is not None and digits.isdigit() and len(digits) < LENGTH and self.field.hasFocus()
        return self.suggest(digits) if wanted and self.suggest is not None else ()

    def _say_most_important(self, otherwise: str) -> None:
        text, role = self._told
        if self._warning and role != "error":
            text, role = self._warning, "notice"
        self.hint.say(text or otherwise, role or "hint")

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

    def _take(self, customer: Customer) -> None:
        self.field.setText(grouped(customer.mobile))
        self.field.setFocus()
        self.customer_taken.emit(customer)

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
