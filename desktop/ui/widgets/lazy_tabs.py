"""Tabs whose pages are put in later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.ui.widgets.late_pages import LatePages
from desktop.ui.widgets.page_tabs import PageTabs, TabFace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.ui.widgets.late_pages import Building


class LazyTabs(QTabWidget):
    """Tabs above their pages; see `LatePages`."""

    def __init__(self) -> None:
        super().__init__()
        self._late = LatePages(self.widget)
        self._bar = PageTabs()
        self.setTabBar(self._bar)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)

    def add_place(self, name: str, face: TabFace = TabFace()) -> int:  # noqa: B008 (immutable)
        """Add a tab without a page; its number."""
        number = self.addTab(QWidget(), name)
        self._bar.set_face(number, face)
        return number

    def page(self, number: int, build: Callable[[], Building]) -> QWidget:
        """The page in this place, built when it is wanted for the first time."""
        return self._late.page(number, build)

    def built(self, number: int) -> QWidget | None:
        """The page in this place, if it was built."""
        return self._late.built(number)

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
