"""The number field with hints about the number, and recent customers to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.mobile import (
    LENGTH,
    SELDOM_RECHARGEABLE,
    NumberProblem,
    carried_to,
    grouped,
    operator_of,
    problem_of,
)
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

    from desktop.domain.chat.message import Message
    from desktop.domain.orders.outcome import MobileInfo
    from desktop.services.history.customers import Customer
    from desktop.ui.look.density import Density
    from desktop.ui.recharge.suggestions import Suggestions
    from desktop.ui.recharge.waiting_numbers import WaitingNumbers


class NumberBox(QWidget):
    """Shows operator and place above the field, and under it one line: what is wrong with the number, or the most
    important thing to know before it is ordered.

    `completed` carries a complete number, `customer_taken` the Customer that was chosen, `wanted` a Wanted of a message
    whose number was just put into the field. `suggest` returns recent customers for the digits so far; unset, none are
    suggested.

    The first number of a message goes into the field, the others wait: F3 takes the next one, Esc in the empty field
    drops them.
    """

    changed = Signal(str)
    completed = Signal(str)
    customer_taken = Signal(object)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.suggest: Callable[[str], Sequence[Customer]] | None = None
        self._suggestions: Suggestions | None = None
        self.field = NumberField()
        self.hint = Hint()
        self.place = ElidedLine()
        self.place.setProperty("alignment", ALIGN_RIGHT | ALIGN_VCENTER)
        self._waiting: WaitingNumbers | None = None
        self._warning = ""
        self._told = self._problem = self._face = self._remark = ("", "")
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
        self.field.escape_pressed.connect(self._escape)
        self.field.message_came.connect(self._take_message)
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
            self._problem = (about_numbers.number_problem(problem, digits), "error")
            self._say()
        self.field.setFocus()

    def show_owner(self, mobile: str, info: MobileInfo) -> None:
        """Show what the platform knows of the number, if that is still in the field."""
        if self.field.digits == mobile:
            self.place.say(words.owner(info), "muted")
            self.field.carried_to = carried_to(info.original, info.current)
            self.field.update()
            self._warning = about_numbers.carried(info) or self._warning
            self._say()

    def tell(self, mobile: str, text: str, role: str) -> None:
        """Show what is known of earlier orders, if the number is still in the field: role "locked" forbids another one,
        "info" informs.
        """
        if self.field.digits == mobile:
            self._told = (text, role)
            self._say()

    def say_read(self, text: str, role: str) -> None:
        """Show what was made of the face in a message, until it changes: role "notice" or "hint"; "" ends it."""
        if self._face != (text, role):
            self._face = (text, role)
            self._say()

    def take_next(self) -> None:
        """Put the number that waits into the field; a complete one that is there waits in its place."""
        if self.field.text() and not self.number:
            self.refuse()
        elif self._waiting is not None and (following := self._waiting.following(self.number)) is not None:
            self.field.setText(grouped(following.mobile))
            self.field.setFocus()
            self.wanted.emit(following)
            self._say()

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
        self._told = self._problem = self._face = self._remark = ("", "")
        self.field.carried_to = None
        self._warning = about_numbers.seldom_rechargeable(operator) if operator in SELDOM_RECHARGEABLE else ""
        self.place.say(about_numbers.by_prefix(digits) if digits.isdigit() else "", "muted")
        if problem in (None, NumberProblem.TOO_SHORT):
            self._told = (about_counter.with_customers("") if customers else "", "hint")
        elif customers and problem is NumberProblem.UNKNOWN_SEGMENT:
            self._problem = (about_counter.ends_like_this(), "hint")
        else:
            self._problem = (about_numbers.number_problem(problem, digits), "error")
        if self._waiting is not None:
            self._waiting.leave_out(digits)
        self._say()
        self._offer(customers)
        self.changed.emit(digits)
        if len(digits) == LENGTH and problem is None:
            self.completed.emit(digits)

    def _customers(self, digits: str) -> Sequence[Customer]:
        wanted = self.suggest is not None and digits.isdigit() and len(digits) < LENGTH and self.field.hasFocus()
        return self.suggest(digits) if wanted and self.suggest is not None else ()

    def _say(self) -> None:
        """Show the two most important lines; numbers that wait have the second one."""
        told = [(self._warning, "notice"), self._remark, self._told]
        told.insert(0 if self._face[1] == "notice" else len(told), self._face)
        if self._problem[0]:
            told = [self._remark, self._problem]
        elif self._told[1] == "locked":
            told.insert(0, self._told)
        lines = list(dict.fromkeys(line for line in told if line[0]))
        text, role = lines[0] if lines else ("", "hint")
        waiting = self._waiting.line() if self._waiting is not None else ""
        self.field.say_wrong(self._problem[1] == "error" and bool(self._problem[0]))
        self.hint.say(text, role, waiting or (lines[1][0] if len(lines) > 1 else ""))

    def _take_message(self, message: Message) -> None:
        from desktop.ui.words.messages import about_chat

        self._remark = (about_chat.remark(message), "notice")
        if message.wanted:
            self._numbers_waiting().receive(message.wanted)
            self.field.setFocus()  # a message can be dropped from another program
            self.wanted.emit(message.wanted[0])
        self._say()

    def _numbers_waiting(self) -> WaitingNumbers:
        if self._waiting is None:
            from desktop.ui.recharge.waiting_numbers import WaitingNumbers

            self._waiting = WaitingNumbers(self.hint)
            self._waiting.clicked.connect(self.take_next)
            self.hint.attach(self._waiting)
            QShortcut(QKeySequence("F3"), self).activated.connect(self.take_next)
        return self._waiting

    def _escape(self) -> None:
        """Take the suggestions away; in the empty field, drop the numbers that wait."""
        self._offer(())
        if self._waiting is not None and not self.field.text() and (dropped := self._waiting.give_up()):
            self._remark = (dropped, "hint")
            self._say()

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
