"""Notifications of changes to listeners, all on the event loop's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from desktop.domain.audit import AuditEntry
from desktop.domain.orders.order import Order

log = logging.getLogger(__name__)

T = TypeVar("T")


class Topic(Generic[T]):
    """One kind of notification. Listeners are called in the order of subscription."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def subscribe(self, listener: Callable[[T], None]) -> None:
        self._listeners.append(listener)

    def announce(self, news: T) -> None:
        """Call every listener; an error of one is logged and does not affect the others."""
        for listener in self._listeners:
            try:
                listener(news)
            except Exception:
                log.exception("a listener failed")


class Changes:
    """Announced after the change is committed."""

    def __init__(self) -> None:
        self.orders: Topic[list[Order]] = Topic()
        self.balance: Topic[None] = Topic()
        self.reachability: Topic[None] = Topic()
        self.access: Topic[None] = Topic()
        """The platform began or ceased to refuse the account, or its orders for want of money."""
        self.saving: Topic[bool] = Topic()
        """False when results cannot be written (disk full), True when they can again."""
        self.unsaved: Topic[int] = Topic()
        """The number of orders with results that cannot be written; 0 when all are written."""
        self.disk: Topic[None] = Topic()
        """The free space on the disk became scarce, changed while it is, or suffices again."""
        self.backups: Topic[bool] = Topic()
        """False when no backup could be made, True when one could again."""
        self.recovery: Topic[int] = Topic()
        """Number of journal records that still have to be recovered."""
        self.second_folder: Topic[None] = Topic()
        """The state of the second folder for backups changed."""
        self.duty: Topic[None] = Topic()
        """Another person is at the counter, or nobody (locked), or the staff list changed."""
        self.drawer: Topic[None] = Topic()
        """A shift was opened, counted or handed over, or cash was put in or taken out."""
        self.audited: Topic[AuditEntry] = Topic()
        """Something was done that belongs into the audit log."""
        self.audit_checked: Topic[int] = Topic()
        """The number of the first row of the audit log that was changed or taken out; 0 if all is as written."""
        self.batches: Topic[int] = Topic()
        """The state of the batch with this number, or one of its rows, changed."""
        self.closed: Topic[None] = Topic()
        """A daily close was stored."""
        self.moved: Topic[str] = Topic()
        """The name of the database or lock file that was moved, deleted or replaced; "" when it is back."""
        self.release: Topic[None] = Topic()
        """The offer of a newer version may have changed."""
        self.damage: Topic[str] = Topic()
        """The database file is damaged, in SQLite's words."""
