"""What changed, told to whoever listens; everything on the event loop's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from desktop.domain.orders.order import Order

log = logging.getLogger(__name__)

T = TypeVar("T")


class Topic(Generic[T]):
    """One kind of news. Listeners are called in the order in which they subscribed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def subscribe(self, listener: Callable[[T], None]) -> None:
        self._listeners.append(listener)

    def announce(self, news: T) -> None:
        """Tell everybody; one listener's error is logged and keeps nobody else from hearing."""
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
        self.saving: Topic[bool] = Topic()
        """False when results cannot be written (disk full), True when they can again."""
        self.backups: Topic[bool] = Topic()
        """False when no backup could be made, True when one could again."""
        self.recovery: Topic[int] = Topic()
        """How many records of the journal still wait to be brought back."""
        self.second_folder: Topic[None] = Topic()
        """How the second folder for backups stands has changed."""
        self.closed: Topic[None] = Topic()
        """A daily close was kept."""
        self.moved: Topic[str] = Topic()
        """The database file or its lock was moved, deleted or replaced ("" when it is back): its name."""
        self.release: Topic[None] = Topic()
        """Whether a newer version is offered may have changed."""
        self.damage: Topic[str] = Topic()
        """The database file is damaged, in SQLite's words."""
