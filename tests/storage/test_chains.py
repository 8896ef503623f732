"""Orders that are tried again: linked in one transaction, and the customer's cash belongs to one of them."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.history.search import Search
from desktop.domain.mobile import Operator
from desktop.domain.orders import events as ev
from desktop.domain.orders.amounts import RefundWord, to_give_back
from desktop.domain.orders.cause import Cause
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.status import Standing
from desktop.domain.orders.transitions import fold
from desktop.services.history.exporting import KINDS
from desktop.storage.errors import NotTriedAgainError, NumberLockedError
from desktop.storage.history.export import Words, exported_rows
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Sent
from desktop.storage.journal.recovery import AT_ONCE
from desktop.storage.orders import rows
from desktop.storage.orders.order_store import OrderStore
from tests.storage.shop import NOW, Shop, opened, shop

MOBILE = "13800138000"
DAY = 86_400.0


async def order_of(it: Shop, order_no: str) -> Order:
    order = await it.orders.get(order_no)
    assert order is not None
    assert fold(await it.orders.history(order_no)) == order
    return order


async def rejected(it: Shop, order_no: str, at: float = NOW) -> Order:
    await it.record(order_no, ev.PushRejected(at + 1, "1010", "no"))
    await it.record(order_no, ev.QueryDeclined(at + 400, "1030", "no", 400.0, True))
    return await it.record(order_no, ev.QueryDeclined(at + 500, "1030", "no", 500.0, True))


async def failed(it: Shop, how: Standing = Standing.REFUNDED, *, price: int = 9_990) -> Order:
    order_no = await it.place(mobile=MOBILE, price=price)
    match how:
        case Standing.NOT_SENT:
            return await it.record(order_no, ev.PushNotSent(NOW + 1, "ConnectError"))
        case Standing.REJECTED:
            return await rejected(it, order_no)
        case _:
            return await it.report(order_no, 4, NOW + 30)


def owed(order: Order) -> int:
    return max(0, to_give_back(order) - order.cash_back)


@asynccontextmanager
async def saved(folder: Path) -> AsyncIterator[Shop]:
    """A shop whose order has failed; of this state there is an older copy, `old.db`."""
    async with shop(folder) as it:
        await failed(it, Standing.REJECTED)
    shutil.copyfile(folder / "orders.db", folder / "old.db")
    it = await opened(folder)
    it.placed = 1
    try:
        yield it
    finally:
        await it.database.close()


async def restored(folder: Path) -> Shop:
    shutil.copyfile(folder / "old.db", folder / "orders.db")
    it = await opened(folder)
    it.placed = 10
    return it


@pytest.mark.parametrize("how", [Standing.NOT_SENT, Standing.REJECTED, Standing.REFUNDED])
async def test_the_cash_goes_with_the_order_that_takes_its_place(tmp_path: Path, how: Standing) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, how)
        assert (earlier.standing, earlier.may_be_tried_again, owed(earlier)) == (how, True, 9_990)
        later_no = await it.try_again(earlier, NOW + 600)
        earlier, later = await order_of(it, earlier.order_no), await order_of(it, later_no)
        assert (earlier.retried_as, later.instead_of, later.paid_before) == (later_no, earlier.order_no, 9_990)
        assert not earlier.awaits_word
        assert earlier not in await it.orders.on_desk(NOW + 90_000, 10)
        assert await it.ledger.cash_owed() == []
        await it.report(later_no, 4, NOW + 700)
        (asking,) = await it.ledger.cash_owed()
        assert (asking.order_no, owed(asking), asking.may_be_tried_again) == (later_no, 9_990, True)
        third = await order_of(it, await it.try_again(asking, NOW + 800))
        assert [one.order_no for one in await it.orders.chain(later_no)] == [earlier.order_no, later_no, third.order_no]
        await it.report(third.order_no, 2, NOW + 900)
        assert await it.ledger.cash_owed() == []


async def test_only_what_still_awaits_the_clerk_is_tried_again(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        for wrong in (
            earlier._replace(price=9_980),
            earlier._replace(mobile="13900139000"),
            earlier._replace(order_no="T99999"),
        ):
            with pytest.raises(NotTriedAgainError):
                await it.try_again(wrong)
        it.store_id = "78"
        with pytest.raises(NotTriedAgainError):
            await it.try_again(earlier)
        it.store_id = "77"
        sold = await it.orders.get(await it.sold())
        assert sold is not None
        with pytest.raises(NotTriedAgainError):
            await it.try_again(sold)
        assert await it.orders.newest(10) == [sold, earlier]


async def test_with_the_cash_returned_it_is_not_tried_again_until_that_is_taken_back(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        await it.orders.annotate(earlier.order_no, ev.CashReturned(NOW + 50, True, 9_990))
        with pytest.raises(NotTriedAgainError):
            await it.try_again(earlier)
        assert len(await it.every()) == 1
        await it.orders.annotate(earlier.order_no, ev.CashReturned(NOW + 55, False, 9_990))
        await it.try_again(earlier, NOW + 60)
        for returned in (True, False):  # from a row or a sheet that was read before
            await it.orders.annotate(earlier.order_no, ev.CashReturned(NOW + 70, returned, 9_990))
        after = await order_of(it, earlier.order_no)
        assert (after.cash_back, after.cash_moved, after.cash_returned_at, after.awaits_word) == (
            9_990,
            9_990,
            None,
            False,
        )


async def test_an_acknowledged_end_is_not_tried_again(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, Standing.NOT_SENT)
        await it.orders.annotate(earlier.order_no, ev.Acknowledged(NOW + 50))
        with pytest.raises(NotTriedAgainError):
            await it.try_again(earlier)


async def test_a_second_time_is_refused(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        later = await it.try_again(earlier, NOW + 60)
        with pytest.raises(NumberLockedError):
            await it.try_again(earlier, NOW + 61)
        await it.report(later, 4, NOW + 70)
        with pytest.raises(NotTriedAgainError):
            await it.try_again(earlier, NOW + 80)
        assert [one.order_no for one in await it.every()] == [later, earlier.order_no]


async def test_nothing_is_linked_if_the_new_order_cannot_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)

        def full(*_args: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(rows, "insert", full)
        with pytest.raises(sqlite3.OperationalError):
            await it.try_again(earlier)
        assert await it.every() == [earlier]
        assert not any(isinstance(one, ev.Retried) for one in await it.orders.history(earlier.order_no))


@pytest.mark.parametrize("price", [9_900, 9_990, 10_100])
async def test_cash_of_an_order_that_the_platform_has_after_all_counts_for_it(tmp_path: Path, price: int) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, Standing.REJECTED)
        later_no = await it.try_again(earlier, NOW + 600, price=price)
        open_again = await it.report(earlier.order_no, 1, NOW + 700)
        assert open_again.is_taken_after_all
        ended = await it.report(later_no, 4, NOW + 750)
        paid = 9_990 + (price - 9_990)
        assert owed(ended) == max(0, price - 9_990), "the rest only: the other one may still arrive"
        arrived = await it.report(earlier.order_no, 2, NOW + 800)
        assert arrived.awaits_word, "the clerk must be told"
        assert await it.orders.on_desk(NOW + 90_000, 10) == [await order_of(it, later_no), arrived]
        assert arrived.price - arrived.cash_back + owed(ended) == paid
        seen = await it.orders.annotate(earlier.order_no, ev.Acknowledged(NOW + 900, Standing.SUCCESS))
        assert not seen.awaits_word


@pytest.mark.parametrize("price", [9_900, 9_990, 10_100])
async def test_if_both_fail_after_that_all_of_the_cash_is_asked_for_once(tmp_path: Path, price: int) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, Standing.REJECTED)
        later_no = await it.try_again(earlier, NOW + 600, price=price)
        for order_no, status in ((earlier.order_no, 1), (later_no, 4), (earlier.order_no, 4)):
            await it.report(order_no, status, NOW + 700)
        asking = await it.ledger.cash_owed()
        assert sum(map(owed, asking)) == price
        for one in asking:
            await it.orders.annotate(one.order_no, ev.CashReturned(NOW + 800, True, owed(one)))
        assert sum(map(owed, await it.every())) == 0
        assert (await it.closes.draft(NOW + 900)).drawer.expected == 0


async def test_if_it_fails_again_the_cash_goes_back_to_the_order_that_may_arrive(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, Standing.REJECTED)
        later_no = await it.try_again(earlier, NOW + 600)
        await it.report(earlier.order_no, 1, NOW + 700)
        assert (await order_of(it, later_no)).cash_moved == 9_990
        again = await it.report(earlier.order_no, 4, NOW + 710)
        assert (again.is_replaced, again.awaits_word) == (True, False)
        assert (await order_of(it, later_no)).cash_back == 0
        await it.report(later_no, 2, NOW + 720)
        assert await it.ledger.cash_owed() == []


async def test_if_the_last_one_arrives_after_all_it_has_the_cash(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, Standing.REJECTED)
        later_no = await it.try_again(earlier, NOW + 600)
        for order_no, status in ((earlier.order_no, 2), (later_no, 4), (earlier.order_no, 10)):
            await it.report(order_no, status, NOW + 700)
        assert [one.order_no for one in await it.ledger.cash_owed() if owed(one)] == [earlier.order_no]
        await it.report(later_no, 2, NOW + 710)
        assert [one for one in await it.ledger.cash_owed() if owed(one)] == []
        assert (await order_of(it, later_no)).cash_back == 0


async def test_cash_that_was_given_back_with_the_new_order_does_not_come_back(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, Standing.REJECTED)
        later_no = await it.try_again(earlier, NOW + 600)
        await it.report(later_no, 4, NOW + 650)
        await it.orders.annotate(later_no, ev.CashReturned(NOW + 660, True, 9_990))
        arrived = await it.report(earlier.order_no, 2, NOW + 700)
        assert (arrived.awaits_word, arrived.cash_back) == (True, 9_990)
        assert (await it.closes.draft(NOW + 900)).drawer.expected == 0
        assert (await it.closes.draft(NOW + 900)).profit == -9_700


async def test_if_both_arrive_the_one_that_was_not_paid_awaits_the_clerk(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, Standing.REJECTED)
        later_no = await it.try_again(earlier, NOW + 600)
        await it.report(earlier.order_no, 2, NOW + 700)
        await it.orders.annotate(earlier.order_no, ev.Acknowledged(NOW + 705, Standing.SUCCESS))
        later = await it.report(later_no, 2, NOW + 710)
        assert (later.awaits_word, later.cash_moved, owed(later)) == (True, 9_990, 0)
        assert (await it.orders.on_desk(NOW + 90_000, 10))[0] == later
        seen = await it.orders.annotate(later_no, ev.Acknowledged(NOW + 720, Standing.SUCCESS))
        assert not seen.awaits_word
        await it.report(earlier.order_no, 10, NOW + 730)
        assert (await order_of(it, later_no)).cash_moved == 0, "now it was paid"


async def test_cash_that_was_not_returned_after_all_goes_to_the_order_that_arrived(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it, Standing.REJECTED)
        later_no = await it.try_again(earlier, NOW + 600)
        await it.report(later_no, 4, NOW + 650)
        await it.orders.annotate(later_no, ev.CashReturned(NOW + 660, True, 9_990))
        await it.report(earlier.order_no, 2, NOW + 700)
        await it.orders.annotate(later_no, ev.CashReturned(NOW + 705, False, 9_990))
        earlier, later = await order_of(it, earlier.order_no), await order_of(it, later_no)
        assert (earlier.cash_back, later.cash_moved, owed(later), later.may_be_tried_again) == (0, 9_990, 0, False)
        assert (await it.closes.draft(NOW + 900)).drawer.expected == 9_990


async def test_a_reversal_of_what_was_refunded_is_seen_and_asks_for_no_cash(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        await it.try_again(earlier, NOW + 600)
        reversed_ = await it.report(earlier.order_no, 10, NOW + 700)
        assert (reversed_.standing, reversed_.awaits_word, owed(reversed_)) == (Standing.REVERSED, True, 0)


@pytest.mark.parametrize(("price", "taken", "returned"), [(9_990, 0, 0), (10_100, 110, 0), (9_900, 0, 90)])
async def test_the_drawer_is_right_on_both_days(tmp_path: Path, price: int, taken: int, returned: int) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        first = await it.closes.draft(NOW + 100)
        assert (first.drawer.taken, first.drawer.returned) == (9_990, 0)
        await it.closes.keep(first)
        later_no = await it.try_again(earlier, NOW + DAY, price=price)
        await it.report(later_no, 2, NOW + DAY + 30)
        second = await it.closes.draft(NOW + DAY + 100)
        assert second.drawer == CashDrawer(taken=taken, returned=returned)
        assert second.corrections == ()
        assert second.profit == price - 9_700
        await it.closes.keep(second)
        assert (await it.closes.draft(NOW + DAY + 200)).drawer == CashDrawer()


async def test_a_restored_backup_knows_from_the_journal_what_was_tried_again(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        (earlier,) = await it.every()
        later_no = await it.try_again(earlier, NOW + 600)
        await it.report(later_no, 4, NOW + 700)
    it = await restored(tmp_path)
    try:
        await it.orders.recover(NOW + 9_000)
        earlier, later = await order_of(it, earlier.order_no), await order_of(it, later_no)
        assert (earlier.retried_as, earlier.awaits_word, owed(earlier)) == (later_no, False, 0)
        assert (later.standing, later.instead_of, later.paid_before) == (Standing.UNKNOWN, earlier.order_no, 9_990)
        with pytest.raises(NumberLockedError):
            await it.try_again(earlier, NOW + 9_100)
        await it.report(later_no, 4, NOW + 9_200)
        assert [one.order_no for one in await it.ledger.cash_owed()] == [later_no]
        before = await it.orders.history(earlier.order_no)
        await it.orders.recover(NOW + 9_300)
        assert await it.orders.history(earlier.order_no) == before, "once is enough"
    finally:
        await it.database.close()


async def test_both_orders_come_back_from_the_journal_and_the_cash_is_asked_for_once(tmp_path: Path) -> None:
    async with shop(tmp_path):
        pass
    shutil.copyfile(tmp_path / "orders.db", tmp_path / "old.db")
    it = await opened(tmp_path)
    earlier = await failed(it, Standing.REJECTED)
    later_no = await it.try_again(earlier, NOW + 600)
    await it.database.close()
    it = await restored(tmp_path)
    try:
        await it.orders.recover(NOW + 9_000)
        earlier = await order_of(it, earlier.order_no)
        assert (earlier.state, earlier.retried_as) == (State.UNKNOWN, later_no)
        assert not earlier.may_be_sent_again(NOW + 9_000)
        again = await it.report(earlier.order_no, 4, NOW + 9_100)
        assert (again.is_replaced, again.awaits_word) == (True, False)
        await it.report(later_no, 4, NOW + 9_200)
        assert [(one.order_no, owed(one)) for one in await it.ledger.cash_owed()] == [(later_no, 9_990)]
    finally:
        await it.database.close()


async def test_what_waits_to_come_back_is_linked_before_cash_is_noted(tmp_path: Path) -> None:
    """Of very many records the old ones come back late: the clerk may meet the earlier order before."""
    async with saved(tmp_path) as it:
        (earlier,) = await it.every()
        later_no = await it.try_again(earlier, NOW + 600)
        for number in range(AT_ONCE):
            first = ev.Placed(NOW + 700 + number, f"U{number:05d}", "77", f"1390000{number:04d}", 5000, 5000, 1)
            it.orders.journal.append(Sent(first, first.at, 1))
    it = await restored(tmp_path)
    try:
        assert await it.orders.recover(NOW + 9_000) == 1
        assert (await order_of(it, earlier.order_no)).awaits_word, "not yet known"
        after = await it.orders.annotate(earlier.order_no, ev.CashReturned(NOW + 9_001, True, 9_990))
        assert (after.retried_as, after.cash_returned_at, after.cash_moved) == (later_no, None, 9_990)
    finally:
        await it.database.close()


async def test_an_order_whose_place_was_taken_twice_still_comes_back(tmp_path: Path) -> None:
    async with saved(tmp_path) as it:
        (earlier,) = await it.every()
        journal = it.orders.journal
        for order_no in ("T00007", "T00008"):
            links = earlier.order_no, earlier.price
            first = ev.Placed(NOW + 600, order_no, "77", MOBILE, 10_000, 9_990, 1, "", *links)
            journal.append(Sent(first, NOW + 600, 1))
    it = await restored(tmp_path)
    try:
        await it.orders.recover(NOW + 9_000)
        first_, second = await order_of(it, "T00007"), await order_of(it, "T00008")
        assert (first_.paid_before, second.paid_before, second.instead_of) == (9_990, 0, "")
    finally:
        await it.database.close()


async def test_other_programs_cannot_link_an_order_twice(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        later_no = await it.try_again(earlier, NOW + 600)
        for forbidden in (
            "UPDATE orders SET retried_as = 'T9' WHERE retried_as <> ''",
            "UPDATE orders SET retried_as = '' WHERE retried_as <> ''",
            "UPDATE orders SET instead_of = '' WHERE instead_of <> ''",
            "UPDATE orders SET paid_before = 0 WHERE instead_of <> ''",
            "UPDATE orders SET cash_back = 0 WHERE retried_as <> ''",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="guard_"):
                await it.database.run(lambda connection, sql=forbidden: connection.execute(sql))
        names = rows.COLUMNS
        copied = names.replace("order_no,", "order_no || 'X',", 1)
        sql = f"INSERT INTO orders (id, standing, kind, {names}) SELECT id + 9, standing, kind, {copied} FROM orders"
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            await it.database.run(lambda connection: connection.execute(f"{sql} WHERE order_no = ?", (later_no,)))


async def test_an_export_names_both_orders_and_no_cash_that_was_not_returned(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        later_no = await it.try_again(earlier, NOW + 600)
    words = Words(
        {one: one.value for one in Standing},
        {None: "", **{one: one.value for one in Operator}},
        {one: one.name for one in Speed},
        {one: one.value for one in Cause},
        {one: one.value for one in RefundWord},
        {},
    )
    with exported_rows(tmp_path / "orders.db", Search(), words) as found:
        later, old = list(found.rows)
    assert old[15:] == (earlier.order_no, "", None, None, "", later_no, "", "", "", "")
    assert later[15:] == (later_no, "", None, None, earlier.order_no, "", "", "", "", "")
    assert len(KINDS) == len(old)


async def test_a_file_with_a_circle_of_links_stops_nothing(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        later_no = await it.try_again(earlier, NOW + 600)
        await it.database.run(
            lambda connection: connection.execute(
                "UPDATE orders SET retried_as = ? WHERE order_no = ?", (earlier.order_no, later_no)
            )
        )
        assert len(await it.orders.chain(earlier.order_no)) == 2
        await it.report(earlier.order_no, 10, NOW + 700)


async def test_another_accounts_order_is_not_linked(tmp_path: Path) -> None:
    async with shop(tmp_path) as it:
        earlier = await failed(it)
        other = OrderStore(it.database, lambda _order, _now: None, Journal(tmp_path / "orders.journal"), "78")
        links = earlier.order_no, earlier.price
        with pytest.raises(NotTriedAgainError):
            await other.claim(ev.Placed(NOW, "T00009", "78", MOBILE, 10_000, 9_990, 1, "", *links))
