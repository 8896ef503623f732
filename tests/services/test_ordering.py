import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.leaving import Matter
from desktop.domain.orders.events import Reported
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import (
    Accepted,
    CancelTaken,
    Declined,
    MayOrder,
    MobileInfo,
    NoAnswer,
    NotSent,
    OrderReport,
    PushOutcome,
    Rejected,
    Unknown,
)
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.services.orders.ordering import Draft, Locked, NotSaved, Started
from desktop.services.reachability import ReachabilityState
from desktop.storage.errors import StorageError
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import UNREACHABLE, FakeClock, FakeGateway

REQUEST = Request("13800138000", 5000, 5000, Speed.FAST)


@asynccontextmanager
async def desk(folder: Path, gateway: FakeGateway, clock: FakeClock | None = None) -> AsyncIterator[RunningDesk]:
    async with running(folder, gateway, clock or FakeClock()) as parts:
        yield parts


async def drafted(parts: RunningDesk, request: Request = REQUEST) -> Draft:
    draft = await parts.desk.orders.ordering.prepare(request)
    assert isinstance(draft, Draft)
    return draft


async def stored(parts: RunningDesk, order_no: str) -> Order:
    sheet = await parts.desk.history.history.sheet(order_no)
    assert sheet is not None
    return sheet.order


async def standing(parts: RunningDesk, order_no: str, wanted: Standing) -> None:
    async with asyncio.timeout(5):
        while (await stored(parts, order_no)).standing is not wanted:
            await asyncio.sleep(0.005)


async def test_the_order_is_stored_before_it_is_pushed(tmp_path: Path) -> None:
    seen: list[Standing] = []

    class Looking(FakeGateway):
        async def push(self, order: Order) -> Accepted:
            seen.append((await stored(parts, order.order_no)).standing)
            return Accepted("W1")

    async with desk(tmp_path, Looking()) as parts:
        draft = await drafted(parts)
        assert isinstance(await parts.desk.orders.ordering.place(draft), Started)
        await standing(parts, draft.order_no, Standing.RUNNING)
    assert seen == [Standing.SENDING]


async def test_fifty_clicks_are_one_push(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        draft = await drafted(parts)
        results = await asyncio.gather(*(parts.desk.orders.ordering.place(draft) for _ in range(50)))
        await standing(parts, draft.order_no, Standing.RUNNING)
    assert len(gateway.pushed) == 1
    assert all(isinstance(result, Started) for result in results)


async def test_an_order_number_that_another_order_has_is_not_taken_for_this_one(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        twin = replace(draft, request=draft.request._replace(mobile="13900139000"))
        assert isinstance(await parts.desk.orders.ordering.place(twin), NotSaved)
        await standing(parts, draft.order_no, Standing.RUNNING)
    assert len(gateway.pushed) == 1


async def test_two_drafts_of_one_number_are_one_push(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        drafts = [await drafted(parts), await drafted(parts)]
        results = await asyncio.gather(*(parts.desk.orders.ordering.place(draft) for draft in drafts))
        await standing(parts, drafts[0].order_no, Standing.RUNNING)
    assert len(gateway.pushed) == 1
    assert sorted(type(result).__name__ for result in results) == ["Locked", "Started"]


async def test_what_comes_of_a_push_is_stored(tmp_path: Path) -> None:
    outcomes: dict[PushOutcome, Standing] = {
        Accepted("W1"): Standing.RUNNING,
        Rejected("1010", "不支持"): Standing.CHECKING,
        NotSent("ConnectError"): Standing.NOT_SENT,
        Unknown("ReadTimeout"): Standing.UNKNOWN,
    }
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        for number, (outcome, wanted) in enumerate(outcomes.items()):
            gateway.push_outcomes.append(outcome)
            draft = await drafted(parts, Request(f"1380013800{number}", 5000, 5000, Speed.FAST))
            await parts.desk.orders.ordering.place(draft)
            await standing(parts, draft.order_no, wanted)


async def test_an_error_of_our_own_leaves_the_order_unknown(tmp_path: Path) -> None:
    class Broken(FakeGateway):
        async def push(self, order: Order) -> Accepted:
            raise LookupError("a bug")

    async with desk(tmp_path, Broken()) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.UNKNOWN)


async def test_a_number_is_locked_while_its_order_is_open(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    async with desk(tmp_path, gateway) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.UNKNOWN)
        locked = await parts.desk.orders.ordering.prepare(REQUEST)
        assert isinstance(locked, Locked)
        assert locked.order.order_no == draft.order_no


async def test_a_repeat_within_24_hours_names_the_earlier_order(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with desk(tmp_path, gateway, clock) as parts:
        draft = await drafted(parts)
        assert draft.arrived is None
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.RUNNING)
        gateway.query_default = OrderReport(2, "W1")
        await parts.desk.orders.tracking.ask(draft.order_no)
        repeat = await drafted(parts)
        assert repeat.arrived is not None
        assert (await drafted(parts, Request("13800138000", 10000, 10000, Speed.FAST))).arrived is None
        clock.jump(24 * 3600 + 60)
        assert (await drafted(parts)).arrived is None


async def test_order_numbers_count_up_across_restarts(tmp_path: Path) -> None:
    for expected in ("0001", "0002"):
        async with desk(tmp_path, FakeGateway()) as parts:
            request = Request(f"1380013{expected}", 5000, 5000, Speed.FAST)
            draft = await drafted(parts, request)
            assert draft.order_no[9:13] == expected
            await parts.desk.orders.ordering.place(draft)


async def test_a_full_disk_refuses_in_words_and_sends_nothing(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        draft = await drafted(parts)
        await parts.database.run(lambda c: c.execute("PRAGMA query_only=ON"))
        assert isinstance(await parts.desk.orders.ordering.place(draft), NotSaved)
        assert gateway.pushed == []
        await parts.database.run(lambda c: c.execute("PRAGMA query_only=OFF"))
        assert isinstance(await parts.desk.orders.ordering.place(draft), Started)


async def test_without_a_journal_nothing_is_sent_and_the_order_is_not_sent(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        (tmp_path / "orders.journal").mkdir()
        draft = await drafted(parts)
        assert isinstance(await parts.desk.orders.ordering.place(draft), NotSaved)
        await standing(parts, draft.order_no, Standing.NOT_SENT)
        (tmp_path / "orders.journal").rmdir()
        assert isinstance(await parts.desk.orders.ordering.place(await drafted(parts)), Started)
        await until(lambda: gateway.pushed)
    assert [order.order_no == draft.order_no for order in gateway.pushed] == [False]


@pytest.mark.parametrize("nobodys_at", [0, 1])
async def test_an_event_that_cannot_be_applied_keeps_no_other_from_being_saved(tmp_path: Path, nobodys_at: int) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.RUNNING)
        numbers = [draft.order_no]
        numbers.insert(nobodys_at, "T-of-nobody")
        report = Reported(1.0, 2, "W1", 4900, None, "")
        records = asyncio.gather(*(parts.book.record(one, report) for one in numbers), return_exceptions=True)
        ended, _ = await asyncio.wait([records], timeout=5)
        assert ended
        found = records.result()
        assert isinstance(found[nobodys_at], StorageError)
        assert isinstance(order := found[1 - nobodys_at], Order)
        assert order.standing is Standing.SUCCESS


async def test_a_result_waits_for_the_disk(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.hold_pushes.clear()
    news, counts = list[bool](), list[int]()
    async with desk(tmp_path, gateway) as parts:
        parts.desk.runtime.changes.saving.subscribe(news.append)
        parts.desk.runtime.changes.unsaved.subscribe(counts.append)
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await until(lambda: gateway.pushed)
        await parts.database.run(lambda c: c.execute("PRAGMA query_only=ON"))
        gateway.hold_pushes.set()
        await until(lambda: (news, counts) == ([False], [1]))
        assert parts.book.unsaved == 1
        matters = await parts.desk.leaving.open_matters("")
        assert (matters[0].matter, matters[0].count) == (Matter.UNSAVED, 1)
        await parts.database.run(lambda c: c.execute("PRAGMA query_only=OFF"))
        await standing(parts, draft.order_no, Standing.RUNNING)
        assert parts.book.unsaved == 0
    assert (news, counts[-1]) == ([False, True], 0)


async def test_closing_with_a_push_in_flight_ends_in_a_stored_state(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.hold_pushes.clear()
    async with desk(tmp_path, gateway) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await until(lambda: gateway.pushed)
    async with running(tmp_path, gateway, FakeClock(), start=False) as parts:
        assert (await stored(parts, draft.order_no)).standing is Standing.UNKNOWN


async def test_closing_on_a_full_disk_ends_and_the_order_is_unknown_at_the_next_start(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.hold_pushes.clear()
    async with asyncio.timeout(15):
        async with desk(tmp_path, gateway) as parts:
            draft = await drafted(parts)
            await parts.desk.orders.ordering.place(draft)
            await until(lambda: gateway.pushed)
            await parts.database.run(lambda c: c.execute("PRAGMA query_only=ON"))
    async with running(tmp_path, gateway, FakeClock()) as parts:
        assert (await stored(parts, draft.order_no)).standing is Standing.UNKNOWN
    assert len(gateway.pushed) == 1


async def test_nothing_is_placed_while_closing(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        draft = await drafted(parts)
        await parts.desk.runtime.tasks.shutdown(0)
        assert isinstance(await parts.desk.orders.ordering.place(draft), NotSaved)
    assert gateway.pushed == []


async def test_cancelling_is_an_event_and_changes_nothing_by_itself(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.RUNNING)
        for outcome in (CancelTaken("ok"), Declined("1040", "不可取消"), UNREACHABLE):
            gateway.cancel_outcome = outcome
            assert await parts.desk.orders.ordering.cancel(await stored(parts, draft.order_no)) == outcome
        assert (await stored(parts, draft.order_no)).standing is Standing.RUNNING
        sheet = await parts.desk.history.history.sheet(draft.order_no)
        assert sheet is not None
        assert [getattr(event, "taken", None) for event in sheet.events[-3:]] == [True, False, None]
    assert gateway.cancelled == ["W1"] * 3


async def test_hints_never_come_from_failures_or_offline(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with desk(tmp_path, gateway) as parts:
        check = parts.desk.orders.number_check
        assert await check.owner("13800138000") == MobileInfo("移动", "移动", "湖南", "长沙")
        assert await check.objection("13800138000", 5000, Speed.FAST) is None
        gateway.verify_outcome = Declined("1011", "不支持")
        gateway.info_outcome = UNREACHABLE
        assert await check.objection("13800138000", 5000, Speed.FAST) == Declined("1011", "不支持")
        assert await check.owner("13800138000") is None
        for _ in range(3):
            parts.desk.reachability.note(UNREACHABLE)
        assert parts.desk.reachability.state is ReachabilityState.OFFLINE
        assert await check.objection("13800138000", 5000, Speed.FAST) is None


def test_the_fakes_are_of_the_ports_types() -> None:
    assert isinstance(UNREACHABLE, NoAnswer)
    assert isinstance(FakeGateway().verify_outcome, MayOrder)
