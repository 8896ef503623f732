"""HTTP transport: sends requests, and proves if one never left."""

from __future__ import annotations

import asyncio
import importlib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import httpx
import truststore
from msgspec import Struct

LARGEST = 64 * 1024
"""The largest accepted answer (bytes); no real answer is longer."""
_KEPT = 16  # httpcore's pool breaks down above this many connections


class AnswerTooLargeError(Exception):
    """The answer is larger than any real one; it was neither read to its end nor parsed."""


class Timeouts(Struct, frozen=True):
    """Seconds. `total` bounds a whole call, because a server that drips bytes never trips the others."""

    connect: float = 5.0
    read: float = 20.0
    total: float = 30.0


class Reply(Struct, frozen=True):
    """An HTTP response."""

    status: int
    body: bytes


class SentWatch:
    """Records whether a request began to leave: httpcore's trace reports it before the first byte is written."""

    def __init__(self, *, provable: bool) -> None:
        self.may_have_left = not provable

    async def __call__(self, name: str, info: Mapping[str, Any]) -> None:
        # A proxy's tunnel begins with its own CONNECT, which carries nothing of the request.
        tunnel = getattr(info.get("request"), "method", b"") == b"CONNECT"
        if name.endswith("send_request_headers.started") and not tunnel:
            self.may_have_left = True


class Wire:
    """httpx clients: pushes use fresh connections, those of batches another pool of them, queries kept ones.

    A surplus answer on a kept connection would be taken for the next order's answer, a redirect would repeat the POST,
    HTTP/2 may resend: pushes use none of these (decisions/0007).
    """

    def __init__(self, open_client: Callable[[int], httpx.AsyncClient], *, traced: bool) -> None:
        """`open_client` creates a client that keeps at most the given number of idle connections."""
        self._open_client = open_client
        self._traced = traced
        self._pushes = open_client(0)
        self._batch: httpx.AsyncClient | None = None
        """Made when the first row of a batch is pushed."""
        self._questions = open_client(_KEPT)

    @classmethod
    def over_network(cls, timeouts: Timeouts, proxy: str | None = None) -> Wire:
        """Use real sockets, the system's certificates, and no proxy but the given one.

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
        """Call an ASGI app directly. It emits no trace, so no request can be proven unsent."""

        def open_client(_kept: int) -> httpx.AsyncClient:
            return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), trust_env=False)

        return cls(open_client, traced=False)

    def watch(self) -> SentWatch:
        return SentWatch(provable=self._traced)

    async def push(self, url: str, form: Mapping[str, str], watch: SentWatch, *, of_batch: bool = False) -> Reply:
        """POST on a new connection. Raises AnswerTooLargeError, httpx.HTTPError and others that httpx does not wrap."""
        if of_batch and self._batch is None:
            self._batch = self._open_client(0)
        client = self._batch if of_batch and self._batch is not None else self._pushes
        return await _post(client, url, form, {"trace": watch})

    async def ask(self, url: str, form: Mapping[str, str]) -> Reply:
        """POST on a kept connection if there is one. Raises like `push`."""
        return await _post(self._questions, url, form, {})

    async def renew(self) -> None:
        """Use fresh connections for queries from now on; a push in flight is not affected."""
        old, self._questions = self._questions, self._open_client(_KEPT)
        await old.aclose()

    async def aclose(self) -> None:
        await self._pushes.aclose()
        if self._batch is not None:
            await self._batch.aclose()
        await self._questions.aclose()


_prepared = False


async def _prepare() -> None:
    """Import on a worker thread what httpcore would import here, for 45 ms, with the first connection."""
    global _prepared
    if not _prepared:
        with suppress(ImportError):  # a later anyio may call it something else, and import it here as before
            await asyncio.to_thread(importlib.import_module, "anyio._backends._asyncio")
        _prepared = True


async def _post(client: httpx.AsyncClient, url: str, form: Mapping[str, str], extensions: Mapping[str, Any]) -> Reply:
    await _prepare()
    # Uncompressed and raw: a body that httpx fails to decode would leave its connection half open.
    headers = {"Accept-Encoding": "identity"}
    async with client.stream("POST", url, data=dict(form), headers=headers, extensions=dict(extensions)) as response:
        return Reply(response.status_code, await bounded_body(response, LARGEST))


async def bounded_body(response: httpx.Response, largest: int) -> bytes:
    """Read the body of a streamed response. Raises AnswerTooLargeError and closes the connection: at once if the
    Content-Length exceeds `largest` bytes, else as soon as more have arrived.
    """
    body = bytearray()
    if _announced(response) > largest:
        await response.aclose()
        raise AnswerTooLargeError(f"an answer of {_announced(response)} bytes")
    async for part in response.aiter_raw():
        body += part
        if len(body) > largest:
            # Before the generators underneath are dropped half-way, which would close it without awaiting.
            await response.aclose()
            raise AnswerTooLargeError(f"an answer of more than {largest} bytes")
    return bytes(body)


def _announced(response: httpx.Response) -> int:
    """The announced length; 0 if absent or invalid, which h11 rejects anyway."""
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) <= 20 else 0


def proxy_of(address: str, trust: ssl.SSLContext) -> httpx.Proxy:
    """A proxy whose https certificate is verified like the platform's; httpx would use certifi. Raises ValueError."""
    return httpx.Proxy(address, ssl_context=trust if address.lower().startswith("https:") else None)
