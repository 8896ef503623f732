"""The shop's cash: what customers paid, what they got back, and what is still owed to them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.ledger import missing_part
from desktop.domain.order import Order
from desktop.domain.status import CASH_OWED, Standing


def to_give_back(order: Order) -> int:
    """Fen of the price that a customer should get back, given back already or not: all of it where nothing arrived
    and nothing will; of a partly arrived order the part that is missing, in proportion.
    """
    if order.standing in CASH_OWED:
        return order.price
    return missing_part(order, order.price) if order.standing is Standing.PARTIAL else 0


def kept(order: Order) -> int:
    """Fen of the price that stay in the shop, as far as the order's outcome tells: what is to be given back does not,
    also where it was not given back yet.
    """
    return order.price - max(order.cash_back, to_give_back(order))


def owed_to_customer(order: Order) -> int:
    """Fen of it that nobody has given back, or said to be settled otherwise."""
    return 0 if order.acknowledged_at is not None else max(0, to_give_back(order) - order.cash_back)


@dataclass(frozen=True, slots=True)
class Drawer:
    """Cash from one close to the next, in fen. `change` is what lay in the drawer before, `taken` what orders brought,
    `returned` what customers got back, `by_phone` what was paid by phone; `counted` None where nobody counted.
    """

    change: int = 0
    taken: int = 0
    returned: int = 0
    by_phone: int = 0
    counted: int | None = None

    @property
    def expected(self) -> int:
        """What should lie in the drawer."""
        return self.change + self.taken - self.returned - self.by_phone

    @property
    def difference(self) -> int | None:
        """What lies there more than should."""
        return None if self.counted is None else self.counted - self.expected
