"""The form of the recharge tab: number, face value, speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.mobile import LENGTH, NumberProblem, Operator, digits_touched, grouped, operator_of, problem_of
from desktop.domain.offer import Offer
from desktop.domain.order import Speed
from desktop.domain.request import Request
from desktop.ui import words
from desktop.ui.build import button, dress, label
from desktop.ui.qt_numbers import ALIGN_HCENTER, ALIGN_TOP, WITH_CHILDREN
from desktop.ui.recharge.number_field import NumberField

if TYPE_CHECKING:
    from desktop.domain.outcome import MobileInfo

_FEW = 3
_MANY_IN_A_ROW = 5
_SELDOM_RECHARGEABLE = (Operator.VIRTUAL, Operator.SATELLITE)


class RechargeForm(QWidget):
    """Emits `submitted` with a Request only when everything is right; says beside each field what is not.

    Alt+1 … Alt+9 choose the face, Enter submits: the keyboard contract.
    """

    submitted = Signal(object)
    number_completed = Signal(str)

    def __init__(self, offers: tuple[Offer, ...], *, slow_allowed: bool) -> None:
        super().__init__()
        self._offers = offers
        self._digits = ""
        self.number = NumberField()
        self._number_hint = label(role="muted", alignment=ALIGN_TOP)
        self._number_hint.setWordWrap(True)
        self._number_hint.setMinimumHeight(24)
        self._face_hint = label(role="error")
        self.message = label(role="muted", alignment=ALIGN_TOP)
        self.message.setWordWrap(True)
        self.message.setMinimumHeight(66)
        self._face_group = QButtonGroup(self)
        self._speed_group = QButtonGroup(self)
        self.go = button(self.tr("Check and recharge (Enter)"), "primary")
        self._lay_out(slow_allowed)
        self._connect()

    def clear(self) -> None:
        """Ready for the next customer: empty, cursor in the number field."""
        self.number.clear()
        self._forget_choices()
        self.number.setFocus()

    def face_button(self, index: int) -> QAbstractButton:
        """The button of the face that Alt+(index + 1) chooses."""
        return self._face_group.button(index)

    @property
    def complete_number(self) -> str:
        """The number in the field where it can be recharged, else ""."""
        digits = self.number.digits
        return digits if problem_of(digits) is None else ""

    def fill(self, mobile: str) -> None:
        """Put a number in, for the clerk to go on with."""
        self.number.setText(grouped(mobile))
        self.number.setFocus()

    def say(self, text: str, role: str = "muted") -> None:
        """The line under the button: what became of the last thing the clerk did."""
        self.message.setText(text)
        dress(self.message, role)

    def show_owner(self, mobile: str, info: MobileInfo) -> None:
        """What the platform knows of the number, if it is still the one in the field."""
        if self.number.digits != mobile:
            return
        if warning := words.carried(info):
            self._hint(warning, "warning")
        elif operator_of(mobile) not in _SELDOM_RECHARGEABLE:
            self._hint(words.owner(info), "muted")

    def _lay_out(self, slow_allowed: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Mobile number"), "heading"))
        column.addWidget(self.number)
        column.addWidget(self._number_hint)
        column.addWidget(label(self.tr("Face value"), "heading"))
        column.addLayout(self._face_buttons())
        column.addWidget(self._face_hint)
        speeds = self._speed_buttons()
        speeds.setVisible(slow_allowed)
        column.addWidget(speeds)
        column.addSpacing(4)
        column.addWidget(self.go)
        column.addWidget(self.message)
        column.addStretch(1)

    def _face_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        few = len(self._offers) <= _FEW
        in_a_row = _FEW if few else _MANY_IN_A_ROW
        grid.setSpacing(10 if few else 6)
        for index, offer in enumerate(self._offers):
            choice = button(words.face(offer.face), "face" if few else "small-face", checkable=True)
            choice.setToolTip(f"Alt+{index + 1}")
            choice.setAccessibleDescription(f"Alt+{index + 1}")
            self._face_group.addButton(choice, index)
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(choice)
            cell.addWidget(label(f"Alt+{index + 1}", "muted", alignment=ALIGN_HCENTER))
            grid.addLayout(cell, index // in_a_row, index % in_a_row)
        return grid

    def _speed_buttons(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for speed, text, keys in (
            (Speed.FAST, self.tr("Fast: minutes (Alt+F)"), "Alt+F"),
            (Speed.SLOW, self.tr("Slow: 72 hours, in parts (Alt+S)"), "Alt+S"),
        ):
            choice = button(text, "speed", checkable=True)
            self._speed_group.addButton(choice, int(speed))
            self._click_on(keys, choice)
            row.addWidget(choice)
        row.addStretch(1)
        self._speed_group.button(int(Speed.FAST)).setChecked(True)
        return box

    def _click_on(self, keys: str, choice: QAbstractButton) -> None:
        # A button's own mnemonic clicks 100 ms late, after an Enter that follows it quickly. The shortcut belongs to
        # the button, so that a hidden button has none.
        shortcut = QShortcut(QKeySequence(keys), choice)
        shortcut.activated.connect(choice.click)

    def _connect(self) -> None:
        self.number.digits_changed.connect(self._number_changed)
        self._face_group.idToggled.connect(self._face_chosen)
        self.go.clicked.connect(self.submit)
        for index in range(len(self._offers)):
            self._click_on(f"Alt+{index + 1}", self._face_group.button(index))
        for key in ("Return", "Enter"):
            enter = QShortcut(QKeySequence(key), self)
            enter.setProperty("context", WITH_CHILDREN)
            enter.setAutoRepeat(False)
            enter.activated.connect(self.submit)

    def _number_changed(self, digits: str) -> None:
        problem = problem_of(digits) if digits else None
        if problem in (None, NumberProblem.TOO_SHORT):
            self._hint_operator(operator_of(digits))
        else:
            self._hint(words.number_problem(problem, digits), "error")
        self._face_hint.setText("")
        if digits:
            self.say("")
        if self._digits and (not digits or digits_touched(self._digits, digits) > 1):
            self._forget_choices()
        self._digits = digits
        if len(digits) == LENGTH and problem is None:
            self.number_completed.emit(digits)

    def _face_chosen(self, _index: int, chosen: bool) -> None:
        if chosen:
            self._face_hint.setText("")

    def submit(self) -> None:
        """Emit what is entered, or say what is missing."""
        digits = self.number.digits
        problem = problem_of(digits)
        if problem is not None:
            self._hint(words.number_problem(problem, digits), "error")
            self.number.setFocus()
            return
        if self._face_group.checkedId() < 0:
            self._face_hint.setText(self.tr("Choose a face value: Alt+1, Alt+2, …"))
            return
        offer, speed = self._offers[self._face_group.checkedId()], Speed(self._speed_group.checkedId())
        self.submitted.emit(Request(digits, offer.face, offer.price(speed), speed))

    def _hint_operator(self, operator: Operator | None) -> None:
        if operator is None:
            self._hint("", "muted")
        elif operator in _SELDOM_RECHARGEABLE:
            text = self.tr("{operator} (by prefix): such numbers often cannot be recharged.")
            self._hint(text.format(operator=words.operator_word(operator)), "warning")
        else:
            self._hint(self.tr("{operator} (by prefix)").format(operator=words.operator_word(operator)), "muted")

    def _hint(self, text: str, role: str) -> None:
        self._number_hint.setText(text)
        dress(self._number_hint, role)

    def _forget_choices(self) -> None:
        """What was chosen for one customer must not stay for the next."""
        self._speed_group.button(int(Speed.FAST)).setChecked(True)
        self._face_group.setExclusive(False)
        for choice in self._face_group.buttons():
            choice.setChecked(False)
        self._face_group.setExclusive(True)
