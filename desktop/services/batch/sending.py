"""Sends the confirmed rows of batches, a few at a time, and stops by itself where something is wrong."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Sequence

from desktop.domain.actor import Actor
from desktop.domain.batch.batch import Batch, BatchState, Bounds, Hold, PauseCause, StagedRow, is_of_batch
from desktop.domain.orders.order import Order, State
from desktop.domain.orders.request import Request
from desktop.domain.right import Right
from desktop.services.batch.keeping import kept
from desktop.services.batch.troubles import Troubles
from desktop.services.orders.limiting import Limiting
from desktop.services.orders.notebook import NotKeptError
from desktop.services.orders.ordering import (
    REPEAT_WINDOW,
    Draft,
    Locked,
    NotSaved,
    NotTriedAgain,
    Ordering,
    Started,
)
from desktop.services.orders.sending import Refused
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.batch.batch_store import BatchStore
from desktop.storage.errors import StorageError

log = logging.getLogger(__name__)

IN_FLIGHT = 16
_LOOK_S = 30.0
_FRESH_S = 0.005


class BatchSending:
    """`run` is the only place that makes orders of rows. A row's order number is in the database since the list was
    staged, and claiming it again is harmless; so a row is one order at most, whatever happens between.
    """

    def __init__(
        self,
        runtime: Runtime,
        store: BatchStore,
        ordering: Ordering,
        limiting: Limiting,
        gateway: WatchedGateway,
        troubles: Troubles,
    ) -> None:
        self._runtime = runtime
        self._store = store
        self._ordering = ordering
        self._limiting = limiting
        self._gateway = gateway
        self._troubles = troubles
        self.bounds = Bounds()
        self._wake = asyncio.Event()
        self.paused: PauseCause | None = None
        """The reason why a list has paused by itself, until somebody goes on with a list, or pauses or stops one."""
        self._may_send = False
        """Whether any list may be under way: as long as none is, orders of the counter cost nothing here."""
        self._queues: dict[int, deque[StagedRow]] = {}
        """The waiting rows of each batch that is being sent."""
        self._leaving: set[str] = set()
        """Orders whose push has no stored answer yet."""
        runtime.changes.orders.subscribe(self._hear)
        for topic in (runtime.changes.access, runtime.changes.reachability, runtime.changes.disk):
            topic.subscribe(lambda _news: self._wake.set())

    async def recover(self) -> None:
        """Pause at start whatever was being sent: nothing goes out by itself. Raises WriteFailedError."""
        if await self._store.sending():
            self.paused = PauseCause.RESTARTED
            await self._store.pause_all(PauseCause.RESTARTED)

    async def run(self) -> None:
        """Send, until cancelled."""
        while True:
            self._wake.clear()
            if self._may_send:
                try:
                    await self._send_some()
                except (StorageError, NotKeptError):
                    log.exception("batches cannot be read or stored now")
            await self._runtime.clock.rest(_LOOK_S, self._wake)

    async def resume(self, batch: int) -> bool:
        """Go on with a paused list, by the clerk's word; whether it was paused. Raises ForbiddenError."""
        self._runtime.duty.require(Right.BATCH)
        self._troubles.forgive(batch)
        return await self._turn(batch, BatchState.SENDING, None, BatchState.PAUSED)

    async def pause(self, batch: int) -> bool:
        """Pause; whether it was being sent. What is on its way ends in a stored state. Whoever may place orders may do
        this: it is how a mistake is halted. Raises ForbiddenError.
        """
        self._runtime.duty.require(Right.ORDER)
        return await self._turn(batch, BatchState.PAUSED, PauseCause.BY_HAND, BatchState.SENDING)

    async def stop(self, batch: int) -> bool:
        """Send no more of a list, for good; whether it was under way. Raises ForbiddenError."""
        self._runtime.duty.require(Right.BATCH)
        return await self._turn(batch, BatchState.STOPPED, None, BatchState.SENDING, BatchState.PAUSED)

    async def release(self, batch: int, row: StagedRow) -> None:
        """Let a row go that was held back: the clerk has looked at the reason. Raises ForbiddenError."""
        self._runtime.duty.require(Right.BATCH, *([Right.OVER_LIMIT] if row.held is Hold.OVER_LIMIT else []))
        await kept(self._store.hold(batch, row.position, Hold.NONE, repeats=row.held is Hold.ARRIVED))
        self._forget(batch)

    async def take_out(self, batch: int, row: StagedRow) -> None:
        """Do not send a row that has not become an order yet. Raises ForbiddenError."""
        self._runtime.duty.require(Right.BATCH)
        await kept(self._store.hold(batch, row.position, Hold.STOPPED))
        self._forget(batch)

    def begin(self, batch: Batch) -> None:
        """Begin with a list that was confirmed just now."""
        self.paused = None
        self._troubles.forgive(batch.id)
        self._forget(batch.id)

    async def _send_some(self) -> None:
        batches = await self._store.sending()
        self._may_send = bool(batches)
        under_way = {batch.id for batch in batches}
        self._queues = {number: queue for number, queue in self._queues.items() if number in under_way}
        for batch in batches:
            if not await self._send_batch(batch):
                break

    async def _send_batch(self, batch: Batch) -> bool:
        """Send rows of one list, as many as may be undecided; whether there is room for another list's rows."""
        if batch.id not in self._queues:
            self._queues[batch.id] = deque(await self._store.waiting(batch.id))
        queue, locked = self._queues[batch.id], deque[StagedRow]()
        room = 0
        while queue and not self._runtime.tasks.closing and len(self._leaving) < IN_FLIGHT:
            room = room - 1 if room > 1 else await self._room()
            if room <= 0:
                break
            if (cause := self._troubles.cause(batch, queue[0], self.bounds)) is not None:
                await self._turn(batch.id, BatchState.PAUSED, cause, BatchState.SENDING)
                break
            row = queue.popleft()
            if not await self._send_row(batch, row):
                locked.append(row)
            if self._queues.get(batch.id) is not queue:  # paused, stopped or changed meanwhile
                return True
        only_locked = not queue
        queue.extendleft(reversed(locked))
        if not queue and not await self._store.waiting(batch.id):
            await self._end(batch)
        return only_locked

    async def _end(self, batch: Batch) -> None:
        """All has become orders, or is held back for the clerk."""
        progress = await self._store.progress(batch.id)
        if not progress.held:
            await self._turn(batch.id, BatchState.DONE, None, BatchState.SENDING)

    async def _room(self) -> int:
        """The number of orders of lists that may become undecided now; only this loop makes it smaller."""
        undecided, _ = await self._store.undecided()
        return self.bounds.undecided - undecided

    async def _send_row(self, batch: Batch, row: StagedRow) -> bool:
        """Make the order of a row and send it. False: its number is locked, so that it must wait."""
        draft = await self._draft(batch, row)
        if isinstance(draft, Hold):
            await self._hold(batch, row, draft)
            return True
        if draft is None:
            return False
        queue, asked = self._queues.get(batch.id), self._runtime.clock.steady()
        await self._gateway.batch_turn()
        if self._runtime.clock.steady() - asked > _FRESH_S:
            draft = await self._draft(batch, row)  # much may have happened during the wait
        if not isinstance(draft, Draft) or self._runtime.tasks.closing or self._queues.get(batch.id) is not queue:
            return False  # its number is taken, or the list was paused
        self._leaving.add(row.order_no)
        try:
            outcome = await self._ordering.place_for(draft, _signer(batch), of_batch=True)
        except BaseException:
            self._leaving.discard(row.order_no)
            raise
        return await self._took(batch, row, outcome)

    async def _took(
        self, batch: Batch, row: StagedRow, outcome: Started | Locked | NotSaved | NotTriedAgain | Refused
    ) -> bool:
        if not isinstance(outcome, Started):
            self._leaving.discard(row.order_no)
        match outcome:
            case Started(order):
                if order.state is not State.SENDING:  # placed before: nothing was sent now
                    self._leaving.discard(order.order_no)
            case Locked():
                return False
            case NotTriedAgain():
                await self._hold(batch, row, Hold.CHANGED)
            case Refused():
                await self._turn(batch.id, BatchState.PAUSED, PauseCause.REFUSED_ACCOUNT, BatchState.SENDING)
                return False
            case NotSaved(_, listed):
                await self._turn(batch.id, BatchState.PAUSED, PauseCause.NOT_SAVED, BatchState.SENDING)
                return listed
        return True

    async def _draft(self, batch: Batch, row: StagedRow) -> Draft | Hold | None:
        """The order of a row; a reason to hold it back; None while its number is locked."""
        request = _request(batch, row)
        now = self._runtime.clock.now()
        draft = await self._ordering.draft_of(row.order_no, request, now - REPEAT_WINDOW)
        if isinstance(draft, Locked):
            return None
        if row.retries and draft.replaces is None:
            return Hold.CHANGED
        if draft.arrived is not None and not row.repeats and draft.arrived.order_no != row.order_no:
            return Hold.ARRIVED
        return draft if await self._is_allowed(batch, request) else Hold.OVER_LIMIT

    async def _is_allowed(self, batch: Batch, request: Request) -> bool:
        """Whether the rights that were checked at the confirmation suffice. Without staff, limits only warn."""
        confirmed = batch.confirmation
        if confirmed is None or not confirmed.by.id:
            return True
        needed = await self._limiting.rights_for(request, confirmed.by.id)
        return confirmed.rights.issuperset(needed)

    async def _hold(self, batch: Batch, row: StagedRow, held: Hold) -> None:
        await self._store.hold(batch.id, row.position, held)
        self._runtime.changes.batches.announce(batch.id)

    async def _turn(self, batch: int, state: BatchState, cause: PauseCause | None, *expected: BatchState) -> bool:
        changed = await kept(self._store.turn(batch, state, cause, *expected))
        if changed:
            self.paused = None if cause is PauseCause.BY_HAND else cause
        self._forget(batch)
        return changed

    def _forget(self, batch: int) -> None:
        """Read the waiting rows again before anything else is sent of it."""
        self._queues.pop(batch, None)
        self._may_send = True
        self._runtime.changes.batches.announce(batch)
        self._wake.set()

    def _hear(self, changed: Sequence[Order]) -> None:
        for order in changed:
            if is_of_batch(order.order_no):
                if order.state is not State.SENDING:
                    self._leaving.discard(order.order_no)
                self._troubles.hear(order)
        if self._may_send:
            self._wake.set()


def _signer(batch: Batch) -> Actor:
    return batch.confirmation.by if batch.confirmation is not None else batch.made_by


def _request(batch: Batch, row: StagedRow) -> Request:
    assert row.face is not None
    assert row.price is not None
    confirmed = batch.confirmation
    return Request(
        mobile=row.mobile,
        face=row.face,
        price=row.price,
        speed=row.speed,
        note=" · ".join(part for part in (batch.name, row.note) if part),
        instead_of=row.retries,
        paid_with=confirmed.paid_with if confirmed is not None else "",
        payer=confirmed.payer if confirmed is not None else "",
    )
