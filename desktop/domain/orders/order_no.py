"""Our own order numbers: unique, readable, made before anything is sent."""

from __future__ import annotations

import secrets
import time

from desktop.domain.orders.order import Order

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no characters that are confused when read aloud
CODE_LENGTH = 3
_RANDOM_LENGTH = 6
_TAIL_LENGTH = CODE_LENGTH + _RANDOM_LENGTH
_OLD_TAIL_LENGTH = 4
"""Until schema 6 there was no installation code, and the random part was shorter."""
_MOST_COUNTER_DIGITS = 8
_NOBODYS = "0000"
"""Characters that no real tail contains: no real order number ends in these."""


def new_code() -> str:
    """A random code that tells this installation's order numbers from others' on the same account."""
    return drawn_letters(CODE_LENGTH)


def day_prefix(now: float) -> str:
    """``T20261123``: the prefix of every order number of that local day."""
    return time.strftime("T%Y%m%d", time.localtime(now))


def new_order_no(now: float, counter: int, code: str) -> str:
    """``T20261123`` + ``0042`` + the installation's code + six random characters.

    The counter makes it readable; code and tail keep it unique if the counter repeats (a restored backup, two
    computers on one account). Letters and digits only: it is unknown which other characters the platform accepts.
    """
    return f"{day_prefix(now)}{counter:04d}{code}{drawn_letters(_RANDOM_LENGTH)}"


def counter_of(order_no: str, prefix: str) -> int:
    """The counter in an order number that begins with this day's prefix; 0 for a number of another form."""
    rest = order_no.removeprefix(prefix)
    tail = _TAIL_LENGTH if len(rest) >= _TAIL_LENGTH + _OLD_TAIL_LENGTH else _OLD_TAIL_LENGTH
    digits = rest[:-tail]
    return int(digits) if digits.isdecimal() and len(digits) <= _MOST_COUNTER_DIGITS else 0


def nobodys_order(order: Order) -> Order:
    """A copy of an order under a number that no order has."""
    return order._replace(order_no=f"{order.order_no[: -len(_NOBODYS)]}{_NOBODYS}", order_number="")


def drawn_letters(length: int) -> str:
    """Random letters and digits that are not confused when read aloud."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
