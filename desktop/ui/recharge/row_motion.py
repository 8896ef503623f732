"""Lets the rows of the action list grow as they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QListView


class RowMotion(QObject):
    """Knows for each order that is arriving how much of its row has grown."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._grown: dict[str, float] = {}

    def begin(self, numbers: Iterable[str]) -> None:
        """The rows of these orders have just come in."""
        from desktop.ui.look.motion import ARRIVES_MS, animate, is_reduced

        arriving = list(numbers)
        if is_reduced() or not self._view.isVisible():
            return
        self._grown.update(dict.fromkeys(arriving, 0.0))
        animate(self, ARRIVES_MS, lambda part: self._show(arriving, part), lambda: self._end(arriving))

    def grown(self, order_no: str) -> float:
        """The part of the row's height that is there, 0 to 1."""
        return self._grown.get(order_no, 1.0)

    def _show(self, numbers: list[str], part: float) -> None:
        self._grown.update(dict.fromkeys(numbers, part))
        self._view.scheduleDelayedItemsLayout()

    def _end(self, numbers: list[str]) -> None:
        for number in numbers:
            self._grown.pop(number, None)
        self._view.scheduleDelayedItemsLayout()
