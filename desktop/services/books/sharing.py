"""Detection of other users of the platform account: another computer, another program."""

from __future__ import annotations

from desktop.storage.orders.order_store import OrderStore


class Sharing:
    """Combines the owner's statement (`told`) with evidence in the platform's answers. Orders of other programs are
    unknown here, so the balance of a shared account proves nothing about ours.
    """

    def __init__(self, store: OrderStore, *, told: bool) -> None:
        self._store = store
        self.told = told

    async def is_shared(self) -> bool:
        """Whether the owner says so, or an answer about one of our orders named another user's order."""
        return self.told or await self.is_noticed()

    async def is_noticed(self) -> bool:
        """Whether the last answer about one of our orders named another user's order."""
        return await self._store.any_contradicted()
