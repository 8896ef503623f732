"""Ctrl+Z for the last act, while that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


class UndoKey(QObject):
    """While it is on, the key is taken from the text fields in `place`, too: what the screen offers comes before what
    was typed.
    """

    def __init__(self, place: QWidget, undo: Callable[[], object]) -> None:
        super().__init__(place)
        self._place = place
        self._shortcut = QShortcut(QKeySequence("Ctrl+Z"), place)
        self._shortcut.activated.connect(undo)
        self._shortcut.setEnabled(False)

    def set_on(self, on: bool) -> None:
        """Switch it on or off, for the fields that are there now: others may have gone since."""
        self._shortcut.setEnabled(on)
        fields: list[QWidget] = [*self._place.findChildren(QLineEdit), *self._place.findChildren(QPlainTextEdit)]
        for field in fields:
            field.removeEventFilter(self)
            if on:
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A text field would claim the key for itself; a claim that is not heard leaves it to the shortcut."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Undo)
        return False
