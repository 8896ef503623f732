"""What the program needs of its system and does not meet in practice: a terminal, certificates, the keyring."""

from __future__ import annotations

import asyncio
import logging
import ssl
import sys
from collections.abc import Awaitable, Callable

from desktop import credentials
from desktop.gateway.wire import Timeouts, Wire

log = logging.getLogger(__name__)


async def look() -> list[tuple[str, bool, str]]:
    """(what, whether it works, what was seen); without a keyring the program works, too."""
    streams = ("streams", True, "none" if sys.stderr is None else "there")
    return [streams, await _tried("certificates", _certificates), await _tried("keyring", _keyring)]


async def _tried(name: str, work: Callable[[], Awaitable[str]]) -> tuple[str, bool, str]:
    try:
        return name, True, await work()
    except Exception as error:
        log.exception("the self-check failed")
        return name, False, repr(error)


async def _certificates() -> str:
    await Wire.over_network(Timeouts()).aclose()
    return ssl.OPENSSL_VERSION


async def _keyring() -> str:
    return await asyncio.to_thread(credentials.keyring_at_work) or "none: the secret is asked for at every start"
