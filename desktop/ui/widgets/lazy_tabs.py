"""Tabs whose pages are put in later: a page that is wanted late costs the start nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    Building = Generator[None, None, QWidget]
    """Builds a page and returns it. Where it yields, the event loop may have its turns."""


class LazyTabs(QTabWidget):
    """A page stands in a place of its own: another widget instead would have the whole window painted again."""

    def __init__(self) -> None:
        super().__init__()
        self._begun: dict[int, Building] = {}
        self._pages: dict[int, QWidget] = {}
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)

    def add_place(self, name: str) -> int:
        """Add a tab without a page; its number."""
        return self.addTab(QWidget(), name)

    def page(self, number: int, build: Callable[[], Building]) -> QWidget:
        """The page in this place, built when it is wanted for the first time."""
        for _step in self.steps(number, build):
            pass
        return self._pages[number]

    def steps(self, number: int, build: Callable[[], Building]) -> Iterator[None]:
        """Build the page in this place, a step each time; `page` may take the remaining ones at any time."""
        while number not in self._pages:
            if number not in self._begun:
                self._begun[number] = build()
            try:
                next(self._begun[number])
            except StopIteration as built:
                self._put(number, built.value)
            yield

    def setCurrentWidget(self, widget: QWidget) -> None:
        """Also for a page that stands in a place."""
        for number, page in self._pages.items():
            if page is widget:
                self.setCurrentIndex(number)
                return
        super().setCurrentWidget(widget)

    def _put(self, number: int, page: QWidget) -> None:
        del self._begun[number]
        self._pages[number] = page
        place = self.widget(number)
        assert place is not None
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        page.show()  # the layout would show it one turn of the event loop later: an empty frame in between
