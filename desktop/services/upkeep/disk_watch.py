"""Watches the free space on the disk of the orders."""

from __future__ import annotations

import asyncio
import logging
from enum import StrEnum
from pathlib import Path

from desktop.services.runtime import Runtime
from desktop.storage import disk

log = logging.getLogger(__name__)

SCARCE_BYTES = 2 * disk.LEFT_FREE
"""Backups still have room at this size, and a phone's photographs fill it in a morning."""
_APART_S = 60.0
_STEP = 16 * 1024 * 1024
"""Changes below this are not announced."""


class DiskState(StrEnum):
    """FULL: new orders are refused, so that results still have room."""

    ROOMY = "roomy"
    SCARCE = "scarce"
    FULL = "full"


class DiskWatch:
    """`free` in bytes; None before the first look, and if the system does not tell."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self._changes = runtime.changes
        self._clock = runtime.clock
        self._in_thread = runtime.in_thread
        self._folder = folder
        self._wake = asyncio.Event()
        self._told: tuple[DiskState, int] = (DiskState.ROOMY, 0)
        self.free: int | None = None
        runtime.changes.saving.subscribe(lambda _works: self._wake.set())

    @property
    def state(self) -> DiskState:
        """The state at the last look."""
        if self.free is None or self.free >= SCARCE_BYTES:
            return DiskState.ROOMY
        return DiskState.SCARCE if self.free >= disk.RESERVE_BYTES else DiskState.FULL

    async def run(self) -> None:
        """Look once a minute, and when results cannot be written, until cancelled."""
        while True:
            self._wake.clear()
            await self.look()
            await self._clock.rest(_APART_S, self._wake)

    async def look(self) -> None:
        """Look now."""
        try:
            self.free = await self._in_thread(disk.free_bytes, self._folder)
        except OSError:
            log.warning("the free space on the disk is not known", exc_info=True)
            self.free = None
        news = (self.state, 0 if self.state is DiskState.ROOMY else (self.free or 0) // _STEP)
        if news != self._told:
            self._told = news
            self._changes.disk.announce(None)
