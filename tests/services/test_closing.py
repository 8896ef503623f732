"""Closing a day as the clerk does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.actor import Actor
from desktop.domain.books.close import Figures
from desktop.domain.orders.status import Standing, Status
from desktop.services.books.closing import NotClosedError
from tests.fakes import FakeClock
from tests.services.books_desk import books_desk, fill_the_disk


async def test_a_day_is_drawn_up_counted_kept_and_told(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(100_000)
        await it.report(await it.place(), Status.SUCCESS)
        refunded = await it.report(await it.place(), Status.REFUNDED)
        it.desk.runtime.duty.actor = Actor(name="小李")
        await it.desk.orders.notebook.cash_returned(refunded, True)
        await it.balance(90_300)
        draft = await it.desk.books.closing.draft()
        assert (draft.number, draft.total.orders, draft.profit) == (0, 2, 290)
        assert (draft.drawer.taken, draft.drawer.returned, draft.drawer.expected) == (19_980, 9_990, 9_990)
        assert (draft.books.opening, draft.books.expected, draft.difference) == (100_000, 90_300, 0)
        told = it.told
        drawer = replace(draft.drawer, change=5_000, counted=15_000)
        kept = await it.desk.books.closing.keep(draft, drawer, "小李", "多了一毛")
        assert it.told == told + 1
        assert (kept.number, kept.drawer.difference, kept.by, kept.note) == (1, 10, "小李", "多了一毛")
        assert await it.desk.books.closing.all(9) == [kept]
        assert (await it.desk.books.closing.draft()).drawer.change == 15_000


async def test_a_close_survives_a_restart_and_is_the_same(tmp_path: Path) -> None:
    clock = FakeClock()
    async with books_desk(tmp_path, clock) as it:
        order = await it.report(await it.place(), Status.SUCCESS)
        draft = await it.desk.books.closing.draft()
        kept = await it.desk.books.closing.keep(draft, draft.drawer, "", "")
    clock.leap(86_400)
    async with books_desk(tmp_path, clock) as it:
        assert await it.desk.books.closing.all(9) == [kept]
        await it.report(order, Status.REVERSED)
        (correction,) = (await it.desk.books.closing.draft()).corrections
        assert (correction.close_number, correction.before, correction.after) == (
            1, Standing.SUCCESS, Standing.REVERSED,
        )  # fmt: skip
        assert correction.change == Figures(refund=9_700, profit=-290)
        assert await it.desk.books.closing.all(9) == [kept]


async def test_a_clock_that_jumps_back_counts_nothing_twice_and_loses_nothing(tmp_path: Path) -> None:
    clock = FakeClock()
    async with books_desk(tmp_path, clock) as it:
        orders = 0
        for jump in (0.0, -3_600.0, -86_400.0, 2 * 86_400.0, 0.0):
            clock.jump(jump)
            await it.report(await it.place(), Status.SUCCESS)
            draft = await it.desk.books.closing.draft()
            kept = await it.desk.books.closing.keep(draft, draft.drawer, "", "")
            orders += kept.total.orders
            assert (kept.total.orders, kept.corrections) == (1, ())
        assert orders == 5
        assert [one.number for one in await it.desk.books.closing.all(9)] == [5, 4, 3, 2, 1]


async def test_one_of_two_drafts_is_kept(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        one, other = await it.desk.books.closing.draft(), await it.desk.books.closing.draft()
        await it.desk.books.closing.keep(one, one.drawer, "", "")
        told = it.told
        with pytest.raises(NotClosedError) as refused:
            await it.desk.books.closing.keep(other, other.drawer, "", "")
        assert refused.value.stale
        assert it.told == told
        assert len(await it.desk.books.closing.all(9)) == 1


async def test_a_full_disk_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        draft = await it.desk.books.closing.draft()
        await fill_the_disk(it.parts)
        with pytest.raises(NotClosedError) as refused:
            await it.desk.books.closing.keep(draft, draft.drawer, "", "x" * 100_000)
        assert not refused.value.stale
        assert await it.desk.books.closing.all(9) == []
