"""Requests the newest release over HTTP: one small answer; sends no data about the shop and stores nothing."""

from __future__ import annotations

import asyncio
import ssl

import httpx
import truststore

from desktop.domain.address import is_this_computer
from desktop.domain.upkeep.release import Answer, Flaw, Flawed, is_feed_address
from desktop.gateway.wire import LARGEST, AnswerTooLargeError, Timeouts, bounded_body, proxy_of
from desktop.releases.publisher import Publisher
from desktop.releases.signature import verified

TIMEOUTS = Timeouts(connect=5.0, read=8.0, total=15.0)
_MOST_REDIRECTS = 5
# The request discloses nothing: no version, no system, no name of this computer or shop.
_HEADERS = {"User-Agent": "topup-desk", "Accept": "application/json", "Accept-Encoding": "identity"}


class _NoAnswerError(Exception):
    """There was no usable answer."""


class ReleaseClient:
    """The `ReleaseFeed` port. `proxy` as in the settings, "" for none."""

    def __init__(self, publisher: Publisher, proxy: str = "", timeouts: Timeouts = TIMEOUTS) -> None:
        self.address = publisher.address
        self._key = publisher.key
        self._proxy = proxy
        self._timeouts = timeouts

    async def latest(self, address: str) -> Answer:
        """The release announced at the address, "" for the build's own. Never raises for network or answer errors."""
        try:
            async with asyncio.timeout(self._timeouts.total):
                body = await self._body(address or self.address)
        except AnswerTooLargeError as error:
            return Flawed(Flaw.UNREADABLE, str(error))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, _NoAnswerError, OSError, ValueError) as error:
            return Flawed(Flaw.UNREACHABLE, repr(error))
        try:
            answer = body.decode()
        except UnicodeDecodeError:
            return Flawed(Flaw.NOT_SIGNED, "not UTF-8")
        return await self.verified(answer)

    async def verified(self, answer: str) -> Answer:
        """Verify a stored answer again."""
        return await asyncio.to_thread(verified, answer, self._key)

    async def _body(self, address: str) -> bytes:
        async with await asyncio.to_thread(self._open) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                async with client.stream("GET", address, headers=_HEADERS) as response:
                    if response.has_redirect_location:
                        address = _next(response)
                    elif response.status_code == httpx.codes.OK:
                        return await bounded_body(response, LARGEST)
                    else:
                        raise _NoAnswerError(f"HTTP {response.status_code}")
            raise _NoAnswerError("too many redirects")

    def _open(self) -> httpx.AsyncClient:
        """A client with the trust and proxy of `gateway.wire`. Raises ValueError for an unusable proxy."""
        trust: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return httpx.AsyncClient(
            verify=trust,
            trust_env=False,
            proxy=proxy_of(self._proxy, trust) if self._proxy else None,
            http2=False,
            follow_redirects=False,
            timeout=httpx.Timeout(self._timeouts.read, connect=self._timeouts.connect),
        )


def _next(response: httpx.Response) -> str:
    """The target of a redirect: https, or an address on this computer if the redirect came from it. Else raises."""
    there = response.url.join(response.headers["Location"])
    local = is_this_computer(response.url.host)
    if not is_feed_address(str(there)) or (there.scheme != "https" and not local):
        raise _NoAnswerError(f"redirected to {there.scheme}")
    return str(there)
