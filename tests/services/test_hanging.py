"""Orders whose push hangs: the platform's report is believed, anything else says nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.domain.orders.events import Claimed, Placed, PushUnknown, QueryDeclined
from desktop.domain.orders.order import NOT_FOUNDS_NEEDED, Order, Speed
from desktop.domain.orders.outcome import (
    Accepted,
    Contradiction,
    Declined,
    NotSent,
    OrderReport,
    PushOutcome,
    QueryOutcome,
    Rejected,
    Trait,
    Unknown,
)
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.services.orders.ordering import Draft
from desktop.services.orders.settling import Done
from desktop.services.reachability import ReachabilityState
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import UNREACHABLE, FakeClock, FakeGateway

NOT_FOUND = Declined("1030", "订单不存在")


class Hanging:
    """A desk whose first push hangs; nothing else is going on."""

    def __init__(self, parts: RunningDesk, gateway: FakeGateway, clock: FakeClock) -> None:
        self.parts, self.gateway, self.clock = parts, gateway, clock
        self.order_no = ""
        self.news: list[Order] = []
        parts.desk.runtime.changes.orders.subscribe(self.news.extend)

    async def place(self) -> None:
        draft = await self.parts.desk.orders.ordering.prepare(Request("13800138000", 5000, 5000, Speed.FAST))
        assert isinstance(draft, Draft)
        self.order_no = draft.order_no
        await self.parts.desk.orders.ordering.place(draft)
        await until(lambda: self.gateway.pushed)

    async def answer(self, outcome: PushOutcome) -> Order:
        """The push is answered after all."""
        self.gateway.push_outcomes.append(outcome)
        heard = len(self.news)
        self.gateway.hold_pushes.set()
        await until(lambda: len(self.news) > heard)
        return await self.order()

    async def order(self) -> Order:
        found = await self.parts.orders.get(self.order_no)
        assert found is not None
        return found


@asynccontextmanager
async def hanging(folder: Path, ran_for: float = 0.0, plan: PollPlan | None = None) -> AsyncIterator[Hanging]:
    gateway, clock = FakeGateway(), FakeClock()
    gateway.hold_pushes.clear()
    async with running(folder, gateway, clock, plan, start=False) as parts:
        clock.leap(ran_for)
        parts.book.start()
        made = Hanging(parts, gateway, clock)
        await made.place()
        yield made
        gateway.hold_pushes.set()


LATE_ANSWERS = [Accepted("W7", "ok"), Rejected("1050", "订单号重复"), NotSent("ConnectError"), Unknown("ReadTimeout")]


@pytest.mark.parametrize("late", LATE_ANSWERS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize(("status", "standing"), [(2, Standing.SUCCESS), (1, Standing.RUNNING), (4, Standing.REFUNDED)])
async def test_a_report_counts_at_once_and_the_late_answer_does_not_undo_it(
    tmp_path: Path, late: PushOutcome, status: int, standing: Standing
) -> None:
    async with hanging(tmp_path) as it:
        it.gateway.query_default = OrderReport(status, "W7", 4900)
        await it.clock.advance(4)
        assert it.gateway.asked == []
        await it.clock.advance_until(lambda: it.news[-1].standing is standing, 4)
        assert not it.gateway.hold_pushes.is_set(), "the push still hangs"
        order = await it.answer(late)
        assert (order.standing, order.order_number, order.cost) == (standing, "W7", 4900)
        assert len(it.gateway.pushed) == 1


@pytest.mark.parametrize(
    "answer", [NOT_FOUND, UNREACHABLE, Contradiction(Trait.MOBILE, "13900139000")], ids=lambda one: type(one).__name__
)
async def test_any_other_answer_says_nothing_and_leaves_no_trace(tmp_path: Path, answer: QueryOutcome) -> None:
    async with hanging(tmp_path, ran_for=2 * 3600.0) as it:
        it.gateway.query_default = answer
        await it.clock.advance(40)
        assert len(it.gateway.asked) == (1 if answer is UNREACHABLE else 2), "as the plan has it, and not while offline"
        history = await it.parts.orders.history(it.order_no)
        assert [type(event) for event in history] == [Placed, Claimed]
        order = await it.answer(Unknown("ReadTimeout"))
        assert (order.standing, order.not_found, order.declined) == (Standing.UNKNOWN, 0, "")


async def test_an_answered_push_is_not_asked_about_here(tmp_path: Path) -> None:
    async with hanging(tmp_path) as it:
        await it.clock.advance(4)
        assert (await it.answer(Accepted("W7"))).standing is Standing.RUNNING
        await it.clock.advance(30)
        assert it.gateway.asked == []


async def test_a_plan_with_longer_times_is_kept(tmp_path: Path) -> None:
    async with hanging(tmp_path, plan=PollPlan(fast_first=(60.0,), jitter=0.0)) as it:
        await it.clock.advance(58)
        assert it.gateway.asked == []
        await it.clock.advance(4)
        assert len(it.gateway.asked) == 1


async def test_while_the_platform_cannot_be_reached_nothing_is_asked(tmp_path: Path) -> None:
    async with hanging(tmp_path) as it:
        reachability = it.parts.desk.reachability
        while reachability.state is not ReachabilityState.OFFLINE:
            reachability.note(UNREACHABLE)
        await it.clock.advance(12)
        assert it.gateway.asked == []
        reachability.note(NOT_FOUND)
        it.gateway.query_default = OrderReport(2, "W7", 4900)
        await it.clock.advance_until(lambda: it.news[-1].standing is Standing.SUCCESS, 10)


async def test_an_answer_on_its_way_counts_when_the_push_ends_unknown(tmp_path: Path) -> None:
    async with hanging(tmp_path) as it:
        asked, go_on = asyncio.Event(), asyncio.Event()

        async def slow(order: Order) -> QueryOutcome:
            asked.set()
            await go_on.wait()
            return OrderReport(2, "W7", 4900)

        it.gateway.query_by_ours = slow  # type: ignore[method-assign]
        it.clock.patience = 0.2
        await it.clock.advance_until(asked.is_set, 8)
        assert (await it.answer(Unknown("ReadTimeout"))).standing is Standing.UNKNOWN
        go_on.set()
        await until(lambda: it.news[-1].standing is Standing.SUCCESS)


async def test_sent_again_a_report_could_be_of_the_earlier_sending(tmp_path: Path) -> None:
    async with hanging(tmp_path) as it:
        await it.answer(Unknown("ReadTimeout"))
        not_found = QueryDeclined(it.clock.now(), NOT_FOUND.code, NOT_FOUND.words, 2000.0, True)
        for _ in range(NOT_FOUNDS_NEEDED):
            await it.parts.book.record(it.order_no, not_found)
        it.gateway.hold_pushes.clear()
        assert isinstance(await it.parts.desk.orders.settling.send_again(it.order_no), Done)
        await until(lambda: len(it.gateway.pushed) == 2)
        it.gateway.query_default = OrderReport(4, "W7", 4900)
        await it.clock.advance(40)
        assert it.gateway.asked == []
        assert (await it.order()).standing is Standing.SENDING
        assert (await it.answer(Accepted("W8"))).standing is Standing.RUNNING


async def test_a_question_after_the_program_began_to_close_is_not_asked(tmp_path: Path) -> None:
    async with hanging(tmp_path) as it:
        await it.parts.book.record(it.order_no, PushUnknown(it.clock.now(), "ReadTimeout"))
        tasks = it.parts.desk.runtime.tasks
        assert tasks.is_reading(f"hanging push {it.order_no}")
        await tasks.shutdown(0)
        assert not tasks.is_reading(f"hanging push {it.order_no}")
        assert it.gateway.asked == []
