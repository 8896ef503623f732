"""A page that is put in late is there at once, and only once, however much of it was built before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.lazy_tabs import LazyTabs

if TYPE_CHECKING:
    from desktop.ui.widgets.late_pages import Building


def page() -> Building:
    """A page of two parts."""
    first = QLabel("first")
    yield
    second = QLabel("second", first)
    yield
    assert second.parent() is first
    return first


def test_a_page_is_seen_as_soon_as_it_is_built(qtbot: QtBot) -> None:
    tabs = LazyTabs()
    qtbot.addWidget(tabs)
    first, second = tabs.add_place("first"), tabs.add_place("second")
    tabs.show()
    assert tabs.page(first, page).isVisible()
    hidden = tabs.page(second, page)
    assert not hidden.isVisible()
    tabs.setCurrentWidget(hidden)
    assert hidden.isVisible()


def test_a_page_is_built_once(qtbot: QtBot) -> None:
    tabs = LazyTabs()
    qtbot.addWidget(tabs)
    place = tabs.add_place("only")
    assert tabs.page(place, page) is tabs.page(place, page)
    assert list(tabs.steps(place, page)) == []


def test_a_page_that_is_wanted_half_way_is_finished_at_once(qtbot: QtBot) -> None:
    begun: list[Building] = []

    def build() -> Building:
        begun.append(page())
        return begun[-1]

    tabs = LazyTabs()
    qtbot.addWidget(tabs)
    place = tabs.add_place("only")
    steps = tabs.steps(place, build)
    next(steps)
    whole = tabs.page(place, build)
    assert [part.text() for part in whole.findChildren(QLabel)] == ["second"]
    assert list(steps) == []
    assert len(begun) == 1
