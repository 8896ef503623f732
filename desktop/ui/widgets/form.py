"""Forms: fields below each other with their names at the left, and the row of buttons below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label


def fields_grid(fields: Iterable[tuple[str, QWidget]]) -> QGridLayout:
    """A grid of named fields; the names are also the fields' accessible names."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE.apart)
    grid.setVerticalSpacing(SPACE.near)
    for row, (name, field) in enumerate(fields):
        field.setAccessibleName(name)
        title = label(name, "label")
        title.setBuddy(field)
        grid.addWidget(title, row, 0)
        grid.addWidget(field, row, 1)
    return grid


def answers(back: QPushButton, *others: QPushButton) -> QHBoxLayout:
    """A row with the back button at the left and the others at the right."""
    row = QHBoxLayout()
    row.setSpacing(SPACE.near)
    row.addWidget(back)
    row.addStretch(1)
    for one in others:
        row.addWidget(one)
    return row
