"""Orders over a limit, and for blocked numbers, need somebody's permission."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.orders.caution import Caution
from desktop.domain.orders.limits import Limits
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import OrderReport
from desktop.domain.orders.request import Request
from desktop.domain.right import ForbiddenError, Right
from desktop.domain.staff.person import Person, Role
from desktop.services.duty import Permit, permitted
from desktop.services.orders.ordering import Draft, Started
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway

NUMBERS = ("13800138000", "13900139000", "13700137000")


async def placed(parts: RunningDesk, mobile: str, face: int = 10_000) -> str:
    """The number of an order that was placed. Raises ForbiddenError."""
    draft = await parts.desk.orders.ordering.prepare(Request(mobile, face, face, Speed.FAST))
    assert isinstance(draft, Draft)
    assert isinstance(await parts.desk.orders.ordering.place(draft), Started)
    return draft.order_no


async def arrived(parts: RunningDesk, gateway: FakeGateway, order_no: str, status: int = 2) -> None:
    gateway.known[order_no] = OrderReport(status, "W1", 9_700, None)
    await until(lambda: any(order.order_no == order_no for order in gateway.pushed))
    await parts.desk.orders.tracking.ask(order_no)


async def set_up(parts: RunningDesk) -> None:
    await parts.desk.staff.keep(Person(0, "甲", Role.OWNER), "1111")
    await parts.desk.staff.keep(Person(0, "乙", Role.CLERK), "2222")


async def test_a_number_gets_so_much_in_a_day(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        await set_up(parts)
        await parts.desk.orders.limiting.keep_limits(Limits(number_day=20_000))
        await parts.desk.staff.sign_in("2222")
        for status in (2, 4):
            await arrived(parts, gateway, await placed(parts, NUMBERS[0]), status)
        await arrived(parts, gateway, await placed(parts, NUMBERS[0]))
        with pytest.raises(ForbiddenError) as refused:
            await placed(parts, NUMBERS[0], 5_000)
        assert refused.value.rights == {Right.OVER_LIMIT}
        await placed(parts, NUMBERS[1])
        permit = await parts.desk.staff.permit("1111", frozenset({Right.OVER_LIMIT}))
        assert isinstance(permit, Permit)
        with permitted(permit):
            await arrived(parts, gateway, await placed(parts, NUMBERS[0], 5_000))
        clock.jump(86_400)
        await placed(parts, NUMBERS[0])


async def test_a_person_tops_up_so_much_in_a_day_or_a_longer_shift(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, FakeGateway(), clock) as parts:
        await set_up(parts)
        await parts.desk.orders.limiting.keep_limits(Limits(person_shift=15_000))
        await placed(parts, "13600136000")
        await parts.desk.staff.sign_in("2222")
        await placed(parts, NUMBERS[0])
        with pytest.raises(ForbiddenError):
            await placed(parts, NUMBERS[1])
        await placed(parts, NUMBERS[1], 5_000)
        clock.jump(60)
        await parts.desk.books.shifts.open(0)
        with pytest.raises(ForbiddenError):  # a shift of one's own resets nothing
            await placed(parts, NUMBERS[2])
        clock.jump(86_400)
        await parts.desk.staff.sign_in("2222")
        await placed(parts, NUMBERS[2])


async def test_the_same_draft_is_not_counted_against_itself(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await set_up(parts)
        await parts.desk.orders.limiting.keep_limits(Limits(number_day=10_000))
        await parts.desk.staff.sign_in("2222")
        draft = await parts.desk.orders.ordering.prepare(Request(NUMBERS[0], 10_000, 10_000, Speed.FAST))
        assert isinstance(draft, Draft)
        for _ in range(2):
            assert isinstance(await parts.desk.orders.ordering.place(draft), Started)


async def test_a_blocked_number_gets_nothing_until_its_time_is_over(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, FakeGateway(), clock) as parts:
        await set_up(parts)
        limiting = parts.desk.orders.limiting
        await limiting.block(NUMBERS[0], "骗子", clock.now() + 3_600)
        await limiting.block(NUMBERS[1], "停机", None)
        await parts.desk.staff.sign_in("2222")
        for number in NUMBERS[:2]:
            with pytest.raises(ForbiddenError):
                await placed(parts, number)
        clock.jump(3_601)
        await placed(parts, NUMBERS[0])
    async with running(tmp_path, FakeGateway(), clock) as parts:
        limiting = parts.desk.orders.limiting
        block = limiting.block_on(NUMBERS[1])
        assert block is not None
        assert (block.reason, block.by) == ("停机", "甲")
        await parts.desk.staff.sign_in("1111")
        await limiting.unblock(NUMBERS[1])
        assert limiting.block_on(NUMBERS[1]) is None
        kinds = [row.kind for row in await parts.desk.auditing.rows() if row.kind == "limit"]
        assert len(kinds) == 3


async def test_a_shop_without_staff_is_stopped_by_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        await parts.desk.orders.limiting.keep_limits(Limits(1, 1))
        await parts.desk.orders.limiting.block(NUMBERS[0], "x", None)
        await placed(parts, NUMBERS[0])


async def test_a_caution_is_said_once_in_half_an_hour(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, FakeGateway(), clock) as parts:
        for number in NUMBERS[:2]:
            await placed(parts, number, 20_000)
        wanted = Request(NUMBERS[2], 20_000, 20_000, Speed.FAST)
        limiting = parts.desk.orders.limiting
        assert await limiting.cautions(wanted) == [Caution.MANY_LARGE]
        assert await limiting.cautions(wanted) == []
