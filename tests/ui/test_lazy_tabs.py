"""A page that is put in late is there at once, and only once."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.lazy_tabs import LazyTabs


def test_a_page_is_seen_as_soon_as_it_is_made(qtbot: QtBot) -> None:
    tabs = LazyTabs()
    qtbot.addWidget(tabs)
    first, second = tabs.add_place("first"), tabs.add_place("second")
    tabs.show()
    assert tabs.page(first, QLabel).isVisible()
    hidden = tabs.page(second, QLabel)
    assert not hidden.isVisible()
    tabs.setCurrentWidget(hidden)
    assert hidden.isVisible()


def test_a_page_is_made_once(qtbot: QtBot) -> None:
    tabs = LazyTabs()
    qtbot.addWidget(tabs)
    place = tabs.add_place("only")
    assert tabs.page(place, QLabel) is tabs.page(place, QLabel)
