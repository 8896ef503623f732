"""Says when the balance is low: a bar over all tabs while it is, and a message once each time that it comes to be."""

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
    """`say` shows the bar's text, "" for none; `tell` shows a message in the tray."""

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
        """The snapshot that was looked at last: one that is low after one that was not is a crossing."""
        bridge.balance_changed.connect(self.look)
        self.apply(settings)

    def apply(self, settings: Settings) -> None:
        """Go by this line from now on. Drawing it above the balance is no crossing."""
        self._line = Line(settings.low_balance, settings.low_days)
        self.look()

    def look(self) -> None:
        """Look at the last balance."""
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
        text = about_balance.low(last.money, days_left(last.money, pace))
        self._say(text)
        if before is not None and before is not last and not self._line.is_crossed(before.money, pace):
            self._tell(Notice(about_balance.low_title(), text, urgent=True))
