"""The daily close 日结: all that happened since the last close, counted once and never rewritten."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.ledger import Books, Reading
from desktop.domain.books.shift import ShiftLine
from desktop.domain.books.taking import Taking
from desktop.domain.mobile import Operator
from desktop.domain.orders.amounts import charged, kept, net_cost, refunded
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.status import ARRIVED, Standing


class LineKey(Struct, frozen=True):
    """The common properties of one line's orders; `face` in fen."""

    operator: Operator | None
    face: int
    speed: Speed
    standing: Standing


class Figures(Struct, frozen=True):
    """Totals of a set of orders, in fen. `profit` covers the orders that arrived with a known cost; `unpriced` counts
    those that arrived with an unknown cost.
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
    """The sum of all figures."""
    whole = Figures()
    for one in sums:
        whole += one
    return whole


def line_of(order: Order) -> LineKey:
    """The line that an order belongs to."""
    return LineKey(order.operator, order.face, order.speed, order.standing)


def counted(order: Order) -> Figures:
    """The figures of one order in its present state."""
    arrived = order.standing in ARRIVED
    priced = arrived and order.cost is not None
    profit = kept(order) - net_cost(order) if priced else 0
    return Figures(
        1, order.face, order.price, charged(order), refunded(order), profit, unpriced=int(arrived and not priced)
    )


class Correction(Struct, frozen=True):
    """An order of an earlier close whose status or figures changed since; `change` is its figures now minus its figures
    then, `close_number` the close that counted it, 0 for an order from before the first close.
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
    """An order with events since the last close: its state then, None if it was placed since, and its state now."""

    before: Order | None
    after: Order
    close_number: int = 0


class Cut(Struct, frozen=True):
    """The boundary between two closes: events of orders, entries and events of the drawer up to these ids belong to
    this close or an earlier one.
    """

    event: int = 0
    entry: int = 0
    drawer: int = 0


class Close(Struct, frozen=True):
    """One close. Times in unix seconds, amounts in fen; `number` 0 for one that is not saved yet, `follows` the number
    of the last close when it was drawn up, 0 for none.

    `books` is the account's part, if its book was `begun`: the opening balance and the moves since; `reading` None if
    no balance was known.

    `restored`: the journal recovered it after an older database was restored. The results that it counted arrive a
    second time; the next close counts these as `recounted` and subtracts them.
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
    by_id: int = 0
    """The number in the staff list of who made it; 0 for none."""
    allowed_by: str = ""
    """The name of who allowed it to somebody without the right; "" for nobody."""
    takings: dict[str, Taking] = {}
    """By the way of payment; empty for a close of an earlier version."""
    shifts: tuple[ShiftLine, ...] = ()
    """Those that were handed over since the last close."""

    @property
    def total(self) -> Figures:
        """The figures of orders placed since the last close, without those counted before an older database was
        restored.
        """
        return sum_of(self.lines.values()) - self.recounted

    @property
    def corrected(self) -> Figures:
        """The sum of the corrections."""
        return sum_of(one.change for one in self.corrections)

    @property
    def profit(self) -> int:
        """The day's profit, corrections included."""
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
    """The new orders' figures by line."""
    lines: dict[LineKey, Figures] = {}
    for one in touched:
        if one.before is None:
            key = line_of(one.after)
            lines[key] = lines.get(key, Figures()) + counted(one.after)
    return lines


def corrections_of(touched: Iterable[Touched]) -> tuple[Correction, ...]:
    """The earlier orders whose status or figures changed; a mere annotation is not a correction."""
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


def _counts_otherwise(before: Order, after: Order) -> bool:
    return before.standing is not after.standing or counted(before) != counted(after)
