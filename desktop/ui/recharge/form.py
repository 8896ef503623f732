"""The form of the recharge tab: number, face value, speed, and the shop's own note."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.mobile import digits_touched, grouped
from desktop.domain.orders.request import LONGEST_NOTE, Request
from desktop.domain.plain_text import one_line
from desktop.ui.look.density import REGULAR
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.number_box import NumberBox
from desktop.ui.recharge.offer_picker import OfferPicker
from desktop.ui.recharge.result_card import ResultCard
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.widgets.qt_numbers import WITH_CHILDREN
from desktop.ui.words.messages import about_counter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from desktop.domain.chat.message import Wanted
    from desktop.domain.orders.offer import Offer
    from desktop.ui.look.density import Density
    from desktop.ui.recharge.number_field import NumberField


class RechargeForm(Card):
    """Emits `submitted` with a Request only if all input is valid; otherwise shows the error at its field.

    Alt+1 … Alt+9 choose the face, Enter submits: the keyboard contract.
    """

    submitted = Signal(object)
    price_changed = Signal()
    """Another face value or speed may be chosen, or another price list is in use."""

    def __init__(self, offers: tuple[Offer, ...], *, slow_allowed: bool) -> None:
        super().__init__()
        self._digits = self._locked = self._stopped = self._stopped_button = ""
        self._density = REGULAR
        self._paid = 0
        self.numbers = NumberBox()
        self.picker = OfferPicker(offers, slow_allowed=slow_allowed)
        self.note = line_for_words(longest=LONGEST_NOTE, key="Alt+N")
        self.go = Button(look="primary", measure="main")
        self.result = ResultCard()
        self._lay_out()
        self._connect()
        self._name_price()

    @property
    def message(self) -> ResultCard:
        """The card under the form."""
        return self.result

    @property
    def number(self) -> NumberField:
        """The number field."""
        return self.numbers.field

    @property
    def is_locked(self) -> bool:
        """Whether the number in the field cannot be ordered now."""
        return bool(self._locked)

    def face_button(self, index: int) -> QAbstractButton:
        """The button of the face that Alt+(index + 1) chooses."""
        return self.picker.face_button(index)

    def sell(self, offers: tuple[Offer, ...], *, slow_allowed: bool) -> None:
        """Replace the price list; a choice from the old one is dropped."""
        old, self.picker = self.picker, OfferPicker(offers, slow_allowed=slow_allowed)
        self._column.replaceWidget(old, self.picker)
        old.hide()
        old.deleteLater()
        self.picker.show()
        self.picker.set_density(self._density)
        self.picker.changed.connect(self._change_price)
        self._change_price()
        for before, after in pairwise([self.number, *self.picker.buttons(), self.note]):
            QWidget.setTabOrder(before, after)

    def clear(self) -> None:
        """Empty the form for the next customer and focus the number field."""
        self.number.clear()
        self._forget_customer()
        self.number.setFocus()

    def fill(self, mobile: str) -> None:
        """Enter a number and focus it."""
        self.number.setText(grouped(mobile))
        self.number.setFocus()

    def type_digit(self, digit: str) -> None:
        """Append a digit that was typed while another widget had the focus."""
        self.number.setFocus()
        self.number.setCursorPosition(len(self.number.text()))
        self.number.insert(digit)
        self.number.textEdited.emit(self.number.text())

    def lock(self, reason: str) -> None:
        """Refuse to submit, and tell this reason when it is tried; "" to accept again."""
        self._locked = reason
        self.picker.setEnabled(not reason)
        self._name_price()

    def count_paid(self, fen: int) -> None:
        """Name in the main button what is left to collect when so much has been collected already."""
        self._paid = fen
        self._name_price()

    def stop(self, reason: str, button: str) -> None:
        """Refuse to submit any number: `reason` is told when it is tried, `button` is the main button's text meanwhile;
        "" to accept again.
        """
        self._stopped, self._stopped_button = reason, button
        self._name_price()

    def fill_button(self, filled: bool) -> None:
        """Fill the main button while Enter goes to it; a window has one filled button."""
        self.go.wear("primary" if filled else "soft")

    def say(self, text: str, role: str = "muted", *, of_order: bool = False) -> None:
        """Show the result of the clerk's last action in the card under the form; see `ResultCard`."""
        self.result.say(text, role, of_order=of_order)

    def submit(self) -> None:
        """Emit the input, or show what is missing."""
        mobile, offer, speed = self.numbers.number, self.picker.offer, self.picker.speed
        if self._stopped:
            self.say(self._stopped, "error")
        elif not mobile:
            self.numbers.refuse()
        elif self._locked:
            self.say(self._locked, "error")
            self.numbers.completed.emit(mobile)  # look again: no lock may outlive its order
        elif offer is None:
            self.picker.refuse()
        else:
            note = one_line(self.note.text(), LONGEST_NOTE)
            self.submitted.emit(Request(mobile, offer.face, offer.price(speed), speed, note))

    def _lay_out(self) -> None:
        self.note.setPlaceholderText(self.tr("Note (optional)"))
        self.note.setAccessibleName(self.tr("Note"))
        self._column = QVBoxLayout(self)
        for part in (self.numbers, self.picker, self.note, self.go):
            self._column.addWidget(part)
        self.set_density(REGULAR)

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._density = density
        side, top = density.card_side, density.card_top
        if density.tight:
            top, gap, foot = SPACE.close, SPACE.tight, SPACE.near
        else:
            gap, foot = density.gap, side
        self._column.setContentsMargins(side, top, side, foot)
        self._column.setSpacing(gap)
        self.numbers.set_density(density)
        self.picker.set_density(density)
        self.go.set_high(density.main)

    def _connect(self) -> None:
        self.numbers.changed.connect(self._number_changed)
        self.numbers.customer_taken.connect(lambda customer: self.picker.prefer(customer.face))
        self.numbers.wanted.connect(self._choose_face)
        self.picker.changed.connect(self._change_price)
        self.go.clicked.connect(self.submit)
        QShortcut(QKeySequence("Alt+N"), self).activated.connect(self.note.setFocus)
        for key in ("Return", "Enter"):
            enter = QShortcut(QKeySequence(key), self)
            enter.setProperty("context", WITH_CHILDREN)
            enter.setAutoRepeat(False)
            enter.activated.connect(self.submit)

    def _number_changed(self, digits: str) -> None:
        if digits and not self.result.is_of_order:
            self.say("")
        if self._locked:
            self.lock("")
        if self._digits and (not digits or digits_touched(self._digits, digits) > 1):
            self._forget_customer()
        self._digits = digits

    def _choose_face(self, wanted: Wanted) -> None:
        """Choose what a message says. If that is not certain or not sold, the clerk must choose."""
        from desktop.ui.words.messages import about_chat

        if wanted.face is None and not wanted.doubt:
            return
        before = self.picker.offer.face if self.picker.offer is not None else None
        if self.picker.choose(wanted.face):
            text = about_chat.face_read(wanted, before)
            self.numbers.say_read(text, "hint" if before in (None, wanted.face) else "notice")
        elif wanted.face is None:
            self.numbers.say_read(about_chat.no_certain_amount(), "notice")
        else:
            self.numbers.say_read(about_chat.not_sold(wanted.face), "notice")

    def _forget_customer(self) -> None:
        """Clear the choices and the note, which must not stay for the next customer."""
        self.picker.forget()
        self.note.clear()

    def _change_price(self) -> None:
        self._name_price()
        self.price_changed.emit()

    def _name_price(self) -> None:
        offer = self.picker.offer
        self.go.setEnabled(not (self._locked or self._stopped))
        if self._stopped:
            self.go.setText(self._stopped_button)
        elif self._locked:
            self.go.setText(about_counter.locked_button())
        elif offer is None:
            self.go.setText(self.tr("Check and top up (Enter)"))
        else:
            self.numbers.say_read("", "")
            self.go.setText(about_counter.check_button(offer.price(self.picker.speed), self._paid))
