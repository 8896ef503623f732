"""An order that is tried again goes through the same checks as any other, and is placed once."""

import asyncio
from pathlib import Path

from desktop.domain.orders.events import CashReturned
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import NotSent, OrderReport
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.services.clock import SystemClock
from desktop.services.orders.ordering import Draft, Locked, NotTriedAgain, Started
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import FakeGateway

MOBILE = "13800138000"


async def unsent(parts: RunningDesk, gateway: FakeGateway) -> Order:
    gateway.push_outcomes.append(NotSent("ConnectError"))
    draft = await parts.desk.orders.ordering.prepare(Request(MOBILE, 10_000, 9_980, Speed.FAST))
    assert isinstance(draft, Draft)
    await parts.desk.orders.ordering.place(draft)
    return await stands(parts, draft.order_no, Standing.NOT_SENT)


async def stands(parts: RunningDesk, order_no: str, standing: Standing) -> Order:
    found: list[Order] = []

    async def look() -> None:
        while not found or found[-1].standing is not standing:
            order = await parts.orders.get(order_no)
            assert order is not None
            found.append(order)
            await asyncio.sleep(0)

    await asyncio.wait_for(look(), 10)
    return found[-1]


def again(order: Order, price: int = 9_980) -> Request:
    return Request(order.mobile, order.face, price, Speed.FAST, instead_of=order.order_no)


async def test_the_new_order_is_sent_once_and_everybody_hears_of_both(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, SystemClock()) as parts:
        earlier = await unsent(parts, gateway)
        heard: list[Order] = []
        parts.desk.runtime.changes.orders.subscribe(heard.extend)
        ordering = parts.desk.orders.ordering
        draft = await ordering.prepare(again(earlier, 10_080))
        assert isinstance(draft, Draft)
        assert draft.replaces == earlier
        outcomes = await asyncio.gather(*(ordering.place(draft) for _ in range(3)))
        assert all(isinstance(one, Started) for one in outcomes)
        await until(lambda: len(gateway.pushed) == 2)
        assert {one.order_no for one in heard} >= {earlier.order_no, draft.order_no}
        assert [one.retried_as for one in heard if one.order_no == earlier.order_no][-1] == draft.order_no
        await stands(parts, draft.order_no, Standing.RUNNING)
    assert len(gateway.pushed) == 2


async def test_of_two_drafts_one_takes_its_place(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, SystemClock()) as parts:
        earlier = await unsent(parts, gateway)
        ordering = parts.desk.orders.ordering
        first, second = [await ordering.prepare(again(earlier)) for _ in range(2)]
        assert isinstance(first, Draft)
        assert isinstance(second, Draft)
        gateway.push_outcomes.append(NotSent("ConnectError"))
        assert isinstance(await ordering.place(first), Started)
        assert isinstance(await ordering.place(second), Locked | NotTriedAgain)
        await stands(parts, first.order_no, Standing.NOT_SENT)
        assert await ordering.place(second) == NotTriedAgain()
        assert await parts.orders.get(second.order_no) is None
        assert len(gateway.pushed) == 2


async def test_what_changed_meanwhile_asks_for_the_whole_price(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, SystemClock()) as parts:
        earlier = await unsent(parts, gateway)
        ordering = parts.desk.orders.ordering
        draft = await ordering.prepare(again(earlier))
        assert isinstance(draft, Draft)
        returned = CashReturned(earlier.placed_at + 60, True, earlier.price)
        await parts.orders.annotate(earlier.order_no, returned)
        assert await ordering.place(draft) == NotTriedAgain()
        fresh = await ordering.prepare(again(earlier))
        assert isinstance(fresh, Draft)
        assert fresh.replaces is None
        started = await ordering.place(fresh)
        assert isinstance(started, Started)
        assert (started.order.instead_of, started.order.paid_before) == ("", 0)


async def test_only_the_same_number_takes_its_place(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, SystemClock()) as parts:
        earlier = await unsent(parts, gateway)
        other = await parts.desk.orders.ordering.prepare(again(earlier)._replace(mobile="13900139000"))
        assert isinstance(other, Draft)
        assert other.replaces is None


async def test_a_change_of_the_earlier_order_is_announced_with_the_later_one(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, SystemClock()) as parts:
        earlier = await unsent(parts, gateway)
        draft = await parts.desk.orders.ordering.prepare(again(earlier))
        assert isinstance(draft, Draft)
        await parts.desk.orders.ordering.place(draft)
        await stands(parts, draft.order_no, Standing.RUNNING)
        heard: list[Order] = []
        parts.desk.runtime.changes.orders.subscribe(heard.extend)
        gateway.known[earlier.order_no] = OrderReport(2, "W77")
        await parts.desk.orders.tracking.ask(earlier.order_no)
        await until(lambda: [one for one in heard if one.order_no == draft.order_no and one.cash_moved == 9_980])
        after = await stands(parts, earlier.order_no, Standing.SUCCESS)
        assert (after.awaits_word, after.cash_back) == (True, 0)
