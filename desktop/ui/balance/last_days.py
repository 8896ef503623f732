"""The chart of the last days in the balance tab, kept up to date while it is looked at."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from desktop.services.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.charts.days_chart import DaysChart
from desktop.ui.throttle import Throttle

_RENEW_MS = 1000


class LastDays(DaysChart):
    """Reads when it is shown, and then whenever the balance or orders change."""

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self._stale = True
        self._renewal = Throttle(self._renew, _RENEW_MS, self)
        bridge.balance_changed.connect(self._want)
        bridge.orders_changed.connect(lambda _orders: self._want())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._renewal.want()

    def _want(self) -> None:
        self._stale = True
        self._renewal.want()

    def _renew(self) -> None:
        if self.isVisible():
            self._stale = False
            self._desk.tasks.read("chart", self._read())

    async def _read(self) -> None:
        self.show_points(await self._desk.reporting.chart())
