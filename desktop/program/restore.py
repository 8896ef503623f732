"""Restores a backup: offered when the orders cannot be read, or chosen from the menu."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Literal

from desktop.domain.upkeep.backup import Backup, Contents, Refusal
from desktop.services.upkeep.safekeeping import examined
from desktop.services.upkeep.start_trouble import StartTrouble
from desktop.services.waits import unless
from desktop.storage.errors import BackupError, RefusedBackupError
from desktop.storage.upkeep.backups import Backups
from desktop.ui.widgets import awaited
from desktop.ui.window.backups_dialog import choose_backup
from desktop.ui.words.messages import about_backups, about_start

log = logging.getLogger(__name__)

Chosen = Backup | Literal[True]
"""A backup, or True: begin without one."""


class Restore:
    """For the database of one orders folder and account; nobody may have it open."""

    def __init__(self, database: Path, application_id: int, store_id: str) -> None:
        self._backups = Backups(database, application_id)
        self._store_id = store_id
        self._folder = database.parent

    async def backups(self) -> list[Contents]:
        """The backups that can be restored, newest first."""
        return await asyncio.to_thread(self._backups.readable)

    async def examined(self, path: Path) -> Contents | Refusal:
        """The contents of a chosen file, or the reason why it cannot be restored."""
        return await examined(self._backups, path, self._store_id)

    async def offer(self, trouble: StartTrouble, closing: asyncio.Event) -> Chosen | Literal[False] | None:
        """The clerk's choice; False for no choice, None if the program closes meanwhile."""
        reason = about_start.sentence(trouble, self._folder)
        return await unless(closing, choose_backup(reason, self, may_begin_anew=True, parent=None))

    async def put_back(self, chosen: Chosen) -> bool:
        """Whether it was restored; if not, the clerk has been told and the orders are unchanged."""
        try:
            backup = None if chosen is True else chosen
            await asyncio.to_thread(self._backups.restore, backup, time.time(), self._store_id)
        except RefusedBackupError as refused:
            log.warning("the backup is not put back: %s", refused)
            await awaited.tell(None, about_start.title(), about_backups.refused(refused.why))
            return False
        except BackupError:
            log.exception("the backup cannot be put back")
            await awaited.tell(None, about_start.title(), about_start.not_restored())
            return False
        return True
