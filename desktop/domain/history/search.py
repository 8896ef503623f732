"""A search of the history: search terms, filters and sort order."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from msgspec import Struct

from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing

MOST_FOUND = 5_000
"""The limit of a search by terms, and of a list sorted by a column of many values: the newest orders are shown."""

_SEPARATORS = re.compile(r"[,;/\n\t，；、]+")
_GROUPED = re.compile(r"(?:\+?86[ -]?)?(1\d{2})[ -](\d{4})[ -](\d{4})")
_COUNTRY = re.compile(r"(?:\+86|0086)(?=1\d{10})")


class SortBy(StrEnum):
    """The columns that the history can be sorted by; equal rows are sorted newest first."""

    TIME = "time"
    NUMBER = "number"
    OPERATOR = "operator"
    FACE = "face"
    SPEED = "speed"
    STATUS = "status"
    ELAPSED = "elapsed"
    COST = "cost"


KINDLY = frozenset({SortBy.OPERATOR, SortBy.SPEED, SortBy.STATUS})
"""Columns of few distinct values, all part of an order's kind: a list sorted by these has no limit."""


class Sort(Struct, frozen=True):
    """TIME descending is newest first."""

    by: SortBy = SortBy.TIME
    upwards: bool = False


class Search(Struct, frozen=True):
    """An order matches any of the `terms` (see `terms_of`) and all of the filters; an empty or None filter matches
    all.

    `since` and `until` are unix seconds: placed at `since` or later, before `until`. `person` is the number in the
    staff list of who placed it, `paid_with` a way of payment. `named` are the numbers of people whose names the terms
    match: their orders match, too.
    """

    terms: tuple[str, ...] = ()
    standings: frozenset[Standing] = frozenset()
    operator: Operator | None = None
    speed: Speed | None = None
    since: float | None = None
    until: float | None = None
    sort: Sort = Sort()
    person: int | None = None
    paid_with: str | None = None
    named: frozenset[int] = frozenset()


class Sum(Struct, frozen=True):
    """Totals of a set of orders; amounts in fen. `cost` is net of refunds; an unknown cost counts as 0."""

    orders: int = 0
    face: int = 0
    price: int = 0
    cost: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.orders + other.orders, self.face + other.face, self.price + other.price, self.cost + other.cost)


Totals = dict[Standing, Sum]
"""The totals by order status; a status without orders is absent."""


def terms_of(text: str) -> tuple[str, ...]:
    """Split typed or pasted text into search terms; the parts of a grouped number are joined.

    A term of digits matches anywhere in a mobile number; every longer term matches a prefix of either order number;
    the terms that are not digits also match the notes, where all of them must occur.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _GROUPED.sub(r"\1\2\3", plain)
    plain = _COUNTRY.sub("", plain)
    parts = _SEPARATORS.sub(" ", plain).split()
    if all(part.isdigit() and len(part) <= 4 for part in parts):
        parts = ["".join(parts)] if parts else []
    return tuple(dict.fromkeys(parts))
