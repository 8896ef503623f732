"""Answers are bounded: what is larger is refused before it is read to its end, and before it is looked at."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from desktop.domain.account import Account
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import Accepted, Balance, NoAnswer, Trouble, Unknown
from desktop.gateway import answers
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import LARGEST, Timeouts, Wire
from tests.platform_server import Answer, PlatformServer, Received, platform_server, says

PATIENT = Timeouts(5.0, 10.0, 10.0)
ORDER = Order("T1", "77", "13800138000", 10000, 10000, Speed.FAST, 0.0, State.SENDING, sent_at=0.0)
TAKEN = b'{"code":"0000","msg":"ok","data":{"order_number":"W1","money":"5"}}'


@asynccontextmanager
async def answered(answer: Answer) -> AsyncIterator[tuple[WikeyunGateway, PlatformServer]]:
    async with platform_server() as server:
        server.default = answer
        config = GatewayConfig(base_url=server.url, timeouts=PATIENT)
        wire = Wire.over_network(PATIENT)
        gateway = WikeyunGateway(Account("77", "10001", "s"), config, Pace(1000.0, 1000), wire)
        try:
            yield gateway, server
        finally:
            await gateway.aclose()


def announces(length: int) -> Answer:
    """Say how long the answer will be, and send none of it."""

    async def answer(_request: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length)
        await writer.drain()
        await writer.wait_closed()

    return answer


class Flood:
    """Sends without a length and without an end."""

    def __init__(self) -> None:
        self.sent = 0

    async def __call__(self, _request: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        piece = b"[" * 1024
        while True:
            writer.write(b"400\r\n" + piece + b"\r\n")
            await writer.drain()
            self.sent += len(piece)


def full(length: int) -> bytes:
    return TAKEN + b" " * (length - len(TAKEN))


@pytest.mark.parametrize("answer", [announces(LARGEST + 1), announces(10**15), says(full(LARGEST + 1))])
async def test_more_than_any_answer_has_is_refused_at_once(answer: Answer) -> None:
    async with answered(answer) as (gateway, server):
        pushed = await gateway.push(ORDER)
        assert isinstance(pushed, Unknown)
        assert "bytes" in pushed.reason  # not a timeout: it was refused when it was announced
        for outcome in (await gateway.balance(), await gateway.query(ORDER)):
            assert isinstance(outcome, NoAnswer)
            assert outcome.trouble is Trouble.UNREADABLE
        assert len(server.received) == 3


async def test_a_flood_is_left_after_its_first_pieces() -> None:
    flood = Flood()
    async with answered(flood) as (gateway, server):
        assert isinstance(await gateway.push(ORDER), Unknown)
        outcome = await gateway.balance()
        assert isinstance(outcome, NoAnswer)
        assert outcome.trouble is Trouble.UNREADABLE
        assert server.connections == 2
    assert flood.sent < 32 * 1024 * 1024  # what sockets hold, and no more: it went on until we hung up


async def test_the_next_answer_is_read_as_ever() -> None:
    async with answered(says(TAKEN)) as (gateway, server):
        server.answers = [says(full(LARGEST + 1)), says(full(LARGEST))]
        assert isinstance(await gateway.balance(), NoAnswer)
        assert await gateway.balance() == Balance(500)
        assert await gateway.balance() == Balance(500)


@pytest.mark.parametrize(("length", "here"), [(16 * 1024, True), (16 * 1024 + 1, False), (LARGEST, False)])
async def test_a_long_answer_is_not_read_on_the_gui_thread(
    length: int, here: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers: list[bool] = []
    read = answers.open_envelope

    def seen(status: int, body: bytes) -> answers.Envelope:
        readers.append(threading.current_thread() is threading.main_thread())
        return read(status, body)

    monkeypatch.setattr(answers, "open_envelope", seen)
    async with answered(says(full(length))) as (gateway, _server):
        assert await gateway.balance() == Balance(500)
        assert isinstance(await gateway.push(ORDER), Accepted)
    assert readers == [here, here]
