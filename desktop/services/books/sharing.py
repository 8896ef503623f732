"""Whether somebody else uses the platform account, too: another computer, another program."""

from __future__ import annotations

from desktop.storage.orders.order_store import OrderStore


class Sharing:
    """What the owner says (`told`), and what the platform's answers show. Other programs' orders are not known here, so
    the balance then proves nothing about ours.
    """

    def __init__(self, store: OrderStore, *, told: bool) -> None:
        self._store = store
        self.told = told

    async def is_shared(self) -> bool:
        """The owner says so, or an answer about one of our orders named somebody else's."""
        return self.told or await self.is_noticed()

    async def is_noticed(self) -> bool:
        """The last answer about one of our orders named somebody else's."""
        return await self._store.any_contradicted()
