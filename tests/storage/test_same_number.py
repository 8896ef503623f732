"""What is told about a number before it is ordered again is what is stored."""

import time
from pathlib import Path

from desktop.domain.orders.events import Placed, PushUnknown, Reported
from tests.storage.shop import shop

NUMBER, OTHER = "13800138000", "13900139000"


async def test_the_open_order_and_the_newest_ended_one_are_told(tmp_path: Path) -> None:
    async with shop(tmp_path) as made:
        store, at = made.orders, time.time()
        nothing = await store.earlier(NUMBER)
        assert (nothing.open_order, nothing.last) == (None, None)
        for place, mobile in enumerate((NUMBER, NUMBER, OTHER)):
            await store.claim(Placed(at + place, f"T{place}", "77", mobile, 5000, 5000, 1))
            await store.record([(f"T{place}", Reported(at + place, 2, f"W{place}", 4900, 5000, ""))], at + place)
        ended = await store.earlier(NUMBER)
        assert ended.open_order is None
        assert ended.last is not None
        assert ended.last.order_no == "T1"
        await store.claim(Placed(at + 9, "T9", "77", NUMBER, 10000, 10000, 1))
        await store.record([("T9", PushUnknown(at + 9, "ReadTimeout"))], at + 9)
        locked = await store.earlier(NUMBER)
        assert locked.open_order is not None
        assert locked.open_order.order_no == "T9"
        assert locked.last == ended.last
