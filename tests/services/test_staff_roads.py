"""Roads around names, rights and PINs that a review found."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from desktop.domain.audit import AuditKind
from desktop.domain.orders.amounts import owed_to_customer
from desktop.domain.orders.payment import CASH, CREDIT, WECHAT
from desktop.domain.orders.takings import debt, flows
from desktop.domain.right import ForbiddenError, Right
from desktop.domain.staff.person import Person, Role, StaffProblem
from desktop.domain.staff.rights import RightsTable
from desktop.services.staff.pins import TooSoon
from tests.conftest import running
from tests.fakes import FakeClock, FakeGateway
from tests.ui.test_evening import Evening


async def two(parts: Evening) -> None:
    staff = parts.parts.desk.staff
    await staff.keep(Person(0, "老板", Role.OWNER), "1111")
    await staff.keep(Person(0, "小王", Role.CLERK), "2222")


async def test_a_pin_cannot_be_found_out_by_giving_it_to_somebody(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        it, staff = Evening(parts, FakeGateway(), FakeClock()), parts.desk.staff
        await two(it)
        clerk = staff.everybody[1]
        told = [await staff.keep(clerk, "1111") for _ in range(4)]
        assert told[:3] == [StaffProblem.TAKEN_PIN] * 3
        assert isinstance(told[3], TooSoon)
        assert len(await parts.desk.auditing.rows([AuditKind.WRONG_PIN])) == 3


async def test_an_order_is_placed_by_who_confirmed_it_or_not_at_all(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        it, staff = Evening(parts, gateway, clock), parts.desk.staff
        await two(it)
        await staff.sign_in("2222")
        selling = asyncio.ensure_future(it.sells(CASH))
        while parts.desk.runtime.duty.actor.name != "老板":
            await staff.sign_in("1111")
        await asyncio.wait({selling})
        if selling.exception() is None:
            assert selling.result().placed_by in ("小王", "老板")
        else:
            assert isinstance(selling.exception(), ForbiddenError)


async def test_costs_are_hidden_from_who_may_not_see_them(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        it, staff = Evening(parts, gateway, clock), parts.desk.staff
        await two(it)
        failed = await it.ends(await it.sells(CASH), 3)
        assert (await parts.desk.books.bookkeeping.owed()).by_platform == [(failed, 9_800)]
        await staff.keep_rights(RightsTable(frozenset(Right), frozenset({Right.ORDER})), None)
        await staff.sign_in("2222")
        assert (await parts.desk.books.bookkeeping.owed()).by_platform == []
        assert [order.cost for order in await parts.desk.history.history.on_desk()] == [None]


async def test_a_settled_debt_goes_back_when_the_order_is_reversed_and_the_next_one_is_owed(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        it = Evening(parts, gateway, clock)
        first = await it.ends(await it.sells(CREDIT, payer="王"), 4)
        second = await it.sells(CREDIT, payer="王", instead_of=first.order_no, mobile=first.mobile)
        first = await it.ends(first, 2, first.face)
        await parts.desk.orders.notebook.pay_otherwise(first, CASH)
        first = await it.ends(first, 10)
        second = await it.ends(second, 2, second.face)
        first = await it.order(first.order_no)
        assert debt(second) - owed_to_customer(first) == 0
        assert flows(first)[CASH] == 9_990, "until it is given back"


async def test_all_of_a_debt_counts_again_after_a_cheaper_order(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        it = Evening(parts, gateway, clock)
        first = await it.ends(await it.sells(CREDIT, payer="王"), 4)
        await it.ends(await it.sells(CREDIT, 5_000, "王", instead_of=first.order_no, mobile=first.mobile), 4)
        assert debt(await it.ends(first, 2, first.face)) == 9_990


async def test_an_orders_money_goes_back_in_one_way(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        it, notebook = Evening(parts, gateway, clock), parts.desk.orders.notebook
        await parts.desk.books.shifts.open(10_000)
        order = await it.ends(await it.sells(CASH), 11, 6_000)
        order = await notebook.cash_returned(order, True)
        order = await it.ends(order, 10)
        order = await notebook.cash_returned(order, True, WECHAT)
        assert (flows(order), order.returned_with) == ({CASH: 0}, "")


@pytest.mark.parametrize("sold_before", [0, 2])
async def test_the_first_close_begins_with_what_was_in_the_drawer_before_its_orders(
    tmp_path: Path, sold_before: int
) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        it = Evening(parts, gateway, clock)
        for _ in range(sold_before):
            await it.sells(CASH)
        await parts.desk.books.shifts.open(10_000 + sold_before * 9_990)
        await it.sells(CASH)
        drawer = (await parts.desk.books.closing.draft()).drawer
        shift = await parts.desk.books.shifts.open_one()
        assert shift is not None
        assert drawer.change == 10_000
        assert drawer.change + drawer.taken - drawer.returned + drawer.moved == shift.expected
