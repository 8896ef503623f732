"""Each icon that is named can be drawn, in its colour; and none is carried along for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.system.paths import resource
from desktop.ui.look import standings
from desktop.ui.look.icons import icon
from desktop.ui.recharge.acts import Act, icon_of

UI = Path(standings.__file__).parents[1]
CARRIED = {file.stem for file in resource("icons", "lucide").iterdir()}


def test_every_icon_that_a_status_or_an_act_names_is_carried() -> None:
    looks = {look.icon for look in (*standings.LOOKS.values(), standings.LATE, standings.DISOWNED)}
    acts = {name for act in Act if (name := icon_of(act))}
    assert looks | acts <= CARRIED


def test_no_icon_is_carried_for_nothing() -> None:
    named = set(re.findall(r'"([a-z0-9-]+)"', "\n".join(file.read_text("utf-8") for file in UI.rglob("*.py"))))
    assert CARRIED - named == set()


@pytest.mark.parametrize("name", sorted(CARRIED))
def test_it_is_drawn_in_its_colour(qapp: QApplication, name: str) -> None:
    for ratio in (1.0, 1.25, 2.0):
        image = icon(name, "#b0211a", 16, ratio).toImage()
        assert (image.width(), image.devicePixelRatio()) == (round(16 * ratio), ratio)
        strongest = max(
            (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())), key=QColor.alpha
        )
        assert strongest.alpha() > 150
        assert strongest.red() > strongest.blue() + 50


def test_an_icon_that_is_not_carried_is_no_silent_hole(qapp: QApplication) -> None:
    with pytest.raises(OSError, match="no-such"):
        icon("no-such", "#000000", 16)
