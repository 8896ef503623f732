"""The line at the bottom: online or not, what is running, how old the last answer is."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from desktop.services.desk import Desk
from desktop.services.link import LinkState
from desktop.ui import words
from desktop.ui.bridge import Bridge
from desktop.ui.build import dress, label
from desktop.ui.throttle import Throttle

_RECOUNT_MS = 500


class StatusLine(QStatusBar):
    """Renews itself on news and once a second."""

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self.setSizeGripEnabled(False)
        self.setContentsMargins(14, 2, 14, 2)
        self.link, self.running, self.unconfirmed, self.answered = (label(), label(), label(), label(role="muted"))
        for part in (self.link, self.running, self.unconfirmed):
            self.addWidget(part)
            self.addWidget(QLabel("  "))
        self.addPermanentWidget(self.answered)
        self._recount = Throttle(self._count_anew, _RECOUNT_MS, self)
        bridge.orders_changed.connect(lambda _orders: self._recount.want())
        bridge.link_changed.connect(self._renew)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._renew)
        self._tick.start()
        self._renew()
        self._recount.want()

    def _count_anew(self) -> None:
        self._desk.tasks.read("open counts", self._count())

    async def _count(self) -> None:
        counts = await self._desk.history.open_counts()
        self.running.setText(self.tr("Running: {count}").format(count=counts.running))
        self.unconfirmed.setText(self.tr("Unconfirmed: {count}").format(count=counts.unconfirmed))
        dress(self.unconfirmed, "warning" if counts.unconfirmed else "muted")

    def _renew(self) -> None:
        link = self._desk.link
        match link.state:
            case LinkState.ONLINE if link.shaky:
                text, role = self.tr("○ No connection just now, trying again…"), "warning"
            case LinkState.ONLINE:
                text, role = self.tr("● Online"), "success"
            case LinkState.OFFLINE:
                text, role = self.tr("○ Offline: orders cannot be sent, results come later"), "error"
            case LinkState.UNTRIED:
                text, role = self.tr("○ Connecting…"), "muted"
        self.link.setText(text)
        dress(self.link, role)
        if link.heard_at is not None:
            ago = words.span(self._desk.clock.now() - link.heard_at)
            self.answered.setText(self.tr("Last answer {ago} ago").format(ago=ago))
