"""The foot of a card: its acts and what they say, on the ground of totals."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE

_HIGH = 52


def foot(*parts: QWidget) -> QWidget:
    """The parts side by side, from the left."""
    made = QWidget()
    made.setProperty("role", "totals")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setMinimumHeight(_HIGH)
    row = QHBoxLayout(made)
    row.setContentsMargins(SPACE.page, SPACE.near, SPACE.page, SPACE.near)
    row.setSpacing(SPACE.near)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return made
