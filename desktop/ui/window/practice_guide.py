"""The effects of a number's last digits in practice mode."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.qt_numbers import ALIGN_RIGHT
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.words import words

_WIDE = 480


class PracticeGuide(QDialog):
    """`stories` are (last digits, name of the story), as in the practice platform. Enter and Esc close it."""

    def __init__(self, stories: list[tuple[str, str]], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What the last digits do"))
        self.setMinimumWidth(_WIDE)
        endings: dict[str, list[str]] = {}
        for ending, name in stories:
            endings.setdefault(name, []).append(ending)
        inside = QWidget()
        told = QGridLayout(inside)
        told.setContentsMargins(0, 0, SPACE.near, 0)
        told.setHorizontalSpacing(SPACE.wide)
        told.setVerticalSpacing(SPACE.near)
        for row, (name, digits) in enumerate(endings.items()):
            told.addWidget(label(", ".join(digits), "key", alignment=ALIGN_RIGHT), row, 0)
            told.addWidget(label(words.story_word(name)), row, 1)
        told.setColumnStretch(1, 1)
        close = button(self.tr("Close (Esc)"), "primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.apart, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.page)
        explanation = label(self.tr("In practice mode the last digits of the number choose what happens."), "muted")
        explanation.setWordWrap(True)
        column.addWidget(explanation)
        column.addWidget(Scrolled(inside), 1)
        column.addLayout(buttons)
        self.resize(_WIDE, self.sizeHint().height())
        close.setFocus()
