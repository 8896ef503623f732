"""Announces results: follows changes of orders and decides what is played, spoken and shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.domain.orders.order import Order
from desktop.domain.orders.status import DOUBTFUL, WANTS_WORD, Standing
from desktop.settings import Settings
from desktop.ui.alerts.sound import Sound
from desktop.ui.alerts.texts import Notice, locked_notice, notice, sentence
from desktop.ui.widgets.bridge import Bridge

_SOUND_OF = {
    Standing.SUCCESS: Sound.SUCCESS,
    **dict.fromkeys(WANTS_WORD, Sound.FAILURE),
    **dict.fromkeys(DOUBTFUL, Sound.ATTENTION),
}
"""An order is announced only when its status becomes one of these."""


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
    """The outlets for announcements. They never raise or block."""

    player: Rings
    voice: Speaks
    tray: Shows


def _sound_of(order: Order) -> Sound:
    """The sound of a status. A success that awaits the clerk came after the order was tried again: no good news."""
    return Sound.FAILURE if order.awaits_word else _SOUND_OF[order.standing]


class ResultAnnouncer(QObject):
    """One per window, from soon after it opens until `close`.

    Orders that ended since `began` are news (unix seconds, by the clock of the orders' times).
    """

    wanted_forward = Signal()
    """The clerk clicked a message or the icon: bring the window forward."""

    def __init__(self, window: QMainWindow, bridge: Bridge, settings: Settings, ways: Ways, began: float) -> None:
        super().__init__(window)
        self._window = window
        self._ways = ways
        self._began = began
        self._stood: dict[str, Standing] = {}
        self._settings = settings
        self.is_locked = False
        """Nobody is signed in: only sounds, no numbers and no money."""
        self.apply(settings)
        bridge.orders_changed.connect(self.hear)

    def remember(self, orders: Iterable[Order]) -> None:
        """Store the statuses of orders at the start. Orders already heard of, or ended since the start, are left out:
        their change, which may still be on its way, is to be announced.
        """
        for order in orders:
            if not self._ended_since(order):
                self._stood.setdefault(order.order_no, order.standing)

    def apply(self, settings: Settings) -> None:
        """Use these settings from now on."""
        self._settings = settings
        self._ways.tray.set_shown(settings.notify)

    def try_sound(self) -> None:
        """Play the success sound regardless of the settings, as the owner's test."""
        self._ways.player.play(Sound.SUCCESS)

    def tell(self, notice: Notice) -> None:
        """Show a message that is not about an order, if messages are enabled."""
        if self._settings.notify and not self.is_locked:
            self._ways.tray.tell(notice)

    def hear(self, orders: list[Order]) -> None:
        """Announce the changed orders among these; they arrive in the order of their changes."""
        changed = [order for order in orders if self._stands_differently(order)]
        told = [order for order in {one.order_no: one for one in changed}.values() if order.standing in _SOUND_OF]
        if told:
            self._tell(told)

    def close(self) -> None:
        """Stop announcing and remove the icon."""
        self._settings = Settings(sound=False, notify=False, speak=False)
        for way in (self._ways.player, self._ways.voice, self._ways.tray):
            way.close()

    def _stands_differently(self, order: Order) -> bool:
        before = self._stood.get(order.order_no)
        self._stood[order.order_no] = order.standing
        return self._ended_since(order) if before is None else before is not order.standing

    def _ended_since(self, order: Order) -> bool:
        """Whether the order ended since the start: one not seen before may have changed by a note about an old end."""
        return order.ended_at is not None and order.ended_at >= self._began

    def _tell(self, orders: list[Order]) -> None:
        """Play one sound and speak one sentence for all: that of the last of the most urgent orders."""
        urgent = max(reversed(orders), key=_sound_of)
        if self._settings.sound:
            self._ways.player.play(_sound_of(urgent))
        if self._settings.speak and not self.is_locked:
            self._ways.voice.say(sentence(urgent))
        if self._settings.notify and QApplication.activeWindow() is None:
            self._show(orders)

    def _show(self, orders: list[Order]) -> None:
        """Show the message; called if no window of the program is active."""
        if self.is_locked:
            if any(order.awaits_word for order in orders):
                self._ways.tray.tell(locked_notice())
                QApplication.alert(self._window)
        elif failed := [order for order in orders if order.standing in WANTS_WORD or order.awaits_word]:
            self._ways.tray.tell(notice(failed, urgent=True))
            QApplication.alert(self._window)
        elif arrived := [order for order in orders if order.standing is Standing.SUCCESS]:
            self._ways.tray.tell(notice(arrived, urgent=False))
