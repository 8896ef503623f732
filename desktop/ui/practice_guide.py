"""What a number's last digits do in practice mode, beside the form that they are typed into."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui import words
from desktop.ui.build import label
from desktop.ui.tokens import SPACE


class PracticeGuide(QFrame):
    """`stories` are (last digits, the story's name), as the practice platform knows them."""

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
        told = [_whole(f"{', '.join(digits)} {words.story_word(name)}") for name, digits in endings.items()]
        line = label("\u00a0\u00a0·  ".join(told), "muted")
        line.setWordWrap(True)
        column.addWidget(line)


def _whole(story: str) -> str:
    """Without a place for a line to break in it; Chinese breaks anywhere."""
    return "\u2060".join(story.replace(" ", "\u00a0"))
