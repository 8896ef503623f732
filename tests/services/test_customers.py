"""Recent customers: who is suggested for which digits."""

from pathlib import Path

import pytest

from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.status import Status
from desktop.services.changes import Changes
from desktop.services.history.customers import Customers
from desktop.storage.database import Database
from desktop.storage.history.history import HistoryStore
from tests.storage.test_orders import placed, record, report, stores

NOW = 1_795_396_344.0


def order(mobile: str, at: float, face: int = 5000) -> Order:
    return Order(f"T{mobile}{at}", "77", mobile, face, face, Speed.FAST, at, State.ACCEPTED, status=2)


def told(*orders: Order) -> Customers:
    changes = Changes()
    customers = Customers(HistoryStore(Database(Path("never-opened.db"))), changes)
    for one in orders:
        changes.orders.announce([one])
    return customers


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("138", ["13800138000", "13812345678"]),
        ("8000", ["13800138000", "18600008000"]),
        ("1380013800", ["13800138000"]),
        ("13", []),
        ("777", []),
        ("0013", []),
    ],
)
def test_beginnings_and_ends_are_found_the_newest_first(digits: str, expected: list[str]) -> None:
    customers = told(order("13812345678", NOW), order("13800138000", NOW + 9), order("18600008000", NOW + 5))
    assert [one.mobile for one in customers.like(digits, 4)] == expected


def test_a_customer_has_the_face_of_the_newest_order_and_old_news_changes_nothing() -> None:
    customers = told(order("13800138000", NOW, 5000), order("13800138000", NOW + 9, 10000), order("13800138000", NOW))
    assert [(one.face, one.placed_at) for one in customers.like("138", 4)] == [(10000, NOW + 9)]


def test_no_more_than_asked_for() -> None:
    assert len(told(*[order(f"138001380{n:02d}", NOW + n) for n in range(20)]).like("138", 4)) == 4


async def test_they_are_read_from_the_history_and_what_came_meanwhile_stays(tmp_path: Path) -> None:
    async with stores(tmp_path) as (orders, history):
        for number in (1, 2, 3):
            await orders.claim(placed(number, at=NOW + number))
        for number in (1, 2):
            await record(orders, placed(number).order_no, report(Status.SUCCESS))
        await record(orders, placed(3).order_no, report(Status.REFUNDED))
        changes = Changes()
        customers = Customers(history, changes)
        changes.orders.announce([order("13800138001", NOW + 60, 20000)])
        await customers.load()
        assert [(one.mobile, one.face) for one in customers.like("138", 4)] == [
            ("13800138001", 20000),
            ("13800138002", 5000),
        ]
