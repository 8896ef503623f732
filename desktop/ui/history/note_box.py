"""The part of an order's sheet for the clerk's entries: a note, and that the customer has the cash back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.orders.amounts import handed_back, to_give_back
from desktop.domain.orders.order import Order
from desktop.domain.orders.request import LONGEST_NOTE
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import one_line
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.ui.widgets.build import CheckBox, button, label
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.words import words
from desktop.ui.words.messages import about_desk


class NoteBox(QWidget):
    """A note is saved by Enter, by its button, and when the sheet closes. `say` shows a sentence in the sheet."""

    def __init__(self, desk: Desk, say: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._say = say
        self._order: Order | None = None
        self.note = line_for_words(longest=LONGEST_NOTE)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Note: who paid, what was agreed…"))
        self.keep = button(self.tr("Keep the note"))
        self.cash = CheckBox(self.tr("Cash returned to the customer"))
        self.seen = button(self.tr("Seen to, no cash to return"), "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("Note"), "muted"))
        row.addWidget(self.note, 1)
        row.addWidget(self.keep)
        row.addWidget(self.cash)
        row.addWidget(self.seen)
        self.note.returnPressed.connect(self.keep_note)
        self.note.textChanged.connect(lambda _text: self._show_unkept())
        self.keep.clicked.connect(self.keep_note)
        self.cash.clicked.connect(self._tick)
        self.seen.clicked.connect(self._acknowledge)

    def show_order(self, order: Order) -> None:
        """Show the saved values; a note being edited stays."""
        if self._order is None or self.note.text() == _shown(self._order):
            self.note.setText(_shown(order))
        self._order = order
        owed = to_give_back(order) > order.cash_moved
        self.cash.setVisible(owed or order.cash_returned_at is not None)
        self.cash.setText(self._cash_text(order))
        self.cash.setChecked(order.cash_returned_at is not None)
        self.seen.setVisible(order.awaits_word)
        self._show_unkept()

    def _cash_text(self, order: Order) -> str:
        if order.standing is not Standing.PARTIAL and not order.cash_moved:
            return self.tr("Cash returned to the customer")
        owed = handed_back(order) or to_give_back(order) - order.cash_moved
        return self.tr("Cash returned to the customer: {amount}").format(amount=words.yuan(owed))

    def keep_note(self) -> None:
        """Save the note if it was changed."""
        if self._order is not None and self.note.text() != _shown(self._order):
            done = self.tr("Note kept.")
            work = self._desk.orders.notebook.note(self._order.order_no, one_line(self.note.text(), LONGEST_NOTE))
            self._desk.runtime.tasks.command("note", self._kept(work, done))

    def _tick(self, returned: bool) -> None:
        assert self._order is not None
        done = (
            self.tr("Kept: the customer has the cash.") if returned else self.tr("Kept: the cash is not returned yet.")
        )
        work = self._desk.orders.notebook.cash_returned(self._order, returned)
        self._desk.runtime.tasks.command("cash returned", self._kept(work, done))

    def _acknowledge(self) -> None:
        assert self._order is not None
        work = self._desk.orders.notebook.acknowledge(self._order)
        self._desk.runtime.tasks.command("seen to", self._kept(work, self.tr("Kept: you have seen to it.")))

    async def _kept(self, work: Coroutine[Any, Any, Order], done: str) -> None:
        try:
            await work
        except NotKeptError as failed:
            self._say(about_desk.not_kept(str(failed)))
        else:
            self._say(done)

    def _show_unkept(self) -> None:
        self.keep.setEnabled(self._order is not None and self.note.text() != _shown(self._order))


def _shown(order: Order) -> str:
    """The note as the field shows it: an unchanged text is not saved again."""
    return one_line(order.note, LONGEST_NOTE)
