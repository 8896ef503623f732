"""Tells results: hears how orders change, and decides what rings, is spoken and is shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.domain.orders.order import Order
from desktop.domain.orders.status import DOUBTFUL, WANTS_WORD, Standing
from desktop.settings import Settings
from desktop.ui.alerts.sound import Sound
from desktop.ui.alerts.texts import Notice, notice, sentence
from desktop.ui.widgets.bridge import Bridge

_SOUND_OF = {
    Standing.SUCCESS: Sound.SUCCESS,
    **dict.fromkeys(WANTS_WORD, Sound.FAILURE),
    **dict.fromkeys(DOUBTFUL, Sound.ATTENTION),
}
"""Only what an order became one of these is told."""


class Rings(Protocol):
    def play(self, sound: Sound) -> None: ...

    def close(self) -> None: ...


class Speaks(Protocol):
    def say(self, text: str) -> None: ...

    def close(self) -> None: ...


class Shows(Protocol):
    def set_shown(self, shown: bool) -> None: ...

    def tell(self, notice: Notice) -> None: ...

    def close(self) -> None: ...


class Ways(Struct, frozen=True):
    """What a result is told with. None of it raises or takes time."""

    player: Rings
    voice: Speaks
    tray: Shows


class ResultAnnouncer(QObject):
    """One per window, from soon after it is open until `close`.

    `now` is unix seconds by the clock that the orders' times are of.
    """

    wanted_forward = Signal()
    """The clerk clicked a message or the icon: bring the window forward."""

    def __init__(
        self, window: QMainWindow, bridge: Bridge, settings: Settings, ways: Ways, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ways = ways
        self._began = now()
        self._stood: dict[str, Standing] = {}
        self._settings = settings
        self.apply(settings)
        bridge.orders_changed.connect(self.hear)

    def remember(self, orders: Iterable[Order]) -> None:
        """How orders stand at the start. Ones that were heard of already, or that ended since, are not touched:
        their news, which may be under way still, is told.
        """
        for order in orders:
            if not self._ended_since(order):
                self._stood.setdefault(order.order_no, order.standing)

    def apply(self, settings: Settings) -> None:
        """Tell from now on as these settings say."""
        self._settings = settings
        self._ways.tray.set_shown(settings.notify)

    def try_sound(self) -> None:
        """Ring, whatever the settings say: the owner wants to hear it."""
        self._ways.player.play(Sound.SUCCESS)

    def tell(self, notice: Notice) -> None:
        """Show a message that is not about an order, where messages are wanted."""
        if self._settings.notify:
            self._ways.tray.tell(notice)

    def hear(self, orders: list[Order]) -> None:
        """Orders as they stand now, in the order in which that came about."""
        changed = [order for order in orders if self._stands_differently(order)]
        told = [order for order in {one.order_no: one for one in changed}.values() if order.standing in _SOUND_OF]
        if told:
            self._tell(told)

    def close(self) -> None:
        """Be silent from now on, and leave no icon behind."""
        self._settings = Settings(sound=False, notify=False, speak=False)
        for way in (self._ways.player, self._ways.voice, self._ways.tray):
            way.close()

    def _stands_differently(self, order: Order) -> bool:
        before = self._stood.get(order.order_no)
        self._stood[order.order_no] = order.standing
        return self._ended_since(order) if before is None else before is not order.standing

    def _ended_since(self, order: Order) -> bool:
        """Of an order that was not on the desk: whether the news is its end, and no note about an end long ago."""
        return order.ended_at is not None and order.ended_at >= self._began

    def _tell(self, orders: list[Order]) -> None:
        """One sound and one sentence for all, of the most urgent that came last."""
        urgent = max(reversed(orders), key=lambda order: _SOUND_OF[order.standing])
        if self._settings.sound:
            self._ways.player.play(_SOUND_OF[urgent.standing])
        if self._settings.speak:
            self._ways.voice.say(sentence(urgent))
        if self._settings.notify and QApplication.activeWindow() is None:
            self._show(orders)

    def _show(self, orders: list[Order]) -> None:
        """To a clerk who has another program, or none, in front."""
        if failed := [order for order in orders if order.standing in WANTS_WORD]:
            self._ways.tray.tell(notice(failed, urgent=True))
            QApplication.alert(self._window)
        elif arrived := [order for order in orders if order.standing is Standing.SUCCESS]:
            self._ways.tray.tell(notice(arrived, urgent=False))
