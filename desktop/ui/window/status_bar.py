"""The status line: reachability, order counts, age of the last answer, a newer version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStatusBar

from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.throttle import Throttle
from desktop.ui.words import words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from desktop.domain.orders.first_page import FirstPage
    from desktop.services.desk import Desk
    from desktop.services.history.history import OpenCounts
    from desktop.ui.widgets.bridge import Bridge

_RECOUNT_MS = 500
_APART = 12


class StatusLine(QStatusBar):
    """Refreshes on changes and once a second; until `open` it says that the program is starting."""

    newer_wanted = Signal()
    """The clerk asks for details of the newer version."""

    _desk: Desk
    """Set by `open`."""

    def __init__(self, page: FirstPage) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(14, 2, 14, 2)
        # Created with their first role: changing it would cost the first paint QStyle's classes (qt_numbers).
        self.reachability = label(self.tr("○ Starting…"), "muted")
        self.running = label()
        self.failed = label(role="error")
        self.unconfirmed = label(role=_role_of_count(page.unconfirmed))
        self.checking = label(role="warning")
        self.refunds = label(role="error")
        self.answered = label(role="muted")
        for part in (self.reachability, self.running, self.unconfirmed, self.checking, self.refunds, self.failed):
            part.setContentsMargins(0, 0, _APART, 0)
            self.addWidget(part)
        for part in (self.checking, self.refunds, self.failed):
            part.hide()  # shown only while the count is not 0
        self.addPermanentWidget(self.answered)
        self.newer: QPushButton | None = None
        """Created with the first newer version: hardly any start needs it."""
        self._recount = Throttle(self._count_anew, _RECOUNT_MS, self)
        self._tick = QTimer(self, interval=1000)
        if page.known:
            self._show_counts(page)

    def open(self, desk: Desk, bridge: Bridge) -> None:
        """Connect to the services."""
        self._desk = desk
        bridge.orders_changed.connect(lambda _orders: self._recount.want())
        bridge.link_changed.connect(self._renew)
        bridge.access_changed.connect(self._renew)
        bridge.release_changed.connect(self._offer_newer)
        self._tick.timeout.connect(self._renew)
        self._tick.start()
        self._renew()
        self._recount.want()

    def show_failed(self, count: int) -> None:
        """Show the number of bad ends that await the clerk's acknowledgement; nothing for 0."""
        self.failed.setText(self.tr("Did not work: {count}").format(count=count) if count else "")
        self.failed.setVisible(count > 0)

    def _offer_newer(self) -> None:
        release = self._desk.upkeep.releases.offered
        if release is None:
            if self.newer is not None:
                self.newer.hide()
            return
        if self.newer is None:
            self.newer = button("", "small")
            self.newer.clicked.connect(self.newer_wanted)
            self.addPermanentWidget(self.newer)
        self.newer.setText(self.tr("Newer version {version}…").format(version=release.name))
        self.newer.show()

    def _count_anew(self) -> None:
        self._desk.runtime.tasks.read("open counts", self._count())

    async def _count(self) -> None:
        self._show_counts(await self._desk.history.history.open_counts())

    def _show_counts(self, counts: FirstPage | OpenCounts) -> None:
        self.running.setText(self.tr("Running: {count}").format(count=counts.running))
        self.unconfirmed.setText(self.tr("Unconfirmed: {count}").format(count=counts.unconfirmed))
        dress(self.unconfirmed, _role_of_count(counts.unconfirmed))
        for shown, text, count in (
            (self.checking, self.tr("Refused, being checked: {count}"), counts.checking),
            (self.refunds, self.tr("Failed, refund pending: {count}"), counts.refunds),
        ):
            shown.setText(text.format(count=count))
            shown.setVisible(count > 0)

    def _renew(self) -> None:
        from desktop.services.reachability import ReachabilityState
        from desktop.ui.words.messages import about_access

        reachability = self._desk.reachability
        match reachability.state:
            case ReachabilityState.ONLINE if (refusal := self._desk.access.refusal) is not None:
                text, role = f"○ {about_access.state_word(refusal)}", "error"
            case ReachabilityState.ONLINE if reachability.shaky:
                text, role = self.tr("○ No connection just now, trying again…"), "warning"
            case ReachabilityState.ONLINE:
                text, role = self.tr("● Online"), "success"
            case ReachabilityState.OFFLINE:
                text, role = self.tr("○ Offline: orders cannot be sent, results come later"), "error"
            case ReachabilityState.UNTRIED:
                text, role = self.tr("○ Connecting…"), "muted"
        self.reachability.setText(text)
        dress(self.reachability, role)
        if reachability.heard_at is not None:
            ago = words.ago(self._desk.runtime.clock.now() - reachability.heard_at)
            self.answered.setText(self.tr("Last answer: {ago}").format(ago=ago))


def _role_of_count(unconfirmed: int) -> str:
    return "warning" if unconfirmed else "muted"
