"""The settings in force: the file that keeps them, and the proxy's password, which the system's keyring keeps."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from desktop import settings
from desktop.settings import Fault, Loaded, Password, Settings
from desktop.settings.proxy import wants_password, with_password, without_password
from desktop.system import credentials

log = logging.getLogger(__name__)


class NotOverwrittenError(Exception):
    """The file holds what the owner chose and cannot be read: nothing is written over it."""


class KeptSettings:
    """`current` never has a password in it; who connects takes `for_the_line`."""

    def __init__(self, loaded: Loaded, file: Path) -> None:
        self.file = file
        self.current = loaded.settings
        self.faults: tuple[Fault, ...] = loaded.faults
        self.about_password: Password | None = None
        self._may_save = not any(fault.keeps_the_file for fault in loaded.faults)
        self._password = loaded.proxy_password
        self._in_file = with_password(loaded.settings.proxy, self._password) if self._password else ""
        self._unkept = self._password is not None

    @property
    def for_the_line(self) -> Settings:
        """The settings with the proxy's password, where it is known."""
        return self.current._replace(proxy=with_password(self.current.proxy, self._password))

    def choose(self, chosen: Settings) -> set[str]:
        """Go on with these; a password in them is taken out. The names of the fields that differ from before."""
        address, password = without_password(chosen.proxy)
        changed = settings.differing(self.current, chosen._replace(proxy=address))
        if password is not None or "proxy" in changed:
            self._password, self._unkept, self._in_file = password, password is not None, ""
            changed.add("proxy")
        self.current = chosen._replace(proxy=address)
        return changed

    def save(self) -> None:
        """Keep them. Raises OSError, NotOverwrittenError."""
        if not self._may_save:
            raise NotOverwrittenError
        settings.save(self.current._replace(proxy=self._in_file or self.current.proxy), self.file)
        self.faults = ()

    async def find_password(self) -> None:
        """Ask the system's keyring for the proxy's password, or let it keep the one that was entered or that an older
        version wrote into the file; only when the keyring has it, it leaves the file.
        """
        address = self.current.proxy
        if self._password is not None and self._unkept:
            if await asyncio.to_thread(credentials.store_proxy_password, address, self._password):
                self._unkept = False
                self._take_out_of_file()
            self.about_password = self._where() if self._unkept or self._in_file else None
        elif self._password is None and wants_password(address):
            self._password = await asyncio.to_thread(credentials.proxy_password, address)
            self.about_password = Password.NOT_KNOWN if self._password is None else None
        elif not wants_password(address):
            self.about_password = None

    def _where(self) -> Password:
        return Password.IN_THE_FILE if self._in_file else Password.IN_MEMORY

    def _take_out_of_file(self) -> None:
        before, self._in_file = self._in_file, ""
        if before:
            try:
                settings.save(self.current, self.file)
            except OSError:
                log.warning("the proxy's password cannot be taken out of the settings", exc_info=True)
                self._in_file = before
