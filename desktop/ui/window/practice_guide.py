"""The effects of a number's last digits in practice mode, shown beside the form."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.words import words

_COLUMNS = 2


class PracticeGuide(QFrame):
    """`stories` are (last digits, name of the story), as in the practice platform."""

    def __init__(self, stories: list[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        endings: dict[str, list[str]] = {}
        for ending, name in stories:
            endings.setdefault(name, []).append(ending)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.apart, SPACE.near, SPACE.apart, SPACE.near)
        column.setSpacing(SPACE.hair)
        column.addWidget(label(self.tr("Practice: the last digits of the number choose what happens"), "heading"))
        told = QGridLayout()
        told.setHorizontalSpacing(SPACE.apart)
        told.setVerticalSpacing(SPACE.hair)
        for place, (name, digits) in enumerate(endings.items()):
            story = label(f"{', '.join(digits)}  {words.story_word(name)}", "muted")
            story.setWordWrap(True)
            told.addWidget(story, *divmod(place, _COLUMNS))
        column.addLayout(told)
