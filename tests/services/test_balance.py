from pathlib import Path

from desktop.domain.orders.outcome import Balance, Declined
from desktop.services.reachability import ReachabilityState
from tests.conftest import running, until
from tests.fakes import UNREACHABLE, FakeClock, FakeGateway


async def test_read_at_start_kept_and_known_after_a_restart_without_network(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    gateway.balance_outcome = Balance(12_345)
    async with running(tmp_path, gateway, clock) as parts:
        await until(lambda: parts.desk.books.balance.last)
        read_at = clock.now()
    clock.jump(3600)
    gateway.balance_outcome = UNREACHABLE
    async with running(tmp_path, gateway, clock) as parts:
        await until(lambda: parts.desk.books.balance.trouble)
        last = parts.desk.books.balance.last
        assert last is not None
        assert (last.money, last.read_at) == (12_345, read_at)
        assert parts.desk.reachability.state is ReachabilityState.OFFLINE
        assert [reading.money for reading in await parts.desk.books.balance.readings(10)] == [12_345]


async def test_many_changes_are_one_read(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        await until(lambda: gateway.balance_reads == 1)
        for _ in range(20):
            parts.desk.books.balance.soon()
        await clock.advance(10)
        assert gateway.balance_reads == 2
        await clock.advance(590)
        assert gateway.balance_reads == 2
        await clock.advance(20)
        assert gateway.balance_reads == 3


async def test_after_a_failure_it_is_tried_again_ever_more_seldom(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    gateway.balance_outcome = Declined("1003", "app_key不能为空")
    async with running(tmp_path, gateway, clock) as parts:
        await clock.advance(200)
        assert 5 <= gateway.balance_reads <= 7
        assert parts.desk.books.balance.trouble == Declined("1003", "app_key不能为空")
        assert parts.desk.reachability.state is ReachabilityState.ONLINE
        gateway.balance_outcome = Balance(1)
        await clock.advance(61)
        assert parts.desk.books.balance.trouble is None
