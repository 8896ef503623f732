"""The pages of the window: the rail chooses one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.widgets.late_pages import LatePages
from desktop.ui.window.rail import Rail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QResizeEvent

    from desktop.ui.look.density import Density
    from desktop.ui.widgets.late_pages import Building


class Pages(QWidget):
    """The rail with a widget at its foot, and beside it a head above the pages. Ctrl+Tab goes to the next page,
    Ctrl+1 … to the one with that number. See `LatePages` for pages that are put in later.
    """

    currentChanged = Signal(int)
    resized = Signal()

    def __init__(self, head: QWidget, foot: QWidget) -> None:
        super().__init__()
        self.rail = Rail()
        self._head = head
        self._stack = QStackedWidget()
        self._late = LatePages(self._stack.widget)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 8)
        side.setSpacing(0)
        side.addSpacing(8)
        side.addWidget(self.rail)
        side.addStretch(1)
        side.addWidget(foot)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addLayout(column, 1)
        self.rail.currentChanged.connect(self._show)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._go(step))

    def add(self, page: QWidget, name: str, icon_name: str) -> int:
        """Add a page, or the place of one that is built later; its number."""
        self._stack.addWidget(page)
        number = self.rail.add(name, icon_name)
        keys = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
        keys.activated.connect(lambda: self.setCurrentIndex(number))
        return number

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self.rail.set_density(density)

    def count(self) -> int:
        """The number of pages."""
        return self.rail.count()

    def currentIndex(self) -> int:
        """The number of the page that is shown."""
        return self.rail.currentIndex()

    def setCurrentIndex(self, number: int) -> None:
        """Show a page, if it may be shown."""
        if self.rail.isTabEnabled(number):
            self.rail.setCurrentIndex(number)

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show this page, which may have been put into a place."""
        number = self._late.number_of(page)
        self.setCurrentIndex(self._stack.indexOf(page) if number is None else number)

    def setTabEnabled(self, number: int, enabled: bool) -> None:
        """Allow a page to be shown."""
        self.rail.setTabEnabled(number, enabled)

    def page(self, number: int, build: Callable[[], Building]) -> QWidget:
        """The page in this place, built when it is wanted for the first time."""
        return self._late.page(number, build)

    def steps(self, number: int, build: Callable[[], Building]) -> Iterator[None]:
        """Build the page in this place, a step each time; `page` may take the remaining ones at any time."""
        return self._late.steps(number, build)

    @property
    def page_height(self) -> int:
        """The height that a page has (pixels)."""
        return self.height() - self._head.height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.currentChanged.emit(number)

    def _go(self, step: int) -> None:
        for away in range(1, self.count()):
            number = (self.currentIndex() + step * away) % self.count()
            if self.rail.isTabEnabled(number):
                self.setCurrentIndex(number)
                return
