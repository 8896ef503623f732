"""A staged list while it is on screen: each edit is stored at once, and the shop's orders are kept in view."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.batch.batch import LONGEST_NAME, MOST_ROWS, Batch, Source, StagedRow, numbered
from desktop.domain.batch.staging import Staging, first_choices
from desktop.domain.batch.verdict import NumberFacts
from desktop.domain.mobile import carried_to
from desktop.domain.orders.limits import begin_of_day
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import Declined, MobileInfo
from desktop.domain.orders.status import ARRIVED, OPEN
from desktop.domain.plain_text import LONGEST_WORDS, one_line
from desktop.services.batch.keeping import kept
from desktop.services.orders.limiting import Limiting
from desktop.services.orders.ordering import REPEAT_WINDOW
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.batch.batch_store import BatchStore
from desktop.storage.errors import StorageError

log = logging.getLogger(__name__)

_RETRY_S = 2.0


class Backing(Struct, frozen=True):
    """The services behind a list on screen."""

    runtime: Runtime
    store: BatchStore
    limiting: Limiting
    gateway: WatchedGateway


class OpenList:
    """`changed` of the staging are stored in the order of the edits; `is_saved` tells whether all are. Close it, or it
    goes on listening.
    """

    def __init__(self, backing: Backing, batch: Batch, staging: Staging) -> None:
        self._backing = backing
        self._runtime = backing.runtime
        self.batch = batch
        self.staging = staging
        self.is_saved = True
        self.saved_at = batch.made_at
        self._unsaved: dict[int, StagedRow] = {}
        self._saving: asyncio.Future[None] | None = None
        self.checked = 0
        """The number of rows that the platform was asked about in the running check."""

    async def judge(self) -> None:
        """Judge all rows before anybody sees them: on a worker thread, because a long list takes a while."""
        await self._runtime.in_thread(self._learn, *await self._asked())

    async def load_facts(self) -> None:
        """Find out what the shop's orders, its blocked numbers and limits say about the numbers by now."""
        self._learn(*await self._asked())

    async def _asked(self) -> tuple[dict[str, NumberFacts], dict[str, int]]:
        wanted = sorted({row.mobile for row in self.staging.rows if row.mobile})
        since = self._runtime.clock.now() - REPEAT_WINDOW
        return await self._backing.store.facts(wanted, since), await self._rooms(wanted)

    def _learn(self, found: dict[str, NumberFacts], rooms: dict[str, int]) -> None:
        self.staging.learn(
            {mobile: replace(self._with_block(mobile, one), room=rooms.get(mobile)) for mobile, one in found.items()}
        )
        self.staging.sums()

    def edit(self, changed: list[StagedRow]) -> list[int]:
        """Store what an edit of the staging changed; the positions of the changed rows."""
        if changed:
            self._unsaved.update((row.position, row) for row in changed)
            self._save_soon()
        return [row.position for row in changed]

    async def extend(self, source: Source) -> list[StagedRow]:
        """Add the rows of another source below. Raises NotKeptError and ListChangedError."""
        rows = self.staging.rows
        fresh = numbered(source.rows, first=len(rows) + 1)[: MOST_ROWS - len(rows)]
        await self.saved()
        chosen = await self._runtime.in_thread(first_choices, Staging([*rows, *fresh], self.staging.terms))
        added = [row for row in chosen if row.position > len(rows)]
        await kept(self._backing.store.extend(self.batch, added))
        await self._reload()
        return added

    async def rename(self, name: str) -> None:
        """Give the list a name. Raises NotKeptError."""
        name = one_line(name, LONGEST_NAME)
        await kept(self._backing.store.rename(self.batch.id, name))
        self.batch = replace(self.batch, name=name)

    async def see_notices(self) -> None:
        """The clerk has looked at the notices of the whole list. Raises NotKeptError."""
        await kept(self._backing.store.see_notices(self.batch.id))
        self.batch = replace(self.batch, notices_seen=True)

    async def saved(self) -> None:
        """Return when every edit is stored."""
        while self._saving is not None:
            await asyncio.shield(self._saving)

    def hear(self, orders: Sequence[Order]) -> list[int]:
        """Take orders that changed into account; the positions of the rows that they concern."""
        facts = {order.mobile: self._after(order) for order in orders if self.staging.has_number(order.mobile)}
        return self.staging.learn(facts) if facts else []

    async def ask_platform(self, mobiles: Sequence[str]) -> list[int]:
        """Ask the platform about numbers, one after the other at its pace; the positions of the rows concerned. Rows of
        several faces are asked about one by one.
        """
        touched = list[int]()
        for mobile in mobiles:
            info = await self._backing.gateway.mobile_info(mobile)
            facts = self.staging.facts(mobile)
            if isinstance(info, MobileInfo):
                carried = carried_to(info.original, info.current)
                place = "" if info.city == info.province else info.city
                facts = replace(facts, carried_to=carried or "", place=f"{info.province}{place}")
            touched += self.staging.learn({mobile: replace(facts, not_taken=await self._not_taken(mobile))})
            self.checked += 1
        return touched

    async def _not_taken(self, mobile: str) -> str | None:
        for row in [row for row in self.staging.rows if row.mobile == mobile and row.face is not None]:
            assert row.face is not None
            answer = await self._backing.gateway.verify(mobile, row.face, row.speed)
            if isinstance(answer, Declined):
                return one_line(answer.words, LONGEST_WORDS)
        return None

    async def _rooms(self, mobiles: Sequence[str]) -> dict[str, int]:
        """The rest of the limit of a number and day for each (fen); empty without such a limit."""
        limit = self._backing.limiting.limits.number_day
        if limit is None:
            return {}
        spent = await self._backing.store.spent(mobiles, begin_of_day(self._runtime.clock.now()))
        return {mobile: limit - spent.get(mobile, 0) for mobile in mobiles}

    def _with_block(self, mobile: str, facts: NumberFacts) -> NumberFacts:
        block = self._backing.limiting.block_on(mobile)
        known = self.staging.facts(mobile)
        return replace(
            facts,
            blocked=None if block is None else block.reason,
            carried_to=known.carried_to,
            not_taken=known.not_taken,
            place=known.place,
        )

    def _after(self, order: Order) -> NumberFacts:
        facts = self.staging.facts(order.mobile)
        if order.standing in OPEN:
            return replace(facts, open_order=order)
        if facts.open_order is not None and facts.open_order.order_no == order.order_no:
            facts = replace(facts, open_order=None)
        if order.standing in ARRIVED:
            at = order.ended_at or order.placed_at
            facts = replace(facts, arrived={**facts.arrived, order.face: at})
        return facts

    async def _reload(self) -> None:
        rows = await self._backing.store.rows(self.batch.id)
        self.staging = Staging(rows, self.staging.terms)
        await self.judge()

    def _save_soon(self) -> None:
        self.is_saved = False
        if self._saving is None:
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._runtime.tasks.command(f"save list {self.batch.id}", self._save(done))
            self._saving = done

    async def _save(self, done: asyncio.Future[None]) -> None:
        try:
            while self._unsaved:
                rows = self._unsaved
                self._unsaved = {}
                try:
                    await self._backing.store.change(self.batch.id, list(rows.values()))
                except StorageError:
                    log.exception("the list cannot be saved")
                    self._unsaved = rows | self._unsaved
                    if self._runtime.tasks.closing:
                        return
                    await self._runtime.clock.rest(_RETRY_S, asyncio.Event())
            self.is_saved, self.saved_at = True, self._runtime.clock.now()
        finally:
            self._saving = None
            done.set_result(None)
            self._runtime.changes.batches.announce(self.batch.id)
