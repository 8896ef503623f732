"""Finds out whether the platform still refuses the shop's store, which no reading of the balance can tell."""

from __future__ import annotations

import asyncio

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.order_no import day_prefix, nobodys_order
from desktop.domain.refusal import RefusedPart
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway

_APART_S = 30.0
_IDLE_S = 3600.0


class AccountCheck:
    """While the store is refused, no order is sent that could prove the opposite, so an order that nobody has is asked
    about now and then. (Any other refusal ends with a reading of the balance, which is repeated anyway.)
    """

    def __init__(self, runtime: Runtime, gateway: WatchedGateway, store_id: str) -> None:
        self._clock = runtime.clock
        self._gateway = gateway
        self._store_id = store_id
        self._wake = asyncio.Event()
        runtime.changes.access.subscribe(lambda _news: None if self._is_due else self._wake.set())
        self._is_due = False
        """Whether the loop asks now and then."""

    def soon(self) -> None:
        """Ask now, if there is anything to ask."""
        self._wake.set()

    async def run(self) -> None:
        """Ask while the store is refused, until cancelled."""
        while True:
            self._wake.clear()
            self._is_due = self._store_refused
            if self._is_due and not self._gateway.reachability.offline:
                await self._gateway.query_by_ours(self._nobodys())
                self._is_due = self._store_refused
            await self._clock.rest(_APART_S if self._is_due else _IDLE_S, self._wake)

    @property
    def _store_refused(self) -> bool:
        refusal = self._gateway.access.refusal
        return refusal is not None and refusal.part is RefusedPart.STORE

    def _nobodys(self) -> Order:
        now = self._clock.now()
        return nobodys_order(Order(f"{day_prefix(now)}0000CHECK0000", self._store_id, "", 0, 0, Speed.FAST, now))
