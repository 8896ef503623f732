"""Turns the services' news into Qt signals, which live and die with the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services.changes import Changes


class Bridge(QObject):
    """One per window. News comes on the GUI thread already."""

    orders_changed = Signal(list)
    balance_changed = Signal()
    link_changed = Signal()
    saving_changed = Signal(bool)
    backups_changed = Signal(bool)

    def __init__(self, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        changes.orders.subscribe(self.orders_changed.emit)
        changes.balance.subscribe(lambda _news: self.balance_changed.emit())
        changes.link.subscribe(lambda _news: self.link_changed.emit())
        changes.saving.subscribe(self.saving_changed.emit)
        changes.backups.subscribe(self.backups_changed.emit)
