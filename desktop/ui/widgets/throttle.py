"""Limits how often work is done that many changes ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable


class Throttle(QObject):
    """Does the work when it is wanted, then not again before `milliseconds` have passed; after that once for all
    requests meanwhile.
    """

    def __init__(self, work: Callable[[], object], milliseconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._wanted = False
        self._pause = QTimer(self, interval=milliseconds, singleShot=True)
        self._pause.timeout.connect(self._pause_over)

    @property
    def is_idle(self) -> bool:
        """Whether the pause is over: nothing that was wanted is still to be done."""
        return not self._pause.isActive()

    def want(self) -> None:
        if self._pause.isActive():
            self._wanted = True
        else:
            self._do()

    def _pause_over(self) -> None:
        if self._wanted:
            self._do()

    def _do(self) -> None:
        self._wanted = False
        self._pause.start()
        self._work()
