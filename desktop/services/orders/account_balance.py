"""The account's balance as orders need it: evidence of whether an order was charged."""

from __future__ import annotations

from typing import Protocol

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.orders.order import Order


class AccountBalance(Protocol):
    """Implemented by the books, which know orders; orders do not know the books."""

    @property
    def last(self) -> BalanceReading | None:
        """The newest reading, None where no balance was ever read."""

    async def read(self) -> bool:
        """Ask the platform now; whether it told the balance."""

    async def before(self, at: float) -> BalanceReading | None:
        """The last reading of that time (unix seconds) or before."""

    async def is_untouched_by(self, order: Order) -> bool:
        """Whether the account shows, read once more now, that an order has cost nothing so far."""
