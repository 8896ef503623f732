"""The account's book on a real database: begun in a quiet moment, written with the orders, never rewritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.books.ledger import Books, EntryKind, Move, Reason, Suspect, suspect
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders import events as ev
from desktop.domain.orders.order import PATIENCE_S
from desktop.domain.orders.status import Status
from desktop.storage import entries
from desktop.storage.books.balances import Mark
from desktop.storage.books.ledger import MOST_LISTED
from desktop.storage.errors import BookNotBegunError, WriteFailedError
from desktop.storage.transaction import transaction
from tests.storage.shop import NOW, Shop, shop

DEPOSIT = Voucher(NOW - 60, "工行转账", "小李")


async def test_the_book_begins_with_a_balance_read_in_a_quiet_moment(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.sold()
        assert await it.ledger.books() is None
        assert await it.ledger.since_close() is None
        kept = await it.read_balance(50_000)
        assert kept == BalanceReading(NOW, 50_000, 50_000, entry=1)
        assert await it.ledger.books() == Books(50_000)
        assert await it.read_balance(60_000, NOW + 1) == BalanceReading(NOW + 1, 60_000, 50_000, entry=1)
        (opening,) = await it.ledger.statement(None, 10)
        assert (opening.move, opening.expected, opening.order_no) == (Move(EntryKind.OPENING, 50_000), 50_000, "")


async def test_it_does_not_begin_without_a_mark_or_where_something_happened_since(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        order_no = await it.sold()
        assert (await it.balances.add(BalanceReading(NOW, 50_000), Mark())).expected is None
        mark = await it.balances.mark()
        await it.record(order_no, ev.Noted(NOW, "a word"))
        assert (await it.balances.add(BalanceReading(NOW, 50_000), mark)).expected is None
        await it.place()
        assert (await it.read_balance(50_000)).expected is None
        assert await it.ledger.books() is None


@pytest.mark.parametrize(
    ("speed", "status", "cost", "quiet"),
    [
        (1, None, None, False),
        (1, 1, 9_700, False),
        (0, 1, 9_700, True),
        (0, 1, None, False),
        (0, Status.TIMED_OUT, 9_700, False),
        (1, Status.FAILED, 9_700, False),
        (0, Status.FAILED, 9_700, False),
        (1, Status.REFUNDED, 9_700, True),
        (1, Status.SUCCESS, 9_700, True),
        (1, Status.PARTIAL, 9_700, True),
    ],
)
async def test_which_orders_leave_it_quiet(
    tmp_path: Path, speed: int, status: int | None, cost: int | None, quiet: bool
) -> None:
    async with shop(tmp_path) as it:
        order_no = await it.place(speed=speed)
        if status is not None:
            await it.report(order_no, status, cost=cost)
        assert ((await it.read_balance(50_000, NOW + 3600)).expected is not None) is quiet


async def test_an_order_that_nothing_comes_of_any_more_does_not_keep_the_book_shut(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.record(await it.place(), ev.PushUnknown(NOW, "ReadTimeout"))
        assert (await it.read_balance(50_000, NOW + PATIENCE_S - 1)).expected is None
        assert (await it.read_balance(50_000, NOW + PATIENCE_S)).expected == 50_000


async def test_entries_are_written_with_the_orders_events(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        order_no = await it.place(mobile="13800138000")
        await it.report(order_no, 1, cost=None)
        assert await it.ledger.books() == Books(100_000)
        await it.report(order_no, 2, NOW + 5)
        await it.report(order_no, Status.REVERSED, NOW + 9)
        both = await it.place(mobile="13800138000")
        await it.report(both, Status.PARTIAL, NOW + 20, arrived=5_000)
        assert await it.ledger.books() == Books(100_000, 0, -19_400, 9_700 + 4_850)
        listed = [(one.move, one.expected, one.at, one.order_no) for one in await it.ledger.statement(None, 10)]
        assert listed[:-1] == [
            (Move(EntryKind.REFUND, 4_850), 95_150, NOW + 20, both),
            (Move(EntryKind.COST, -9_700), 90_300, NOW + 20, both),
            (Move(EntryKind.REFUND, 9_700), 100_000, NOW + 9, order_no),
            (Move(EntryKind.COST, -9_700), 90_300, NOW + 5, order_no),
        ]
        assert (await it.ledger.statement(None, 1))[0].mobile == "13800138000"


async def test_what_is_told_twice_is_written_down_once(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        order_no = await it.place()
        for at in range(3):
            await it.report(order_no, 2, NOW + at)
        assert len(await it.ledger.statement(None, 10)) == 2


async def test_an_event_that_cannot_be_committed_leaves_no_entry(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        one, other = await it.place(), await it.place()
        report = ev.Reported(NOW, 2, "", 9_700, None, "")
        with pytest.raises(KeyError):
            await it.orders.record([(one, report), ("nobody's", report)], NOW)
        assert await it.ledger.books() == Books(100_000)
        assert all(order.status is None for order in await it.every())
        await it.orders.record([(one, report), (other, report)], NOW)
        assert await it.ledger.books() == Books(100_000, costs=-19_400)


async def test_without_a_book_orders_go_on_and_deposits_are_refused(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.sold()
        with pytest.raises(BookNotBegunError):
            await it.ledger.post(Move(EntryKind.DEPOSIT, 5), NOW, DEPOSIT)
        assert await it.ledger.statement(None, 10) == []
        await it.read_balance(0)
        with pytest.raises(sqlite3.IntegrityError):
            await it.ledger.post(Move(EntryKind.OPENING, 5), NOW, Voucher())


async def test_a_deposit_keeps_what_the_owner_said(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(-500)
        assert await it.ledger.post(Move(EntryKind.DEPOSIT, 100_000), NOW, DEPOSIT) == Books(-500, 100_000)
        await it.ledger.post(Move(EntryKind.ADJUSTMENT, -7), NOW + 1, Voucher(None, "盘点", "老板"))
        adjusted, deposit, _ = await it.ledger.statement(None, 10)
        assert (deposit.paid_at, deposit.note, deposit.by, deposit.expected) == (NOW - 60, "工行转账", "小李", 99_500)
        assert (adjusted.paid_at, adjusted.note, adjusted.by, adjusted.expected) == (None, "盘点", "老板", 99_493)


async def test_a_statement_comes_in_pages(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(0)
        for amount in range(1, 26):
            await it.ledger.post(Move(EntryKind.DEPOSIT, amount), NOW - amount, DEPOSIT)
        pages, before = [], None
        while page := await it.ledger.statement(before, 10):
            pages.append([one.move.amount for one in page])
            before = page[-1].id
        assert pages == [list(range(25, 15, -1)), list(range(15, 5, -1)), [5, 4, 3, 2, 1, 0]]


async def test_two_accounts_do_not_mix(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        ours = await it.place()
        other = Shop(it.database, it.orders, "88", placed=100)
        theirs = await other.place()
        await it.report(ours, 2)
        await it.report(theirs, 1)
        assert await other.ledger.books() is None
        assert await it.ledger.books() == Books(100_000, costs=-9_700)
        assert [order.order_no for order, _ in (await it.ledger.suspects(NOW))[0]] == [ours]
        assert [order.order_no for order, _ in (await other.ledger.suspects(NOW))[0]] == [theirs]
        await it.report(theirs, 2)
        assert (await other.read_balance(7)).expected == 7
        await it.report(theirs, Status.REVERSED, NOW + 9)
        assert await other.ledger.books() == Books(7, refunds=9_700)
        assert await it.ledger.books() == Books(100_000, costs=-9_700)
        assert [one.move.amount for one in await other.ledger.statement(None, 9)] == [9_700, 7]
        assert [reading.money for reading in await it.balances.newest(9)] == [100_000]
        assert [reading.money for reading in await other.balances.newest(9)] == [7]


async def test_another_accounts_open_order_leaves_it_quiet(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await Shop(it.database, it.orders, "88").place()
        assert (await it.read_balance(5)).expected == 5


async def test_what_a_reading_expects_is_kept_with_it(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100_000)
        order_no = await it.sold()
        await it.read_balance(90_300, NOW + 40)
        await it.report(order_no, Status.REVERSED, NOW + 50)
        assert [one.expected for one in await it.balances.newest(9)] == [90_300, 100_000]
        before = await it.balances.before(NOW + 39)
        assert before == BalanceReading(NOW, 100_000, 100_000, entry=1)
        days = await it.balances.last_of_days([NOW - 10, NOW + 10, NOW + 40, NOW + 60])
        assert [None if one is None else one.money for one in days] == [100_000, None, 90_300]


async def suspected(it: Shop, now: float) -> list[str]:
    return [order.order_no for order, _ in (await it.ledger.suspects(now))[0]]


async def test_suspects_are_the_open_the_unpriced_and_what_ended_lately(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        old, unpriced, refunded, fresh, failed = [await it.place(NOW + n) for n in range(5)]
        await it.report(old, 2, NOW + 10)
        await it.report(unpriced, 2, NOW + 10, cost=None)
        await it.report(refunded, 4, NOW + 10)
        later = NOW + 10 + PATIENCE_S
        await it.report(fresh, 2, later)
        await it.report(failed, 3, NOW + 10)
        told = refunded  # and nobody has compared it with the balance
        assert await suspected(it, later) == [failed, fresh, told, unpriced, old]
        assert await suspected(it, later + 1) == [failed, fresh, told, unpriced]
        await it.record(told, ev.RefundCredited(later, 9_700))
        assert await suspected(it, later + 1) == [failed, fresh, unpriced]
        assert [order.order_no for order in await it.ledger.refunds_awaited()] == [failed]


async def test_of_many_suspects_the_newest_are_looked_at(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        for number in range(MOST_LISTED + 3):
            await it.sold(NOW + number)
        found, more = await it.ledger.suspects(NOW + 9999)
        assert more
        assert (len(found), found[0][0].order_no) == (MOST_LISTED, f"T{MOST_LISTED + 3:05d}")


async def test_cash_is_owed_for_every_end_without_arrival_until_it_is_seen_to(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        refunded, half, back, seen, running, failed, part_unknown = [await it.place(NOW + n) for n in range(7)]
        for order_no in (refunded, back, seen):
            await it.report(order_no, 4)
        await it.report(half, 11, arrived=3_000)
        await it.report(part_unknown, 11)
        await it.report(failed, 3)
        await it.orders.annotate(back, ev.CashReturned(NOW + 9, True, 9_990))
        await it.orders.annotate(seen, ev.Acknowledged(NOW + 9))
        closed = await it.place(NOW + 9)
        await it.record(closed, ev.PushUnknown(NOW + 9, "lost"))
        for _ in range(3):
            await it.record(closed, ev.QueryDeclined(NOW + 9, "1030", "no", 9_999.0, True))
        await it.record(closed, ev.Closed(NOW + 9))
        found = [order.order_no for order in await it.ledger.cash_owed()]
        assert found == [closed, part_unknown, half, refunded]
        assert running not in found


@pytest.mark.parametrize(
    "forbidden",
    [
        "DELETE FROM entries",
        "UPDATE entries SET amount = 1",
        "UPDATE entries SET note = 'x'",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE id = 1",
        "DELETE FROM closes",
        "UPDATE closes SET detail = '{}'",
        "UPDATE closes SET number = 9",
        "INSERT OR REPLACE INTO closes SELECT * FROM closes WHERE number = 1",
    ],
)
async def test_what_is_written_stays_written(tmp_path: Path, forbidden: str) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(5)
        await it.closes.keep(await it.closes.draft(NOW))
        with pytest.raises(sqlite3.IntegrityError, match="guard_"):
            await it.database.run(lambda connection: connection.execute(forbidden))


async def test_a_full_disk_leaves_the_book_as_it_was(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(5)

        def fill(connection: sqlite3.Connection) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")

        await it.database.run(fill)

        async def post_until_full() -> None:
            for _ in range(1000):
                await it.ledger.post(Move(EntryKind.DEPOSIT, 1), NOW, DEPOSIT)

        with pytest.raises(WriteFailedError):
            await post_until_full()
        listed = await it.ledger.statement(None, 2000)
        assert await it.ledger.books() == Books(5, len(listed) - 1)


async def test_sums_up_to_any_entry(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(100)
        for number in range(1, 5):
            await it.ledger.post(Move(EntryKind.DEPOSIT, number), NOW + number, DEPOSIT)
        with closing(sqlite3.connect(it.database.file)) as look:
            ids = [row[0] for row in look.execute("SELECT id FROM entries ORDER BY id")]
            assert [entries.books(look, "77", one) for one in (0, *ids[:3])] == [
                None, Books(100), Books(100, 1), Books(100, 3),
            ]  # fmt: skip
            assert entries.last_before(look, "77", NOW + 2) == ids[1]
            assert entries.last_before(look, "77", NOW) == 0
            with pytest.raises(sqlite3.IntegrityError), transaction(look):
                entries.post(look, "77", Move(EntryKind.OPENING, 1), NOW, Voucher())


async def test_the_opening_has_the_costs_of_what_was_sent_before_it(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        unpriced = await it.place(NOW - 60)
        await it.report(unpriced, Status.SUCCESS, NOW - 30, cost=None)
        await it.read_balance(50_000)
        await it.report(unpriced, Status.SUCCESS, NOW + 10)
        assert await it.ledger.books() == Books(50_000)
        await it.report(unpriced, Status.REVERSED, NOW + 20)
        assert await it.ledger.books() == Books(50_000, refunds=9_700), "it comes back after the opening"
        later = await it.place(NOW + 30)
        await it.report(later, Status.SUCCESS, NOW + 40)
        assert await it.ledger.books() == Books(50_000, refunds=9_700, costs=-9_700)


async def test_what_was_sent_before_the_opening_explains_no_missing_money(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        unpriced = await it.place(NOW - 60)
        await it.report(unpriced, Status.SUCCESS, NOW - 30, cost=None)
        await it.read_balance(50_000)
        ((order, in_opening),), more = await it.ledger.suspects(NOW + 5)
        assert not more
        known = suspect(order, NOW + 5, in_opening=in_opening)
        assert known == Suspect(order, Reason.PRICE_UNKNOWN, 0, order.face)
        assert suspect(order, NOW + 5) == Suspect(order, Reason.PRICE_UNKNOWN, -order.face, 0)


async def test_a_clock_that_was_set_back_books_all_the_same(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(50_000)
        order_no = await it.place(NOW - 30 * 86_400)
        await it.report(order_no, Status.SUCCESS, NOW - 30 * 86_400 + 9)
        assert await it.ledger.books() == Books(50_000, costs=-9_700)


async def test_what_is_booked_between_question_and_answer_is_not_in_the_reading(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        await it.read_balance(50_000)
        order_no = await it.place()
        mark = await it.balances.mark()
        await it.report(order_no, Status.SUCCESS)
        kept = await it.balances.add(BalanceReading(NOW + 1, 50_000), mark)
        assert kept == BalanceReading(NOW + 1, 50_000, 50_000, entry=1)
        assert await it.ledger.books() != await it.ledger.books(kept.entry)
