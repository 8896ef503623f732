"""The guide of practice mode says each ending once, in signs that can be seen."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.practice.stories import STORIES
from desktop.ui.window.practice_guide import PracticeGuide


def test_each_ending_is_told_in_signs_that_can_be_seen(qtbot: QtBot) -> None:
    endings = [(ending, story.name) for ending, story in STORIES.items()]
    guide = PracticeGuide(endings, None)
    qtbot.addWidget(guide)
    _explanation, *shown = [QLabel.text(one) for one in guide.findChildren(QLabel)]
    assert all(line.isprintable() and "«" not in line for line in shown), shown
    digits = [digit for line in shown[::2] for digit in line.split(", ")]
    assert sorted(digits) == sorted(ending for ending, _ in endings)
