"""The head of a card that is filled by a table: its title, a quiet remark, and at the right end what acts on it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label

_HIGH = 44


class CardHead(QWidget):
    """`title` and `remark` are labels."""

    def __init__(self, title: str, *ends: QWidget) -> None:
        super().__init__()
        self.setMinimumHeight(_HIGH)
        self.title = label(title, "key")
        self.title.setWordWrap(True)
        self.remark = label(role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.page, SPACE.tight, SPACE.apart, SPACE.tight)
        row.setSpacing(SPACE.near)
        row.addWidget(self.title, 1)
        row.addWidget(self.remark)
        for one in ends:
            row.addWidget(one)
