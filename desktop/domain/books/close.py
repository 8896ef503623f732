"""The daily close 日结: what happened from one close to the next, counted once and never rewritten."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.ledger import Books, Reading
from desktop.domain.mobile import Operator
from desktop.domain.orders.amounts import charged, kept, net_cost, refunded
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.status import ARRIVED, Standing


class LineKey(Struct, frozen=True):
    """What the orders of one line have in common; `face` in fen."""

    operator: Operator | None
    face: int
    speed: Speed
    standing: Standing


class Figures(Struct, frozen=True):
    """What some orders come to, in fen; `profit` is that of what arrived and whose cost is known, and `unpriced`
    counts those that arrived and whose cost is not.
    """

    orders: int = 0
    face: int = 0
    price: int = 0
    cost: int = 0
    refund: int = 0
    profit: int = 0
    unpriced: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) + getattr(other, name) for name in Figures.__struct_fields__))

    def __sub__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) - getattr(other, name) for name in Figures.__struct_fields__))


def sum_of(sums: Iterable[Figures]) -> Figures:
    """All of them together."""
    whole = Figures()
    for one in sums:
        whole += one
    return whole


def line_of(order: Order) -> LineKey:
    """The line that an order belongs to."""
    return LineKey(order.operator, order.face, order.speed, order.standing)


def counted(order: Order) -> Figures:
    """What one order counts as, as it stands."""
    arrived = order.standing in ARRIVED
    priced = arrived and order.cost is not None
    profit = kept(order) - net_cost(order) if priced else 0
    return Figures(
        1, order.face, order.price, charged(order), refunded(order), profit, unpriced=int(arrived and not priced)
    )


class Correction(Struct, frozen=True):
    """An order of an earlier close that came to stand otherwise since; `change` is what it counts as now less what it
    counted as then, `close_number` the close that counted it, 0 for one from before the first.
    """

    order_no: str
    mobile: str
    face: int
    placed_at: float
    close_number: int
    before: Standing
    after: Standing
    change: Figures


class Touched(Struct, frozen=True):
    """An order to which something happened since the last close: as it stood then, None for one placed since, and
    as it stands now; `cash_back` is what its customer got back since.
    """

    before: Order | None
    after: Order
    close_number: int = 0

    @property
    def cash_back(self) -> int:
        return self.after.cash_back - (self.before.cash_back if self.before else 0)


class Cut(Struct, frozen=True):
    """Where a close ends and the next begins: all that was written down up to these belongs to it or an earlier one."""

    event: int = 0
    entry: int = 0


class Close(Struct, frozen=True):
    """One close. Times in unix seconds, amounts in fen; `number` 0 for one that is not kept yet, `follows` the number
    of the last close when it was drawn up, 0 for none.

    `books` is the account's part, where its book was `begun`: opening balance by it, and what moved it; `reading` None
    where no balance was known.

    `restored`: it was brought back by the journal after an older database was put back. What it counted comes again as
    results come in anew; the close that follows counts that as `recounted` and takes it off.
    """

    store_id: str
    since: float
    at: float
    cut: Cut
    lines: dict[LineKey, Figures]
    corrections: tuple[Correction, ...]
    books: Books
    reading: Reading | None
    drawer: CashDrawer = field(default_factory=CashDrawer)
    by: str = ""
    note: str = ""
    number: int = 0
    follows: int = 0
    begun: bool = True
    begin: Cut = field(default_factory=Cut)
    restored: bool = False
    recounted: Figures = field(default_factory=Figures)

    @property
    def total(self) -> Figures:
        """Of the orders placed since the last close, and not counted before an older database was put back."""
        return sum_of(self.lines.values()) - self.recounted

    @property
    def corrected(self) -> Figures:
        """What the corrections come to."""
        return sum_of(one.change for one in self.corrections)

    @property
    def profit(self) -> int:
        """Of the day, corrections included."""
        return self.total.profit + self.corrected.profit

    @property
    def difference(self) -> int | None:
        """As `Reading.difference`; None, too, without a reading and before the book was begun."""
        if self.reading is None or not self.begun:
            return None
        return self.reading.difference(self.books.expected)

    @property
    def is_outdated(self) -> bool:
        """Whether the difference is not known because its reading is outdated."""
        return self.begun and self.reading is not None and self.reading.outdated


def lines_of(touched: Iterable[Touched]) -> dict[LineKey, Figures]:
    """The new orders, line by line."""
    lines: dict[LineKey, Figures] = {}
    for one in touched:
        if one.before is None:
            key = line_of(one.after)
            lines[key] = lines.get(key, Figures()) + counted(one.after)
    return lines


def corrections_of(touched: Iterable[Touched]) -> tuple[Correction, ...]:
    """The earlier orders that count otherwise by now; what was only written down about one is none."""
    return tuple(
        Correction(
            one.after.order_no,
            one.after.mobile,
            one.after.face,
            one.after.placed_at,
            one.close_number,
            one.before.standing,
            one.after.standing,
            counted(one.after) - counted(one.before),
        )
        for one in touched
        if one.before is not None and _counts_otherwise(one.before, one.after)
    )


def cash_of(touched: Iterable[Touched]) -> tuple[int, int]:
    """(fen that new orders brought, fen that customers got back)."""
    every = list(touched)
    return sum(one.after.price for one in every if one.before is None), sum(one.cash_back for one in every)


def _counts_otherwise(before: Order, after: Order) -> bool:
    return before.standing is not after.standing or counted(before) != counted(after)
