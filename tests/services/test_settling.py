"""Sending again and closing: only on evidence, once, under the same order number."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.domain.orders.events import HeardFromSupport, Recovered
from desktop.domain.orders.order import NOT_FOUND_COUNTS_AFTER_S, Order, Speed, State, Verdict
from desktop.domain.orders.outcome import (
    Balance,
    Contradiction,
    Declined,
    NoAnswer,
    NotSent,
    OrderReport,
    Rejected,
    Trait,
    Unknown,
)
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.services.orders.ordering import Draft
from desktop.services.orders.settling import Delay, Done, Evidence, Impossible, NoEvidence, Unsaved
from desktop.wiring.desk import RunningDesk
from tests.conftest import running
from tests.fakes import UNREACHABLE, FakeClock, FakeGateway

NOT_FOUND = Declined("1030", "订单不存在")
HALF_AN_HOUR = 31 * 60.0


class Desk:
    """A desk with one unconfirmed order, and one that the platform knows."""

    def __init__(self, parts: RunningDesk, gateway: FakeGateway, clock: FakeClock) -> None:
        self.parts, self.gateway, self.clock = parts, gateway, clock
        self.unknown = ""

    async def place(self, mobile: str) -> str:
        draft = await self.parts.desk.orders.ordering.prepare(Request(mobile, 5000, 5000, Speed.FAST))
        assert isinstance(draft, Draft)
        await self.parts.desk.orders.ordering.place(draft)
        while (await self.order(draft.order_no)).standing is Standing.SENDING:
            await asyncio.sleep(0.005)
        return draft.order_no

    async def order(self, order_no: str = "") -> Order:
        sheet = await self.parts.desk.history.history.sheet(order_no or self.unknown)
        assert sheet is not None
        return sheet.order

    async def ask(self, times: int = 1) -> Order:
        for _ in range(times):
            await self.parts.desk.orders.tracking.ask(self.unknown)
        return await self.order()


@asynccontextmanager
async def desk(folder: Path, *, known: bool = True, read: bool = False) -> AsyncIterator[Desk]:
    """Nothing is asked but what the test asks. `read`: the balance was read before the unknown order was sent."""
    gateway, clock = FakeGateway(), FakeClock()
    async with running(folder, gateway, clock, start=False) as parts:
        parts.book.start()
        made = Desk(parts, gateway, clock)
        if known:
            order_no = await made.place("13900139000")
            gateway.known[order_no] = OrderReport(2, "W1", 4900)
            await parts.desk.orders.tracking.ask(order_no)
        if read:
            await parts.desk.books.balance.read()
        gateway.push_outcomes.append(Unknown("ReadTimeout"))
        made.unknown = await made.place("13800138000")
        gateway.query_default = NOT_FOUND
        yield made


async def test_not_found_counts_only_after_half_an_hour_of_steady_time(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        assert (await it.ask(3)).not_found == 0
        it.clock.jump(86_400)
        assert (await it.ask(3)).not_found == 0, "a clock that was set is no evidence"
        it.clock.leap(HALF_AN_HOUR)
        assert (await it.ask(2)).not_found == 2
        assert (await it.ask()).may_be_settled


@pytest.mark.parametrize("control", [NOT_FOUND, UNREACHABLE])
async def test_not_found_does_not_count_while_a_known_order_is_not_found_either(
    tmp_path: Path, control: Declined
) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(HALF_AN_HOUR)
        it.gateway.known.clear()
        it.gateway.query_outcomes.extend([NOT_FOUND, NOT_FOUND, control] * 3)
        assert (await it.ask(3)).not_found == 0


@pytest.mark.parametrize("elsewhere", [Declined("9999", "系统繁忙"), OrderReport(1, "W1"), UNREACHABLE])
async def test_an_answer_that_a_number_of_nobody_does_not_get_is_no_not_found(
    tmp_path: Path, elsewhere: Declined | OrderReport | NoAnswer
) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(HALF_AN_HOUR)
        it.gateway.query_outcomes.extend([NOT_FOUND, elsewhere] * 3)
        assert (await it.ask(3)).not_found == 0


async def test_without_an_answer_just_now_there_is_nothing_to_decide_on(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(HALF_AN_HOUR)
        await it.ask(3)
        it.gateway.query_default = UNREACHABLE
        assert isinstance(await it.parts.desk.orders.settling.evidence(it.unknown), NoEvidence)


async def test_a_readable_balance_is_no_control_where_no_order_is_known_yet(tmp_path: Path) -> None:
    """A search that is out of order says the same of every number."""
    async with desk(tmp_path, known=False) as it:
        await it.parts.desk.books.balance.read()
        it.clock.leap(HALF_AN_HOUR)
        assert (await it.ask(9)).not_found == 0, "no balance is known from before it was sent"


async def test_where_no_order_is_known_yet_an_account_that_holds_what_it_held_is_the_control(tmp_path: Path) -> None:
    async with desk(tmp_path, known=False, read=True) as it:
        it.clock.leap(HALF_AN_HOUR)
        it.gateway.balance_outcome = UNREACHABLE
        assert (await it.ask(3)).not_found == 0
        it.gateway.balance_outcome = Balance(100_000)
        assert (await it.ask()).not_found == 0, "one reading since is a moment, not a stretch"
        assert (await it.ask(3)).may_be_settled


@pytest.mark.parametrize("money", [95_100, 100_001])
async def test_an_account_that_has_moved_is_no_control(tmp_path: Path, money: int) -> None:
    async with desk(tmp_path, known=False, read=True) as it:
        it.clock.leap(HALF_AN_HOUR)
        it.gateway.balance_outcome = Balance(money)
        assert (await it.ask()).not_found == 0
        it.gateway.balance_outcome = Balance(100_000)
        assert (await it.ask(9)).not_found == 0, "something came and went"


async def test_another_order_that_may_have_moved_the_account_is_no_control(tmp_path: Path) -> None:
    """Its refund would hide what this one has cost."""
    async with desk(tmp_path, known=False, read=True) as it:
        it.gateway.push_outcomes.append(Unknown("ReadTimeout"))
        await it.place("13900139000")
        it.clock.leap(HALF_AN_HOUR)
        assert (await it.ask(9)).not_found == 0


async def test_an_order_that_the_journal_brought_back_has_no_balance_from_before_it(tmp_path: Path) -> None:
    async with desk(tmp_path, known=False, read=True) as it:
        await it.parts.book.record(it.unknown, Recovered(it.clock.now(), it.clock.now(), 2))
        it.clock.leap(HALF_AN_HOUR)
        assert (await it.ask(9)).not_found == 0


async def test_a_customer_who_has_the_cash_back_gets_nothing_sent_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(HALF_AN_HOUR)
        order = await it.ask(3)
        assert order.may_be_sent_again(it.clock.now())
        await it.parts.desk.orders.notebook.cash_returned(order, True)
        assert isinstance(await it.parts.desk.orders.settling.send_again(it.unknown), Impossible)


async def test_an_account_that_is_used_elsewhere_is_no_control(tmp_path: Path) -> None:
    async with desk(tmp_path, known=False, read=True) as it:
        it.parts.desk.books.balance.sharing.told = True
        it.clock.leap(HALF_AN_HOUR)
        assert (await it.ask(9)).not_found == 0


async def test_an_answer_about_another_order_is_no_control_and_no_end(tmp_path: Path) -> None:
    async with desk(tmp_path, known=False, read=True) as it:
        it.clock.leap(HALF_AN_HOUR)
        it.gateway.query_default = Contradiction(Trait.MOBILE, "13900139000")
        order = await it.ask(3)
        assert (order.standing, order.contradiction) == (Standing.UNKNOWN, "mobile 13900139000")
        assert isinstance(await it.parts.desk.orders.settling.evidence(it.unknown), NoEvidence)
        it.gateway.query_default = NOT_FOUND
        assert (await it.ask()).not_found == 0, "somebody else's orders move the account, too"
        assert (await it.order()).contradiction == ""
        it.gateway.query_default = OrderReport(2, "W7", 4900)
        order = await it.ask()
        assert (order.standing, order.contradiction) == (Standing.SUCCESS, "")


DAYS = 73 * 3600.0


@pytest.mark.parametrize(
    ("verdict", "standing"),
    [
        (Verdict.ARRIVED, Standing.SUCCESS),
        (Verdict.REFUNDED, Standing.REFUNDED),
        (Verdict.LOST, Standing.LOST),
    ],
)
async def test_an_order_that_nobody_tells_the_end_of_ends_as_the_support_says(
    tmp_path: Path, verdict: Verdict, standing: Standing
) -> None:
    async with desk(tmp_path) as it:
        settling = it.parts.desk.orders.settling
        assert isinstance(await settling.write_down(it.unknown, verdict, "Miss Li", "Wang"), Impossible)
        it.clock.leap(DAYS)
        done = await settling.write_down(it.unknown, verdict, " Miss\nLi ", "Wang")
        assert isinstance(done, Done)
        assert (done.order.standing, done.order.state, done.order.is_open) == (standing, State.SETTLED, False)
        sheet = await it.parts.desk.history.history.sheet(it.unknown)
        assert sheet is not None
        assert sheet.events[-1] == HeardFromSupport(it.clock.now(), verdict.value, "Miss Li", by="Wang")
        assert isinstance(await settling.write_down(it.unknown, verdict, "Miss Li", "Wang"), Impossible)
        assert await it.place("13800138000"), "the number is free"


@pytest.mark.parametrize(
    ("status", "standing"), [(2, Standing.SUCCESS), (4, Standing.REFUNDED), (10, Standing.REVERSED)]
)
async def test_what_the_platform_reports_later_counts_more_than_what_its_support_said(
    tmp_path: Path, status: int, standing: Standing
) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(DAYS)
        await it.parts.desk.orders.settling.write_down(it.unknown, Verdict.LOST, "Miss Li", "")
        it.gateway.known[it.unknown] = OrderReport(1, "W7", 4900)
        assert (await it.ask()).standing is Standing.LOST, "that it still runs is what the support was asked about"
        it.gateway.known[it.unknown] = OrderReport(status, "W7", 4900)
        order = await it.ask()
        assert (order.standing, order.state, order.verdict) == (standing, State.ACCEPTED, "")


async def test_the_control_is_asked_by_our_own_number(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        asked: list[Order] = []
        query = it.gateway.query

        async def watched(order: Order) -> object:
            asked.append(order)
            return await query(order)

        it.gateway.query = watched  # type: ignore[method-assign, assignment]
        await it.ask()
        assert len(asked) == 1, "no control while it would not count"
        it.clock.leap(HALF_AN_HOUR)
        asked.clear()
        await it.ask()
        assert [order.order_number for order in asked] == ["", "", ""]
        assert asked[1].order_no.endswith("0000"), "a number that nobody has"
        assert asked[2].order_no in it.gateway.known


async def test_it_is_sent_again_once_and_under_its_own_number(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        settling = it.parts.desk.orders.settling
        assert isinstance(await settling.send_again(it.unknown), Impossible)
        it.clock.leap(HALF_AN_HOUR)
        await it.ask(3)
        evidence = await settling.evidence(it.unknown)
        assert isinstance(evidence, Evidence)
        assert evidence.order.may_be_settled
        assert evidence.now is not None
        it.gateway.push_outcomes.append(Unknown("ReadTimeout"))
        outcomes = await asyncio.gather(*(settling.send_again(it.unknown) for _ in range(5)))
        assert [type(outcome) for outcome in outcomes].count(Done) == 1
        while (await it.order()).standing is Standing.SENDING:
            await asyncio.sleep(0.005)
        order = await it.order()
        assert (order.standing, order.sends, order.may_be_settled) == (Standing.UNKNOWN, 2, False)
        assert [pushed.order_no for pushed in it.gateway.pushed].count(it.unknown) == 2
        assert (await it.ask(3)).not_found == 0, "the half hour begins anew"


async def test_a_second_sending_that_never_left_leaves_it_unconfirmed(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(HALF_AN_HOUR)
        await it.ask(3)
        it.gateway.push_outcomes.append(NotSent("ConnectError"))
        await it.parts.desk.orders.settling.send_again(it.unknown)
        while (await it.order()).standing is Standing.SENDING:
            await asyncio.sleep(0.005)
        assert (await it.order()).standing is Standing.UNKNOWN


async def test_without_a_journal_it_is_not_sent_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(HALF_AN_HOUR)
        await it.ask(3)
        (tmp_path / "orders.journal").unlink()
        (tmp_path / "orders.journal").mkdir()
        pushed = len(it.gateway.pushed)
        assert isinstance(await it.parts.desk.orders.settling.send_again(it.unknown), Unsaved)
        while (await it.order()).standing is Standing.SENDING:
            await asyncio.sleep(0.005)
        assert (await it.order()).standing is Standing.UNKNOWN
        assert len(it.gateway.pushed) == pushed


async def test_on_a_full_disk_it_is_not_sent_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(HALF_AN_HOUR)
        await it.ask(3)
        pushed = len(it.gateway.pushed)
        await it.parts.database.run(lambda connection: connection.execute("PRAGMA query_only=ON"))
        for decide in (it.parts.desk.orders.settling.send_again, it.parts.desk.orders.settling.close):
            assert isinstance(await decide(it.unknown), Unsaved)
        await it.parts.database.run(lambda connection: connection.execute("PRAGMA query_only=OFF"))
        assert (await it.order()).may_be_settled
        assert len(it.gateway.pushed) == pushed


async def test_the_clerk_is_told_from_when_not_found_counts(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        counts_from, sent_at = it.parts.desk.orders.settling.counts_from, it.clock.now()
        assert counts_from(await it.order()) == sent_at + NOT_FOUND_COUNTS_AFTER_S
        it.clock.leap(600)
        assert counts_from(await it.order()) == sent_at + NOT_FOUND_COUNTS_AFTER_S


async def test_the_clerk_is_told_why_that_time_moved(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        delayed_by = it.parts.desk.orders.settling.delayed_by
        assert delayed_by(await it.order()) is None
        it.clock.leap(600)
        assert delayed_by(await it.order()) is None
        it.clock.jump(3600)
        assert delayed_by(await it.order()) is Delay.CLOCK
    clock = FakeClock(now=it.clock.now() + 300)
    async with running(tmp_path, FakeGateway(), clock, start=False) as parts:
        order = await parts.orders.get(it.unknown)
        assert order is not None
        settling = parts.desk.orders.settling
        assert settling.counts_from(order) == clock.now() + NOT_FOUND_COUNTS_AFTER_S
        assert settling.delayed_by(order) is Delay.RESTARTED


async def test_a_closed_order_frees_its_number_and_comes_back_when_it_turns_up(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.clock.leap(HALF_AN_HOUR)
        await it.ask(3)
        assert isinstance(await it.parts.desk.orders.settling.close(it.unknown), Done)
        assert (await it.order()).standing is Standing.CLOSED
        assert isinstance(
            await it.parts.desk.orders.ordering.prepare(Request("13800138000", 5000, 5000, Speed.FAST)), Draft
        )
        it.gateway.query_default = OrderReport(2, "W9", 4900)
        assert (await it.ask()).standing is Standing.SUCCESS


async def test_a_refusal_is_final_only_when_questions_confirm_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.gateway.push_outcomes.append(Rejected("1010", "余额不足"))
        it.unknown = await it.place("13700137000")
        assert (await it.ask(3)).standing is Standing.CHECKING
        it.clock.leap(301)
        assert (await it.ask()).standing is Standing.CHECKING
        assert (await it.ask()).standing is Standing.REJECTED


async def test_a_refused_order_that_was_taken_all_the_same_is_found(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.gateway.push_outcomes.append(Rejected("1020", "系统错误"))
        it.unknown = await it.place("13700137000")
        it.gateway.query_default = OrderReport(1, "W7")
        assert (await it.ask()).standing is Standing.RUNNING
