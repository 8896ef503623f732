"""The lists of a shop: read, staged, confirmed, looked up again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from desktop.domain.batch.batch import (
    LONGEST_NAME,
    MOST_ROWS,
    Batch,
    BatchResult,
    Confirmation,
    Progress,
    Source,
    StagedRow,
    new_tag,
    numbered,
)
from desktop.domain.batch.listing import Offer as ListOffer
from desktop.domain.batch.staging import Staging, first_choices
from desktop.domain.batch.verdict import Finding, Terms
from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT, LONGEST_PAYER
from desktop.domain.plain_text import one_line
from desktop.domain.right import Right
from desktop.services.batch.keeping import ListChangedError, kept
from desktop.services.batch.open_list import Backing, OpenList
from desktop.services.batch.sending import BatchSending

MOST_SHOWN = 200


class Listed(Struct, frozen=True):
    """A list among the lists: with the sums of its confirmed rows."""

    batch: Batch
    progress: Progress


class BatchDesk:
    """Commands raise ForbiddenError; where they store something, NotKeptError and ListChangedError."""

    def __init__(self, backing: Backing, sending: BatchSending) -> None:
        self.backing = backing
        self._store = backing.store
        self._duty = backing.runtime.duty
        self.sending = sending
        self.terms = Terms(())

    async def read_text(self, text: str, origin: str, default_face: int | None = None) -> Source:
        """Read a pasted text; `default_face` in fen."""
        from desktop.services.batch.reading import read_pasted

        found: Source = await self.backing.runtime.in_thread(read_pasted, text, origin, self._offer(default_face))
        return found

    async def read_files(self, paths: Sequence[Path], default_face: int | None = None) -> Source:
        """Read files. Raises OSError and UnreadableListError."""
        from desktop.services.batch.reading import read_files

        found: Source = await self.backing.runtime.in_thread(read_files, paths, self._offer(default_face))
        return found

    async def stage(self, source: Source, name: str, after: int = 0) -> OpenList:
        """Store a fresh list, at most MOST_ROWS rows of it, and open it."""
        by = self._duty.require(Right.BATCH)
        batch = Batch(
            id=0,
            tag=new_tag(),
            name=one_line(name, LONGEST_NAME),
            origin=one_line(source.origin, LONGEST_NAME),
            made_at=self.backing.runtime.clock.now(),
            made_by=by,
            notices=tuple(source.notices),
            after=after,
        )
        rows = await self.backing.runtime.in_thread(_chosen, source.rows[:MOST_ROWS], self.terms)
        made = await kept(self._store.add(batch, rows))
        self.backing.runtime.changes.batches.announce(made.id)
        found = await self.open(made.id)
        assert found is not None
        return found

    async def open(self, batch: int) -> OpenList | None:
        """Open a list; None if there is none of this number."""
        found = await self._store.get(batch)
        if found is None:
            return None
        rows = await self._store.rows(batch)
        opened = OpenList(self.backing, found, await self.backing.runtime.in_thread(Staging, rows, self.terms))
        await opened.judge()
        return opened

    async def newest(self) -> list[Listed]:
        """The lists made last, newest first."""
        found = await self._store.newest(MOST_SHOWN)
        return [Listed(batch, await self._store.progress(batch.id)) for batch in found]

    async def remove(self, batch: int) -> None:
        """Remove a list that was never confirmed. Raises ListChangedError for any other."""
        self._duty.require(Right.BATCH)
        await kept(self._store.remove(batch))
        self.backing.runtime.changes.batches.announce(batch)

    async def confirm(
        self, opened: OpenList, paid_with: str, payer: str = "", shown: Sequence[StagedRow] | None = None
    ) -> Batch:
        """Let the ticked rows become orders, of those that were `shown` (None for all). Raises ListChangedError if the
        list was confirmed already, or none of them may go any more; ValueError if a notice was not looked at, or nobody
        owes for a list on credit.
        """
        payer = one_line(payer, LONGEST_PAYER)
        if opened.batch.notices_bar or (paid_with == CREDIT and not payer):
            raise ValueError("the list is not ready to be sent")
        await opened.saved()
        await opened.load_facts()
        seen = None if shown is None else {row.position: row for row in shown}
        rows = [row for row in opened.staging.ticked() if seen is None or seen.get(row.position) == row]
        if not rows:
            raise ListChangedError("nothing is ticked any more")
        rights = self.rights_for(rows, opened.staging)
        confirmation = Confirmation(
            self.backing.runtime.clock.now(),
            self._duty.require(*rights),
            rights,
            paid_with,
            payer if paid_with == CREDIT else "",
        )
        opened.batch = await kept(self._store.confirm(opened.batch.id, rows, confirmation))
        self.sending.begin(opened.batch)
        return opened.batch

    def rights_for(self, rows: Sequence[StagedRow], staging: Staging) -> frozenset[Right]:
        """The rights that sending these rows needs."""
        large = self._duty.large_face
        rights = {Right.ORDER, Right.BATCH}
        if large is not None and any((row.face or 0) > large for row in rows):
            rights.add(Right.LARGE_ORDER)
        if any({Finding.BLOCKED_NUMBER, Finding.OVER_LIMIT} & staging.verdict(row.position).codes for row in rows):
            rights.add(Right.OVER_LIMIT)
        return frozenset(rights)

    async def progress(self, batch: int) -> Progress:
        """The sums of a list's confirmed rows."""
        return await self._store.progress(batch)

    async def results(self, batch: int) -> list[BatchResult]:
        """All rows of a list with their orders, costs only for who may see them."""
        found = await self._store.results(batch)
        if self._duty.sees_profit:
            return found
        return [BatchResult(row, _without_cost(order)) for row, order in found]

    async def failed_again(self, batch: Batch) -> Source:
        """The failed rows of a list as a new one, each linked with the order that it tries again, and the rows that
        were never sent.
        """
        rows = list[StagedRow]()
        for row, order in await self._store.results(batch.id):
            if order is not None and order.may_be_tried_again:
                rows.append(_again(row, order.order_no))
            elif order is None and row.queued and not batch.is_under_way:
                rows.append(_again(row, ""))
        return Source(batch.name or batch.origin, numbered(rows))

    def _offer(self, default_face: int | None) -> ListOffer:
        faces = frozenset(one.face // FEN_PER_YUAN for one in self.terms.offers)
        return ListOffer(faces, None if default_face is None else default_face // FEN_PER_YUAN)


def _chosen(rows: Sequence[StagedRow], terms: Terms) -> list[StagedRow]:
    return first_choices(Staging(numbered(rows), terms))


def _again(row: StagedRow, retries: str) -> StagedRow:
    return StagedRow(0, row.line, row.source, row.mobile, row.face, row.speed, row.price, row.note, retries=retries)


def _without_cost(order: Order | None) -> Order | None:
    return None if order is None else order._replace(cost=None)
