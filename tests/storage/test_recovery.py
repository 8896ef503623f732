"""What the journal makes good when the database is an older one."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.domain import events as ev
from desktop.domain.order import Order, State, Verdict
from desktop.domain.poll_plan import PollPlan
from desktop.domain.status import Standing
from desktop.domain.transitions import fold
from desktop.parts import planner
from desktop.storage.database import Database
from desktop.storage.errors import JournalFailedError, NotAllowedError, WriteFailedError
from desktop.storage.journal import Journal
from desktop.storage.orders import OrderStore

NOW = 1_795_396_344.0


@asynccontextmanager
async def store(folder: Path, database: type[Database] = Database) -> AsyncIterator[OrderStore]:
    opened = database(folder / "orders.db")
    await opened.open()
    try:
        yield OrderStore(opened, planner(PollPlan(jitter=0.0)), Journal(folder / "orders.journal"))
    finally:
        await opened.close()


def placed(number: int) -> ev.Placed:
    return ev.Placed(NOW, f"T2026112300{number:02d}AAAA", "77", f"138001380{number:02d}", 5000, 5000, 1)


def not_found(at: float) -> ev.QueryDeclined:
    return ev.QueryDeclined(at, "1030", "no such order", 1900.0, True)


async def unknown(orders: OrderStore, number: int = 1, not_founds: int = 0) -> str:
    order_no = (await orders.claim(placed(number))).order_no
    events: list[ev.Event] = [ev.PushUnknown(NOW + 20, "ReadTimeout"), *[not_found(NOW + 2000)] * not_founds]
    for event in events:
        await orders.record([(order_no, event)], event.at)
    return order_no


async def order_of(orders: OrderStore, order_no: str) -> Order:
    order = await orders.get(order_no)
    assert order is not None
    return order


async def test_orders_placed_after_a_backup_come_back_unknown(tmp_path: Path) -> None:
    async with store(tmp_path) as orders:
        await orders.claim(placed(1))
    shutil.copyfile(tmp_path / "orders.db", tmp_path / "old.db")
    async with store(tmp_path) as orders:
        for number in (2, 3):
            await orders.claim(placed(number))
    shutil.copyfile(tmp_path / "old.db", tmp_path / "orders.db")
    async with store(tmp_path) as orders:
        await orders.recover(NOW + 100)
        for number in (1, 2, 3):
            order = await order_of(orders, placed(number).order_no)
            assert (order.standing, order.mobile) == (Standing.UNKNOWN, placed(number).mobile)
            assert fold(await orders.history(order.order_no)) == order
        assert len(await orders.due("77", NOW + 200, 10)) == 3
        await orders.recover(NOW + 200)
        assert len(await orders.history(placed(3).order_no)) == 3, "once is enough"


async def test_a_second_sending_that_an_old_backup_forgot_is_remembered(tmp_path: Path) -> None:
    async with store(tmp_path) as orders:
        order_no = await unknown(orders, not_founds=3)
    shutil.copyfile(tmp_path / "orders.db", tmp_path / "old.db")
    async with store(tmp_path) as orders:
        await orders.claim_again(order_no, NOW + 3000)
    shutil.copyfile(tmp_path / "old.db", tmp_path / "orders.db")
    async with store(tmp_path) as orders:
        await orders.recover(NOW + 3100)
        order = await order_of(orders, order_no)
        assert (order.sends, order.sent_at, order.may_be_settled) == (2, NOW + 3000, False)


async def test_sending_again_and_closing_need_the_evidence(tmp_path: Path) -> None:
    async with store(tmp_path) as orders:
        order_no = await unknown(orders, not_founds=2)
        with pytest.raises(NotAllowedError):
            await orders.claim_again(order_no, NOW + 3000)
        for decision in (ev.Closed(NOW + 3000), ev.HeardFromSupport(NOW + 3000, Verdict.ARRIVED, "Miss Li")):
            with pytest.raises(NotAllowedError):
                await orders.decide(order_no, decision)
        await orders.record([(order_no, not_found(NOW + 3100))], NOW + 3100)
        assert (await orders.claim_again(order_no, NOW + 3200)).state is State.SENDING
        with pytest.raises(NotAllowedError):
            await orders.claim_again(order_no, NOW + 3201)


async def test_without_a_journal_nothing_is_sent(tmp_path: Path) -> None:
    (tmp_path / "orders.journal").mkdir()
    async with store(tmp_path) as orders:
        with pytest.raises(JournalFailedError):
            await orders.claim(placed(1))
        not_sent = ev.PushNotSent(NOW, "journal")
        (order,) = await orders.record([(placed(1).order_no, not_sent)], NOW)
        assert order.standing is Standing.NOT_SENT


async def test_an_almost_full_disk_takes_no_order_but_still_results(tmp_path: Path) -> None:
    class AlmostFull(Database):
        full = False

        def free_bytes(self) -> int:
            return 1_000_000 if AlmostFull.full else 1 << 40

    async with store(tmp_path, AlmostFull) as orders:
        order_no = await unknown(orders)
        AlmostFull.full = True
        with pytest.raises(WriteFailedError):
            await orders.claim(placed(2))
        report = ev.Reported(NOW + 9, 2, "W1", 4900, None, "")
        (order,) = await orders.record([(order_no, report)], NOW + 9)
        assert order.standing is Standing.SUCCESS
        AlmostFull.full = False
        assert (await orders.claim(placed(2))).state is State.SENDING
