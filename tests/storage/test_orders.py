import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.history.search import Search, terms_of
from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Speed, State
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.status import WANTS_WORD, Standing, Status
from desktop.domain.orders.transitions import IllegalTransitionError, fold
from desktop.storage.database import Database
from desktop.storage.errors import DuplicateOrderError, NumberLockedError
from desktop.storage.history.history import HistoryStore
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.first_page import AWAITS_WORD
from desktop.storage.orders.order_store import OrderStore
from desktop.wiring.desk import planner

STORE = "77"
NOW = 1_795_396_344.0


@asynccontextmanager
async def stores(folder: Path, store_id: str = STORE) -> AsyncIterator[tuple[OrderStore, HistoryStore]]:
    database = Database(folder / "orders.db")
    await database.open()
    try:
        yield (
            OrderStore(database, planner(PollPlan(jitter=0.0)), Journal(folder / "orders.journal"), store_id),
            HistoryStore(database),
        )
    finally:
        await database.close()


def placed(number: int = 1, mobile: str | None = None, at: float = NOW) -> ev.Placed:
    return ev.Placed(at, f"T2026112300{number:02d}AAAA", "77", mobile or f"138001380{number:02d}", 5000, 5000, 1)


async def record(orders: OrderStore, order_no: str, event: ev.Event) -> None:
    if isinstance(event, ev.Reported):
        event = replace(event, order_number=f"W{order_no}")
    await orders.record([(order_no, event)], event.at)


def report(status: int, number: str = "W1", at: float = NOW + 5) -> ev.Reported:
    return ev.Reported(at, status, number, 4900, None, "")


async def test_a_claimed_order_is_there_after_a_restart_and_unknown(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        assert (await orders.claim(placed())).state is State.SENDING
    async with stores(tmp_path) as (orders, _):
        await orders.recover(NOW + 60)
        await orders.recover(NOW + 61)
        order = await orders.get(placed().order_no)
        assert order is not None
        assert order.standing is Standing.UNKNOWN
        assert len(await orders.history(order.order_no)) == 3
        assert [o.order_no for o in await orders.due(NOW + 3600, 10)] == [order.order_no]


async def test_an_order_number_is_claimed_once(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        await orders.claim(placed())
        with pytest.raises(DuplicateOrderError):
            await orders.claim(placed())
        assert len(await orders.history(placed().order_no)) == 2


async def test_a_number_with_an_open_order_is_locked_until_the_end(tmp_path: Path) -> None:
    mobile = "13800138000"
    async with stores(tmp_path) as (orders, _):
        first = await orders.claim(placed(1, mobile))
        for event in (ev.PushUnknown(NOW, "timeout"), report(Status.RECHARGING), report(Status.FAILED)):
            with pytest.raises(NumberLockedError):
                await orders.claim(placed(2, mobile))
            await record(orders, first.order_no, event)
        await record(orders, first.order_no, report(Status.REFUNDED))
        assert (await orders.claim(placed(2, mobile))).state is State.SENDING


async def test_a_row_is_the_fold_of_its_events(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        order = await orders.claim(placed())
        tail: list[ev.Event] = [
            ev.PushUnknown(NOW + 1, "ReadTimeout"),
            ev.QueryDeclined(NOW + 5, "1030", "订单不存在"),
            report(Status.RECHARGING),
            report(Status.RECHARGING, at=NOW + 9),
            report(Status.SUCCESS, at=NOW + 10),
            report(Status.RECHARGING, at=NOW + 11),
            report(77, at=NOW + 12),
            report(Status.REVERSED, at=NOW + 13),
        ]
        for event in tail:
            await record(orders, order.order_no, event)
        history = await orders.history(order.order_no)
        assert fold(history) == await orders.get(order.order_no)
        told = [event.status for event in history if isinstance(event, ev.Reported)]
        assert told == [Status.RECHARGING, Status.SUCCESS, 77, Status.REVERSED]


async def test_a_batch_is_all_or_nothing(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        order = await orders.claim(placed())
        good, bad = (order.order_no, report(Status.SUCCESS)), (order.order_no, ev.Claimed(NOW))
        with pytest.raises(IllegalTransitionError):
            await orders.record([good, bad], NOW)
        assert await orders.get(order.order_no) == order


async def test_no_news_is_not_stored_but_plans_the_next_question(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        order = await orders.claim(placed())
        await record(orders, order.order_no, report(Status.RECHARGING, at=NOW + 5))
        assert await orders.next_due_at() == NOW + 15
        await record(orders, order.order_no, report(Status.RECHARGING, at=NOW + 15))
        assert await orders.next_due_at() == NOW + 45
        assert len(await orders.history(order.order_no)) == 3
        await orders.postpone(order.order_no, NOW + 45)
        assert await orders.next_due_at() == NOW + 75


async def test_after_a_jump_questions_are_spread(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        for number in range(4):
            order = await orders.claim(placed(number))
            await record(orders, order.order_no, report(Status.RECHARGING))
        yesterday = NOW - 86_400
        await orders.respread(yesterday, 7 * 3600, 60.0, jumped=False)
        assert len(await orders.due(yesterday + 60, 10)) == 4
        await orders.respread(NOW - 3600, 7 * 3600, 60.0, jumped=False)
        assert len(await orders.due(yesterday + 60, 10)) == 4
        await orders.respread(NOW - 3600, 7 * 3600, 60.0, jumped=True)
        assert len(await orders.due(NOW - 3601, 10)) == 0
        assert len(await orders.due(NOW - 3540, 10)) == 4


async def test_open_orders_are_due_before_ended_ones(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        for number, status in enumerate((Status.SUCCESS, Status.RECHARGING)):
            order = await orders.claim(placed(number))
            await record(orders, order.order_no, report(status, at=NOW + number))
        (due,) = await orders.due(NOW + 3600, 1)
        assert due.standing is Standing.RUNNING


async def test_repeats_are_found(tmp_path: Path) -> None:
    mobile = "13800138000"
    async with stores(tmp_path) as (orders, _):
        order = await orders.claim(placed(1, mobile))
        assert (await orders.repeat_of(mobile, 5000, NOW)).open_order == order
        await record(orders, order.order_no, report(Status.SUCCESS))
        repeat = await orders.repeat_of(mobile, 5000, NOW)
        assert repeat.open_order is None
        assert repeat.arrived is not None
        assert (await orders.repeat_of(mobile, 10000, NOW)).arrived is None
        assert (await orders.repeat_of(mobile, 5000, NOW + 60)).arrived is None


async def test_the_counter_of_the_day(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        assert await orders.last_of_day("T20261123") is None
        await orders.claim(placed(7))
        await orders.claim(placed(9))
        assert await orders.last_of_day("T20261123") == placed(9).order_no
        assert await orders.last_of_day("T20261122") is None


async def test_what_stands_on_the_desk(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        for number, status in enumerate((Status.RECHARGING, Status.SUCCESS, Status.SUCCESS)):
            order = await orders.claim(placed(number))
            await record(orders, order.order_no, report(status, at=NOW + number * 1000))
        shown = await orders.on_desk(NOW + 1500, 10)
        assert [order.mobile[-2:] for order in shown] == ["00", "02"]


async def test_speed_and_state_come_back_as_their_types(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        await orders.claim(placed())
        order = await orders.get(placed().order_no)
        assert order is not None
        assert isinstance(order.speed, Speed)
        assert isinstance(order.state, State)


async def test_another_accounts_orders_are_not_asked_about(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        order = await orders.claim(placed())
        await record(orders, order.order_no, report(Status.RECHARGING))
        assert len(await orders.due(NOW + 3600, 10)) == 1
    async with stores(tmp_path, "78") as (orders, _):
        assert await orders.due(NOW + 3600, 10) == []
        assert await orders.next_due_at() is None


async def test_a_bad_end_stays_beside_the_form_until_it_is_acknowledged(tmp_path: Path) -> None:
    much_later = NOW + 30 * 86400
    async with stores(tmp_path) as (orders, _):
        for number, status in ((1, Status.REFUNDED), (2, Status.SUCCESS), (3, Status.CANCELLED)):
            await orders.claim(placed(number))
            await record(orders, placed(number).order_no, report(status))
        assert [o.order_no for o in await orders.on_desk(much_later, 10)] == [placed(3).order_no, placed(1).order_no]
        assert len(await orders.on_desk(NOW, 10)) == 3
        seen = await orders.annotate(placed(3).order_no, ev.Acknowledged(NOW + 9))
        await orders.annotate(placed(1).order_no, ev.CashReturned(NOW + 9, True))
        assert not seen.awaits_word
        assert await orders.on_desk(much_later, 10) == []
        assert len(await orders.on_desk(NOW, 10)) == 3
        await record(orders, placed(3).order_no, report(Status.REVERSED, at=NOW + 60))
        (again,) = await orders.on_desk(much_later, 10)
        assert again.awaits_word


def test_the_index_of_bad_ends_is_about_what_awaits_a_word_and_is_used(tmp_path: Path) -> None:
    asyncio.run(_made(tmp_path))
    with closing(sqlite3.connect(tmp_path / "orders.db")) as connection:
        which = f"orders INDEXED BY orders_awaiting_word WHERE {AWAITS_WORD} ORDER BY id DESC LIMIT 5"
        sql = f"EXPLAIN QUERY PLAN SELECT * FROM {which}"
        assert [row[3] for row in connection.execute(sql)] == ["SCAN orders USING INDEX orders_awaiting_word"]
    assert set(re.findall(r"'(\w+)'", AWAITS_WORD)) == WANTS_WORD | {Standing.SUCCESS}


async def _made(folder: Path) -> None:
    async with stores(folder):
        pass


async def test_a_note_written_with_the_order_is_in_its_first_commit_and_is_found(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, history):
        order = await orders.claim(placed(), "王姐代付")
        assert order.note == "王姐代付"
        assert fold(await orders.history(order.order_no)) == order
        listing = [opened async for opened in history.open(Search(terms=terms_of("王姐")), 10)][-1].listing
        assert listing.count == 1


async def test_receipts_are_counted(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        await orders.claim(placed())
        for count in (1, 2):
            assert (await orders.annotate(placed().order_no, ev.Printed(NOW, "58"))).prints == count


async def test_bad_ends_are_there_beside_many_open_orders(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        await orders.claim(placed(1))
        await record(orders, placed(1).order_no, report(Status.REFUNDED))
        for number in range(2, 8):
            await orders.claim(placed(number))
        assert any(order.awaits_word for order in await orders.on_desk(NOW, 5))


async def test_a_platform_number_that_another_order_has_is_not_taken(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, _):
        one, other = placed(1), placed(2)
        await orders.claim(one)
        await orders.claim(other)
        await orders.record([(one.order_no, ev.PushAccepted(NOW, "W7", "ok"))], NOW)
        (after,) = await orders.record([(other.order_no, ev.PushAccepted(NOW, "W7", "ok"))], NOW)
        assert (after.state, after.order_number) == (State.UNKNOWN, ""), "nobody knows which of them was taken"
        (after,) = await orders.record([(other.order_no, report(Status.SUCCESS, "W7"))], NOW)
        assert (after.standing, after.order_number) == (Standing.SUCCESS, ""), "the report is ours, its number is not"
        (same,) = await orders.record([(one.order_no, report(Status.RECHARGING, "W8"))], NOW)
        assert same.order_number == "W8", "a report tells better than the answer to the push"
        (same,) = await orders.record([(one.order_no, report(Status.SUCCESS, "W9"))], NOW)
        assert (same.standing, same.order_number) == (Standing.SUCCESS, "W8")
