"""Pages that are built when they are first wanted: a page that is wanted late costs the start nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    Building = Generator[None, None, QWidget]
    """Builds a page and returns it. Where it yields, the event loop may have its turns."""


class LatePages:
    """A page is put into a place of its own: another widget instead would have the whole window painted again.

    `place` returns the empty widget with this number.
    """

    def __init__(self, place: Callable[[int], QWidget | None]) -> None:
        self._place = place
        self._begun: dict[int, Building] = {}
        self._pages: dict[int, QWidget] = {}

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

    def built(self, number: int) -> QWidget | None:
        """The page in this place, if it was built."""
        return self._pages.get(number)

    def number_of(self, widget: QWidget) -> int | None:
        """The number of the place in which this page is."""
        return next((number for number, page in self._pages.items() if page is widget), None)

    def _put(self, number: int, page: QWidget) -> None:
        del self._begun[number]
        self._pages[number] = page
        place = self._place(number)
        assert place is not None
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        page.show()  # the layout would show it one turn of the event loop later: an empty frame in between
