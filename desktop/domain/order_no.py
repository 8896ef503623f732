"""Our own order numbers: unique, readable, made before anything is sent."""

from __future__ import annotations

import secrets
import time

_TAIL = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is mistaken for another when read aloud
NOBODYS_TAIL = "0000"
"""Of other characters than any real tail: an order number that ends so is nobody's."""


def day_prefix(now: float) -> str:
    """``T20261123``: what every order number of that local day begins with."""
    return time.strftime("T%Y%m%d", time.localtime(now))


def new_order_no(now: float, counter: int) -> str:
    """``T20261123`` + ``0042`` + four random characters.

    The counter makes it readable, the tail keeps it unique where the counter repeats (a restored backup, two
    computers on one account). Letters and digits only: what else the platform accepts is unknown.
    """
    tail = "".join(secrets.choice(_TAIL) for _ in range(4))
    return f"{day_prefix(now)}{counter:04d}{tail}"
