"""Queries orders whose push hangs: a platform that took the order may know its result before it answers the push."""

from __future__ import annotations

import asyncio

from desktop.domain.orders.events import of_query
from desktop.domain.orders.order import Order, State
from desktop.domain.orders.outcome import OrderReport
from desktop.services.orders.order_book import OrderBook
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.orders.order_store import OrderStore

_LEAST_S = 1.0  # whatever a clock that was set makes of the plan


class HangingPushes:
    """Only a report counts here. "Not found" says nothing about a request that may still arrive, so no other answer is
    recorded, as evidence or otherwise (decisions/0005).
    """

    def __init__(self, runtime: Runtime, book: OrderBook, gateway: WatchedGateway, store: OrderStore) -> None:
        self._clock = runtime.clock
        self._book = book
        self._gateway = gateway
        self._store = store

    async def watch(self, order: Order, answered: asyncio.Event) -> None:
        """Query an order being sent for the first time, by our number and when the plan queries an unknown order, until
        the platform reports it or the push is `answered`. (Sent again, the report could be about the earlier send.)
        """
        if order.sends > 1:
            return
        while await self._its_time(order, answered):
            if self._gateway.reachability.offline:
                continue
            outcome = await self._gateway.query_by_ours(order)
            if isinstance(outcome, OrderReport) and (event := of_query(outcome, self._clock.now())) is not None:
                await self._book.record(order.order_no, event)
                return

    async def _its_time(self, order: Order, answered: asyncio.Event) -> bool:
        """Wait until the next query is due; False if the push was answered meanwhile."""
        now = self._clock.now()
        due_at = self._store.planned(order._replace(state=State.UNKNOWN), now)
        if due_at is None:
            return False
        await self._clock.rest(max(due_at - now, _LEAST_S), answered)
        return not answered.is_set()
