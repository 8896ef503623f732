"""Warns of a low balance: a bar over all tabs while it is low, and one message each time it becomes low."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.books.low_balance import Line, days_left
from desktop.services.desk import Desk
from desktop.settings import Settings
from desktop.ui.alerts.texts import Notice
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.words.messages import about_balance


class LowBalanceWatch(QObject):
    """`say` sets the bar's text, "" hides the bar; `tell` shows a tray message."""

    def __init__(
        self,
        parent: QObject,
        desk: Desk,
        bridge: Bridge,
        settings: Settings,
        say: Callable[[str], None],
        tell: Callable[[Notice], None],
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._say = say
        self._tell = tell
        self._line = Line()
        self._seen: BalanceReading | None = desk.books.balance.last
        """The last reading that was checked; a low reading after one that was not low is a crossing."""
        bridge.balance_changed.connect(self.look)
        bridge.duty_changed.connect(self.look)
        self.apply(settings)

    def apply(self, settings: Settings) -> None:
        """Use these settings' limits from now on. A limit raised above the balance is no crossing."""
        self._line = Line(settings.low_balance, settings.low_days)
        self.look()

    def look(self) -> None:
        """Check the last reading."""
        self._desk.runtime.tasks.read("low balance", self._look())

    async def _look(self) -> None:
        last = self._desk.books.balance.last
        if last is None or self._line == Line():
            self._seen = last
            self._say("")
            return
        pace = await self._desk.books.bookkeeping.pace()
        before, self._seen = self._seen, last
        if not self._line.is_crossed(last.money, pace):
            self._say("")
            return
        seen = self._desk.runtime.duty.sees_balance
        text = about_balance.low(last.money, days_left(last.money, pace)) if seen else about_balance.low(None, None)
        self._say(text)
        if before is not None and before is not last and not self._line.is_crossed(before.money, pace):
            self._tell(Notice(about_balance.low_title(), text, urgent=True))
