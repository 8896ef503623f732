"""Protects the database file: checks at start and daily, backups hourly, at closes and at exit."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from desktop.domain.upkeep.backup import Backup, BackupKind, Contents, Refusal, SecondState
from desktop.services.runtime import Runtime
from desktop.services.side_thread import SideThread
from desktop.services.upkeep.second_copies import SecondCopies
from desktop.storage.errors import BackupError, RefusedBackupError
from desktop.storage.upkeep.backups import Backups

log = logging.getLogger(__name__)

_HOUR_S = 3600.0
_DAY_S = 24 * _HOUR_S
_SECOND_FOLDER_S = 600.0
_LAST_S = 4.0
_LAST_COPY_S = 3.0
_EXAMINED_S = 300.0


class Safekeeping:
    """`trouble` is the reason why the last backup failed, "" after success. Practice data has no second folder."""

    def __init__(self, runtime: Runtime, backups: Backups, store_id: str = "") -> None:
        self._changes = runtime.changes
        self._clock = runtime.clock
        self._in_thread = runtime.in_thread
        self._backups = backups
        self._store_id = store_id
        self._second = SecondCopies(runtime, backups.file, store_id)
        self.trouble = ""
        self._stopping = False
        self._wake = asyncio.Event()
        self._closed = False
        runtime.changes.closed.subscribe(lambda _news: self._after_close())

    @property
    def second(self) -> SecondState:
        """The state of the second folder."""
        return self._second.state

    def use_second_folder(self, folder: str) -> None:
        """Also copy backups to this folder from now on; "" for none."""
        if self._backups.is_shop and self._second.use(folder):
            self._wake.set()

    async def run(self) -> None:
        """Run quick_check at once, then a backup every hour and after each close, and an integrity_check every day,
        until cancelled. Copies to the second folder are retried more often: a USB stick may be present for minutes
        only.
        """
        await self._check(thorough=False)
        checked_at = self._clock.steady()
        while True:
            closed, self._closed = self._closed, False
            await self._back_up(BackupKind.CLOSE if closed else None)
            await self._copy_to_second_folder()
            await self._clock.rest(_SECOND_FOLDER_S if self.second.folder else _HOUR_S, self._wake)
            self._wake.clear()
            if self._clock.steady() - checked_at >= _DAY_S:
                await self._check(thorough=True)
                checked_at = self._clock.steady()

    async def back_up_now(self) -> Backup | None:
        """Make a backup on the clerk's request; None if it failed (`trouble`)."""
        made = await self._back_up(BackupKind.ASKED)
        await self._copy_to_second_folder()
        return made

    async def stop(self) -> None:
        """End the work on threads, so that the file can be closed and moved."""
        self._stopping = True
        self._backups.stop()
        await self._in_thread(self._backups.wait_until_idle)

    async def back_up_last(self) -> None:
        """Back up new orders at exit, after `stop` and when all is stored, for a few seconds at most."""
        try:
            made = await self._in_thread(self._backups.make_last, self._clock.now(), _LAST_S)
        except BackupError:
            log.exception("no backup was made at exit")
            return
        if made is not None:
            await self._second.keep(made, _LAST_COPY_S)

    async def backups(self) -> list[Contents]:
        """The backups that can be restored, newest first, without unreadable ones."""
        found: list[Contents] = await self._in_thread(self._backups.readable)
        return found

    async def examined(self, path: Path) -> Contents | Refusal:
        """The contents of a file that the user chose, or the reason not to restore it."""
        return await examined(self._backups, path, self._store_id)

    def _after_close(self) -> None:
        self._closed = True
        self._wake.set()

    async def _back_up(self, kind: BackupKind | None) -> Backup | None:
        """Make a backup of this kind now, or (None) one that is due by the hour."""
        trouble, made = "", None
        try:
            if kind is None:
                made = await self._in_thread(self._backups.make, self._clock.now())
            else:
                made = await self._in_thread(self._backups.make_now, kind, self._clock.now())
        except BackupError as failed:
            if self._stopping:
                return None
            log.exception("no backup was made")
            trouble = str(failed)
        if trouble != self.trouble:
            self.trouble = trouble
            self._changes.backups.announce(not trouble)
        return made

    async def _copy_to_second_folder(self) -> None:
        if self.second.folder and not self._stopping:
            kept = await self._in_thread(self._backups.all)
            await self._second.keep(kept[0] if kept else None)

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


async def examined(backups: Backups, path: Path, store_id: str) -> Contents | Refusal:
    """Examine a file on a separate thread, because its drive may hang."""
    try:
        return await SideThread("examine").run(_EXAMINED_S, backups.examined, path, store_id)
    except RefusedBackupError as refused:
        log.warning("%s is not restored: %s", path.name, refused)
        return refused.why
    except (BackupError, TimeoutError):
        log.exception("%s cannot be read", path.name)
        return Refusal.UNREADABLE
