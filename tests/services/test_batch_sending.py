"""Sending a list: each row is an order at most once, a few at a time, and only while nothing is wrong."""

import asyncio
from pathlib import Path

import pytest

from desktop.domain.batch.batch import BatchState, Hold, PauseCause
from desktop.domain.batch.verdict import Finding
from desktop.domain.orders.limits import Limits
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Balance, NoAnswer, OrderReport, Rejected, Trouble, Unknown
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.services.batch.keeping import ListChangedError
from desktop.services.orders.ordering import Draft
from desktop.wiring.desk import RunningDesk
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.services.batch_desk import batch_desk, comes_to, lines, mobiles, sent, staged, state_of


def arrives(gateway: FakeGateway) -> None:
    """Each order that is asked about has arrived."""
    gateway.query_default = OrderReport(2, "", 4_900, 5_000)


async def ask_all(parts: RunningDesk) -> None:
    for order in await parts.orders.open_orders():
        await parts.desk.orders.tracking.ask(order.order_no)


async def test_each_row_becomes_an_order_under_the_number_that_it_had_while_staged(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        opened = await staged(parts, lines(mobiles(20)))
        numbers = {row.order_no for row in opened.staging.rows}
        batch = await parts.desk.batch.confirm(opened, "")
        await comes_to(parts, batch, BatchState.DONE)
        await until(lambda: len(gateway.pushed) == 20)
        assert {order.order_no for order in gateway.pushed} == numbers
        assert {order.mobile for order in gateway.pushed} == set(mobiles(20))
        assert gateway.batch_turns == 20
        order = await parts.orders.get(gateway.pushed[0].order_no)
        assert order is not None
        assert order.note == "工地A"


async def test_a_list_is_confirmed_once(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        one = await staged(parts, lines(mobiles(3)))
        other = await parts.desk.batch.open(one.batch.id)
        assert other is not None
        await parts.desk.batch.confirm(one, "")
        with pytest.raises(ListChangedError):
            await parts.desk.batch.confirm(other, "")
        await comes_to(parts, one.batch, BatchState.DONE)
        await until(lambda: len(gateway.pushed) == 3)


async def test_only_the_rows_that_were_shown_are_sent(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        opened = await staged(parts, lines(mobiles(3)))
        shown = list(opened.staging.ticked())[:2]
        opened.edit(opened.staging.set_face([1], 10_000))
        batch = await parts.desk.batch.confirm(opened, "", shown=shown)
        await comes_to(parts, batch, BatchState.DONE)
        await until(lambda: gateway.pushed)
        assert [order.mobile for order in gateway.pushed] == [mobiles(3)[1]]


async def test_no_more_than_the_bound_is_undecided_at_once(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        await sent(parts, lines(mobiles(60)))
        await until(lambda: len(gateway.pushed) == 50)
        await parts.desk.orders.tracking.ask(gateway.pushed[0].order_no)
        assert len(gateway.pushed) == 50
        arrives(gateway)
        await ask_all(parts)
        await until(lambda: len(gateway.pushed) == 60)


async def test_pushes_that_hang_hold_the_rest_back(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.hold_pushes.clear()
    async with batch_desk(tmp_path, gateway) as parts:
        await sent(parts, lines(mobiles(30)))
        await until(lambda: len(gateway.pushed) == 16)
        for _ in range(20):
            await parts.desk.books.balance.read()
        assert (len(gateway.pushed), gateway.batch_turns) == (16, 16)
        gateway.hold_pushes.set()
        await until(lambda: len(gateway.pushed) == 30)


async def test_the_same_number_waits_until_its_first_order_is_decided(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        (number,) = mobiles(1)
        opened = await staged(parts, lines([number, number, *mobiles(3, 1)]))
        opened.edit(opened.staging.toggle([2]))
        batch = await parts.desk.batch.confirm(opened, "")
        await until(lambda: len(gateway.pushed) == 4)
        assert [order.mobile for order in gateway.pushed].count(number) == 1
        arrives(gateway)
        await ask_all(parts)
        await until(lambda: len(gateway.pushed) == 5)
        assert gateway.pushed[-1].mobile == number
        await comes_to(parts, batch, BatchState.DONE)


async def test_a_number_that_the_counter_served_meanwhile_is_held_for_the_clerk(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        gateway.hold_batch.clear()
        batch = await sent(parts, lines(mobiles(2)))
        await until(lambda: gateway.batch_turns == 1)
        draft = await parts.desk.orders.ordering.prepare(Request(mobiles(2)[0], 5_000, 5_000, Speed.FAST))
        assert isinstance(draft, Draft)
        await parts.desk.orders.ordering.place(draft)
        await until(lambda: gateway.pushed)
        arrives(gateway)
        await ask_all(parts)
        gateway.hold_batch.set()
        await until(lambda: len(gateway.pushed) == 2)
        assert gateway.pushed[1].mobile == mobiles(2)[1]
        found = await parts.desk.batch.results(batch.id)
        while not any(row.held for row, _ in found):
            await asyncio.sleep(0)
            found = await parts.desk.batch.results(batch.id)
        (held,) = [row for row, _ in found if row.held]
        assert (held.mobile, held.held) == (mobiles(2)[0], Hold.ARRIVED)
        await parts.desk.batch.sending.release(batch.id, held)
        await until(lambda: len(gateway.pushed) == 3)
        await comes_to(parts, batch, BatchState.DONE)


async def test_it_pauses_by_hand_goes_on_and_stops_for_good(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        sending = parts.desk.batch.sending
        gateway.hold_batch.clear()
        batch = await sent(parts, lines(mobiles(5)))
        await until(lambda: gateway.batch_turns == 1)
        assert await sending.pause(batch.id)
        gateway.hold_batch.set()
        paused = await state_of(parts, batch)
        assert (paused.state, paused.cause) == (BatchState.PAUSED, PauseCause.BY_HAND)
        await parts.desk.books.balance.read()
        assert gateway.pushed == []
        assert not await sending.pause(batch.id)
        assert await sending.resume(batch.id)
        await until(lambda: len(gateway.pushed) == 5)
        await comes_to(parts, batch, BatchState.DONE)
        assert not await sending.stop(batch.id)
        gateway.hold_batch.clear()
        other = await sent(parts, lines(mobiles(5, 10)))
        await until(lambda: gateway.batch_turns > 5)
        assert await sending.stop(other.id)
        gateway.hold_batch.set()
        assert not await sending.resume(other.id)
        await parts.desk.books.balance.read()
        assert len(gateway.pushed) == 5


async def test_after_a_restart_nothing_goes_out_by_itself(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        await sent(parts, lines(mobiles(60)))
        await until(lambda: len(gateway.pushed) == 50)
    async with batch_desk(tmp_path, gateway) as parts:
        assert parts.desk.batch.sending.paused is PauseCause.RESTARTED
        (listed,) = await parts.desk.batch.newest()
        assert (listed.batch.state, listed.batch.cause) == (BatchState.PAUSED, PauseCause.RESTARTED)
        assert (listed.progress.rows, listed.progress.waiting) == (60, 10)
        arrives(gateway)
        await ask_all(parts)
        assert len(gateway.pushed) == 50
        assert await parts.desk.batch.sending.resume(listed.batch.id)
        await until(lambda: len(gateway.pushed) == 60)
        assert len({order.order_no for order in gateway.pushed}) == 60


@pytest.mark.parametrize(
    ("outcome", "count", "cause"),
    [
        (Rejected("9", "系统繁忙"), 5, PauseCause.REFUSALS),
        (Unknown("ReadTimeout"), 10, PauseCause.UNCONFIRMED),
        (Rejected("1", "app_key不存在"), 1, PauseCause.REFUSED_ACCOUNT),
        (Rejected("1", "余额不足"), 1, PauseCause.NO_MONEY),
    ],
)
async def test_it_pauses_by_itself_and_says_why(
    tmp_path: Path, outcome: Rejected | Unknown, count: int, cause: PauseCause
) -> None:
    gateway = FakeGateway()
    gateway.query_default = NoAnswer(Trouble.UNREADABLE, "")
    gateway.push_outcomes.extend([outcome] * 100)
    async with batch_desk(tmp_path, gateway) as parts:
        batch = await sent(parts, lines(mobiles(80)))
        paused = await comes_to(parts, batch, BatchState.PAUSED)
        assert paused.cause is cause
        assert count <= len(gateway.pushed) <= count + 16
        before = len(gateway.pushed)
        await parts.desk.books.balance.read()
        assert len(gateway.pushed) == before


async def test_it_pauses_before_the_money_is_spent(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        gateway.balance_outcome = Balance(12_000)
        await parts.desk.books.balance.read()
        batch = await sent(parts, lines(mobiles(5)))
        paused = await comes_to(parts, batch, BatchState.PAUSED)
        assert paused.cause is PauseCause.NO_MONEY
        assert len(gateway.pushed) == 2


async def test_a_line_that_is_gone_pauses_it(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        gateway.balance_outcome = NoAnswer(Trouble.UNREACHABLE, "ConnectError")
        for _ in range(3):
            await parts.desk.books.balance.read()
        paused = await comes_to(parts, await sent(parts, lines(mobiles(5))), BatchState.PAUSED)
        assert paused.cause is PauseCause.OFFLINE
        assert gateway.pushed == []


async def test_unconfirmed_rows_are_never_sent_again(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.query_default = NoAnswer(Trouble.UNREADABLE, "")
    gateway.push_outcomes.extend([Unknown("ReadTimeout")] * 3)
    async with batch_desk(tmp_path, gateway) as parts:
        batch = await sent(parts, lines(mobiles(6)))
        await comes_to(parts, batch, BatchState.DONE)
        await until(lambda: len(gateway.pushed) == 6)
        while any(order.standing is Standing.SENDING for order in await parts.orders.open_orders()):
            await asyncio.sleep(0)
        results = await parts.desk.batch.results(batch.id)
        assert [order.standing for _, order in results if order][:3] == [Standing.UNKNOWN] * 3
        assert (await parts.desk.batch.failed_again(await state_of(parts, batch))).rows == []


async def test_failed_rows_go_into_a_new_list_and_each_is_tried_again_once(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        desk = parts.desk.batch
        batch = await sent(parts, lines(mobiles(4)))
        await until(lambda: len(gateway.pushed) == 4)
        for order in gateway.pushed[:2]:
            gateway.known[order.order_no] = OrderReport(4, "", 4_900, 0)
            await parts.desk.orders.tracking.ask(order.order_no)
        again = await desk.failed_again(await state_of(parts, batch))
        assert [row.mobile for row in again.rows] == [order.mobile for order in gateway.pushed[:2]]
        lists = [await desk.stage(again, "again", after=batch.id) for _ in range(2)]
        for one in lists:
            await desk.confirm(one, "")
        await until(lambda: len(gateway.pushed) == 6)
        arrives(gateway)
        await ask_all(parts)
        found = [result for one in lists for result in await desk.results(one.batch.id)]
        while sum(row.held is Hold.CHANGED for row, _ in found) < 2:
            await asyncio.sleep(0)
            found = [result for one in lists for result in await desk.results(one.batch.id)]
        placed = [order for _, order in found if order is not None]
        assert {order.instead_of for order in placed} == {order.order_no for order in gateway.pushed[:2]}
        assert len(placed) == 2
        assert len(gateway.pushed) == 6


async def test_a_number_over_its_limit_is_looked_at(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with batch_desk(tmp_path, gateway) as parts:
        await parts.desk.orders.limiting.keep_limits(Limits(number_day=8_000))
        (number,) = mobiles(1)
        draft = await parts.desk.orders.ordering.prepare(Request(number, 5_000, 5_000, Speed.FAST))
        assert isinstance(draft, Draft)
        await parts.desk.orders.ordering.place(draft)
        arrives(gateway)
        await until(lambda: gateway.pushed)
        await ask_all(parts)
        opened = await staged(parts, lines([number], 100) + "\n" + lines(mobiles(1, 5)))
        assert Finding.OVER_LIMIT in opened.staging.verdict(1).codes
        assert [row.position for row in opened.staging.ticked()] == [2]
