"""A real HTTP server that stands where the platform stands and answers exactly the bytes it is told to."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from tests.loopback import listening


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came over the wire."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


Answer = Callable[[Received, asyncio.StreamWriter], Awaitable[None]]


def says(body: bytes | object, status: str = "200 OK", headers: str = "", *, close: bool = False) -> Answer:
    """Answer with this body: bytes as they are, anything else as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()

    async def answer(_request: Received, writer: asyncio.StreamWriter) -> None:
        ending = "Connection: close\r\n" if close else ""
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(raw)}\r\n{ending}{headers}\r\n"
        writer.write(head.encode() + raw)
        await writer.drain()

    return answer


def takes(money: str = "5") -> Answer:
    """Take every order, each under a number of its own; tell this balance."""

    async def answer(request: Received, writer: asyncio.StreamWriter) -> None:
        data = {"order_number": f"W{request.form.get('order_no', '')}", "money": money}
        await says({"code": "0000", "msg": "ok", "data": data})(request, writer)

    return answer


def knows(mobile: str, amount: int, store_id: str) -> Answer:
    """Take every order and report it as running; tell a balance. All orders are of this number and face (yuan)."""

    async def answer(request: Received, writer: asyncio.StreamWriter) -> None:
        order_no = request.form.get("order_no", "")
        data: dict[str, object] = {"order_number": f"W{order_no}", "money": "500"}
        if request.path.endswith("Recharge/query"):
            number = request.form.get("order_number", "")
            data = {"order_number": number, "order_no": number.removeprefix("W"), "mobile": mobile, "amount": amount}
            data |= {"status": 1, "store_id": store_id}
        await says({"code": "0000", "msg": "ok", "data": data})(request, writer)

    return answer


def refuses_account(code: str = "1004", words: str = "app_key不存在") -> Answer:
    """Refuse the account, whatever is asked."""
    return says({"code": code, "msg": words, "data": None})


def sends(raw: bytes, *, then_reset: bool = False) -> Answer:
    """Send these bytes and hang up, politely or with a reset."""

    async def answer(_request: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        if then_reset:
            writer.transport.abort()
        else:
            writer.close()

    return answer


def drips(seconds: float) -> Answer:
    """Begin to answer and send a byte now and then: no read ever times out."""

    async def answer(_request: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
        for _ in range(60_000):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(seconds)

    return answer


def hangs() -> Answer:
    """Read the request and never answer."""

    async def answer(_request: Received, writer: asyncio.StreamWriter) -> None:
        await writer.wait_closed()

    return answer


@dataclass
class PlatformServer:
    """Answers the next of `answers`, then `default`; keeps what it received."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    default: Answer = field(default_factory=lambda: says({"code": "9999", "msg": "no answer prepared"}))
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    off: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def switch_off(self) -> None:
        """Hang up on everybody and listen no more, as a line that is cut."""
        self.off.set()
        await self.ended.wait()


@asynccontextmanager
async def platform_server(tls: ssl.SSLContext | None = None, port: int = 0) -> AsyncIterator[PlatformServer]:
    """A server on loopback for the time of a test, over TLS where a context is given; `port` as `listening` has it."""
    state = PlatformServer("")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        state.connections += 1
        try:
            while (request := await _read(reader)) is not None:
                state.received.append(request)
                answer = state.answers.pop(0) if state.answers else state.default
                await answer(request, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def listen() -> None:
        async with listening(serve, tls, port) as state.url:
            listens.set()
            await state.off.wait()
        state.ended.set()

    listens = asyncio.Event()
    listener = asyncio.ensure_future(listen())
    started = asyncio.ensure_future(listens.wait())
    await asyncio.wait({listener, started}, return_when=asyncio.FIRST_COMPLETED)
    started.cancel()
    try:
        if listener.done():
            listener.result()  # it could not listen
        yield state
    finally:
        state.off.set()
        await listener


async def _read(reader: asyncio.StreamReader) -> Received | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    target = urlsplit(first.split(" ")[1])
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return Received(target.path, dict(parse_qsl(target.query, keep_blank_values=True)), headers, form)
