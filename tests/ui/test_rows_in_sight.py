"""So many orders are read at once in the action list, on each screen."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.domain.orders.first_page import FirstPage
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.unconfirmed import UnconfirmedOrder
from desktop.settings import Settings
from desktop.ui.recharge.action_list import ActionList
from desktop.ui.window.main_window import MainWindow
from desktop.ui.words.language import Language
from tests.ui.desk import STORIES
from tests.ui.fitting import settle

ACCEPTED = State.ACCEPTED


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    spoken = Language(qapp)
    spoken.use(request.param)
    yield request.param
    spoken.use("en")


def order(number: int, mobile: str, face: int, ago: float, **more: object) -> Order:
    at = time.time() - ago
    made = Order(f"T{number}", "77", mobile, face * 100, face * 100 - 20, Speed.FAST, at, sent_at=at + 1)
    return made._replace(**more)  # type: ignore[arg-type]


def usual_orders() -> FirstPage:
    """Four to act on, two in doubt, four running, the rest finished."""
    now = time.time()
    doubts = [
        order(5, "13400134099", 100, 90, state=State.UNKNOWN),
        order(6, "13912340035", 50, 200, state=State.CHECKING, words="该号码暂不支持"),
    ]
    others = [
        order(1, "17786517804", 100, 600, state=ACCEPTED, status=4, ended_at=now - 20, words="号码停机或空号"),
        order(2, "18600186006", 50, 900, state=ACCEPTED, status=9, ended_at=now - 200, words="平台取消"),
        order(3, "13912340017", 100, 2352, state=ACCEPTED, status=1),
        order(4, "13786517822", 200, 4000, state=ACCEPTED, status=10, ended_at=now - 300),
        order(7, "15900159007", 200, 12, state=ACCEPTED, status=1),
        order(8, "19200192008", 100, 48, state=ACCEPTED, status=6),
        order(9, "13300137002", 50, 125, state=ACCEPTED, status=1),
        order(10, "13800136611", 100, 18760, state=ACCEPTED, status=8, speed=Speed.SLOW),
    ]
    ended = [
        order(20 + at, f"138001380{at:02d}", 100, 5000 + at, state=ACCEPTED, status=2, ended_at=now - 3900 - at)
        for at in range(10)
    ]
    unconfirmed = tuple(UnconfirmedOrder(one, now + 18) for one in doubts)
    return FirstPage(on_desk=(*others, *ended), unconfirmed_orders=unconfirmed)


def rows_in_sight(view: ActionList) -> int:
    """The orders of which the whole row is seen."""
    room = view.viewport().rect()
    rows = [row for row in range(view.rows.rowCount()) if view.rows.order(row) is not None]
    return sum(room.contains(view.visualRect(view.rows.index(row))) for row in rows)


@pytest.mark.parametrize(
    ("wide", "high", "least"), [(1366, 696, 10), (1092, 540, 7), (1920, 1016, 15), (2560, 1376, 15)]
)
@pytest.mark.parametrize("practice", [False, True])
def test_so_many_orders_are_read_at_once(
    qapp: QApplication, language: str, wide: int, high: int, least: int, practice: bool
) -> None:
    """In practice mode its bar may cost one on the two small screens."""
    window = MainWindow(Settings(), usual_orders(), STORIES if practice else None)
    window.resize(wide, high)
    window.show()
    settle()
    view = window.recharge.action_list
    assert view.open_no, "one row is open, with its advice and buttons"
    seen = rows_in_sight(view)
    window.may_close = True
    window.close()
    window.deleteLater()
    assert seen >= least - (practice and high < 1000)


def test_rows_without_room_are_not_counted(qapp: QApplication) -> None:
    window = MainWindow(Settings(), usual_orders(), None)
    window.resize(1366, 696)
    window.show()
    settle()
    before = rows_in_sight(window.recharge.action_list)
    window.recharge.action_list.setFixedHeight(300)
    settle()
    assert 0 < rows_in_sight(window.recharge.action_list) < before
    window.may_close = True
    window.close()
    window.deleteLater()
