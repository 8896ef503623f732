"""The confirm sheet: the last check before money moves."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.mobile import Operator, grouped, operator_of
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Declined
from desktop.domain.plain_text import one_line
from desktop.services.orders.ordering import Draft
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import SPACE, TYPE
from desktop.ui.payment.picker import PaymentPicker
from desktop.ui.widgets.badge import Badge
from desktop.ui.widgets.build import CheckBox, label
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice_line import NoticeLine
from desktop.ui.widgets.plain import tip
from desktop.ui.widgets.scrolled import Scrolled, fit_scrolled
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_numbers, about_trying_again

ARMED_AFTER_MS = 400
_FRAME_MS = 30
_BLINK_MS = 120
_WIDE, _BADGE, _PLACE_WIDE = 640, 26, 530
_LINE_HIGH, _LOW_LINE, _MANY_LINES = 44, 36, 2
"""With as many warnings, their lines are lower."""
_NOTE_SHOWN = 36
_MIDDLE_END = 10_000
"""Pixels: further than any middle is high."""


class ConfirmSheet(QDialog):
    """Enter confirms, Esc goes back; Enter works only after the sheet has been on screen for 400 ms: meanwhile a ring
    fills on the button, and an early Enter makes it blink.

    If the same number and face arrived within 24 hours, the clerk must tick the repeat first. `warnings` are told above
    the buttons, the most serious last.
    """

    is_titled = False

    def __init__(
        self, draft: Draft, owner: str, warnings: Sequence[str], payments: Sequence[str], parent: QWidget
    ) -> None:
        """`payments` are the ways in which the customer can pay, the usual one first."""
        super().__init__(parent)
        self.draft = draft
        self.payment = PaymentPicker(payments, draft.request.note) if draft.replaces is None else None
        """None for an order that is paid by what was paid for an earlier one."""
        self.warnings = tuple(warnings)
        self._stopped = False
        self.armed = False
        self._shown_for = QElapsedTimer()
        self._filling = QTimer(self, interval=_FRAME_MS)
        self._filling.timeout.connect(self._fill_ring)
        self._arming = QTimer(self, interval=ARMED_AFTER_MS, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._arming.timeout.connect(self._arm)
        self.setWindowTitle(self.tr("Check the order"))
        self.setFixedWidth(_WIDE)
        many = len(self.warnings) + (draft.arrived is not None) >= _MANY_LINES
        self._line_high = _LOW_LINE if many else _LINE_HIGH
        self.objection = NoticeLine()
        self.objection.setMinimumHeight(self._line_high)  # it appears late; nothing may move under the clerk's finger
        self.tick = CheckBox(self.tr("Top it up once more (Space)"))
        self.tick.setProperty("role", "warning")
        self.tick.setVisible(draft.arrived is not None)
        self.tick.toggled.connect(self._refresh)
        self.confirm = Button(self.tr("Confirm (Enter)"), look="primary", measure="main")
        self.confirm.show_ring(0.0)
        self.confirm.clicked.connect(self._confirm)
        self.back = Button(self.tr("Back (Esc)"))
        self.back.set_high(self.confirm.sizeHint().height())
        self.back.clicked.connect(self.reject)
        self._lay_out(owner)
        if self.payment is not None:
            self.payment.changed.connect(self._refresh)
        self._refresh()
        fit_scrolled(self, self._middle)
        # Until the sheet is armed, no widget that Enter could press has the focus.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab skips the sheet itself, because its focus is invisible
        (self.tick if draft.arrived else self).setFocus()

    def stop(self, reason: str) -> None:
        """Take no confirmation while there is a reason; "" to take it again."""
        if self._stopped or reason:
            self._stopped = bool(reason)
            self.objection.say(reason, "error")
            self.objection.setToolTip("")
            self._refresh()

    def show_objection(self, objection: Declined) -> None:
        """Show the platform's reason why it would refuse this order."""
        if self._stopped:
            return
        self.objection.say(about_counter.objection(objection.words), "error")
        self.objection.setToolTip(tip(one_line(objection.words)))
        self._show_the_most_serious()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._shown_for.isValid():
            self._shown_for.start()
            self._arming.start()
            self._filling.start()
            self._show_the_most_serious()

    @property
    def confirmed(self) -> Draft:
        """The draft with the way of payment that was chosen."""
        if self.payment is None:
            return self.draft
        paid = self.draft.request._replace(paid_with=self.payment.chosen, payer=self.payment.payer)
        return replace(self.draft, request=paid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._confirm()
            return
        if self.payment is not None and self.payment.choose_by_key(event.text()):
            return
        super().keyPressEvent(event)

    def _lay_out(self, owner: str) -> None:
        wanted = self.draft.request
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide + SPACE.tight, SPACE.page, SPACE.wide + SPACE.tight, SPACE.wide)
        column.setSpacing(SPACE.near)
        number = label(grouped(wanted.mobile), "huge", alignment=Qt.AlignmentFlag.AlignCenter.value)
        number.setAccessibleName(self.tr("Mobile number"))
        column.addWidget(number)
        column.addLayout(self._whose(owner or about_numbers.by_prefix(wanted.mobile)))
        column.addSpacing(SPACE.tight)
        column.addWidget(self._check_the_number())
        self._middle = Scrolled(self._told())
        column.addWidget(self._middle, 1)
        column.addWidget(self.tick)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.apart)
        buttons.addWidget(self.back)
        buttons.addWidget(self.confirm, 1)
        column.addLayout(buttons)

    def _told(self) -> QWidget:
        """The facts and all warnings, which scroll where the window is too low for them."""
        wanted = self.draft.request
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.near)
        column.addLayout(self._facts())
        if self.payment is not None:
            column.addWidget(self.payment)
        if wanted.instead_of:
            column.addWidget(self._about_earlier())
        if wanted.note:
            note = self.tr("Note: {note}").format(note=one_line(wanted.note, _NOTE_SHOWN))
            column.addWidget(label(note, "muted"))
        for warning in self.warnings:
            column.addWidget(self._line(warning))
        column.addWidget(self.objection)
        if self.draft.arrived is not None:
            column.addWidget(self._line(about_counter.repeats(self.draft.arrived)))
        column.addStretch(1)
        return inside

    def _show_the_most_serious(self) -> None:
        """Warnings are told with the most serious last: where they scroll, the end is seen."""
        QTimer.singleShot(0, self, lambda: self._middle.verticalScrollBar().setValue(_MIDDLE_END))

    def _whose(self, text: str) -> QHBoxLayout:
        wanted = self.draft.request
        operator = Operator(wanted.carried_to) if wanted.carried_to else operator_of(wanted.mobile)
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        row.addStretch(1)
        row.addWidget(Badge(operator, _BADGE))
        line = label(QFontMetrics(font(TYPE.main)).elidedText(text, Qt.TextElideMode.ElideRight, _PLACE_WIDE), "place")
        line.setToolTip(tip(text))
        row.addWidget(line)
        row.addStretch(1)
        return row

    def _to_collect(self) -> tuple[str, str]:
        """The name and the amount of the cash that changes hands now."""
        replaced = self.draft.replaces
        rest = self.draft.request.price - (replaced.price if replaced is not None else 0)
        return self.tr("To collect") if rest >= 0 else self.tr("Give back"), words.yuan(abs(rest))

    def _about_earlier(self) -> NoticeLine:
        """The order that this one tries again, or the warning that it does not take its place any more."""
        if self.draft.replaces is None:
            return self._line(about_trying_again.collect_all())
        line = NoticeLine(about_trying_again.instead_of(self.draft.replaces, self.draft.request.price), "info")
        line.setMinimumHeight(self._line_high)
        return line

    @staticmethod
    def _check_the_number() -> NoticeLine:
        line = NoticeLine(about_counter.wrong_number_cannot_be_undone(), "error")
        line.words.setProperty("role", "loud-stop")
        line.setMinimumHeight(_LINE_HIGH)
        return line

    def _facts(self) -> QHBoxLayout:
        wanted = self.draft.request
        slow = wanted.speed is Speed.SLOW
        row = QHBoxLayout()
        row.setSpacing(SPACE.wide * 2)
        for name, fact, role in (
            (self.tr("Face value"), words.face(wanted.face), "fact"),
            (self.tr("Speed"), words.speed_word(wanted.speed), "slow" if slow else "fact"),
        ):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(label(name, "muted"))
            pair.addWidget(label(fact, role))
            row.addLayout(pair)
        row.addStretch(1)
        sum_row = QHBoxLayout()
        sum_row.setSpacing(SPACE.apart)
        name, amount = self._to_collect()
        sum_row.addWidget(label(name, "quiet", alignment=Qt.AlignmentFlag.AlignBottom.value))
        sum_row.addWidget(label(amount, "sum"))
        row.addLayout(sum_row)
        return row

    def _line(self, text: str) -> NoticeLine:
        line = NoticeLine(text, "notice")
        line.setMinimumHeight(self._line_high)
        return line

    def _fill_ring(self) -> None:
        self.confirm.show_ring(min(1.0, self._shown_for.elapsed() / ARMED_AFTER_MS))

    def _arm(self) -> None:
        self.armed = True
        self._filling.stop()
        self.confirm.show_ring(None)
        self._refresh()

    def _ready(self) -> bool:
        is_paid = self.payment is None or self.payment.is_complete
        return self.armed and not self._stopped and is_paid and (self.draft.arrived is None or self.tick.isChecked())

    def _refresh(self) -> None:
        self.confirm.setEnabled(self._ready())
        if self._ready() and self.hasFocus():
            self.confirm.setFocus()

    def _confirm(self) -> None:
        if self._ready():
            self.accept()
        elif not self.armed:
            self._blink()
        elif self.payment is not None and not self.payment.is_complete:
            self.payment.who.setFocus()
        elif not self._stopped:
            self.objection.say(about_counter.tick_first(), "error")

    def _blink(self) -> None:
        """Show the ring empty for a moment."""
        self._filling.stop()
        self.confirm.show_ring(0.0)
        QTimer.singleShot(_BLINK_MS, self, self._go_on_filling)

    def _go_on_filling(self) -> None:
        if not self.armed:
            self._filling.start()
