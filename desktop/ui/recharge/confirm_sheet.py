"""The confirm sheet: the last check before money moves."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Declined
from desktop.domain.plain_text import one_line
from desktop.services.orders.ordering import Draft
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import CheckBox, button, fit, label
from desktop.ui.widgets.plain import tip
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance, about_counter, about_numbers, about_trying_again

ARMED_AFTER_MS = 400
_NOTE_SHOWN = 36


class ConfirmSheet(QDialog):
    """Enter confirms, Esc goes back; Enter works only after the sheet has been on screen for 400 ms.

    If the same number and face arrived within 24 hours, the clerk must tick the repeat first.
    """

    def __init__(self, draft: Draft, owner: str, warning: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.draft = draft
        self._painted = False
        self.armed = False
        self._arming = QTimer(self, interval=ARMED_AFTER_MS, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._arming.timeout.connect(self._arm)
        self.setWindowTitle(self.tr("Check the order"))
        self.setMinimumWidth(680)
        self.objection = label(role="error")
        self.objection.setWordWrap(True)
        self.objection.setMinimumHeight(44)  # it appears late; nothing may move under the clerk's finger
        self.tick = CheckBox(self.tr("Recharge it once more (Space)"))
        self.tick.setProperty("role", "warning")
        self.tick.setVisible(draft.arrived is not None)
        self.tick.toggled.connect(self._refresh)
        self.confirm = button(self.tr("Confirm (Enter)"), "primary")
        self.confirm.clicked.connect(self._confirm)
        self.back = button(self.tr("Back (Esc)"))
        self.back.clicked.connect(self.reject)
        self._lay_out(owner, warning)
        self._refresh()
        fit(self)
        # Until the sheet is armed, no widget that Enter could press has the focus.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab skips the sheet itself, because its focus is invisible
        (self.tick if draft.arrived else self).setFocus()

    def say_short(self, left: int, read_at: float) -> None:
        """Warn that the balance may be too small: the sum left in fen, and the time of the reading (unix seconds)."""
        self.objection.setText(about_balance.not_enough(left, words.moment(read_at)))

    def say_offline(self) -> None:
        """Warn that the platform was not reachable last."""
        self.objection.setText(about_counter.offline())

    def show_objection(self, objection: Declined) -> None:
        """Show the platform's reason why it would refuse this order."""
        self.objection.setText(about_counter.objection(objection.words))
        self.objection.setToolTip(tip(one_line(objection.words)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._arming.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._confirm()
            return
        super().keyPressEvent(event)

    def _lay_out(self, owner: str, warning_of_owner: str) -> None:
        wanted = self.draft.request
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.apart, SPACE.wide, SPACE.apart)
        column.setSpacing(SPACE.near)
        number = label(grouped(wanted.mobile), "huge")
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        number.setAccessibleName(self.tr("Mobile number"))
        column.addWidget(number)
        whose = label(owner or about_numbers.by_prefix(wanted.mobile), "fact")
        whose.setWordWrap(True)
        whose.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(whose)
        if warning_of_owner:
            column.addWidget(self._boxed(warning_of_owner, "warning-box"))
        column.addLayout(self._facts())
        if wanted.instead_of:
            column.addWidget(self._about_earlier())
        if wanted.note:
            note = self.tr("Note: {note}").format(note=one_line(wanted.note, _NOTE_SHOWN))
            column.addWidget(label(note, "muted"))
        if wanted.speed is Speed.SLOW:
            column.addWidget(self._slow_warning())
        check = about_counter.wrong_number_cannot_be_undone()
        column.addWidget(self._boxed(check, "danger-box"))
        column.addWidget(self.objection)
        if self.draft.arrived is not None:
            column.addWidget(self._boxed(about_counter.repeats(self.draft.arrived), "warning-box"))
        column.addWidget(self.tick)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.confirm)
        column.addLayout(buttons)

    def _facts(self) -> QGridLayout:
        wanted = self.draft.request
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.page)
        for index, (name, fact, role) in enumerate(
            (
                (self.tr("Face value"), words.face(wanted.face), "fact"),
                (self.tr("Speed"), words.speed_word(wanted.speed), "slow" if wanted.speed is Speed.SLOW else "fact"),
                self._to_collect(),
            )
        ):
            grid.addWidget(label(name, "muted"), 0, index, Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(label(fact, role), 1, index, Qt.AlignmentFlag.AlignCenter)
        return grid

    def _to_collect(self) -> tuple[str, str, str]:
        """The cash that changes hands now, with its name and role."""
        replaced = self.draft.replaces
        rest = self.draft.request.price - (replaced.price if replaced is not None else 0)
        return self.tr("To collect") if rest >= 0 else self.tr("Give back"), words.yuan(abs(rest)), "total"

    def _about_earlier(self) -> QWidget:
        """The order that this one tries again, or the warning that it does not take its place any more."""
        if self.draft.replaces is None:
            return self._boxed(about_trying_again.collect_all(), "warning-box")
        return self._boxed(about_trying_again.instead_of(self.draft.replaces, self.draft.request.price), "key")

    def _slow_warning(self) -> QWidget:
        return self._boxed(about_numbers.slow_warning(), "warning-box")

    @staticmethod
    def _boxed(text: str, role: str) -> QWidget:
        box = label(text, role)
        box.setWordWrap(True)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return box

    def _arm(self) -> None:
        self.armed = True
        self._refresh()

    def _ready(self) -> bool:
        return self.armed and (self.draft.arrived is None or self.tick.isChecked())

    def _refresh(self) -> None:
        self.confirm.setEnabled(self._ready())
        if self._ready() and self.hasFocus():
            self.confirm.setFocus()

    def _confirm(self) -> None:
        if self._ready():
            self.accept()
        elif self.armed:
            self.objection.setText(about_counter.tick_first())
