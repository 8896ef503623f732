"""The money that came in and went back over a time, by the way of payment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from desktop.domain.orders.amounts import handed_back
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT, into_drawer
from desktop.domain.orders.takings import collected, debt, refund_payment


class Taking(Struct, frozen=True):
    """Fen `taken` from customers and `returned` to them in one way. `taken` is negative where more was corrected away
    than came in. On credit, `taken` is the growth of what customers owe.
    """

    taken: int = 0
    returned: int = 0

    @property
    def net(self) -> int:
        """Fen that stay."""
        return self.taken - self.returned

    def __add__(self, other: Taking) -> Taking:
        return Taking(self.taken + other.taken, self.returned + other.returned)

    def __sub__(self, other: Taking) -> Taking:
        return Taking(self.taken - other.taken, self.returned - other.returned)


Takings = dict[str, Taking]
"""By the way of payment (`orders.payment`)."""


def takings_of(changes: Iterable[tuple[Order | None, Order]]) -> Takings:
    """The money that changed hands with orders that went from one state (None: not placed yet) to another.

    The money of an order that was tried again stays and belongs to the new one: of that one's price only the rest is
    paid, when it is placed; if it costs less, the rest is returned then.
    """
    found: Takings = {}
    for before, after in changes:
        for way, taking in _of(after).items():
            found[way] = found.get(way, Taking()) + taking
        for way, taking in _of(before).items() if before is not None else ():
            found[way] = found.get(way, Taking()) - taking
    return {way: taking for way, taking in found.items() if taking != Taking()}


def in_drawer(takings: Mapping[str, Taking]) -> Taking:
    """The part that is cash."""
    return sum((taking for way, taking in takings.items() if into_drawer(way)), Taking())


def less(takings: Takings, others: Iterable[Takings]) -> Takings:
    """The takings without others that were counted before."""
    found = dict(takings)
    for other in others:
        for way, taking in other.items():
            found[way] = found.get(way, Taking()) - taking
    return {way: taking for way, taking in found.items() if taking != Taking()}


def _of(order: Order) -> Takings:
    if order.paid_with == CREDIT:
        return {CREDIT: Taking(debt(order))}
    paid, way = collected(order), refund_payment(order)
    found = {order.paid_with: Taking(max(0, paid), max(0, -paid))}
    found[way] = found.get(way, Taking()) + Taking(0, handed_back(order))
    return found
