"""The ledger as the owner meets it: readings, deposits, what is owed, what is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.books.charge import CannotTell, Doubt, Finding, LikelyCharged, NotCharged
from desktop.domain.books.ledger import Books, EntryKind, Reason
from desktop.domain.books.voucher import LARGEST_AMOUNT, Voucher, VoucherProblem
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Balance, Declined, NotSent, Unknown
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Status
from desktop.services.books.bookkeeping import NotBookedError
from desktop.services.orders.ordering import Draft
from tests.fakes import UNREACHABLE, FakeClock
from tests.services.books_desk import BooksDesk, books_desk, fill_the_disk

DAY = 86_400.0


def paid(it: BooksDesk, ago: float = 60.0) -> Voucher:
    return Voucher(it.clock.now() - ago, "工行转账", "小李")


async def test_before_the_first_reading_there_is_no_ledger(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        assert await it.desk.books.bookkeeping.ledger() is None
        assert it.desk.books.balance.left is None
        with pytest.raises(NotBookedError):
            await it.desk.books.bookkeeping.deposit(100, paid(it))
        await it.balance(50_000)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert (ledger.books, ledger.since) == (Books(50_000), None)
        assert ledger.account is not None
        assert ledger.account.difference == 0


async def test_an_order_on_its_way_keeps_the_book_from_beginning(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        order = await it.place()
        await it.balance(40_300)
        assert await it.desk.books.bookkeeping.ledger() is None
        await it.report(order, Status.SUCCESS)
        await it.balance(40_300)
        assert await it.desk.books.bookkeeping.ledger() is not None


@pytest.mark.parametrize("money", [0, -1, -50_000, 10**13, -(10**13)])
async def test_an_absurd_balance_is_kept_and_taken_up_again(tmp_path: Path, money: int) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(money)
        order = await it.place()
        await it.report(order, Status.SUCCESS)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.books.expected == money - 9_700
        await it.desk.books.bookkeeping.deposit(LARGEST_AMOUNT, paid(it))
        assert it.desk.books.balance.left == money - 10_000
    async with books_desk(tmp_path) as it:
        assert it.desk.books.balance.last is not None
        assert it.desk.books.balance.last.money == money


async def test_no_answer_changes_nothing_that_is_known(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        it.gateway.balance_outcome = UNREACHABLE
        assert not await it.desk.books.balance.read()
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert ledger.account.reading.money == 50_000


async def test_a_deposit_shows_before_it_is_written_down_and_settles_the_difference_after(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        await it.balance(150_000)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert (ledger.account.difference, ledger.account.possible_deposit) == (100_000, 100_000)
        told = it.told
        await it.desk.books.bookkeeping.deposit(100_000, paid(it))
        assert it.told == told + 1
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert (ledger.account.difference, ledger.account.possible_deposit) == (None, 0)
        await it.balance(150_000)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert (ledger.account.difference, ledger.account.possible_deposit) == (0, 0)
        assert ledger.books == Books(50_000, 100_000)


async def test_a_deposit_written_down_before_it_is_there(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        await it.desk.books.bookkeeping.deposit(100_000, paid(it))
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert ledger.account.difference is None, "what was written after the reading may have come after it"
        await it.balance(50_000)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert ledger.account.difference == -100_000
        await it.balance(150_000)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert ledger.account.difference == 0


@pytest.mark.parametrize(
    ("amount", "ago", "problem"),
    [
        (100, -1.0, VoucherProblem.IN_THE_FUTURE),
        (100, 400 * DAY, VoucherProblem.TOO_LONG_AGO),
        (0, 60.0, VoucherProblem.NO_AMOUNT),
        (-5, 60.0, VoucherProblem.NO_AMOUNT),
        (LARGEST_AMOUNT + 1, 60.0, VoucherProblem.TOO_LARGE),
    ],
)
async def test_a_slip_is_refused_and_nothing_written(
    tmp_path: Path, amount: int, ago: float, problem: VoucherProblem
) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        with pytest.raises(ValueError, match=problem):
            await it.desk.books.bookkeeping.deposit(amount, paid(it, ago))
        with pytest.raises(ValueError, match=VoucherProblem.NO_REASON):
            await it.desk.books.bookkeeping.adjust(5, Voucher(None, "  "))
        assert len(await it.desk.books.bookkeeping.statement(None, 9)) == 1


async def test_taking_back_writes_the_opposite(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        order = await it.place()
        await it.report(order, Status.SUCCESS)
        await it.desk.books.bookkeeping.deposit(1_000, paid(it))
        await it.desk.books.bookkeeping.adjust(-7, Voucher(None, "盘点", "老板"))
        adjusted, deposit, cost, opening = await it.desk.books.bookkeeping.statement(None, 9)
        for entry in (cost, opening):
            with pytest.raises(ValueError, match=entry.move.kind):
                await it.desk.books.bookkeeping.take_back(entry, Voucher(None, "x"))
        for entry in (adjusted, deposit):
            await it.desk.books.bookkeeping.take_back(entry, Voucher(None, "写错了", "小李"))
            with pytest.raises(NotBookedError):
                await it.desk.books.bookkeeping.take_back(entry, Voucher(None, "写错了", "小李"))
        assert [one.taken_back for one in await it.desk.books.bookkeeping.statement(None, 9)] == [True] * 4 + [
            False
        ] * 2
        newest = await it.desk.books.bookkeeping.statement(None, 2)
        assert [(one.move.kind, one.move.amount) for one in newest] == [
            (EntryKind.DEPOSIT, -1_000),
            (EntryKind.ADJUSTMENT, 7),
        ]
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.books == Books(50_000, costs=-9_700)


async def test_the_suspects_of_a_difference(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(100_000)
        lost = await it.place(outcome=Unknown("ReadTimeout"))
        failed = await it.place()
        await it.report(failed, Status.FAILED)
        unpriced = await it.place()
        await it.report(unpriced, Status.SUCCESS, cost=None)
        await it.place(outcome=NotSent("ConnectError"))
        await it.balance(100_000 - 9_700 - 9_700 - 9_650)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert ledger.account.difference == -19_350
        reasons = {one.order.order_no: one.reason for one in ledger.account.explainers}
        assert reasons == {
            lost.order_no: Reason.UNCONFIRMED,
            failed.order_no: Reason.REFUND_AWAITED,
            unpriced.order_no: Reason.PRICE_UNKNOWN,
        }
        assert ledger.account.is_explicable
        await it.report(lost, Status.SUCCESS)
        await it.report(unpriced, Status.SUCCESS, 9_650)
        await it.balance(100_000 - 9_700 - 9_700 - 9_650)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert ledger.account.difference == 0


async def test_a_reversal_that_was_not_heard_of_is_found(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(100_000)
        order = await it.place()
        await it.report(order, Status.SUCCESS)
        await it.balance(100_000)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert [one.order.order_no for one in ledger.account.explainers] == [order.order_no]
        assert (ledger.account.is_explicable, ledger.account.possible_deposit) == (True, 0)
        it.clock.leap(4 * DAY)
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert ledger.account is not None
        assert not ledger.account.is_explicable


async def test_the_ledger_goes_on_from_the_last_close(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(100_000)
        order = await it.place()
        await it.report(order, Status.SUCCESS)
        it.clock.leap(3600)
        draft = await it.desk.books.closing.draft()
        await it.desk.books.closing.keep(draft, draft.drawer, "", "")
        await it.desk.books.bookkeeping.deposit(500, paid(it))
        ledger = await it.desk.books.bookkeeping.ledger()
        assert ledger is not None
        assert (ledger.books, ledger.since) == (Books(90_300, 500), draft.at)


async def test_a_failed_order_is_owed_until_it_is_refunded(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        order = await it.place()
        assert (await it.desk.books.bookkeeping.owed()).by_platform == []
        order = await it.report(order, Status.FAILED)
        owed = await it.desk.books.bookkeeping.owed()
        assert (owed.by_platform, owed.to_customers) == ([(order, 9_700)], [])
        order = await it.report(order, Status.REFUNDED)
        owed = await it.desk.books.bookkeeping.owed()
        assert (owed.by_platform, owed.to_customers) == ([(order, 9_700)], [(order, 9_990)]), "only told so far"


async def test_cash_is_owed_until_it_is_returned_or_acknowledged(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        one, other, half = [await it.place() for _ in range(3)]
        one, other = await it.report(one, Status.REFUNDED), await it.report(other, Status.CANCELLED)
        half = await it.report(half, Status.PARTIAL, arrived=3_000)
        assert (await it.desk.books.bookkeeping.owed()).to_customers == [(half, 6_993), (other, 9_990), (one, 9_990)]
        half = await it.desk.orders.notebook.cash_returned(half, True)
        assert (half.cash_back, (await it.desk.books.bookkeeping.owed()).to_customers) == (
            6_993,
            [(other, 9_990), (one, 9_990)],
        )
        await it.desk.orders.notebook.acknowledge(other)
        await it.desk.orders.notebook.cash_returned(one, True)
        assert (await it.desk.books.bookkeeping.owed()).to_customers == []
        one = await it.desk.orders.notebook.cash_returned(one, False)
        assert (await it.desk.books.bookkeeping.owed()).to_customers == [(one, 9_990)]


async def test_what_was_returned_in_part_is_owed_for_the_rest(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        half = await it.report(await it.place(), Status.PARTIAL, arrived=3_000)
        await it.desk.orders.notebook.cash_returned(half, True)
        it.clock.leap(60)
        reversed_ = await it.report(half, Status.REVERSED)
        assert (await it.desk.books.bookkeeping.owed()).to_customers == [(reversed_, 2_997)]
        given = await it.desk.orders.notebook.cash_returned(reversed_, True)
        assert given.cash_back == 9_990
        assert (await it.desk.books.bookkeeping.owed()).to_customers == []


async def test_a_closed_order_owes_its_customer(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        known = await it.place()
        await it.report(known, Status.SUCCESS)
        lost = await it.place(outcome=Unknown("ReadTimeout"))
        it.clock.leap(31 * 60)
        it.gateway.query_default = Declined("1030", "订单不存在")
        for _ in range(3):
            await it.desk.orders.tracking.ask(lost.order_no)
        await it.desk.orders.settling.close(lost.order_no)
        closed = await it.order(lost.order_no)
        assert (await it.desk.books.bookkeeping.owed()).to_customers == [(closed, 9_990)]
        await it.desk.orders.notebook.acknowledge(closed)
        assert (await it.desk.books.bookkeeping.owed()).to_customers == []


async def test_the_pace_is_of_full_days_and_of_today_only_at_first(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        assert await it.desk.books.bookkeeping.pace() == 0
        await it.report(await it.place(), Status.SUCCESS)
        refunded = await it.place()
        await it.report(refunded, Status.REFUNDED)
        assert await it.desk.books.bookkeeping.pace() == 9_700
        it.clock.leap(DAY)
        await it.report(await it.place(), Status.SUCCESS)
        assert await it.desk.books.bookkeeping.pace() == 9_700, "today is not over"
        it.clock.leap(3 * DAY)
        assert await it.desk.books.bookkeeping.pace() == pytest.approx(19_400 / 4)
        it.clock.leap(11 * DAY)
        assert await it.desk.books.bookkeeping.pace() == pytest.approx(9_700 / 14), (
            "the first day is longer ago than two weeks"
        )
        it.clock.jump(-400 * DAY)
        assert await it.desk.books.bookkeeping.pace() == 0, "the clock was set back"


async def test_what_is_left_falls_with_what_is_sent_and_recovers_with_a_reading(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        it.gateway.hold_pushes.clear()
        draft = await it.desk.orders.ordering.prepare(Request("13900139000", 10_000, 9_990, Speed.FAST))
        assert isinstance(draft, Draft)
        await it.desk.orders.ordering.place(draft)
        assert it.desk.books.balance.left == 40_000
        await it.balance(50_000)
        assert it.desk.books.balance.left == 40_000, "it was being sent when the balance was read"
        it.gateway.hold_pushes.set()
        await it.sent(draft.order_no)
        assert it.desk.books.balance.left == 40_000
        await it.balance(40_300)
        assert it.desk.books.balance.left == 40_300


async def test_an_order_that_never_left_takes_nothing(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        await it.place(outcome=NotSent("ConnectError"))
        assert it.desk.books.balance.left == 50_000
        order = await it.place()
        await it.report(order, Status.REFUNDED)
        assert it.desk.books.balance.left == 50_000


async def test_a_failed_order_is_taken_off_until_a_reading_has_it(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        order = await it.place()
        await it.report(order, Status.FAILED)
        assert it.desk.books.balance.left == 40_000, "its refund is still awaited"
        await it.balance(40_300)
        assert it.desk.books.balance.left == 40_300


async def test_a_restart_knows_all_of_it_again(tmp_path: Path) -> None:
    clock = FakeClock()
    async with books_desk(tmp_path, clock) as it:
        await it.balance(50_000)
        await it.desk.books.bookkeeping.deposit(1_000, paid(it))
        await it.report(await it.place(), Status.FAILED)
        it.gateway.balance_outcome = UNREACHABLE
        ledger, owed = await it.desk.books.bookkeeping.ledger(), await it.desk.books.bookkeeping.owed()
        statement, left = await it.desk.books.bookkeeping.statement(None, 9), it.desk.books.balance.left
        assert left == 40_000
    async with books_desk(tmp_path, clock) as it:
        assert await it.desk.books.bookkeeping.ledger() == ledger
        assert await it.desk.books.bookkeeping.owed() == owed
        assert await it.desk.books.bookkeeping.statement(None, 9) == statement
        assert it.desk.books.balance.left == left, "no reading has the order in it yet"


async def test_a_full_disk_is_said(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        await fill_the_disk(it.parts)

        async def deposit_until_full() -> None:
            for _ in range(1000):
                await it.desk.books.bookkeeping.deposit(1, paid(it))

        with pytest.raises(NotBookedError):
            await deposit_until_full()
        told = it.told
        with pytest.raises(NotBookedError):
            await it.desk.books.bookkeeping.deposit(1, paid(it))
        assert it.told == told
        it.gateway.balance_outcome = Balance(1)
        await it.desk.books.balance.read()
        assert it.desk.books.balance.last is not None
        assert it.desk.books.balance.last.money == 1, "a reading that cannot be kept is known all the same"


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (50_000, NotCharged(certain=True)),
        (40_500, LikelyCharged(9_500)),
        (39_000, CannotTell(Doubt.TOO_MUCH, 11_000)),
        (90_000, CannotTell(Doubt.SURPLUS, 40_000)),
    ],
)
async def test_the_books_tell_whether_an_unconfirmed_order_was_charged(
    tmp_path: Path, money: int, said: Finding
) -> None:
    async with books_desk(tmp_path) as it:
        await it.balance(50_000)
        it.clock.leap(60)
        order = await it.place(outcome=Unknown("ReadTimeout"))
        it.clock.leap(60)
        await it.balance(money)
        before = await it.desk.books.balance.before(order.placed_at)
        assert await it.desk.books.bookkeeping.charge_of(order, before) == said


async def test_what_is_booked_after_the_reading_leaves_it_open(tmp_path: Path) -> None:
    async with books_desk(tmp_path) as it:
        order = await it.place(outcome=Unknown("ReadTimeout"))
        charge_of = it.desk.books.bookkeeping.charge_of
        assert await charge_of(order, None) == CannotTell(Doubt.NO_BOOKS)
        await it.report(order, Status.SUCCESS)
        await it.balance(50_000)
        order = await it.place(outcome=Unknown("ReadTimeout"))
        await it.desk.books.bookkeeping.deposit(100_000, paid(it))
        assert await charge_of(order, None) == CannotTell(Doubt.OUTDATED)
        await it.balance(150_000)
        assert await charge_of(order, None) == NotCharged(certain=False), "the success could have been reversed"
