"""What a number's last digits do in practice mode, beside the form that they are typed into."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from desktop.ui import words
from desktop.ui.build import label

_COLUMNS = 3


class PracticeGuide(QFrame):
    """`stories` are (last digits, the story's name), as the practice platform knows them."""

    def __init__(self, stories: list[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        head = self.tr("Practice: the last digits of the number choose what happens")
        column.addWidget(label(head, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        rows = -(-len(stories) // _COLUMNS)
        for index, (ending, name) in enumerate(stories):
            line = label(f"…{ending}  {words.story_word(name)}", "muted")
            line.setWordWrap(True)
            grid.addWidget(line, index % rows, index // rows)
        column.addLayout(grid)
        column.addWidget(label(self.tr("Fast orders end in seconds, slow ones in minutes."), "muted"))
