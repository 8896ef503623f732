"""Checks the surroundings that practice mode never uses: terminal, certificates, signatures, keyring."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import ssl
import sys
from collections.abc import Awaitable, Callable

from desktop.domain.upkeep.release import Flaw, Flawed
from desktop.gateway.wire import Timeouts, Wire
from desktop.releases.publisher import publisher_of
from desktop.releases.signature import verified
from desktop.system import credentials
from desktop.system.paths import resource

log = logging.getLogger(__name__)

# An empty text that is signed (RFC 8032, 7.1): no release, but past the signature.
_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
_SIGNATURE = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)


async def look() -> list[tuple[str, bool, str]]:
    """(what, whether it works, what was seen); without a keyring the program works, too."""
    streams = ("streams", True, "none" if sys.stderr is None else "there")
    checks = {
        "certificates": _certificates,
        "signatures": _signatures,
        "publisher": _publisher,
        "keyring": _keyring,
    }
    return [streams, *[await _tried(name, work) for name, work in checks.items()]]


async def _tried(name: str, work: Callable[[], Awaitable[str]]) -> tuple[str, bool, str]:
    try:
        return name, True, await work()
    except Exception as error:
        log.exception("the self-check failed")
        return name, False, repr(error)


async def _certificates() -> str:
    await Wire.over_network(Timeouts()).aclose()
    return ssl.OPENSSL_VERSION


async def _signatures() -> str:
    answer = json.dumps({"release": "", "signature": base64.b64encode(bytes.fromhex(_SIGNATURE)).decode()})
    found = await asyncio.to_thread(verified, answer, bytes.fromhex(_KEY))
    if not isinstance(found, Flawed) or found.flaw is not Flaw.UNREADABLE:
        raise ValueError(found)
    return "RFC 8032, test 1"


async def _publisher() -> str:
    file = resource("release", "feed.json")
    if not file.is_file():
        return "none: this build cannot look for a newer version"
    found = await asyncio.to_thread(publisher_of, file)
    if found is None:
        raise ValueError(f"{file} cannot be read")
    return found.address


async def _keyring() -> str:
    return await asyncio.to_thread(credentials.keyring_at_work) or "none: the secret is asked for at every start"
