"""One row of a page: what a setting is called, its widget, and beside it what it does or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Self

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.widgets.build import dress, label


class Entry(NamedTuple):
    """A widget that a value is entered in, or one that only tells something.

    `put` shows a value in the widget; `take` gives the one entered, or one that is not right where none can be read.
    `wrong` says in words what would be right.
    """

    widget: QWidget
    put: Callable[[Any], object] = lambda _value: None
    take: Callable[[], Any] = lambda: None
    wrong: str = ""


class SettingRow:
    """`name` is the setting's (see `values`), or "" for a row that only tells something.

    `beside` is close to the widget: a unit, a button. Without a title the widget begins where titles do; a `wide` one
    takes the note's place too.
    """

    def __init__(
        self,
        name: str,
        title: str,
        entry: Entry,
        *,
        hint: str = "",
        beside: QWidget | None = None,
        wide: bool = False,
    ) -> None:
        self.name = name
        self.title = title
        self.widget, self.put, self.take, self._wrong = entry
        self.beside = beside
        self.wide = wide
        self.note = label()
        self.note.setWordWrap(True)
        self._hint = hint
        self._hint_role = "muted"
        if title and not self.widget.accessibleName():
            self.widget.setAccessibleName(title)
        self.absolve()

    def with_warning(self) -> Self:
        """The same row; its hint is a warning."""
        self._hint_role = "warning"
        self.absolve()
        return self

    def refuse(self) -> None:
        """Say what is wrong, in the place of the hint."""
        self.refuse_because(self._wrong)

    def refuse_because(self, reason: str) -> None:
        """The same for a value that is wrong only beside those of other rows."""
        self._say(reason, "error")

    def absolve(self) -> None:
        """Nothing is wrong, or not yet looked at."""
        self._say(self._hint, self._hint_role)

    def take_focus(self) -> None:
        """Put the cursor where something is to be put right."""
        focus_on(self.widget)

    def _say(self, text: str, role: str) -> None:
        self.note.setText(text)
        dress(self.note, role)
        self.widget.setAccessibleDescription(text)


def focus_on(widget: QWidget) -> None:
    """The keyboard to a widget; what is in a line is selected, so that typing replaces it."""
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()
