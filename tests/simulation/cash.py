"""The customers' cash: what they paid, less what they got back, pays for what arrived or still may."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from desktop.domain.orders.status import ARRIVED, CASH_OWED, Standing
from tests.simulation.truth import Violation


class Purse(NamedTuple):
    """An order's cash as committed, in fen."""

    order_no: str
    standing: str
    price: int
    cash_back: int
    instead_of: str
    paid_before: int
    retried_as: str
    cash_moved: int

    @property
    def held(self) -> int:
        """Paid when it was placed, and not handed back since."""
        return self.price - self.paid_before - (self.cash_back - self.cash_moved)

    @property
    def owed(self) -> int:
        """What the program says that the customer gets back."""
        return max(0, self.price - self.cash_back) if Standing(self.standing) in CASH_OWED else 0


def look_at(purses: Iterable[Purse]) -> None:
    """At any time: nobody is to get back more than was paid, and cash only moves along chains."""
    for chain in _chains(purses):
        names = ", ".join(f"{one.order_no} ({one.standing})" for one in chain)
        held, owed = sum(one.held for one in chain), sum(one.owed for one in chain)
        if owed > held:
            raise Violation(f"{owed} fen are to be returned and {held} were paid: {names}")
        if sum(one.cash_moved - one.paid_before for one in chain):
            raise Violation(f"cash moved from nowhere or to nowhere: {names}")


def in_the_end(purses: Iterable[Purse]) -> None:
    """Each customer has paid once for what arrived, and gets all back if nothing did."""
    for chain in _chains(purses):
        left = sum(one.held for one in chain) - sum(one.owed for one in chain)
        arrived = [one for one in chain if Standing(one.standing) in ARRIVED]
        handed = sum(one.cash_back - one.cash_moved for one in chain)
        if left != (arrived[0].price if arrived else 0) and not (arrived and handed):
            raise Violation(f"{left} fen are left for {len(arrived)} orders that arrived: {chain[0].order_no}, …")


def _chains(purses: Iterable[Purse]) -> list[list[Purse]]:
    known = {one.order_no: one for one in purses}
    chains: dict[str, list[Purse]] = {}
    for one in known.values():
        first = one
        while first.instead_of:
            first = known[first.instead_of]
        chains.setdefault(first.order_no, []).append(one)
    return list(chains.values())
