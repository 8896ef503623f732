"""Numbers of a pasted message that wait under the number field until the first one is ordered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.chat.message import Wanted
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.qt_numbers import NO_FOCUS
from desktop.ui.words.messages import about_chat


class WaitingNumbers(Button):
    """The button that takes the next of them, with its key F3; hidden while none waits. Each number waits once.

    They are a convenience and survive nothing, neither a restart nor a crash: the message is still in the chat.
    """

    def __init__(self, parent: QWidget) -> None:
        text = QCoreApplication.translate("WaitingNumbers", "Next (F3)")
        super().__init__(text, look="surface", measure="tiny")
        self.setParent(parent)
        self.setProperty("focusPolicy", NO_FOCUS)  # Enter is the form's
        self.setAccessibleName(QCoreApplication.translate("WaitingNumbers", "Next number of the message"))
        self._row: dict[str, Wanted] = {}
        self._came: dict[str, Wanted] = {}
        """All that came in messages, for the faces of those that wait again."""
        self.hide()

    def receive(self, wanted: Sequence[Wanted]) -> None:
        """The first one is in the form now; the others wait, behind those that do already."""
        for one in wanted:
            self._came[one.mobile] = one
        for one in wanted[1:]:
            self._row[one.mobile] = one
        self.leave_out(wanted[0].mobile)

    def leave_out(self, mobile: str) -> None:
        """Let a number wait no longer, which perhaps never did: it is in the form now."""
        self._row.pop(mobile, None)
        self.setVisible(bool(self._row))

    def following(self, current: str) -> Wanted | None:
        """Take the one that has waited longest, None if none does. The number in the form, `current`, waits then."""
        if not self._row:
            return None
        taken = self._row.pop(next(iter(self._row)))
        if current:
            self._row[current] = self._came.get(current, Wanted(current))
        self.setVisible(bool(self._row))
        return taken

    def give_up(self) -> str:
        """Let none wait any longer; returns what to tell of it, "" if none did."""
        dropped = list(self._row.values())
        self._row.clear()
        self.hide()
        return about_chat.dropped(dropped) if dropped else ""

    def line(self) -> str:
        """The line about those that wait, "" for none."""
        return about_chat.waiting(list(self._row.values())) if self._row else ""
