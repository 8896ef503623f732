"""One row of a page: a setting's title, its widget, and beside it a hint or an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Self

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.widgets.build import dress, label


class Entry(NamedTuple):
    """A widget for entering a value, or one for information only.

    `put` shows a value in the widget; `take` returns the value entered, or an invalid one if none can be read. `wrong`
    says in words what would be right.
    """

    widget: QWidget
    put: Callable[[Any], object] = lambda _value: None
    take: Callable[[], Any] = lambda: None
    wrong: str = ""


class SettingRow:
    """`name` is the setting's name (see `values`), or "" for a row without a setting.

    `beside` is next to the widget: a unit, a button. Without a title the widget starts in the titles' column; a `wide`
    one takes the note's place too.
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
        """The same row with its hint as a warning."""
        self._hint_role = "warning"
        self.absolve()
        return self

    def refuse(self) -> None:
        """Show the error in place of the hint."""
        self.refuse_because(self._wrong)

    def refuse_because(self, reason: str) -> None:
        """Show the error of a value that is invalid only in combination with other rows."""
        self._say(reason, "error")

    def absolve(self) -> None:
        """Remove the error and show the hint."""
        self._say(self._hint, self._hint_role)

    def take_focus(self) -> None:
        """Focus the place of the error."""
        focus_on(self.widget)

    def _say(self, text: str, role: str) -> None:
        self.note.setText(text)
        dress(self.note, role)
        self.widget.setAccessibleDescription(text)


def focus_on(widget: QWidget) -> None:
    """Focus a widget; the text of a line is selected, so that typing replaces it."""
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()
