"""What the journal makes good when the database is an older one."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.books.close import Figures, counted, sum_of
from desktop.domain.books.ledger import Books, EntryKind, Move
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Order, State, Verdict
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.status import Standing
from desktop.domain.orders.transitions import fold
from desktop.storage.database import Database
from desktop.storage.errors import JournalFailedError, NotAllowedError, NumberLockedError, WriteFailedError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import ClosedDay, Sent, Written
from desktop.storage.journal.recovery import AT_ONCE
from desktop.storage.orders.order_store import OrderStore
from desktop.wiring.desk import planner
from tests.storage.shop import Shop, opened

NOW = 1_795_396_344.0


@asynccontextmanager
async def store(folder: Path, database: type[Database] = Database) -> AsyncIterator[OrderStore]:
    opened = database(folder / "orders.db")
    await opened.open()
    try:
        yield OrderStore(opened, planner(PollPlan(jitter=0.0)), Journal(folder / "orders.journal"), "77")
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
        assert len(await orders.due(NOW + 200, 10)) == 3
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


# the shop's own writing


async def restored(folder: Path, *, again: int = 1) -> Shop:
    """The shop after the backup of `saved` was put back, and so many starts."""
    for ending in ("", "-wal", "-shm"):
        (folder / f"orders.db{ending}").unlink(missing_ok=True)
    shutil.copyfile(folder / "old.db", folder / "orders.db")
    for _ in range(again):
        it = await opened(folder)
        await it.orders.recover(NOW + 90_000)
        if _ < again - 1:
            await it.database.close()
    return it


@asynccontextmanager
async def saved(folder: Path) -> AsyncIterator[Shop]:
    """A shop whose book has begun, with an order that failed; this is what the backup has."""
    it = await opened(folder)
    await it.read_balance(100_000)
    await it.report(await it.place(), 4)
    await it.database.close()
    shutil.copyfile(folder / "orders.db", folder / "old.db")
    it = await opened(folder)
    it.placed, it.numbers = 1, ["T00001"]
    try:
        yield it
    finally:
        await it.database.close()


async def test_cash_that_was_given_back_after_the_backup_is_not_owed_again(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        later = await it.place()
        await it.report(later, 4)
        seen = await it.place()
        await it.report(seen, 4)
        for order_no in ("T00001", later):
            await it.orders.annotate(order_no, ev.CashReturned(NOW + 100, True, 9_990, by="小李"))
        await it.orders.annotate(seen, ev.Acknowledged(NOW + 101, Standing.REFUNDED))
        await it.orders.annotate(later, ev.Noted(NOW + 102, "老顾客"))
    it = await restored(tmp_path, again=3)
    try:
        assert await it.ledger.cash_owed() == []
        old, anew, settled = [await order_of(it.orders, no) for no in ("T00001", later, seen)]
        assert (old.cash_back, old.awaits_word) == (9_990, False)
        assert (anew.standing, anew.cash_back, anew.note) == (Standing.UNKNOWN, 9_990, "老顾客")
        for order in (anew, settled):
            again = await it.report(order.order_no, 4, NOW + 90_100)
            assert (again.standing, again.awaits_word) == (Standing.REFUNDED, False)
            assert fold(await it.orders.history(order.order_no)) == again
        assert await it.ledger.cash_owed() == []
        arrived = await it.report(later, 10, NOW + 90_200)
        assert arrived.awaits_word, "that is another end"
    finally:
        await it.database.close()


async def test_deposits_and_adjustments_come_back_and_what_was_taken_back_stays_so(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        await it.ledger.post(Move(EntryKind.DEPOSIT, 500_000), NOW + 10, Voucher(NOW, "工行", "小李"))
        await it.ledger.post(Move(EntryKind.DEPOSIT, 700), NOW + 10, Voucher(NOW, "the same moment", ""))
        await it.ledger.post(Move(EntryKind.ADJUSTMENT, -5), NOW + 11, Voucher(None, "fee", ""))
        (twice,) = [one for one in await it.ledger.statement(None, 9) if one.move.amount == 700]
        await it.ledger.post(Move(EntryKind.DEPOSIT, -700), NOW + 12, Voucher(None, "twice", ""), twice.id)
        before = await it.ledger.books()
        entries = [replace(one, id=0) for one in await it.ledger.statement(None, 9)]
    it = await restored(tmp_path, again=3)
    try:
        assert await it.ledger.books() == before
        assert [replace(one, id=0) for one in await it.ledger.statement(None, 9)] == entries
    finally:
        await it.database.close()


async def test_a_book_that_begins_anew_has_the_deposits_of_before_in_its_opening(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        await it.ledger.post(Move(EntryKind.DEPOSIT, 500_000), NOW + 10, Voucher(NOW, "工行", "小李"))
    (tmp_path / "old.db").unlink()
    (tmp_path / "old.db").touch()
    it = await restored(tmp_path)
    await it.report("T00001", 4, NOW + 90_000)
    await it.read_balance(600_000, NOW + 90_001)
    await it.database.close()
    for _ in range(2):
        it = await opened(tmp_path)
        await it.orders.recover(NOW + 90_002)
        assert await it.ledger.books() == Books(600_000)
        await it.database.close()


async def test_cash_that_was_not_given_back_after_all_is_still_owed(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        for at, returned in ((NOW + 100, True), (NOW + 101, False)):
            await it.orders.annotate("T00001", ev.CashReturned(at, returned, 9_990, by="小李"))
    it = await restored(tmp_path, again=2)
    try:
        assert [order.order_no for order in await it.ledger.cash_owed()] == ["T00001"]
    finally:
        await it.database.close()


async def test_a_second_sending_that_waits_is_known_before_a_third(tmp_path: Path) -> None:
    async with store(tmp_path) as orders:
        order_no = await unknown(orders, not_founds=3)
    shutil.copyfile(tmp_path / "orders.db", tmp_path / "old.db")
    journal = Journal(tmp_path / "orders.journal")
    async with store(tmp_path) as orders:
        again = await orders.claim_again(order_no, NOW + 3000)
    for number in range(AT_ONCE + 20):
        first = ev.Placed(NOW + 3001 + number, f"T9{number:05d}", "77", f"1390000{number:04d}", 5000, 5000, 1)
        journal.append(Sent(first, first.at, 1))
    shutil.copyfile(tmp_path / "old.db", tmp_path / "orders.db")
    async with store(tmp_path) as orders:
        assert await orders.recover(NOW + 9000)
        for decide in (orders.claim_again(order_no, NOW + 9001), orders.decide(order_no, ev.Closed(NOW + 9001))):
            with pytest.raises(NotAllowedError):
                await decide
        assert (await order_of(orders, order_no)).sends == again.sends


async def test_a_book_that_has_not_begun_takes_its_opening_from_the_next_balance(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        await it.ledger.post(Move(EntryKind.DEPOSIT, 500_000), NOW + 10, Voucher(NOW, "工行", "小李"))
    (tmp_path / "old.db").unlink()
    (tmp_path / "old.db").touch()
    it = await restored(tmp_path, again=2)
    try:
        assert await it.ledger.books() is None
        assert (await order_of(it.orders, "T00001")).standing is Standing.UNKNOWN
    finally:
        await it.database.close()


async def test_closes_come_back_and_nothing_is_counted_twice(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        await it.closes.keep(await it.closes.draft(NOW + 20))
        sold = [await it.sold(NOW + 30), await it.sold(NOW + 31)]
        await it.orders.annotate("T00001", ev.CashReturned(NOW + 40, True, 9_990, by="小李"))
        kept = await it.closes.keep(await it.closes.draft(NOW + 50))
        fresh = await it.sold(NOW + 60)
    it = await restored(tmp_path, again=3)
    try:
        second, first = await it.closes.all(9)
        assert (first.number, first.restored, second.number, second.restored) == (1, True, 2, True)
        assert replace(second, restored=False, cut=kept.cut) == kept, "what was printed stays"
        for order_no in (*sold, fresh):
            await it.report(order_no, 2, NOW + 90_010)
        draft = await it.closes.draft(NOW + 90_020)
        assert (draft.total.orders, draft.total.price, draft.total.profit) == (1, 9_990, 290)
        assert (draft.drawer.taken, draft.drawer.returned) == (9_990, 0)
        whole = sum_of(one.total + one.corrected for one in (first, second, draft))
        assert whole == sum_of(counted(one) for one in await it.every())
        await it.closes.keep(draft)
        after = await it.closes.draft(NOW + 90_030)
        assert (after.total, after.recounted) == (Figures(), Figures())
    finally:
        await it.database.close()


async def test_a_line_that_fits_nothing_stops_no_start(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        journal = it.orders.journal
        for record in (
            Written("T00001", "refunded", ev.HeardFromSupport(NOW + 1, "lost", "too early", by="")),
            Written("T00001", "refunded", ev.Placed(NOW, "T1", "77", "13800138000", 5000, 5000, 1)),
            Written("T99999", "refunded", ev.CashReturned(NOW, True)),
            Sent(ev.Placed(NOW, "T77777", "77", "no number", 5000, 5000, 1), NOW, 1),
            ClosedDay(7, "77", NOW, "{}"),
            ClosedDay(8, "77", NOW, "null"),
            ClosedDay(2**70, "77", NOW, "{}"),
        ):
            journal.append(record)
        fresh = await it.place()
    it = await restored(tmp_path, again=2)
    try:
        assert (await order_of(it.orders, "T00001")).standing is Standing.REFUNDED
        assert (await order_of(it.orders, fresh)).standing is Standing.UNKNOWN
        assert await it.closes.all(9) == []
    finally:
        await it.database.close()


async def test_very_much_comes_back_piece_by_piece_and_its_numbers_are_locked_at_once(tmp_path: Path) -> None:
    many = 1200
    journal = Journal(tmp_path / "orders.journal")
    for number in range(many):
        first = ev.Placed(NOW + number, f"T{number:05d}", "77", f"1380000{number:04d}", 5000, 5000, 1)
        journal.append(Sent(first, NOW + number, 1))
        for print_ in range(2):  # more records than orders
            journal.append(Written(first.order_no, "refunded", ev.Printed(NOW + number + print_ / 10, "roll58")))
    journal.append(Written("T00003", "refunded", ev.CashReturned(NOW + 9999, True, 5000)))
    async with store(tmp_path) as orders:
        assert await orders.recover(NOW + 9999) == 3 * (many - AT_ONCE) + 1
        assert await orders.count(list(Standing)) == AT_ONCE
        with pytest.raises(NumberLockedError):
            await orders.claim(ev.Placed(NOW + 9999, "T99999", "77", "13800000003", 5000, 5000, 1))
        assert (await order_of(orders, "T00003")).cash_back == 5000
        blocking = await orders.repeat_of("13800000004", 5000, NOW)
        assert blocking.open_order is not None
        await orders.recover_more(NOW + 9999)
    async with store(tmp_path) as orders:  # killed on the way
        left = await orders.recover(NOW + 9999)
        while left:
            brought, left = await orders.recover_more(NOW + 9999)
            assert brought
        assert await orders.count(list(Standing)) == many
        assert (await order_of(orders, "T00003")).cash_back == 5000
    async with store(tmp_path) as orders:
        assert await orders.recover(NOW + 9999) == 0
