"""The choice of a way of payment, and for an order on credit who owes the money."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.orders.payment import CREDIT, LONGEST_PAYER
from desktop.domain.plain_text import one_line
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.widgets.segments import Segments
from desktop.ui.words import words

_MOST_KEYS = 9
_PAYER_WIDE = 150


class PaymentPicker(QWidget):
    """The first way is chosen at first; each has the key of its place, from 1. `changed` is emitted with every change,
    also of the payer, `payer_wanted` when credit is chosen.
    """

    changed = Signal()
    payer_wanted = Signal()

    def __init__(self, payments: Sequence[str], payer: str = "") -> None:
        super().__init__()
        self._payments = tuple(payments)
        self.track = Segments()
        for place, payment in enumerate(self._payments):
            segment = self.track.add(words.payment_word(payment), place)
            segment.key = str(place + 1) if place < _MOST_KEYS else ""
            segment.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, Enter still confirms the sheet
        self.track.group.button(0).setChecked(True)
        self.track.setAccessibleName(self.tr("Paid with"))
        self.who = line_for_words(payer, LONGEST_PAYER)
        self.who.setPlaceholderText(self.tr("Who owes it?"))
        self.who.setAccessibleName(self.tr("Who owes it?"))
        self.who.setMinimumWidth(_PAYER_WIDE)
        self.who.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.near)
        row.addWidget(label(self.tr("Paid with"), "muted"))
        row.addWidget(self.track)
        row.addWidget(self.who, 1)
        row.addStretch(0)
        self.track.group.idClicked.connect(lambda _place: self._chosen_anew())
        self.who.textChanged.connect(lambda _text: self.changed.emit())

    @property
    def chosen(self) -> str:
        """The way of payment."""
        return self._payments[max(0, self.track.group.checkedId())]

    @property
    def payer(self) -> str:
        """The name of who owes the money, "" if it is not on credit or nobody is named yet."""
        return one_line(self.who.text(), LONGEST_PAYER) if self.chosen == CREDIT else ""

    @property
    def is_complete(self) -> bool:
        """Whether credit has a name."""
        return self.chosen != CREDIT or bool(self.payer)

    def choose_by_key(self, text: str) -> bool:
        """Choose by the digit of a key; False if it is none of them."""
        place = ord(text) - ord("1") if len(text) == 1 and text in "123456789" else -1
        if not 0 <= place < min(len(self._payments), _MOST_KEYS):
            return False
        self.track.group.button(place).setChecked(True)
        self._chosen_anew()
        return True

    def _chosen_anew(self) -> None:
        on_credit = self.chosen == CREDIT
        self.who.setVisible(on_credit)
        self.changed.emit()
        if on_credit:
            self.who.setFocus()
            self.payer_wanted.emit()
