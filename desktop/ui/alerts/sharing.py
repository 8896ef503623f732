"""Warns in the yellow bar over all tabs when the platform's answers show that somebody else also uses the account."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.domain.orders.order import Order
from desktop.services.desk import Desk
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.words.messages import about_balance


class SharingWatch(QObject):
    """`say` sets the bar's text, "" hides it. Silent if the owner has declared the account shared."""

    def __init__(self, parent: QObject, desk: Desk, bridge: Bridge, say: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._desk = desk
        self._say = say
        self._noticed = False
        bridge.orders_changed.connect(self._take)
        self._look()

    def _take(self, orders: list[Order]) -> None:
        if self._noticed or any(order.contradiction for order in orders):
            self._look()

    def _look(self) -> None:
        if not self._desk.books.balance.sharing.told:
            self._desk.runtime.tasks.read("sharing", self._ask())

    async def _ask(self) -> None:
        self._noticed = await self._desk.books.balance.sharing.is_noticed()
        self._say(about_balance.shared_noticed() if self._noticed else "")
