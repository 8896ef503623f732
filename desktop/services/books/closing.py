"""Daily closes: drafts, storing, listing."""

from __future__ import annotations

from msgspec.structs import replace

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import Close
from desktop.domain.right import Right
from desktop.services.runtime import Runtime
from desktop.storage.books.closes import CloseStore
from desktop.storage.errors import StaleCloseError, WriteFailedError


class NotClosedError(Exception):
    """Nothing was stored. `stale`: another close was made meanwhile; else the write failed, with SQLite's text."""

    def __init__(self, reason: str, *, stale: bool) -> None:
        super().__init__(reason)
        self.stale = stale


class Closing:
    """A close counts everything recorded since the last one, independent of clock and calendar."""

    def __init__(self, runtime: Runtime, store: CloseStore) -> None:
        self._changes = runtime.changes
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._store = store

    async def draft(self) -> Close:
        """The close as it would be now, without a number."""
        return await self._store.draft(self._clock.now())

    async def keep(self, draft: Close, drawer: CashDrawer, by: str, note: str) -> Close:
        """Store a draft with the counted cash; later events and entries belong to the next close. `by` counts where
        nobody signs in.

        Raises NotClosedError, ForbiddenError.
        """
        signer = self._duty.require(Right.CLOSE_DAY).or_typed(by)
        made = replace(draft, drawer=drawer, by=signer.name, by_id=signer.id, allowed_by=signer.allowed_by, note=note)
        try:
            kept = await self._store.keep(made)
        except StaleCloseError as stale:
            raise NotClosedError(str(stale), stale=True) from stale
        except WriteFailedError as failed:
            raise NotClosedError(str(failed), stale=False) from failed
        self._changes.balance.announce(None)
        self._changes.closed.announce(None)
        return kept

    async def all(self, limit: int) -> list[Close]:
        """The last closes, newest first."""
        return await self._store.all(limit)
