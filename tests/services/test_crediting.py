"""A refund is only told until readings of the balance bear it out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from desktop.domain.books.ledger import Reason
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders.amounts import RefundWord, refund_word
from desktop.domain.orders.order import PATIENCE_S, Order
from desktop.domain.orders.status import Status
from tests.services.books_desk import BooksDesk, books_desk

COST = 9_700


async def credited(it: BooksDesk, order: Order, fen: int) -> Order:
    while (now := await it.order(order.order_no)).credited != fen:
        await asyncio.sleep(0.005)
    return now


async def suspected(it: BooksDesk) -> list[tuple[str, Reason]]:
    ledger = await it.desk.books.bookkeeping.ledger()
    assert ledger is not None
    assert ledger.account is not None
    return [(one.order.order_no, one.reason) for one in ledger.account.explainers]


async def sold(it: BooksDesk, money: int) -> Order:
    order = await it.report(await it.place(), Status.RECHARGING)
    await it.balance(money)
    return order


async def test_a_refund_is_credited_once_the_balance_has_grown_by_it(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        order = await it.report(await sold(it, 50_000 - COST), Status.REFUNDED)
        assert refund_word(order) is RefundWord.TOLD
        await it.balance(50_000)
        order = await credited(it, order, COST)
        assert refund_word(order) is RefundWord.CREDITED
        assert (await it.desk.books.bookkeeping.owed()).by_platform == []


async def test_one_that_never_comes_is_the_first_suspect_and_owed_by_the_platform(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        order = await it.report(await sold(it, 50_000 - COST), Status.REFUNDED)
        other = await sold(it, 50_000 - 2 * COST)
        assert await suspected(it) == [
            (order.order_no, Reason.REFUND_TOLD),
            (other.order_no, Reason.RUNNING),
        ]
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert ledger.account.lacks_refunds
        assert (await it.desk.books.bookkeeping.owed()).by_platform == [(order, COST)]
        await it.report(other, Status.SUCCESS)
        it.clock.leap(PATIENCE_S + 60)
        await it.balance(50_000 - 2 * COST)
        assert await suspected(it) == [(order.order_no, Reason.REFUND_MISSING)]


async def test_a_reading_between_the_push_and_the_first_report_bears_nothing_out(tmp_path: Path) -> None:
    """The money is gone by then, and its cost is not booked yet: what never comes back would look the same."""
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        order = await it.place()
        await it.balance(50_000 - COST)
        await it.report(order, Status.RECHARGING)
        order = await it.report(order, Status.REFUNDED)
        await it.balance(50_000 - COST)
        assert await suspected(it) == [(order.order_no, Reason.REFUND_TOLD)]
        assert (await it.order(order.order_no)).credited == 0
        await it.balance(50_000)
        await credited(it, order, COST)


async def test_a_refund_that_is_undone_and_told_again_is_compared_again(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        order = await it.report(await sold(it, 50_000 - COST), Status.REFUNDED)
        await it.balance(50_000)
        order = await credited(it, order, COST)
        order = await it.report(order, Status.REVERSED)
        assert order.credited == COST
        order = await it.report(order, Status.SUCCESS)
        assert order.credited == 0


async def test_another_ones_refund_is_not_taken_for_it(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        never = await it.report(await sold(it, 50_000 - COST), Status.REFUNDED)
        await it.balance(50_000 - COST)
        came = await it.report(await sold(it, 50_000 - 2 * COST), Status.REFUNDED)
        await it.balance(50_000 - COST)
        await credited(it, came, COST)
        assert (await it.order(never.order_no)).credited == 0
        await it.balance(50_000)
        await credited(it, never, COST)


async def test_what_the_owner_adjusts_bears_nothing_out(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        never = await it.report(await sold(it, 50_000 - COST), Status.REFUNDED)
        await it.desk.books.bookkeeping.adjust(-COST, Voucher(None, "nobody knows", "Wang"))
        await it.balance(50_000 - COST)
        came = await it.report(await sold(it, 50_000 - 2 * COST), Status.REFUNDED)
        await it.balance(50_000 - COST)
        await credited(it, came, COST)
        assert (await it.order(never.order_no)).credited == 0


@pytest.mark.parametrize(
    ("status", "arrived", "refund"),
    [(Status.PARTIAL, 4_000, 5_820), (Status.CANCELLED, None, COST), (Status.REVERSED, None, COST)],
)
async def test_what_nobody_called_a_refund_is_expected_until_it_is_credited(
    tmp_path: Path, status: Status, arrived: int | None, refund: int
) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        order = await it.report(await sold(it, 50_000 - COST), status, arrived=arrived)
        assert refund_word(order) is RefundWord.EXPECTED
        await it.balance(50_000 - COST)
        assert refund_word(await it.order(order.order_no)) is RefundWord.EXPECTED
        await it.balance(50_000 - COST + refund)
        assert refund_word(await credited(it, order, refund)) is RefundWord.CREDITED


async def test_what_was_refunded_before_the_book_began_is_in_its_opening(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        order = await it.report(await it.place(), Status.REFUNDED)
        await it.balance(50_000)
        await credited(it, order, COST)
