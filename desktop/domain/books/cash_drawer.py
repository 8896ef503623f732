"""The shop's cash drawer: customers' payments, cash returned, expected and counted cash."""

from __future__ import annotations

from msgspec import Struct


class CashDrawer(Struct, frozen=True):
    """Cash from one close to the next, in fen. `change` is the opening float, `taken` the orders' prices, `returned`
    the cash returned to customers, `by_phone` the payments by phone; `counted` None if nobody counted.
    """

    change: int = 0
    taken: int = 0
    returned: int = 0
    by_phone: int = 0
    counted: int | None = None

    @property
    def expected(self) -> int:
        """The cash that should be in the drawer."""
        return self.change + self.taken - self.returned - self.by_phone

    @property
    def difference(self) -> int | None:
        """Counted minus expected cash."""
        return None if self.counted is None else self.counted - self.expected
