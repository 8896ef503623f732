"""A proxy on loopback that opens tunnels, to itself over plain HTTP or over TLS."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.loopback import listening


@dataclass
class ProxyServer:
    """Where it is, and what it was asked to open tunnels to."""

    url: str
    tunnels: list[str] = field(default_factory=list)


@asynccontextmanager
async def proxy_server(tls: ssl.SSLContext | None = None) -> AsyncIterator[ProxyServer]:
    """A proxy for the time of a test."""
    state = ProxyServer("")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers = [writer]
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            target = head.split(" ")[1]
            state.tunnels.append(target)
            host, _, port = target.rpartition(":")
            there, back = await asyncio.open_connection(host, int(port))
            writers.append(back)
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            await asyncio.gather(_copy(reader, back), _copy(there, writer))
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            for one in writers:
                one.close()

    async with listening(serve, tls) as state.url:
        yield state


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
