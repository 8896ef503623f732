"""Looks after the database file: checked at start and daily, backed up hourly, on worker threads."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from desktop.domain.backup import Contents
from desktop.services.changes import Changes
from desktop.services.ports import Clock
from desktop.storage.backups import Backups
from desktop.storage.errors import BackupError

log = logging.getLogger(__name__)

InThread = Callable[..., Awaitable[Any]]
"""Runs a function with its arguments on a worker thread."""

_HOUR_S = 3600.0
_DAY_S = 24 * _HOUR_S


class Safekeeping:
    """`trouble` says why the last backup failed, "" where it did not."""

    def __init__(
        self, backups: Backups, changes: Changes, clock: Clock, in_thread: InThread = asyncio.to_thread
    ) -> None:
        self._backups = backups
        self._changes = changes
        self._clock = clock
        self._in_thread = in_thread
        self.trouble = ""
        self._stopping = False

    async def run(self) -> None:
        """quick_check at once, then a backup every hour and an integrity_check every day, until cancelled."""
        await self._check(thorough=False)
        checked_at = self._clock.steady()
        while True:
            await self._back_up()
            await self._clock.rest(_HOUR_S, asyncio.Event())
            if self._clock.steady() - checked_at >= _DAY_S:
                await self._check(thorough=True)
                checked_at = self._clock.steady()

    async def stop(self) -> None:
        """End what runs on a thread, so that the file can be closed and moved."""
        self._stopping = True
        self._backups.stop()
        await self._in_thread(self._backups.wait_until_idle)

    async def backups(self) -> list[Contents]:
        """What there is to put back, newest first; unreadable ones are left out."""
        found: list[Contents] = await self._in_thread(self._backups.readable)
        return found

    async def _back_up(self) -> None:
        trouble = ""
        try:
            await self._in_thread(self._backups.make, self._clock.now())
        except BackupError as failed:
            if self._stopping:
                return
            log.exception("no backup was made")
            trouble = str(failed)
        if trouble != self.trouble:
            self.trouble = trouble
            self._changes.backups.announce(not trouble)

    async def _check(self, *, thorough: bool) -> None:
        try:
            damage = await self._in_thread(self._backups.damage, thorough)
        except BackupError:
            if not self._stopping:
                log.exception("the database could not be checked")
            return
        if damage is not None:
            log.error("the database is damaged: %s", damage)
            self._changes.damage.announce(damage)
