"""An evening with three people, two shifts and four ways to pay: every paper agrees to the fen with a sum that is made
straight from the stored events by other code.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.report import Grouping
from desktop.domain.books.shift import Shift
from desktop.domain.history.search import Search
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import OrderReport
from desktop.domain.orders.payment import ALIPAY, CASH, CREDIT, WECHAT
from desktop.domain.orders.request import Request
from desktop.domain.paper import Paper
from desktop.domain.right import ForbiddenError, Right
from desktop.domain.staff.person import Person, Role
from desktop.domain.staff.rights import RightsTable
from desktop.exchange.receipt import Shop, as_text, receipt_of
from desktop.services.duty import Permit, permitted
from desktop.services.history.exporting import Exported, Progress
from desktop.services.history.history import OpenCounts
from desktop.services.orders.ordering import Draft, Started
from desktop.ui.closes.document import close_page
from desktop.ui.history.export_dialog import all_words, labels
from desktop.ui.receipt.wording import labels as receipt_labels
from desktop.ui.receipt.wording import wording
from desktop.ui.shifts.slip import slip
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway

PINS = {"老板": "1111", "小王": "2222", "小李": "3333"}


class Evening:
    """What the people at the counter do."""

    def __init__(self, parts: RunningDesk, gateway: FakeGateway, clock: FakeClock) -> None:
        self.parts, self.gateway, self.clock = parts, gateway, clock
        self.numbers = (f"138{place:08d}" for place in range(1000))

    async def comes(self, name: str) -> None:
        assert isinstance(await self.parts.desk.staff.sign_in(PINS[name]), Person)

    async def sells(
        self, way: str, face: int = 10_000, payer: str = "", instead_of: str = "", mobile: str = ""
    ) -> Order:
        self.clock.jump(60)
        ordering = self.parts.desk.orders.ordering
        wanted = Request(
            mobile or next(self.numbers), face, face - 10, Speed.FAST, instead_of=instead_of, paid_with=way, payer=payer
        )
        draft = await ordering.prepare(wanted)
        assert isinstance(draft, Draft)
        assert isinstance(await ordering.place(draft), Started)
        await until(lambda: any(order.order_no == draft.order_no for order in self.gateway.pushed))
        return await self.order(draft.order_no)

    async def ends(self, order: Order, status: int, arrived: int | None = None) -> Order:
        self.gateway.known[order.order_no] = OrderReport(status, "W1", order.face * 98 // 100, arrived)
        await self.parts.desk.orders.tracking.ask(order.order_no)
        return await self.order(order.order_no)

    async def order(self, order_no: str) -> Order:
        found = await self.parts.orders.get(order_no)
        assert found is not None
        return found

    async def hands_over(self, off: int = 0) -> Shift:
        shifts = self.parts.desk.books.shifts
        shown = await shifts.count(1)
        assert isinstance(shown, Shift)
        shown = await shifts.count(shown.expected + off)
        assert isinstance(shown, Shift)
        closed = await shifts.close(shown, "少了" if off else "")
        assert isinstance(closed, Shift)
        return closed


def by_other_code(file: Path) -> dict[str, Counter[str]]:
    """From the events alone: what came in and went back by the way of payment, and the debts."""
    with closing(sqlite3.connect(file)) as connection:
        events = connection.execute("SELECT order_id, kind, detail FROM events ORDER BY id").fetchall()
    orders: dict[int, dict[str, Any]] = {}
    taken: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    for key, kind, text in events:
        said = json.loads(text)
        one = orders.setdefault(key, {"back": 0})
        if kind == "placed":
            one.update(way=said.get("paid_with", ""), price=said["price"], status=0, arrived=None, face=said["face"])
            one["new"] = said["price"] - said.get("paid_before", 0)
            if one["way"] != CREDIT:
                taken[one["way"]] += max(0, one["new"])
                returned[one["way"]] += max(0, -one["new"])
        elif kind == "reported":
            one["status"], one["arrived"] = said["status"], said["arrived"]
        elif kind == "cash_returned":
            way = said.get("paid_with") or one["way"]
            back = said["amount"] - one["back"] if said["returned"] else -one["back"]
            one["back"] += back
            returned[way] += back
        elif kind == "paid_otherwise":
            if one["way"] == CREDIT:
                due = one["price"]
                if one["status"] == 11:
                    due = one["price"] * one["arrived"] // one["face"]
                taken[said["paid_with"]] += due
            else:
                taken[one["way"]] -= one["new"]
                taken[said["paid_with"]] += one["new"]
            one["way"] = said["paid_with"]
    debts: Counter[str] = Counter()
    for one in orders.values():
        if one["way"] == CREDIT and one["status"] not in (4, 9, 10):
            debts[CREDIT] += one["price"] * one["arrived"] // one["face"] if one["status"] == 11 else one["price"]
    return {"taken": taken, "returned": returned, "debts": debts}


@pytest.mark.parametrize("off", [0, -150])
async def test_slips_close_reports_and_exports_agree_with_the_events(tmp_path: Path, off: int) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        it, desk = Evening(parts, gateway, clock), parts.desk
        for name, role in (("老板", Role.OWNER), ("小王", Role.CLERK), ("小李", Role.CLERK)):
            await desk.staff.keep(Person(0, name, role), PINS[name])
        await desk.staff.keep_rights(RightsTable(), 15_000)
        shifts, notebook = desk.books.shifts, desk.orders.notebook

        # the first shift
        await it.comes("小王")
        assert isinstance(await shifts.open(20_000), Shift)
        arrives = [await it.sells(way) for way in (CASH, WECHAT, ALIPAY, CASH)]
        for order in arrives:
            await it.ends(order, 2, order.face)
        failed = await it.ends(await it.sells(WECHAT), 4)
        await notebook.cash_returned(failed, True)  # the same way
        other = await it.ends(await it.sells(ALIPAY), 4)
        await notebook.cash_returned(other, True, CASH)
        again = await it.ends(await it.sells(CASH), 4)
        retried = await it.sells(CASH, instead_of=again.order_no, mobile=again.mobile)
        await it.ends(retried, 2, retried.face)
        debts = [await it.sells(CREDIT, payer="王师傅") for _ in range(3)]
        wrong = await it.sells(CASH)
        await notebook.pay_otherwise(wrong, WECHAT)
        with pytest.raises(ForbiddenError):
            await it.sells(CASH, 20_000)
        permit = await desk.staff.permit(PINS["老板"], frozenset({Right.LARGE_ORDER}))
        assert isinstance(permit, Permit)
        with permitted(permit):
            large = await it.sells(CASH, 20_000)
        await shifts.enter_cash(-10_000, "存银行")
        first = await it.hands_over(off)

        # the second shift: what comes late is in it
        await it.comes("小李")
        assert first.closed is not None
        assert isinstance(await shifts.open(first.closed.counted), Shift)
        await it.ends(large, 2, large.face)
        await it.ends(debts[0], 2, debts[0].face)
        await notebook.pay_otherwise(await it.order(debts[0].order_no), WECHAT)
        part = await it.ends(debts[1], 11, 6_000)
        await notebook.pay_otherwise(part, CASH)
        await it.ends(debts[2], 4)
        late = await it.ends(arrives[0], 10)  # reversed
        await notebook.cash_returned(late, True)
        await it.sells(WECHAT)
        second = await it.hands_over()
        await it.comes("老板")
        draft = await desk.books.closing.draft()
        close = await desk.books.closing.keep(draft, CashDrawer(change=20_000, moved=draft.drawer.moved), "", "")

        # all of them agree
        wanted = by_other_code(tmp_path / "orders.db")
        for name in ("taken", "returned"):
            in_close = {way: getattr(one, name) for way, one in close.takings.items() if way != CREDIT}
            assert {way: fen for way, fen in in_close.items() if fen} == {w: f for w, f in wanted[name].items() if f}
            together: Counter[str] = Counter()
            for shift in (first, second):
                together.update({way: getattr(one, name) for way, one in shift.takings.items() if way != CREDIT})
            assert {way: fen for way, fen in together.items() if fen} == {w: f for w, f in wanted[name].items() if f}
        owed = await desk.books.bookkeeping.owed()
        assert sum(fen for _order, fen in owed.by_customers) == wanted["debts"][CREDIT] == 0
        assert close.takings.get(CREDIT) is None
        cash = wanted["taken"][CASH] - wanted["returned"][CASH]
        assert (close.drawer.taken - close.drawer.returned if close.drawer.taken else cash) == cash
        assert second.expected == first.closed.counted + sum(one.net for w, one in second.takings.items() if w == CASH)
        assert first.difference == off
        assert [line.difference for line in close.shifts] == [off, 0]
        assert sum(line.cash for line in close.shifts) == cash
        assert first.orders + second.orders == close.total.orders == len(gateway.pushed)

        # the papers
        told = close_page(close, Paper.A4, "店", clock.now(), practice=False).as_text()
        for text in (f"Cash: +¥{wanted['taken'][CASH] / 100:,.2f}", f"WeChat: +¥{wanted['taken'][WECHAT] / 100:,.2f}"):
            assert text in told, told
        paper = slip(first, OpenCounts(0, 0, 0, 0), (0, 0), "店", clock.now(), practice=False).as_text()
        assert "存银行: -¥100.00" in paper
        assert ("Difference: -¥1.50" in paper) is bool(off)
        one = await it.order(debts[0].order_no)
        receipt = receipt_of(one, receipt_labels(), wording(one, clock.now()), Shop(), clock.now(), practice=False)
        assert "Paid with: WeChat" in as_text(receipt)

        # reports and exports
        today = desk.books.reporting.today
        report = await desk.books.reporting.report(today, today, Grouping.PAYMENT)
        every = [await it.order(order.order_no) for order in gateway.pushed]
        prices: Counter[str] = Counter()
        for order in every:
            prices[order.paid_with] += order.price
        assert {group.key: group.figures.price for group in report.groups} == dict(prices)
        people = await desk.books.reporting.report(today, today, Grouping.PERSON)
        assert {group.key for group in people.groups} == {"小王", "小李"}
        file = tmp_path / "evening.csv"
        done = await desk.history.exporting.export(Search(), file, labels(), all_words(), Progress())
        assert isinstance(done, Exported)
        with file.open(encoding="utf-8-sig", newline="") as opened:
            *exported, _total = list(csv.DictReader(opened))
        assert Counter(row["Paid with"] for row in exported) == Counter(
            {CASH: "Cash", WECHAT: "WeChat", ALIPAY: "Alipay", CREDIT: "On credit"}[order.paid_with] for order in every
        )
        returned = sum(round(float(row["Cash returned"] or 0) * 100) for row in exported)
        assert returned == sum(wanted["returned"].values())
        allowed = [row for row in await desk.auditing.rows() if row.kind == "permit"]
        assert [(row.by, row.allowed_by) for row in allowed] == [("小王", "老板")]
        assert await desk.auditing.verify() == 0
