"""The account's balance as the orders area uses it: evidence of whether an order was charged."""

from __future__ import annotations

from typing import Protocol

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.orders.order import Order


class AccountBalance(Protocol):
    """Implemented by the books area, which depends on orders; orders do not depend on books."""

    @property
    def last(self) -> BalanceReading | None:
        """The newest reading; None if the balance was never read."""

    async def read(self) -> bool:
        """Query the balance now; whether that succeeded."""

    async def before(self, at: float) -> BalanceReading | None:
        """The last reading at or before that time (unix seconds)."""

    async def is_untouched_by(self, order: Order) -> bool:
        """Read the balance again; whether it proves that an order has cost nothing so far."""
