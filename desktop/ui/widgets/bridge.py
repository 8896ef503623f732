"""Converts the services' announcements to Qt signals, which end with the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.orders.order import Order
from desktop.services.changes import Changes

_GATHER_MS = 20


class Bridge(QObject):
    """One per window. Announcements arrive on the GUI thread.

    Changed orders are collected for about a frame and emitted together, in their order: painting can wait, and
    meanwhile the order just saved is sent to the platform.
    """

    orders_changed = Signal(list)
    balance_changed = Signal()
    link_changed = Signal()
    release_changed = Signal()
    access_changed = Signal()
    duty_changed = Signal()
    drawer_changed = Signal()
    audit_checked = Signal(int)
    disk_changed = Signal()
    saving_changed = Signal(bool)
    unsaved_changed = Signal(int)
    backups_changed = Signal(bool)
    recovery_changed = Signal(int)
    second_folder_changed = Signal()
    moved_changed = Signal(str)
    batches_changed = Signal(int)

    def __init__(self, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._orders: list[Order] = []
        self._gathering = QTimer(self, interval=_GATHER_MS, singleShot=True)
        self._gathering.timeout.connect(self._tell)
        changes.orders.subscribe(self._gather)
        changes.balance.subscribe(lambda _news: self.balance_changed.emit())
        changes.reachability.subscribe(lambda _news: self.link_changed.emit())
        changes.release.subscribe(lambda _news: self.release_changed.emit())
        changes.access.subscribe(lambda _news: self.access_changed.emit())
        changes.duty.subscribe(lambda _news: self.duty_changed.emit())
        changes.drawer.subscribe(lambda _news: self.drawer_changed.emit())
        changes.audit_checked.subscribe(self.audit_checked.emit)
        changes.disk.subscribe(lambda _news: self.disk_changed.emit())
        changes.saving.subscribe(self.saving_changed.emit)
        changes.unsaved.subscribe(self.unsaved_changed.emit)
        changes.backups.subscribe(self.backups_changed.emit)
        changes.recovery.subscribe(self.recovery_changed.emit)
        changes.second_folder.subscribe(lambda _news: self.second_folder_changed.emit())
        changes.moved.subscribe(self.moved_changed.emit)
        changes.batches.subscribe(self.batches_changed.emit)

    def _gather(self, orders: list[Order]) -> None:
        self._orders += orders
        if not self._gathering.isActive():
            self._gathering.start()

    def _tell(self) -> None:
        orders, self._orders = self._orders, []
        self.orders_changed.emit(orders)
