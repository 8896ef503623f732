"""The HTTP underneath: how requests travel, and whether it can be proven that one never left."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import truststore
from msgspec import Struct

LARGEST = 64 * 1024
"""Bytes of an answer; none to one order or one question is longer."""
_KEPT = 16  # httpcore's pool collapses above this many connections


class AnswerTooLargeError(Exception):
    """More is coming than any answer has; it was neither read to its end nor looked at."""


class Timeouts(Struct, frozen=True):
    """Seconds. `total` bounds a whole call, because a server that drips bytes never trips the others."""

    connect: float = 5.0
    read: float = 20.0
    total: float = 30.0


class Reply(Struct, frozen=True):
    """What came back over HTTP."""

    status: int
    body: bytes


class SentWatch:
    """Sees whether a request began to leave: httpcore's trace names it before the first byte is written."""

    def __init__(self, *, provable: bool) -> None:
        self.may_have_left = not provable

    async def __call__(self, name: str, info: Mapping[str, Any]) -> None:
        # A proxy's tunnel begins with a CONNECT of its own, which carries nothing of the request.
        tunnel = getattr(info.get("request"), "method", b"") == b"CONNECT"
        if name.endswith("send_request_headers.started") and not tunnel:
            self.may_have_left = True


class Wire:
    """Two httpx clients: pushes travel on fresh connections, questions on kept ones.

    A surplus answer on a kept connection would be read as the next order's answer, a redirect would repeat the POST,
    HTTP/2 may re-send: pushes have none of these (decisions/0007).
    """

    def __init__(self, open_client: Callable[[int], httpx.AsyncClient], *, traced: bool) -> None:
        """`open_client` makes a client that keeps at most that many idle connections."""
        self._open_client = open_client
        self._traced = traced
        self._pushes = open_client(0)
        self._questions = open_client(_KEPT)

    @classmethod
    def over_network(cls, timeouts: Timeouts, proxy: str | None = None) -> Wire:
        """Real sockets, the system's certificates, no proxy but the given one.

        Raises ValueError for a proxy address that httpx cannot use.
        """
        trust: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        on_the_way = proxy_of(proxy, trust) if proxy else None

        def open_client(kept: int) -> httpx.AsyncClient:
            return httpx.AsyncClient(
                verify=trust,
                trust_env=False,
                proxy=on_the_way,
                http2=False,
                follow_redirects=False,
                timeout=httpx.Timeout(timeouts.read, connect=timeouts.connect),
                limits=httpx.Limits(max_connections=_KEPT, max_keepalive_connections=kept, keepalive_expiry=30),
            )

        return cls(open_client, traced=True)

    @classmethod
    def in_process(cls, app: Any) -> Wire:
        """Straight into an ASGI app. It fires no trace, so nothing can be proven unsent."""

        def open_client(_kept: int) -> httpx.AsyncClient:
            return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), trust_env=False)

        return cls(open_client, traced=False)

    def watch(self) -> SentWatch:
        return SentWatch(provable=self._traced)

    async def push(self, url: str, form: Mapping[str, str], watch: SentWatch) -> Reply:
        """POST on a connection of its own. Raises AnswerTooLargeError, httpx.HTTPError and what it cannot name."""
        return await _post(self._pushes, url, form, {"trace": watch})

    async def ask(self, url: str, form: Mapping[str, str]) -> Reply:
        """POST on a kept connection where there is one. Raises as `push`."""
        return await _post(self._questions, url, form, {})

    async def renew(self) -> None:
        """Ask over fresh connections from now on; a push in flight is left alone."""
        old, self._questions = self._questions, self._open_client(_KEPT)
        await old.aclose()

    async def aclose(self) -> None:
        await self._pushes.aclose()
        await self._questions.aclose()


async def _post(client: httpx.AsyncClient, url: str, form: Mapping[str, str], extensions: Mapping[str, Any]) -> Reply:
    # Uncompressed and read raw: a body that httpx fails to decode would leave its connection half open.
    headers = {"Accept-Encoding": "identity"}
    async with client.stream("POST", url, data=dict(form), headers=headers, extensions=dict(extensions)) as response:
        return Reply(response.status_code, await bounded_body(response, LARGEST))


async def bounded_body(response: httpx.Response, largest: int) -> bytes:
    """The body of a streamed answer, read in pieces. Raises AnswerTooLargeError, at once for a length that announces
    more than `largest` bytes, else as soon as more have come; the connection is closed then.
    """
    body = bytearray()
    if _announced(response) > largest:
        await response.aclose()
        raise AnswerTooLargeError(f"an answer of {_announced(response)} bytes")
    async for part in response.aiter_raw():
        body += part
        if len(body) > largest:
            # Before the generators underneath are dropped half-way: they would close it unawaited.
            await response.aclose()
            raise AnswerTooLargeError(f"an answer of more than {largest} bytes")
    return bytes(body)


def _announced(response: httpx.Response) -> int:
    """0 for nothing or nonsense, which h11 refuses anyway."""
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) <= 20 else 0


def proxy_of(address: str, trust: ssl.SSLContext) -> httpx.Proxy:
    """An https proxy's own certificate is judged like the platform's; httpx would ask certifi. Raises ValueError."""
    return httpx.Proxy(address, ssl_context=trust if address.lower().startswith("https:") else None)
