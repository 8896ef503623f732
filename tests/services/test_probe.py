"""Offline ends with the first probe after the line is back, although the clock of the services stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Balance, BalanceOutcome
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from desktop.services.orders.ordering import Draft
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.end_to_end.driving import ACCOUNT
from tests.fakes import UNREACHABLE, FakeClock, FakeGateway
from tests.platform_server import PlatformServer, hangs, knows, platform_server

REQUEST = Request("13800138000", 5000, 5000, Speed.FAST)
PATIENT = Timeouts(connect=20.0, read=20.0, total=25.0)
KNOWS = knows("13800138000", 50, ACCOUNT.store_id)


@asynccontextmanager
async def connected(folder: Path, url: str, clock: FakeClock) -> AsyncIterator[RunningDesk]:
    config = GatewayConfig(base_url=url, timeouts=PATIENT)
    gateway = WikeyunGateway(ACCOUNT, config, Pace(1000.0, 1000), Wire.over_network(PATIENT))
    async with running(folder, gateway, clock) as parts:
        yield parts


def queries(server: PlatformServer) -> int:
    return sum(request.path.endswith("Recharge/query") for request in server.received)


async def test_a_probe_ends_offline_and_tracking_goes_on_at_once(tmp_path: Path) -> None:
    clock = FakeClock()
    async with platform_server() as server:
        port, server.default = urlsplit(server.url).port or 0, KNOWS
        async with connected(tmp_path, server.url, clock) as parts:
            await until(lambda: parts.desk.books.balance.last)
            draft = await parts.desk.orders.ordering.prepare(REQUEST)
            assert isinstance(draft, Draft)
            await parts.desk.orders.ordering.place(draft)
            await clock.advance_until(lambda: queries(server), 10)
            await _lose_and_find(parts, clock, server, port)


async def _lose_and_find(parts: RunningDesk, clock: FakeClock, server: PlatformServer, port: int) -> None:
    desk = parts.desk
    await server.switch_off()
    await clock.advance_until(lambda: desk.reachability.offline, 600)
    assert desk.reachability.offline_since is not None
    async with platform_server(port=port) as again:
        again.default = KNOWS
        await clock.advance(1.0)  # so long a probe waits after the last one, if that was just now
        assert desk.reachability.offline
        desk.books.balance.probe()
        await until(lambda: not desk.reachability.offline)
        await until(lambda: queries(again))
        assert desk.reachability.offline_since is None


async def test_a_query_that_hangs_on_a_dead_line_is_given_up_for_the_probe(tmp_path: Path) -> None:
    clock = FakeClock()
    async with platform_server() as server:
        server.default = hangs()
        async with connected(tmp_path, server.url, clock) as parts:
            await until(lambda: server.received)
            server.default = KNOWS
            clock.leap(1.0)
            parts.desk.books.balance.probe()
            await until(lambda: parts.desk.books.balance.last)


class Counting(FakeGateway):
    """Counts the queries of the balance that are under way at once."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way = self.most = 0
        self.answered = asyncio.Event()

    async def balance(self) -> BalanceOutcome:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await self.answered.wait()
            return await super().balance()
        finally:
            self.under_way -= 1


async def test_probes_are_never_parallel_and_a_second_apart(tmp_path: Path) -> None:
    gateway, clock = Counting(), FakeClock()
    gateway.balance_outcome = UNREACHABLE
    clock.patience = 0.1
    async with running(tmp_path, gateway, clock) as parts:
        balance = parts.desk.books.balance
        await until(lambda: gateway.under_way)
        for _ in range(20):
            clock.leap(0.5)
            balance.probe()
            await asyncio.sleep(0)
        gateway.answered.set()
        await clock.advance(1.0)
        await until(lambda: parts.desk.reachability.offline)
        assert gateway.most == 1
        await clock.advance(2.0)
        before = gateway.balance_reads
        for _ in range(20):
            balance.probe()
            await asyncio.sleep(0.001)
        assert gateway.balance_reads - before <= 1
        gateway.balance_outcome = Balance(1)
        await clock.advance(1.0)
        await until(lambda: not parts.desk.reachability.offline)
    assert gateway.most == 1


async def test_what_the_line_did_not_carry_is_asked_about_when_it_is_back(tmp_path: Path) -> None:
    """An order that was asked about in vain waits by its plan, which was made for a platform that is silent."""
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        desk = parts.desk
        draft = await desk.orders.ordering.prepare(REQUEST)
        assert isinstance(draft, Draft)
        await desk.orders.ordering.place(draft)
        await clock.advance_until(lambda: len(gateway.asked) >= 3, 300)
        gateway.query_default = gateway.balance_outcome = UNREACHABLE
        await desk.orders.tracking.ask(draft.order_no)
        for _ in range(3):
            await desk.books.balance.read()
        assert desk.reachability.offline
        asked = len(gateway.asked)
        gateway.query_default, gateway.balance_outcome = None, Balance(1)
        await desk.books.balance.read()
        await until(lambda: len(gateway.asked) > asked)
        order = await parts.orders.get(draft.order_no)
        assert order is not None
        assert order.standing is Standing.RUNNING
