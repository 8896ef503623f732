"""The sheet that says what is open before the clerk leaves."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.leaving import Matter, OpenMatter, Way
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import fit, label
from desktop.ui.widgets.button import Button
from desktop.ui.words.messages import about_leaving

_WIDE = 600
_ICON = 22
_MANY = 4
"""With more matters than this, only the sentences have room on a small screen."""
_LOOKS = {
    Matter.UNSAVED: ("octagon-alert", "danger"),
    Matter.CASH: ("hand-coins", "danger"),
    Matter.DOUBT: ("circle-question-mark", "warning"),
    Matter.RUNNING: ("clock-3", "neutral"),
    Matter.CLOSE: ("calculator", "neutral"),
    Matter.TYPED: ("pencil", "neutral"),
}


class Choice(Enum):
    """The clerk's answer; FIRST sees to the first of the matters."""

    STAY = auto()
    FIRST = auto()
    CLOSE = auto()
    LEAVE = auto()


class LeavingSheet(QDialog):
    """Enter sees to the first of the open matters, Esc stays, Alt+Q leaves. `choice` is the answer."""

    is_titled = False

    def __init__(self, matters: list[OpenMatter], way: Way, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice = Choice.STAY
        self.setWindowTitle(about_leaving.title(way))
        self.setFixedWidth(_WIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.near)
        heading = label(about_leaving.heading(way), "question")
        heading.setWordWrap(True)
        column.addWidget(heading)
        remark = label(about_leaving.remark(matters, way), "muted")
        remark.setWordWrap(True)
        column.addWidget(remark)
        for matter in matters:
            column.addWidget(_line())
            row = self._row(matter, brief=len(matters) > _MANY)
            if matter.matter is Matter.CLOSE and matter is not matters[0]:
                button = self._button(about_leaving.see_to(Matter.CLOSE), "Alt+C", Choice.CLOSE)
                row.addWidget(button, 0, 3, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            column.addLayout(row)
        column.addSpacing(SPACE.near)
        column.addLayout(self._buttons(matters, way))
        fit(self)
        self.first.setFocus()

    def _row(self, matter: OpenMatter, *, brief: bool) -> QGridLayout:
        name, ink = _LOOKS[matter.matter]
        sign = label()
        sign.setPixmap(icon(name, getattr(theme.tokens(), ink), _ICON, self.devicePixelRatioF()))
        said, amount = label(about_leaving.sentence(matter), "matter"), label(about_leaving.amount(matter), "matter")
        said.setWordWrap(True)
        row = QGridLayout()
        row.setHorizontalSpacing(SPACE.apart)
        row.setVerticalSpacing(SPACE.hair)
        row.addWidget(sign, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(said, 0, 1)
        if not brief or matter.matter is Matter.CASH:
            more = label(about_leaving.more(matter), "muted")
            more.setWordWrap(True)
            row.addWidget(more, 1, 1)
        row.addWidget(amount, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        row.setColumnStretch(1, 1)
        return row

    def _buttons(self, matters: list[OpenMatter], way: Way) -> QHBoxLayout:
        self.anyway = self._button(about_leaving.anyway(way), "Alt+Q", Choice.LEAVE)
        self.stay = self._button(about_leaving.stay(), "Esc", Choice.STAY)
        first = matters[0].matter
        self.first = self._button(about_leaving.see_to(first), about_leaving.enter_key(), Choice.FIRST, look="primary")
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        row.addWidget(self.anyway)
        row.addStretch(1)
        row.addWidget(self.stay)
        row.addWidget(self.first)
        return row

    def _button(self, text: str, key: str, choice: Choice, *, look: str = "tonal") -> Button:
        made = Button(text, key=key, look=look)
        if key.startswith("Alt"):
            made.setShortcut(key)
        made.setDefault(choice is Choice.FIRST)
        made.clicked.connect(lambda: self._choose(choice))
        return made

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()


def _line() -> QFrame:
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made
