"""Tells the clerk about an upgrade of the orders that takes longer than a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.domain.upkeep.upgrade import UpgradeProgress

if TYPE_CHECKING:
    from desktop.ui.window.upgrade_notice import UpgradeNotice

PATIENCE_S = 1.0
"""A shorter upgrade is not told."""


class UpgradeWatch:
    """`on_close` is called when the clerk closes the notice. Made and closed on the event loop."""

    def __init__(self, on_close: Callable[[], object]) -> None:
        self.notice: UpgradeNotice | None = None
        self._on_close = on_close
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.TimerHandle | None = None
        self._last: UpgradeProgress | None = None

    def told(self, progress: UpgradeProgress) -> None:
        """An upgrade is under way; may be called on any thread."""
        self._loop.call_soon_threadsafe(self._follow, progress)

    def close(self) -> None:
        """The orders are open, or cannot be opened."""
        if self._waiting is not None:
            self._waiting.cancel()
        if self.notice is not None:
            self.notice.may_close = True
            self.notice.close()
            self.notice.deleteLater()
            self.notice = None

    def _follow(self, progress: UpgradeProgress) -> None:
        self._last = progress
        if self._waiting is None:
            self._waiting = self._loop.call_later(PATIENCE_S, self._open)
        if self.notice is not None:
            self.notice.show_progress(progress)

    def _open(self) -> None:
        from desktop.ui.window.upgrade_notice import UpgradeNotice

        self.notice = UpgradeNotice()
        self.notice.close_wanted.connect(self._on_close)
        if self._last is not None:
            self.notice.show_progress(self._last)
        self.notice.show()
        self.notice.raise_()
        self.notice.activateWindow()
