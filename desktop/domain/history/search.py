"""What the clerk looks for in the history: the words in the box, the filters, the order of the rows."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from msgspec import Struct

from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing

MOST_FOUND = 5_000
"""So many orders, the newest ones, a search by words shows, or a list that is sorted by a column of many values."""

_SEPARATORS = re.compile(r"[,;/\n\t，；、]+")
_GROUPED = re.compile(r"(?:\+?86[ -]?)?(1\d{2})[ -](\d{4})[ -](\d{4})")
_COUNTRY = re.compile(r"(?:\+86|0086)(?=1\d{10})")


class SortBy(StrEnum):
    """The columns that the history can be sorted by; within equals the newest is first."""

    TIME = "time"
    NUMBER = "number"
    OPERATOR = "operator"
    FACE = "face"
    SPEED = "speed"
    STATUS = "status"
    ELAPSED = "elapsed"
    COST = "cost"


KINDLY = frozenset({SortBy.OPERATOR, SortBy.SPEED, SortBy.STATUS})
"""Columns of few different values, which an order's kind tells: sorted by these, a list has no limit."""


class Sort(Struct, frozen=True):
    """TIME downwards is newest first."""

    by: SortBy = SortBy.TIME
    upwards: bool = False


class Search(Struct, frozen=True):
    """An order matches any of the `terms` (see `terms_of`) and all of the filters; what is empty or None lets all pass.

    `since` and `until` are unix seconds: placed at `since` or later, before `until`.
    """

    terms: tuple[str, ...] = ()
    standings: frozenset[Standing] = frozenset()
    operator: Operator | None = None
    speed: Speed | None = None
    since: float | None = None
    until: float | None = None
    sort: Sort = Sort()


class Sum(Struct, frozen=True):
    """What some orders come to; amounts in fen. `cost` is what is left of it after refunds; one that the
    platform has not told counts as nothing.
    """

    orders: int = 0
    face: int = 0
    price: int = 0
    cost: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.orders + other.orders, self.face + other.face, self.price + other.price, self.cost + other.cost)


Totals = dict[Standing, Sum]
"""What the orders of each standing come to; standings without any are left out."""


def terms_of(text: str) -> tuple[str, ...]:
    """What was typed or pasted, as search terms: grouped numbers are joined, several are taken apart.

    A term of digits is looked for anywhere in the mobile numbers; every longer term at the beginning of both order
    numbers; terms that are no digits also in the notes, where all of them must stand.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _GROUPED.sub(r"\1\2\3", plain)
    plain = _COUNTRY.sub("", plain)
    parts = _SEPARATORS.sub(" ", plain).split()
    if all(part.isdigit() and len(part) <= 4 for part in parts):
        parts = ["".join(parts)] if parts else []
    return tuple(dict.fromkeys(parts))
