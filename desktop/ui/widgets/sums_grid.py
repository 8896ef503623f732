"""Amounts below each other, each with its title at the left."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit

from desktop.ui.widgets.build import label


class SumsGrid(QGridLayout):
    """`titles` and `amounts` are labels by name; `strong` ones are emphasised. `fields` are for amounts to enter."""

    def __init__(
        self, titles: Mapping[str, str], strong: Collection[str], fields: Mapping[str, QLineEdit] | None = None
    ) -> None:
        super().__init__()
        self.titles: dict[str, QLabel] = {}
        self.amounts: dict[str, QLabel] = {}
        for row, (name, title) in enumerate(titles.items()):
            role = "key" if name in strong else ""
            self.titles[name] = label(title, role)
            self.addWidget(self.titles[name], row, 0)
            if fields and name in fields:
                fields[name].setAccessibleName(title)
                self.addWidget(fields[name], row, 1, Qt.AlignmentFlag.AlignRight)
            else:
                self.amounts[name] = label("", role, selectable=True)
                self.amounts[name].setAlignment(Qt.AlignmentFlag.AlignRight)
                self.addWidget(self.amounts[name], row, 1)
