"""The window of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.window.frame import WindowFrame

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from desktop.services.desk import Desk
    from desktop.settings import Settings
    from desktop.ui.balance.tab import BalanceTab
    from desktop.ui.history.tab import HistoryTab
    from desktop.ui.window.open_window import OpenWindow


class MainWindow(WindowFrame):
    """Goes on with what was entered in its frame once a desk is opened in it."""

    opened: OpenWindow
    """There from `open` on: what the window does with a desk."""

    def open(self, desk: Desk, memory: QSettings | None = None) -> None:
        """The services are there: follow what they tell.

        `memory` is where tabs keep how the clerk has them (see `HistoryTab`).
        """
        from desktop.ui.window.open_window import OpenWindow

        self.is_open = True
        self.opened = OpenWindow(self, desk, memory)

    def apply(self, settings: Settings) -> None:
        """Go on with other settings, of which only those AT_THE_COUNTER differ."""
        before, self.settings = self.settings, settings
        self.opened.apply(before)

    @property
    def history(self) -> HistoryTab:
        """Built when first wanted; not before a desk is open."""
        return self.opened.history

    @property
    def balance(self) -> BalanceTab:
        """Built when first wanted; not before a desk is open."""
        return self.opened.balance
