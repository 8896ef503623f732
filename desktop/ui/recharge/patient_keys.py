"""The keys that act on the chosen order of the action list, and the patience before they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from desktop.ui.widgets import qt_numbers as qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.orders.order import Order

ARMED_AFTER_MS = 400


class PatientKeys(QObject):
    """Space acts on what has stood still for ARMED_AFTER_MS: pressed earlier, it waits so long and acts if the same
    order is still chosen. On an order that came into the place of the one before, an early Space does nothing: it is
    the second half of a double press.

    `acted` carries an order as shown and an Act. `chosen` returns the order that the keyboard is on, `now` the time
    (unix seconds).
    """

    acted = Signal(object, object)

    def __init__(self, parent: QObject, chosen: Callable[[], Order | None], now: Callable[[], float]) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self._now = now
        self.stepped_in = ""
        """The order that was chosen by itself because the one before it was done with."""
        self._waiting_for = ""
        """The order for which Space was pressed too early."""
        self._still = QElapsedTimer()
        self._still.start()
        self._space = QTimer(self, singleShot=True)
        self._space.timeout.connect(self._act_after_all)

    @property
    def armed(self) -> bool:
        """Whether the open row has stood still long enough for an act."""
        return self._still.hasExpired(ARMED_AFTER_MS)

    @property
    def waits(self) -> bool:
        """Whether a Space that was pressed too early is still to act."""
        return bool(self._waiting_for)

    def restart(self) -> None:
        """Another row has opened."""
        self._still.restart()

    def forget(self) -> None:
        """Drop a Space that waits: the keyboard has left."""
        self._waiting_for = ""

    def press(self, key: int) -> bool:
        """Do the act of this key, or let Space wait; False if the key has no act here."""
        from desktop.ui.recharge.acts import KEYS, acts_of

        order = self._chosen()
        offered = () if order is None else acts_of(order, self._now())
        act = next((one for one in KEYS.get(key, ()) if one in offered), None)
        if order is None or act is None:
            return False
        if key != qt.SPACE or self.armed:
            self.acted.emit(order, act)
        elif self.stepped_in != order.order_no:
            self._wait_with(order.order_no)
        return True

    def _wait_with(self, order_no: str) -> None:
        self._waiting_for = order_no
        self._space.start(max(1, ARMED_AFTER_MS - self._still.elapsed()))

    def _act_after_all(self) -> None:
        waiting, self._waiting_for = self._waiting_for, ""
        order = self._chosen()
        if waiting and order is not None and waiting == order.order_no:
            if self.armed:
                self.press(qt.SPACE)
            else:
                self._wait_with(waiting)
