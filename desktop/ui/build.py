"""Small pieces that every screen is put together from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def label(text: str = "", role: str = "", *, selectable: bool = False) -> QLabel:
    """A plain-text label; `role` picks its look in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, role: str = "", *, checkable: bool = False) -> QPushButton:
    """A push button whose accessible name is its text."""
    made = QPushButton(text)
    made.setCheckable(checkable)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    return made


def dress(widget: QWidget, role: str) -> None:
    """Change a widget's role and with it its look."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
