"""The single path for changes of an order: committed first, announced after."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from desktop.domain.actor import Actor
from desktop.domain.orders.events import Acted, Annotation, Decision, Event, Placed, signed
from desktop.domain.orders.order import Order
from desktop.services.runtime import Runtime
from desktop.storage.errors import StorageError, WriteFailedError
from desktop.storage.orders.order_store import OrderStore

log = logging.getLogger(__name__)

GATHER_S = 0.05
RETRY_S = 2.0

Waiting = tuple[str, Event, "asyncio.Future[Order]"]


class OrderBook:
    """Every act of the counter gets the name of who is on duty here, unless it has one. Claims are committed at once;
    results are collected briefly and committed in batches by one writer.
    """

    def __init__(self, runtime: Runtime, store: OrderStore) -> None:
        self._changes = runtime.changes
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._store = store
        self._waiting: deque[Waiting] = deque()
        self._filled = asyncio.Event()
        self._told: dict[str, Order] = {}
        """The orders of chains as they were announced last: most answers to queries change nothing."""
        self._closing = False
        self._saving = True
        self._writer: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """The number of results that are not committed yet."""
        return len(self._waiting)

    @property
    def unsaved(self) -> int:
        """The number of orders with results that could not be committed; 0 while the disk takes them."""
        return 0 if self._saving else len({order_no for order_no, _, _ in self._waiting})

    def start(self) -> None:
        """Start the writer; call once, inside the running loop."""
        self._writer = asyncio.get_running_loop().create_task(self._write_until_closed(), name="order-book")

    async def bring_back_rest(self) -> None:
        """Recover in small batches what `OrderStore.recover` left, announcing the number left."""
        left = 1
        while left:
            try:
                orders, left = await self._store.recover_more(self._clock.now())
            except WriteFailedError:
                log.exception("orders of the journal cannot be recovered now")
                await asyncio.sleep(RETRY_S)
            else:
                self._changes.orders.announce(orders)
                await self._announce_chains(orders)
                self._changes.recovery.announce(left)

    async def close(self) -> None:
        """Write the waiting events, then stop. If that fails, the orders are unknown at the next start."""
        self._closing = True
        self._filled.set()
        if self._writer is not None:
            await self._writer

    async def get(self, order_no: str) -> Order | None:
        """One order as committed, or None."""
        return await self._store.get(order_no)

    async def claim(self, first: Placed, note: str = "") -> Order:
        """Save a new order as being sent. Raises like `OrderStore.claim`; then nothing may be sent."""
        return await self._announced(await self._store.claim(signed(first, self._duty.actor), note))

    async def claim_again(self, order_no: str, now: float, by: Actor) -> Order:
        """Claim an unknown order for resending. Raises like `OrderStore.claim_again`."""
        return await self._announced(await self._store.claim_again(order_no, now, by))

    async def decide(self, order_no: str, event: Decision) -> Order:
        """Record a clerk's decision that ends an order. Raises like `OrderStore.decide`."""
        return await self._announced(await self._store.decide(order_no, signed(event, self._duty.actor)))

    async def annotate(self, order_no: str, event: Annotation) -> Order:
        """Record an annotation of an order. Raises WriteFailedError."""
        return await self._announced(await self._store.annotate(order_no, signed(event, self._duty.actor)))

    async def record(self, order_no: str, event: Event) -> Order:
        """Apply an event to an order; returns the order once that is committed.

        While the disk is full the event waits and is retried; cancelling the caller does not stop it.
        """
        if isinstance(event, Acted):
            event = signed(event, self._duty.actor)
        done: asyncio.Future[Order] = asyncio.get_running_loop().create_future()
        self._waiting.append((order_no, event, done))
        self._filled.set()
        return await done

    async def _write_until_closed(self) -> None:
        while self._waiting or not self._closing:
            await self._filled.wait()
            if not self._closing:
                await asyncio.sleep(GATHER_S)
            self._filled.clear()
            batch = list(self._waiting)
            self._waiting.clear()
            unsaved = await self._write(batch) if batch else []
            if unsaved and self._closing:
                log.error("%d results could not be saved before closing", len(unsaved))
                return
            if unsaved:
                self._waiting.extendleft(reversed(unsaved))
                self._tell_unsaved()
                await asyncio.sleep(RETRY_S)
                self._filled.set()

    async def _write(self, batch: list[Waiting]) -> list[Waiting]:
        """Commit a batch; returns the events that could not be written."""
        try:
            # Planned by the present clock: it may have jumped since the events happened.
            events = [(order_no, event) for order_no, event, _ in batch]
            orders = await self._store.record(events, self._clock.now())
        except WriteFailedError:
            log.exception("results cannot be saved")
            self._note_saving(False)
            return batch
        except Exception as bug:
            return await self._write_singly(batch, bug)
        self._note_saving(True)
        for (_, _, done), order in zip(batch, orders, strict=True):
            _settle(done, order)
        self._changes.orders.announce(orders)
        await self._announce_chains(orders)
        return []

    async def _write_singly(self, batch: list[Waiting], bug: Exception) -> list[Waiting]:
        """Write the events of a failed batch one by one, so that a bad event does not block the others."""
        if len(batch) > 1:
            return [unsaved for one in batch for unsaved in await self._write([one])]
        order_no, event, done = batch[0]
        log.error("event %r of %s cannot be applied", event, order_no, exc_info=bug)
        if not done.done():
            done.set_exception(StorageError(str(bug)))
            done.exception()
        return []

    async def _announced(self, order: Order) -> Order:
        self._changes.orders.announce([order])
        await self._announce_chains([order])
        return order

    async def _announce_chains(self, orders: list[Order]) -> None:
        """Cash may have moved along a chain: its other orders have changed, too. All is committed: no failure to read
        may make it look unsaved.
        """
        for order in orders:
            if (order.instead_of or order.retried_as) and self._told.get(order.order_no) != order:
                self._told[order.order_no] = order
                try:
                    chain = await self._store.chain(order.order_no)
                except StorageError:
                    log.exception("the orders linked with %s cannot be read", order.order_no)
                else:
                    others = [one for one in chain if self._told.get(one.order_no) != one]
                    self._told.update((one.order_no, one) for one in chain)
                    self._changes.orders.announce(others)

    def _note_saving(self, works: bool) -> None:
        if works is not self._saving:
            self._saving = works
            self._changes.saving.announce(works)
            if works:
                self._tell_unsaved()

    def _tell_unsaved(self) -> None:
        self._changes.unsaved.announce(self.unsaved)


def _settle(done: asyncio.Future[Order], order: Order) -> None:
    if not done.done():
        done.set_result(order)
