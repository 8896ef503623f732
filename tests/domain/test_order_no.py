import re
import time

import pytest

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.order_no import counter_of, day_prefix, new_code, new_order_no, nobodys_order

NOW = time.mktime((2026, 11, 23, 14, 20, 0, 0, 0, -1))


def test_order_numbers_are_readable_and_differ() -> None:
    numbers = {new_order_no(NOW, 42, "K7P") for _ in range(200)}
    assert all(re.fullmatch(r"T202611230042K7P[A-Z2-9]{6}", number) for number in numbers)
    assert len(numbers) == 200
    assert day_prefix(NOW) == "T20261123"


def test_an_installation_has_a_code_of_its_own() -> None:
    assert re.fullmatch(r"[A-Z2-9]{3}", new_code())
    assert len({new_code() for _ in range(50)}) > 40


@pytest.mark.parametrize(
    ("order_no", "counter"),
    [
        ("T202611230042ABCD", 42),
        ("T2026112312345ABCD", 12345),
        ("T202611230042K7PABCDEF", 42),
        ("T202611230042222222222", 42),
        ("T2026112312345K7PABCDEF", 12345),
        ("T20261123", 0),
        ("T20261123ABCD", 0),
        ("T20261123" + "9" * 40 + "ABCD", 0),
    ],
)
def test_the_counter_of_old_and_new_numbers(order_no: str, counter: int) -> None:
    assert counter_of(order_no, "T20261123") == counter


def test_nobody_has_the_number_that_is_asked_for_as_a_control() -> None:
    order_no = new_order_no(NOW, 42, "K7P")
    order = Order(order_no, "77", "13800138000", 5000, 5000, Speed.FAST, NOW, order_number="W1")
    nobodys = nobodys_order(order)
    assert (nobodys.order_no, nobodys.order_number) == (f"{order_no[:-4]}0000", "")
    assert len(nobodys.order_no) == len(order_no)
