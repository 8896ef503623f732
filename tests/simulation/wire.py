"""The simulated line: every row of the httpx table, with the request taken at once, taken late, or never."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import httpx

from desktop.gateway.wire import Reply, SentWatch, Timeouts, Wire

if TYPE_CHECKING:
    from tests.simulation.world import World

BEFORE_HEADERS: list[type[httpx.RequestError]] = [
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
]
AFTER_HEADERS: list[type[httpx.RequestError]] = [
    httpx.ReadTimeout,
    httpx.ReadError,
    httpx.RemoteProtocolError,
    httpx.WriteTimeout,
    httpx.WriteError,
    httpx.DecodingError,
]
LATEST_ARRIVAL_S = 1800.0
STALLS_S = (8.0, 18.0, 40.0)
"""The order is taken at once, and the answer comes so much later: within the client's patience, or too late."""


class Fate(StrEnum):
    """What becomes of a request once its first byte has left."""

    TAKEN = "taken"
    LATE = "late"
    LOST = "lost"


def _page(status: int, body: bytes) -> Reply:
    return Reply(status, body)


UNREADABLE = [
    _page(500, b"<html>error</html>"),
    _page(502, b""),
    _page(302, b""),
    _page(307, b""),
    _page(429, b"slow down"),
    _page(200, b""),
    _page(200, b"<html>login</html>"),
    _page(200, b'{"code":"0000","msg":"ok","da'),
    _page(200, '{"code":"1003","msg":"余额不足"}'.encode("gbk")),
    _page(200, b"[]"),
    _page(200, b'{"msg":"ok"}'),
    _page(200, b'{"code":"0000","msg":"ok","data":null}'),
    _page(200, b'{"code":"0000","msg":"ok","data":[]}'),
]


class SimWire(Wire):
    """Stands in for `gateway.wire.Wire`; the real client, signing and reading of answers run above it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rng = world.rng

    def watch(self) -> SentWatch:
        return SentWatch(provable=True)

    async def push(self, url: str, form: Mapping[str, str], watch: SentWatch, *, of_batch: bool = False) -> Reply:
        world, rng = self._world, self._rng
        world.point("before the connection")
        await self._latency()
        if world.offline or rng.random() < world.faults.connect:
            world.note("no connection")
            raise rng.choice(BEFORE_HEADERS)("no connection")
        if world.hangs and rng.random() < world.faults.connect:
            await asyncio.sleep(3600)
        await watch("http11.send_request_headers.started", {})
        fate, troubled = self._fate()
        if troubled:
            world.note(f"trouble after the first byte, and the order is {fate}")
        answer = self._travel(dict(form), fate)
        world.point("before the body")
        await self._latency()
        world.point("before the arrival")
        if fate is not Fate.TAKEN or troubled:
            return await self._trouble()
        code, words, data = await answer
        await self._stall(form["order_no"])
        world.point("before the answer")
        await self._latency()
        return Reply(200, _envelope(code, words, data))

    async def ask(self, url: str, form: Mapping[str, str]) -> Reply:
        world, rng = self._world, self._rng
        await self._latency()
        if world.offline or rng.random() < world.faults.ask:
            return await self._trouble()
        if world.outage:
            return Reply(200, _envelope("9999", "系统繁忙", None))
        path = url.partition("?")[0]
        platform = world.platform
        if path.endswith("Recharge/query"):
            told = platform.query(form)
        elif path.endswith("User/query"):
            told = platform.balance(form)
        elif path.endswith("cancel"):
            told = platform.cancel(form)
        else:
            told = ("0000", "ok", None)
        await self._latency()
        return Reply(200, _envelope(*told))

    async def renew(self) -> None:
        return None

    async def aclose(self) -> None:
        return None

    def _fate(self) -> tuple[Fate, bool]:
        faults = self._world.faults
        if self._rng.random() >= faults.push:
            return Fate.TAKEN, False
        return self._rng.choice([Fate.TAKEN, Fate.TAKEN, Fate.LATE, Fate.LOST]), True

    def _travel(self, form: dict[str, str], fate: Fate) -> asyncio.Future[tuple[str, str, Any]]:
        """The request is on its way, whatever becomes of the program meanwhile."""
        answer: asyncio.Future[tuple[str, str, Any]] = asyncio.get_running_loop().create_future()
        self._world.left(form["order_no"])

        def arrive() -> None:
            told = self._world.arrived(form)
            if not answer.get_loop().is_closed() and not answer.done():
                answer.set_result(told)

        if fate is not Fate.LOST:
            late = self._rng.uniform(1, LATEST_ARRIVAL_S) if fate is Fate.LATE else self._rng.uniform(0.01, 2)
            self._world.under_way(form["order_no"], late, arrive)
        return answer

    async def _stall(self, order_no: str) -> None:
        """Hold the answer up, and let the client give up as httpx does."""
        if self._rng.random() >= self._world.faults.stall:
            return
        seconds, patience = self._rng.choice(STALLS_S), Timeouts().read
        self._world.note(f"the answer is stalled {seconds:.0f} s")
        await asyncio.sleep(min(seconds, patience))
        if self._world.rows()[order_no][0] == "accepted":
            self._world.note("known before its push is answered")
        if seconds > patience:
            raise httpx.ReadTimeout("stalled")

    async def _trouble(self) -> Reply:
        rng = self._rng
        match rng.randrange(4):
            case 0:
                await asyncio.sleep(rng.uniform(0, 20))
                raise rng.choice(AFTER_HEADERS)("broken")
            case 1:
                await asyncio.sleep(3600)  # until the call's own time limit
        return rng.choice(UNREADABLE)

    async def _latency(self) -> None:
        await asyncio.sleep(self._rng.choice([0.01, 0.05, 0.3, 2.0]))


def _envelope(code: str, words: str, data: Any) -> bytes:
    return json.dumps({"code": code, "msg": words, "data": data, "time": "1624868000"}).encode()
