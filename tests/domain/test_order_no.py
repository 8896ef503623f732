import re
import time

from desktop.domain.order_no import day_prefix, new_order_no


def test_order_numbers_are_readable_and_differ() -> None:
    now = time.mktime((2026, 11, 23, 14, 20, 0, 0, 0, -1))
    numbers = {new_order_no(now, 42) for _ in range(200)}
    assert all(re.fullmatch(r"T202611230042[A-Z2-9]{4}", number) for number in numbers)
    assert len(numbers) > 190
    assert day_prefix(now) == "T20261123"
