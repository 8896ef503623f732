"""Forms: fields under one another with their names before them, and the buttons under them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from desktop.ui.widgets.build import label


def fields_grid(fields: Iterable[tuple[str, QWidget]]) -> QGridLayout:
    """The names are the accessible names of the fields, too."""
    grid = QGridLayout()
    for row, (name, field) in enumerate(fields):
        field.setAccessibleName(name)
        grid.addWidget(label(name), row, 0)
        grid.addWidget(field, row, 1)
    return grid


def answers(back: QPushButton, *others: QPushButton) -> QHBoxLayout:
    """The way back at the left, the others at the right."""
    row = QHBoxLayout()
    row.addWidget(back)
    row.addStretch(1)
    for one in others:
        row.addWidget(one)
    return row
