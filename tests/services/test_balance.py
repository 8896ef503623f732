from pathlib import Path

from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Balance, Declined, OrderReport
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Status
from desktop.services.orders.ordering import Draft
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


async def test_only_a_change_of_an_orders_status_asks_for_the_balance(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        draft = await parts.desk.orders.ordering.prepare(Request("13800138000", 5_000, 5_000, Speed.FAST))
        assert isinstance(draft, Draft)
        await parts.desk.orders.ordering.place(draft)
        gateway.query_default = OrderReport(Status.SUCCESS, "W1", 4_900)
        await clock.advance(20)
    clock.jump(3 * 3600)
    async with running(tmp_path, gateway, clock) as parts:
        await clock.advance(5)
        reads, notebook = gateway.balance_reads, parts.desk.orders.notebook
        await notebook.note(draft.order_no, "a note on an order of the day before")
        await notebook.printed(draft.order_no, "A4")
        await parts.desk.orders.tracking.ask(draft.order_no)
        await clock.advance(5)
        assert gateway.balance_reads == reads
        gateway.query_default = OrderReport(Status.REVERSED, "W1", 4_900)
        await parts.desk.orders.tracking.ask(draft.order_no)
        await clock.advance(5)
        assert gateway.balance_reads == reads + 1


async def test_any_call_that_finds_the_platform_away_lets_the_balance_look_for_it(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        await clock.advance(5)
        gateway.info_outcome = gateway.balance_outcome = UNREACHABLE
        for _ in range(3):
            await parts.desk.orders.number_check.owner("13800138000")
        assert parts.desk.reachability.offline
        gateway.balance_outcome = Balance(1)
        await clock.advance(10)
        assert not parts.desk.reachability.offline, "not only after ten minutes"
