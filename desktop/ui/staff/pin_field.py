"""The field for a PIN: digits only, never shown, never copied."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.domain.staff.pin import MOST_DIGITS


class PinField(QLineEdit):
    """`entered` carries the PIN, on Enter, or as soon as it has `at_once` digits (0: only on Enter)."""

    entered = Signal(str)

    def __init__(self, name: str, at_once: int = 0) -> None:
        super().__init__()
        self._at_once = at_once
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhDigitsOnly | hints.ImhSensitiveData | hints.ImhNoPredictiveText)
        self.setMaxLength(MOST_DIGITS)
        self.textEdited.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text() and not event.isAutoRepeat():
                self.entered.emit(self.text())
            return
        super().keyPressEvent(event)

    def _take(self, text: str) -> None:
        plain = unicodedata.normalize("NFKC", text)
        digits = "".join(sign for sign in plain if sign.isascii() and sign.isdigit())
        if digits != text:
            self.setText(digits)
        if self._at_once and len(digits) == self._at_once:
            self.entered.emit(digits)
