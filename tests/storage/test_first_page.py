"""What is shown at first paint is what the recovery that follows will find."""

from pathlib import Path

import pytest

from desktop.domain.orders import events as ev
from desktop.domain.orders.first_page import FirstPage
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.status import Standing
from desktop.domain.orders.transitions import apply
from desktop.storage.orders import first_page
from desktop.storage.schema.file_format import SHOP_ID
from tests.storage.test_recovery import NOW, placed, store

RESULTS: list[ev.Event | None] = [
    None,  # being sent when the process died
    ev.PushUnknown(NOW + 20, "ReadTimeout"),
    ev.PushRejected(NOW + 1, "1010", "余额不足"),
    ev.PushAccepted(NOW + 1, "W4", "ok"),
    ev.PushNotSent(NOW + 1, "ConnectError"),
]


def page_of(folder: Path, now: float) -> FirstPage:
    page = first_page.read(folder / "orders.db", SHOP_ID, now)
    assert page is not None
    return page


def shown(page: FirstPage) -> tuple[object, ...]:
    unconfirmed_orders = [one.order for one in page.unconfirmed_orders]
    return (
        sorted(page.on_desk, key=lambda one: one.order_no),
        unconfirmed_orders,
        page.unconfirmed,
    )


async def dead_process(folder: Path) -> None:
    async with store(folder) as orders:
        for number, result in enumerate(RESULTS, 1):
            order_no = (await orders.claim(placed(number))).order_no
            if result is not None:
                await orders.record([(order_no, result)], result.at)


async def test_what_a_dead_process_was_sending_is_unconfirmed_from_the_first_frame_on(tmp_path: Path) -> None:
    await dead_process(tmp_path)
    page = page_of(tmp_path, NOW + 60)
    assert Standing.SENDING not in {one.standing for one in page.on_desk}
    assert [one.order.standing for one in page.unconfirmed_orders] == [
        Standing.UNKNOWN,
        Standing.UNKNOWN,
        Standing.CHECKING,
    ]
    assert page.unconfirmed == 3


async def test_the_first_page_is_what_the_recovery_leaves(tmp_path: Path) -> None:
    await dead_process(tmp_path)
    before = page_of(tmp_path, NOW + 60)
    async with store(tmp_path) as orders:
        await orders.recover(NOW + 60)
    assert shown(page_of(tmp_path, NOW + 60)) == shown(before)


@pytest.mark.parametrize("state", list(State))
def test_it_is_the_rule_of_the_domain(state: State) -> None:
    order = Order("T1", "77", "13800138000", 5000, 5000, Speed.FAST, NOW)
    order = order._replace(state=state, sent_at=None if state is State.NEW else NOW)
    assert first_page.left_behind(order, NOW + 60) == apply(order, ev.Interrupted(NOW + 60))
