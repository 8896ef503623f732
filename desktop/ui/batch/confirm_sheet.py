"""The confirm sheet of a list: the last look before many orders are sent."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.batch.staging import Sums
from desktop.ui.look.tokens import SPACE
from desktop.ui.payment.picker import PaymentPicker
from desktop.ui.widgets.build import label
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.fitted_label import FittedLabel
from desktop.ui.widgets.notice_line import NoticeLine
from desktop.ui.widgets.scrolled import Scrolled, fit_scrolled
from desktop.ui.widgets.sums_grid import SumsGrid
from desktop.ui.words import words

ARMED_AFTER_MS = 400
_WIDE, _LINE = 600, 44


class BatchTotals(Struct, frozen=True):
    """A list that is to be confirmed: `left` is the balance now (fen), None where it is not known or shown; `typed`:
    the number of rows has to be typed, because it is a large list.
    """

    name: str
    sums: Sums
    left: int | None
    typed: bool


class BatchConfirmSheet(QDialog):
    """Enter confirms, Esc goes back. Enter counts only after the sheet was on screen for 400 ms."""

    is_titled = False

    def __init__(self, totals: BatchTotals, payments: Sequence[str], warnings: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.totals = totals
        self.payment = PaymentPicker(payments)
        self.typed = QLineEdit()
        send = self.tr("Send {count} orders (Enter)").format(count=f"{totals.sums.rows:,}")
        self.confirm = Button(send, look="primary", measure="main")
        self.back = Button(self.tr("Back (Esc)"))
        self.armed = False
        self._arming = QTimer(self, interval=ARMED_AFTER_MS, singleShot=True)
        self._arming.timeout.connect(self._arm)
        self.setWindowTitle(self.tr("Check the list"))
        self.setFixedWidth(_WIDE)
        self._lay_out(warnings)
        self.confirm.clicked.connect(self._confirm)
        self.back.clicked.connect(self.reject)
        self.payment.changed.connect(self._refresh)
        self.typed.textChanged.connect(lambda _text: self._refresh())
        fit_scrolled(self, self._middle)
        self._refresh()
        (self.typed if totals.typed else self).setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.armed and not self._arming.isActive():
            self._arming.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._confirm()
            return
        if not self.typed.hasFocus() and self.payment.choose_by_key(event.text()):
            return
        super().keyPressEvent(event)

    def _lay_out(self, warnings: Sequence[str]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide + SPACE.tight, SPACE.wide, SPACE.wide + SPACE.tight, SPACE.wide)
        column.setSpacing(SPACE.apart)
        head = FittedLabel(Qt.TextElideMode.ElideRight)
        head.show_whole(self.totals.name)
        column.addWidget(head)
        column.addLayout(self._facts())
        column.addWidget(self._warn(self.tr("Money that went to a wrong number does not come back."), "error"))
        self._middle = Scrolled(self._told(warnings))
        column.addWidget(self._middle, 1)
        column.addWidget(self.payment)
        if self.totals.typed:
            column.addLayout(self._ask_for_number())
        self.back.set_high(self.confirm.sizeHint().height())
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.apart)
        buttons.addWidget(self.back)
        buttons.addWidget(self.confirm, 1)
        column.addLayout(buttons)

    def _facts(self) -> QHBoxLayout:
        sums = self.totals.sums
        facts = QHBoxLayout()
        facts.addWidget(label(self.tr("{count} orders").format(count=f"{sums.rows:,}"), "title"))
        facts.addStretch(1)
        facts.addWidget(label(self.tr("To collect"), "quiet", alignment=Qt.AlignmentFlag.AlignBottom.value))
        facts.addWidget(label(words.yuan(sums.price), "sum"))
        return facts

    def _told(self, warnings: Sequence[str]) -> QWidget:
        """The sums and the warnings, which scroll where the window is too low for them."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.apart)
        for warning in warnings:
            column.addWidget(self._warn(warning, "notice"))
        column.addLayout(self._sums())
        column.addStretch(1)
        return inside

    def _ask_for_number(self) -> QHBoxLayout:
        row = QHBoxLayout()
        ask = self.tr("It is a large list. Type the number of orders, {count}, to send it:")
        asked = label(ask.format(count=self.totals.sums.rows))
        asked.setWordWrap(True)
        self.typed.setAccessibleName(self.tr("Number of orders"))
        self.typed.setFixedWidth(100)
        row.addWidget(asked, 1)
        row.addWidget(self.typed)
        return row

    def _sums(self) -> SumsGrid:
        titles = {
            f"{face.face}": self.tr("{face} × {count}").format(face=words.face(face.face), count=f"{face.rows:,}")
            for face in self.totals.sums.faces
        }
        titles |= {"cost": self.tr("Cost at most"), "left": self.tr("Balance after that")}
        grid = SumsGrid(titles, ("left",), ruled=("cost",))
        for face in self.totals.sums.faces:
            grid.amounts[f"{face.face}"].setText(words.yuan(face.price))
        grid.amounts["cost"].setText(words.yuan(self.totals.sums.face))
        left = self.totals.left
        grid.amounts["left"].setText("–" if left is None else words.yuan(left - self.totals.sums.face))
        return grid

    def _warn(self, text: str, tone: str) -> NoticeLine:
        line = NoticeLine(text, tone)
        line.setMinimumHeight(_LINE)
        return line

    def _arm(self) -> None:
        self.armed = True
        self._refresh()

    def _ready(self) -> bool:
        counted = not self.totals.typed or self.typed.text().strip() == f"{self.totals.sums.rows}"
        return self.armed and counted and self.payment.is_complete

    def _refresh(self) -> None:
        self.confirm.setEnabled(self._ready())

    def _confirm(self) -> None:
        if self._ready():
            self.accept()
        elif not self.payment.is_complete:
            self.payment.who.setFocus()
