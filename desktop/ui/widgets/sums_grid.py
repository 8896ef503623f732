"""Amounts below each other, each with its title at the left."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit

from desktop.ui.widgets.build import label


class SumsGrid(QGridLayout):
    """`titles` and `amounts` are labels by name; `strong` ones are emphasised. `fields` are for amounts to enter. There
    is a line above the `ruled` ones.
    """

    def __init__(
        self,
        titles: Mapping[str, str],
        strong: Collection[str],
        fields: Mapping[str, QLineEdit] | None = None,
        *,
        ruled: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.titles: dict[str, QLabel] = {}
        self.amounts: dict[str, QLabel] = {}
        self.rules: dict[str, QFrame] = {}
        row = -1
        for name, title in titles.items():
            row += 1
            if name in ruled:
                self.rules[name] = rule()
                self.addWidget(self.rules[name], row, 0, 1, 2)
                row += 1
            role = "key" if name in strong else ""
            self.titles[name] = label(title, role or "muted")
            self.addWidget(self.titles[name], row, 0)
            if fields and name in fields:
                fields[name].setAccessibleName(title)
                self.addWidget(fields[name], row, 1, Qt.AlignmentFlag.AlignRight)
            else:
                self.amounts[name] = label("", role or "amount", selectable=True)
                self.amounts[name].setAlignment(Qt.AlignmentFlag.AlignRight)
                self.addWidget(self.amounts[name], row, 1)


def rule() -> QFrame:
    """A line across."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made
