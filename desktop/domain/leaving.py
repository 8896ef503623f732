"""Open matters when the clerk wants to leave the program, the shop's account, or practice mode."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct


class Way(StrEnum):
    """The way in which the clerk leaves a desk."""

    QUIT = "quit"
    MODE = "mode"
    ACCOUNT = "account"


class Matter(StrEnum):
    """Kinds of open matters, the most urgent first."""

    UNSAVED = "unsaved"
    """Orders with results that this computer could not save."""
    CASH = "cash"
    """Customers to whom the shop owes cash."""
    DOUBT = "doubt"
    """Orders of which it is not known whether the platform has taken them."""
    RUNNING = "running"
    """Orders that go on at the platform."""
    CLOSE = "close"
    """The daily close of a shop that makes them."""
    TYPED = "typed"
    """A number in the form that was not ordered."""


class OpenOrder(NamedTuple):
    """`amount` in fen: the cash owed to the customer, else the face value."""

    order_no: str
    mobile: str
    amount: int


class OpenMatter(Struct, frozen=True):
    """`count` orders, of which `orders` are the first; `amount` in fen, 0 where no sum belongs to it; `typed` are the
    digits in the form.
    """

    matter: Matter
    count: int
    amount: int = 0
    orders: tuple[OpenOrder, ...] = ()
    typed: str = ""


class Situation(Struct, frozen=True):
    """The state of a desk. `doubtful` and `running` are numbers of orders, `doubts` the newest doubtful ones;
    `unclosed` the orders since the last daily close and their takings (fen), None where no close is due.
    """

    unsaved: int = 0
    owed: tuple[OpenOrder, ...] = ()
    doubtful: int = 0
    doubts: tuple[OpenOrder, ...] = ()
    running: int = 0
    unclosed: tuple[int, int] | None = None
    typed: str = ""


def open_matters(now: Situation) -> list[OpenMatter]:
    """The open matters, the most urgent first; empty if nothing keeps anybody from leaving."""
    orders, takings = now.unclosed or (0, 0)
    every = (
        OpenMatter(Matter.UNSAVED, now.unsaved),
        OpenMatter(Matter.CASH, len(now.owed), sum(one.amount for one in now.owed), now.owed),
        OpenMatter(Matter.DOUBT, now.doubtful, orders=now.doubts),
        OpenMatter(Matter.RUNNING, now.running),
        OpenMatter(Matter.CLOSE, orders, takings),
        OpenMatter(Matter.TYPED, int(bool(now.typed)), typed=now.typed),
    )
    return [one for one in every if one.count]
