"""The part of an order's sheet with the clerk's note."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.orders.order import Order
from desktop.domain.orders.request import LONGEST_NOTE
from desktop.domain.plain_text import one_line
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError, plain_line
from desktop.ui.history.note_field import NoteField
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.words.messages import about_desk


class NoteBox(QWidget):
    """A note is saved by Enter, when the keyboard leaves it, and when the sheet closes or shows another order.

    `say` shows a sentence about an order, named by its number, in the sheet.
    """

    def __init__(self, desk: Desk, say: Callable[[str, str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._say = say
        self._order: Order | None = None
        self._saving: str | None = None
        self.note = NoteField()
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Note: who paid, what was agreed…"))
        self.hint = label(self.tr("Enter keeps the note."), "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        column.addWidget(self.note)
        column.addWidget(self.hint)
        self.note.finished.connect(self.keep_note)
        self.note.textChanged.connect(self._show_unkept)

    @property
    def is_kept(self) -> bool:
        """Whether the field shows the saved note."""
        return self._order is None or plain_line(self.note.text()) == _shown(self._order)

    def show_order(self, order: Order) -> None:
        """Show the saved note; one that is being edited stays, unless the order is another one."""
        another = self._order is None or self._order.order_no != order.order_no
        if another:
            self.keep_note()
        unchanged = self.is_kept
        self._order = order
        if another or (unchanged and not self.is_kept):
            self.note.setText(_shown(order))
        if another or self.is_kept:
            self._saving = None
        self._show_unkept()

    def keep_note(self) -> None:
        """Save the note if it was changed."""
        text = plain_line(self.note.text())
        if self._order is not None and not self.is_kept and text != self._saving:
            self._saving = text
            work = self._desk.orders.notebook.note(self._order.order_no, text)
            self._desk.runtime.tasks.command("note", self._kept(work))

    async def _kept(self, work: Coroutine[Any, Any, Order]) -> None:
        try:
            written = await work
        except NotKeptError as failed:
            self._saving = None
            self._say(about_desk.not_kept(str(failed)), "")
        else:
            self._say(self.tr("Note kept."), written.order_no)

    def _show_unkept(self) -> None:
        self.hint.setVisible(not self.is_kept)


def _shown(order: Order) -> str:
    """The note as the field shows it: an unchanged text is not saved again."""
    return one_line(order.note, LONGEST_NOTE)
