"""The shop's cash drawer: customers' payments, cash returned, expected and counted cash."""

from __future__ import annotations

from msgspec import Struct


class CashDrawer(Struct, frozen=True):
    """Cash from one close to the next, in fen. `change` is the opening float, `taken` what customers paid in cash,
    `returned` the cash returned to them, `by_phone` what was noted as cash and paid by phone, `moved` the cash that was
    put in less what was taken out; `counted` None if nobody counted.
    """

    change: int = 0
    taken: int = 0
    returned: int = 0
    by_phone: int = 0
    counted: int | None = None
    moved: int = 0

    @property
    def expected(self) -> int:
        """The cash that should be in the drawer."""
        return self.change + self.taken - self.returned - self.by_phone + self.moved

    @property
    def difference(self) -> int | None:
        """Counted minus expected cash."""
        return None if self.counted is None else self.counted - self.expected
