"""Says in the bars over all tabs what stops the shop or calls for caution, and offers the remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.domain.refusal import RefusedPart
from desktop.services.upkeep.disk_watch import DiskState
from desktop.ui.widgets.plain import copy
from desktop.ui.window.bar_news import Remedy
from desktop.ui.window.bars import Bars
from desktop.ui.words.messages import about_access, about_desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.desk import Desk
    from desktop.ui.widgets.bridge import Bridge

translate = QCoreApplication.translate

_SECOND_MS = 1000


class ShopState(QObject):
    """`account_wanted` when another key or store is to be entered, `balance_wanted` and `batch_wanted` to show a tab.

    F5 tries again at once while the line or the account is in trouble, Alt+K enters another key. On the balance tab
    (`leaves_f5`) F5 reads the balance, which is the same.
    """

    account_wanted = Signal()
    balance_wanted = Signal()
    batch_wanted = Signal()

    def __init__(self, window: QWidget, bars: Bars, desk: Desk, bridge: Bridge) -> None:
        super().__init__(window)
        self._bars = bars
        self._desk = desk
        self._trying = self._f5_taken = False
        self._retry_key = QShortcut(QKeySequence("F5"), window)
        self._retry_key.activated.connect(self.try_again)
        self._key_key = QShortcut(QKeySequence("Alt+K"), window)
        self._key_key.activated.connect(self.account_wanted)
        self.keys = self._retry_key, self._key_key
        """They belong to the window, and work on every page."""
        self._tick = QTimer(self, interval=_SECOND_MS)
        self._tick.timeout.connect(self._say_offline)
        bridge.link_changed.connect(self._renew)
        bridge.access_changed.connect(self._renew)
        bridge.balance_changed.connect(self._tried)
        bridge.disk_changed.connect(self._say_disk)
        bridge.saving_changed.connect(lambda works: bars.say("saving", "" if works else about_desk.cannot_save()))
        bridge.unsaved_changed.connect(self._say_unsaved)
        bridge.backups_changed.connect(lambda works: bars.say("backups", "" if works else about_desk.cannot_back_up()))
        bridge.recovery_changed.connect(
            lambda left: bars.say("recovery", about_desk.bringing_back(left) if left else "")
        )
        bridge.batches_changed.connect(lambda _number: self._say_batch())
        bridge.moved_changed.connect(lambda gone: bars.say("moved", about_desk.moved_away(gone) if gone else ""))
        self._renew()
        self._say_disk()
        self._say_batch()

    def leaves_f5(self, leaves: bool) -> None:
        """Let the page on screen have F5, or take it back."""
        self._f5_taken = leaves
        self._renew_keys()

    def try_again(self) -> None:
        """Ask the platform at once."""
        self._trying = True
        self._desk.books.balance.probe()
        self._desk.orders.account_check.soon()
        self._renew()

    def _tried(self) -> None:
        if self._trying:
            self._trying = False
            self._renew()

    def _renew(self) -> None:
        self._say_refusal()
        self._say_offline()
        self._say_unfunded()
        self._renew_keys()
        offline = self._desk.reachability.offline
        if offline != self._tick.isActive():
            self._tick.start() if offline else self._tick.stop()

    def _renew_keys(self) -> None:
        refusal = self._desk.access.refusal
        self._retry_key.setEnabled((self._desk.reachability.offline or refusal is not None) and not self._f5_taken)
        self._key_key.setEnabled(refusal is not None and refusal.part in _OF_THE_ACCOUNT)

    def _say_refusal(self) -> None:
        refusal = self._desk.access.refusal
        if refusal is None:
            self._bars.say("access", "")
            return
        if refusal.part in _OF_THE_ACCOUNT:
            change = translate("ShopState", "Change the key…")
            remedy = Remedy(change, self.account_wanted.emit, "Alt+K", "key-round")
        else:
            remedy = self._again()
        details = about_access.details(refusal)
        also = Remedy(translate("ShopState", "Copy details"), lambda: copy(details), icon="copy")
        self._bars.say("access", about_access.refused(refusal), also, remedy)

    def _say_offline(self) -> None:
        since = self._desk.reachability.offline_since
        if since is None:
            self._bars.say("offline", "")
            return
        seconds = self._desk.runtime.clock.now() - since
        self._bars.say("offline", about_desk.offline(seconds, trying=self._trying), self._again())

    def _again(self) -> Remedy:
        return Remedy(translate("ShopState", "Try again now"), self.try_again, "F5", "refresh-cw")

    def _say_unfunded(self) -> None:
        lack = self._desk.access.unfunded
        self._bars.say("funds", "" if lack is None else about_access.unfunded(lack), self.see_balance())

    def see_balance(self) -> Remedy:
        """The button of bars about the balance."""
        return Remedy(translate("ShopState", "See the balance"), self.balance_wanted.emit, icon="wallet")

    def _say_batch(self) -> None:
        """A list that has paused by itself waits for somebody, whichever page is on screen."""
        cause = self._desk.batch.sending.paused
        if cause is None:
            self._bars.say("batch", "")
            return
        from desktop.ui.words.messages import about_batch  # no window needs it before

        see = Remedy(translate("ShopState", "See the list"), self.batch_wanted.emit, icon="list-checks")
        self._bars.say("batch", about_batch.paused_bar(cause), see)

    def _say_unsaved(self, count: int) -> None:
        if count:
            self._bars.say("saving", about_desk.unsaved(count))

    def _say_disk(self) -> None:
        disk = self._desk.upkeep.disk
        left = disk.free or 0
        self._bars.say("disk full", about_desk.disk_full(left) if disk.state is DiskState.FULL else "")
        self._bars.say("disk", about_desk.disk_scarce(left) if disk.state is DiskState.SCARCE else "")


_OF_THE_ACCOUNT = (RefusedPart.KEY, RefusedPart.STORE)
"""Parts that another entry in the account's dialog can mend."""
