"""The tint of what has just come: it fades within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

_FADES_MS = 1000
_FRAME_MS = 40


class Tints(QObject):
    """`faded` is emitted while any tint fades, a few times a second."""

    faded = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._begun: dict[str, QElapsedTimer] = {}
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self._fade)

    def begin(self, order_nos: Iterable[str]) -> None:
        """Tint these orders from now on."""
        for order_no in order_nos:
            self._begun[order_no] = timer = QElapsedTimer()
            timer.start()
        self._frames.start()

    def strength(self, order_no: str) -> float:
        """The strength of an order's tint, from 1 to 0."""
        timer = self._begun.get(order_no)
        return 0.0 if timer is None else max(0.0, 1.0 - timer.elapsed() / _FADES_MS)

    def _fade(self) -> None:
        self._begun = {number: timer for number, timer in self._begun.items() if not timer.hasExpired(_FADES_MS)}
        if not self._begun:
            self._frames.stop()
        self.faded.emit()
