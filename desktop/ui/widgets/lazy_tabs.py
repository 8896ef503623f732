"""Tabs whose pages are put in later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.ui.widgets.late_pages import LatePages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.ui.widgets.late_pages import Building


class LazyTabs(QTabWidget):
    """Tabs above their pages; see `LatePages`."""

    def __init__(self) -> None:
        super().__init__()
        self._late = LatePages(self.widget)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)

    def add_place(self, name: str) -> int:
        """Add a tab without a page; its number."""
        return self.addTab(QWidget(), name)

    def page(self, number: int, build: Callable[[], Building]) -> QWidget:
        """The page in this place, built when it is wanted for the first time."""
        return self._late.page(number, build)

    def steps(self, number: int, build: Callable[[], Building]) -> Iterator[None]:
        """Build the page in this place, a step each time; `page` may take the remaining ones at any time."""
        return self._late.steps(number, build)

    def setCurrentWidget(self, widget: QWidget) -> None:
        """Also for a page that was put into a place."""
        number = self._late.number_of(widget)
        if number is None:
            super().setCurrentWidget(widget)
        else:
            self.setCurrentIndex(number)
