"""Tabs whose pages are put in later: a page that is wanted late costs the start nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


class LazyTabs(QTabWidget):
    """A page stands in a place of its own: another widget instead would have the whole window painted again."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[int, QWidget] = {}
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)

    def add_place(self, name: str) -> int:
        """Add a tab without a page; its number."""
        return self.addTab(QWidget(), name)

    def page(self, number: int, make: Callable[[], QWidget]) -> QWidget:
        """The page in this place, made when it is wanted for the first time."""
        if number not in self._pages:
            self._pages[number] = page = make()
            place = self.widget(number)
            assert place is not None
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(page)
            page.show()  # the layout would show it one turn of the event loop later: an empty frame in between
        return self._pages[number]

    def setCurrentWidget(self, widget: QWidget) -> None:
        """Also for a page that stands in a place."""
        for number, page in self._pages.items():
            if page is widget:
                self.setCurrentIndex(number)
                return
        super().setCurrentWidget(widget)
