"""Copies of the backups in a second folder, which may be full, missing or unresponsive."""

from __future__ import annotations

import logging
from pathlib import Path

from desktop.domain.upkeep.backup import Backup, FolderTrouble, SecondState
from desktop.services.runtime import Runtime
from desktop.services.side_thread import SideThread
from desktop.storage.errors import SecondFolderError
from desktop.storage.upkeep.second_folder import SecondFolder

log = logging.getLogger(__name__)

_OLD_S = 3 * 86400.0
_PATIENCE_S = 120.0


class SecondCopies:
    """Changes of `state` are announced."""

    def __init__(self, runtime: Runtime, database: Path, store_id: str) -> None:
        self._changes = runtime.changes
        self._clock = runtime.clock
        self._database = database
        self._store_id = store_id
        self._thread = SideThread("second folder")
        self.state = SecondState()

    def use(self, folder: str) -> bool:
        """Use this folder from now on, "" for none; True if it is a new folder."""
        if folder == self.state.folder:
            return False
        self._become(SecondState(folder))
        return bool(folder)

    async def keep(self, newest: Backup | None, patience: float = _PATIENCE_S) -> None:
        """Copy the newest backup there; returns after `patience` seconds at the latest."""
        asked = self.state
        if not asked.folder:
            return
        folder = SecondFolder(Path(asked.folder), self._database, self._store_id)
        trouble, newest_at = None, asked.newest_at
        try:
            newest_at = await self._thread.run(patience, folder.keep, newest)
        except TimeoutError:
            log.error("the second folder does not answer")
            trouble = FolderTrouble.SILENT
        except SecondFolderError as failed:
            log.error("nothing was copied to the second folder: %s", failed)
            trouble = failed.why
        finally:
            folder.abandon()
        if self.state.folder == asked.folder:
            late = newest is not None and (newest_at is None or newest.made_at > newest_at)
            long_ago = newest_at is not None and self._clock.now() - newest_at > _OLD_S
            self._become(SecondState(asked.folder, trouble, newest_at, is_behind=late and long_ago))

    def _become(self, state: SecondState) -> None:
        if state != self.state:
            self.state = state
            self._changes.second_folder.announce(None)
