"""The shop's cash: what customers paid, what they got back, and what is still owed to them."""

from __future__ import annotations

from msgspec import Struct


class CashDrawer(Struct, frozen=True):
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
