import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import Balance, Declined, NoAnswer, OrderReport, QueryOutcome, Trouble, Unknown
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.services.orders.ordering import Draft
from desktop.services.reachability import ReachabilityState
from desktop.wiring.desk import RunningDesk
from tests.conftest import CountingDatabase, running, until
from tests.fakes import UNREACHABLE, FakeClock, FakeGateway


@asynccontextmanager
async def tracked(
    folder: Path, gateway: FakeGateway, clock: FakeClock, number: int = 0
) -> AsyncIterator[tuple[RunningDesk, list[Order]]]:
    """A desk with one order on its way, and what was announced about orders."""
    news: list[Order] = []
    async with running(folder, gateway, clock) as parts:
        parts.desk.runtime.changes.orders.subscribe(news.extend)
        await place(parts, number)
        await until(lambda: news and news[-1].standing is not Standing.SENDING)
        yield parts, news


async def place(parts: RunningDesk, number: int = 0) -> str:
    draft = await parts.desk.orders.ordering.prepare(Request(f"138001380{number:02d}", 5000, 5000, Speed.FAST))
    assert isinstance(draft, Draft)
    await parts.desk.orders.ordering.place(draft)
    return draft.order_no


async def test_questions_come_in_the_plans_time_until_the_end(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with tracked(tmp_path, gateway, clock) as (_, news):
        await clock.advance(4)
        assert gateway.asked == []
        await clock.advance(3)
        assert len(gateway.asked) == 1
        await clock.advance(12)
        assert len(gateway.asked) == 2
        gateway.query_default = OrderReport(4, "W1")
        await clock.advance(40)
        await until(lambda: news[-1].standing is Standing.REFUNDED)
        asked = len(gateway.asked)
        await clock.advance(400)
        assert len(gateway.asked) == asked


async def test_an_unknown_order_is_found_by_our_number_and_never_sent_again(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    gateway.query_default = Declined("1030", "订单不存在")
    async with tracked(tmp_path, gateway, clock) as (_, news):
        await clock.advance_until(lambda: len(gateway.asked) > 3)
        assert (news[-1].standing, news[-1].not_found) == (Standing.UNKNOWN, 0)
        gateway.query_default = OrderReport(2, "W9", 4900)
        await clock.advance_until(lambda: news[-1].standing is Standing.SUCCESS)
        assert news[-1].order_number == "W9"
    assert len(gateway.pushed) == 1


async def test_tracking_goes_on_after_a_restart(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with tracked(tmp_path, gateway, clock):
        pass
    gateway.query_default = OrderReport(2, "W1")
    async with running(tmp_path, gateway, clock) as parts:
        news: list[Order] = []
        parts.desk.runtime.changes.orders.subscribe(news.extend)
        await clock.advance_until(lambda: news and news[-1].standing is Standing.SUCCESS, 8)
    assert len(gateway.pushed) == 1


async def test_an_answer_about_nothing_changes_nothing(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with tracked(tmp_path, gateway, clock) as (_, news):
        seen = len(news)
        gateway.query_default = NoAnswer(Trouble.UNREADABLE, "no JSON")
        await clock.advance(120)
        assert len(gateway.asked) >= 3
        assert news[seen:] == []


async def test_offline_nothing_is_asked_until_the_balance_answers(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with tracked(tmp_path, gateway, clock) as (parts, _):
        gateway.query_default = gateway.balance_outcome = UNREACHABLE
        await clock.advance(120)
        assert [parts.desk.reachability.state] == [ReachabilityState.OFFLINE]
        asked = len(gateway.asked)
        await clock.advance(300)
        assert len(gateway.asked) == asked
        gateway.query_default, gateway.balance_outcome = None, Balance(100)
        await clock.advance_until(lambda: len(gateway.asked) > asked, 80)
        assert parts.desk.reachability.state is ReachabilityState.ONLINE


async def test_after_sleep_connections_are_dropped_and_questions_spread(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with tracked(tmp_path, gateway, clock) as (parts, news):
        second = await place(parts, 1)
        await until(lambda: (news[-1].order_no, news[-1].standing) == (second, Standing.RUNNING))
        await clock.advance(0)
        clock.jump(7200)
        await clock.advance_until(lambda: gateway.dropped == 1, 20)
        await clock.advance_until(lambda: len(set(gateway.asked)) == 2, 66)


async def test_a_clock_set_back_does_not_stop_the_questions(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with tracked(tmp_path, gateway, clock):
        await clock.advance(0)
        clock.jump(-86_400)
        await clock.advance_until(lambda: gateway.asked, 72)


async def test_a_clock_set_back_while_the_loop_looks_for_what_is_due_is_noticed(tmp_path: Path) -> None:
    gateway, clock, go = FakeGateway(), FakeClock(), threading.Event()
    async with tracked(tmp_path, gateway, clock) as (parts, _):
        await clock.advance(0)
        held = asyncio.ensure_future(parts.database.run(lambda _connection: go.wait(20)))
        parts.desk.runtime.changes.reachability.announce(None)  # the loop goes on, and waits for the disk
        database = parts.database
        assert isinstance(database, CountingDatabase)
        await until(lambda: database.runs > 1)
        clock.jump(-86_400)
        go.set()
        await held
        await clock.advance_until(lambda: gateway.asked, 72)


async def test_one_question_about_an_order_at_a_time(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with tracked(tmp_path, gateway, clock) as (parts, _):
        order_no = gateway.pushed[0].order_no
        await asyncio.gather(*(parts.desk.orders.tracking.ask(order_no) for _ in range(5)))
        assert gateway.asked == [order_no]
        await parts.desk.orders.tracking.ask("T-no-such-order")


async def test_a_hundred_orders_are_all_followed(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with tracked(tmp_path, gateway, clock) as (parts, news):
        for number in range(1, 100):
            await place(parts, number)
        await until(lambda: sum(order.standing is Standing.RUNNING for order in news) == 100)
        await clock.advance_until(lambda: len(set(gateway.asked)) == 100, 60)


class BlockedDisk(FakeGateway):
    """With the first question the database stops working until `go`."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: RunningDesk | None = None
        self.go = threading.Event()
        self._block: asyncio.Future[bool] | None = None

    async def query(self, order: Order) -> QueryOutcome:
        if self._block is None and self.parts is not None:
            self._block = asyncio.ensure_future(self.parts.database.run(lambda _connection: self.go.wait(20)))
        return await super().query(order)


async def test_an_answer_that_waits_to_be_saved_keeps_no_other_order_from_being_asked_about(tmp_path: Path) -> None:
    gateway, clock = BlockedDisk(), FakeClock()
    async with tracked(tmp_path, gateway, clock) as (parts, news):
        for number in range(1, 40):
            await place(parts, number)
        await until(lambda: sum(order.standing is Standing.RUNNING for order in news) == 40)
        gateway.parts, gateway.query_default, clock.patience = parts, OrderReport(2, "W1"), 0.5
        seen = len(news)
        await clock.advance_until(lambda: len(gateway.asked) == 40, 10)
        assert news[seen:] == []
        gateway.go.set()
        await until(lambda: sum(order.standing is Standing.SUCCESS for order in news) == 40)
        await clock.advance(10)
        assert len(gateway.asked) == 40


class Counting(FakeGateway):
    """Holds questions back, to see how many come at once."""

    def __init__(self) -> None:
        super().__init__()
        self.held = asyncio.Event()

    async def query(self, order: Order) -> QueryOutcome:
        outcome = await super().query(order)
        await self.held.wait()
        return outcome


async def test_no_more_than_sixteen_questions_are_under_way(tmp_path: Path) -> None:
    gateway, clock = Counting(), FakeClock()
    async with tracked(tmp_path, gateway, clock) as (parts, news):
        for number in range(1, 40):
            await place(parts, number)
        await until(lambda: sum(order.standing is Standing.RUNNING for order in news) == 40)
        await clock.advance(20)
        assert len(gateway.asked) == 16
        gateway.held.set()
        await clock.advance_until(lambda: len(set(gateway.asked)) == 40, 20)


async def test_what_is_asked_about_is_read_anew_when_it_changed_meanwhile(tmp_path: Path) -> None:
    gateway, clock = Counting(), FakeClock()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    async with tracked(tmp_path, gateway, clock) as (parts, news):
        for number in range(1, 20):
            await place(parts, number)
        await until(lambda: sum(order.standing is Standing.RUNNING for order in news) == 19)
        waiting = {order.order_no for order in gateway.pushed}
        await clock.advance(6)
        assert len(gateway.asked) == 16
        late = (waiting - set(gateway.asked)).pop()
        asks = asyncio.ensure_future(parts.desk.orders.tracking.ask(late))
        await until(lambda: late in gateway.asked)
        gateway.held.set()
        await asks
        await clock.advance_until(lambda: set(gateway.asked) == waiting, 20)
        assert gateway.asked.count(late) == 1
