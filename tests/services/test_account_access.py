"""Whether the platform refuses the account is known from the outcomes of calls, and only a proof ends it."""

from pathlib import Path

import pytest

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import (
    Accepted,
    Balance,
    Declined,
    MayOrder,
    MobileInfo,
    NoAnswer,
    OrderReport,
    QueryOutcome,
    Rejected,
    Trouble,
    Unknown,
)
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing
from desktop.domain.refusal import RefusedPart
from desktop.services.account_access import UNCLEAR_ENOUGH, AccountAccess
from desktop.services.changes import Changes
from desktop.services.orders.ordering import Draft, Started
from desktop.services.orders.sending import Refused
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import UNREACHABLE, FakeClock, FakeGateway

BAD_KEY = Declined("1004", "app_key不存在")
NO_STORE = Declined("1006", "店铺不存在")
NOT_FOUND = Declined("1030", "订单不存在")
BUSY = Declined("9999", "系统繁忙")
ORDER = Order("T1", "77", "13800138000", 5000, 5000, Speed.FAST, 0.0)
REQUEST = Request("13800138000", 5000, 4980, Speed.FAST)


class Account:
    """An `AccountAccess` with its news counted."""

    def __init__(self) -> None:
        self.news = 0
        self.clock, changes = FakeClock(), Changes()
        self.access = AccountAccess(self.clock, changes)
        changes.access.subscribe(self._count)

    def _count(self, _news: None) -> None:
        self.news += 1

    @property
    def part(self) -> RefusedPart | None:
        return None if self.access.refusal is None else self.access.refusal.part


def test_a_refused_reading_of_the_balance_is_a_refused_account_until_one_succeeds() -> None:
    account = Account()
    account.access.note_balance(BAD_KEY)
    since = account.clock.now()
    account.clock.jump(60)
    account.access.note_balance(BAD_KEY)
    refusal = account.access.refusal
    assert refusal is not None
    assert (refusal.part, refusal.code, refusal.words, refusal.since) == (
        RefusedPart.KEY,
        "1004",
        "app_key不存在",
        since,
    )
    assert account.news == 1
    account.access.note_balance(Balance(100))
    assert (account.part, account.news) == (None, 2)


@pytest.mark.parametrize("outcome", [UNREACHABLE, NoAnswer(Trouble.UNREADABLE, "html"), BUSY])
def test_an_answer_that_proves_nothing_neither_begins_nor_ends_a_refusal(outcome: NoAnswer | Declined) -> None:
    account = Account()
    account.access.note_balance(outcome)
    assert account.part is None
    account.access.note_balance(BAD_KEY)
    account.access.note_balance(outcome)
    account.access.note_query(NOT_FOUND)
    account.access.note_other(outcome)
    account.access.note_push(ORDER, Unknown("ReadTimeout"))
    account.access.note_push(ORDER, Rejected("1010", "不支持的号码"))
    assert account.part is RefusedPart.KEY


def test_a_refused_push_counts_at_once_and_is_doubted() -> None:
    account = Account()
    account.access.note_push(ORDER, Rejected("1002", "签名错误"))
    assert (account.part, account.access.doubted) == (RefusedPart.KEY, True)
    account.access.note_balance(Balance(1))
    assert (account.part, account.access.doubted) == (None, False)


def test_an_error_of_another_call_is_only_a_doubt() -> None:
    for by_query in (True, False):
        account = Account()
        (account.access.note_query if by_query else account.access.note_other)(Declined("1", "app_key无权限"))
        assert (account.part, account.access.doubted, account.news) == (None, True, 1)
        account.access.note_balance(Balance(1))
        assert not account.access.doubted


@pytest.mark.parametrize("proof", [OrderReport(1, "W1"), MayOrder(), MobileInfo("移动", "移动", "湖南", "长沙")])
def test_any_success_ends_a_refused_key(proof: object) -> None:
    account = Account()
    account.access.note_balance(BAD_KEY)
    account.access.note_other(proof)
    assert account.part is None


def test_a_refused_store_ends_only_where_the_store_was_named() -> None:
    proofs: list[QueryOutcome] = [OrderReport(1, "W1"), NOT_FOUND]
    for proof in proofs:
        account = Account()
        account.access.note_push(ORDER, Rejected("1006", "店铺不存在"))
        account.access.note_query(NO_STORE)
        account.access.note_balance(Balance(100))
        account.access.note_other(MayOrder())
        assert account.part is RefusedPart.STORE
        account.access.note_query(proof)
        assert account.part is None


def test_a_question_alone_refuses_no_store() -> None:
    account = Account()
    account.access.note_query(NO_STORE)
    assert (account.part, account.access.doubted) == (None, False)


def test_a_refused_store_about_which_nothing_can_be_read_is_tried_again() -> None:
    account, unreadable = Account(), NoAnswer(Trouble.UNREADABLE, "the answer does not name the order")
    account.access.note_push(ORDER, Rejected("1006", "店铺不存在"))
    for _ in range(UNCLEAR_ENOUGH - 1):
        account.access.note_query(unreadable)
    account.access.note_query(UNREACHABLE)
    assert account.part is RefusedPart.STORE
    account.access.note_query(NO_STORE)  # it is still said: the count begins again
    for _ in range(UNCLEAR_ENOUGH - 1):
        account.access.note_query(unreadable)
    assert account.part is RefusedPart.STORE
    account.access.note_query(unreadable)
    assert account.part is None


def test_a_balance_that_may_not_be_read_stops_no_order() -> None:
    account = Account()
    account.access.note_balance(Declined("1", "app_key无权限访问该接口"))
    assert account.part is None
    account.access.note_push(ORDER, Rejected("1", "app_key无权限访问该接口"))
    assert account.part is RefusedPart.KEY
    account.access.note_other(MayOrder())
    assert account.part is None


def test_want_of_money_ends_with_a_deposit_or_an_order_that_is_taken() -> None:
    short = Rejected("1050", "余额不足")
    account = Account()
    account.access.note_push(ORDER, short)
    for money in (4000, 3000, 3500):  # it rose, but does not cover the order
        account.access.note_balance(Balance(money))
    assert (account.part, account.access.unfunded is not None) == (None, True)
    account.access.note_balance(Balance(9000))
    assert account.access.unfunded is None
    account.access.note_push(ORDER, short)
    account.access.note_balance(Balance(9000))  # it covers the order and was refused all the same: part is frozen
    assert account.access.unfunded is not None
    account.access.note_push(ORDER, Accepted("W1"))
    assert account.access.unfunded is None


async def drafted(parts: RunningDesk) -> Draft:
    draft = await parts.desk.orders.ordering.prepare(REQUEST)
    assert isinstance(draft, Draft)
    return draft


async def test_while_the_key_is_refused_nothing_is_saved_or_sent(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    gateway.balance_outcome = BAD_KEY
    async with running(tmp_path, gateway, clock) as parts:
        await until(lambda: parts.desk.access.refusal)
        draft = await drafted(parts)
        assert isinstance(await parts.desk.orders.ordering.place(draft), Refused)
        assert await parts.orders.get(draft.order_no) is None
        gateway.balance_outcome = Balance(100_000)
        await clock.advance_until(lambda: parts.desk.access.refusal is None, 61)
        assert isinstance(await parts.desk.orders.ordering.place(draft), Started)
        await until(lambda: gateway.pushed)
    assert [order.order_no for order in gateway.pushed] == [draft.order_no]


async def test_a_draft_that_was_placed_before_the_refusal_is_still_that_order(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with running(tmp_path, gateway, FakeClock()) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await until(lambda: gateway.pushed)
        gateway.balance_outcome = BAD_KEY
        await parts.desk.books.balance.read()
        again = await parts.desk.orders.ordering.place(draft)
        assert isinstance(again, Started)
        assert again.order.order_no == draft.order_no
    assert len(gateway.pushed) == 1


async def test_a_doubt_is_looked_into_at_once(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        await until(lambda: parts.desk.books.balance.last)
        gateway.balance_outcome = BAD_KEY
        parts.desk.access.note_other(Declined("1", "app_key无权限"))
        await clock.advance_until(lambda: parts.desk.access.refusal, 5)


async def test_a_wrong_diagnosis_is_checked_at_once(tmp_path: Path) -> None:
    """A push is refused for the account, yet the balance is told: the next customer can be served."""
    gateway, clock = FakeGateway(), FakeClock()
    gateway.push_outcomes.append(Rejected("1004", "app_key不存在"))
    async with running(tmp_path, gateway, clock) as parts:
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        order = None
        while order is None or order.standing is not Standing.CHECKING:
            order = await parts.orders.get(draft.order_no)
        await clock.advance_until(lambda: parts.desk.access.refusal is None, 5)


async def test_a_refused_store_is_asked_about_although_no_order_is_open(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    gateway.query_default = NO_STORE
    async with running(tmp_path, gateway, clock) as parts:
        await until(lambda: parts.desk.books.balance.last)
        parts.desk.access.note_push(ORDER, Rejected("1006", "店铺不存在"))
        await clock.advance_until(lambda: len(gateway.asked) >= 2, 61)
        assert all(number.endswith("0000") for number in gateway.asked)
        assert isinstance(await parts.desk.orders.ordering.place(await drafted(parts)), Refused)
        gateway.query_default = NOT_FOUND
        await clock.advance_until(lambda: parts.desk.access.refusal is None, 31)
        assert isinstance(await parts.desk.orders.ordering.place(await drafted(parts)), Started)


async def test_an_order_is_not_sent_again_while_the_account_is_refused(tmp_path: Path) -> None:
    gateway, clock = FakeGateway(), FakeClock()
    async with running(tmp_path, gateway, clock) as parts:
        await until(lambda: parts.desk.books.balance.last)
        parts.desk.access.note_balance(BAD_KEY)
        assert isinstance(await parts.desk.orders.settling.send_again("T1"), Refused)
    assert gateway.pushed == []
