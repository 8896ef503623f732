"""The gateway for the services: each outcome of a call also updates what is known of the line and the account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import (
    BalanceOutcome,
    CancelOutcome,
    MobileInfoOutcome,
    PushOutcome,
    QueryOutcome,
    VerifyOutcome,
)
from desktop.services.account_access import AccountAccess
from desktop.services.ports import Gateway
from desktop.services.reachability import Reachability

Outcome = TypeVar("Outcome")


class WatchedGateway:
    """Implements the `Gateway` port on another gateway. `reachability` and `access` note each outcome before the caller
    gets it.
    """

    def __init__(self, gateway: Gateway, reachability: Reachability, access: AccountAccess) -> None:
        self.reachability = reachability
        self.access = access
        self._gateway = gateway

    async def push(self, order: Order) -> PushOutcome:
        return await self._noted(self._gateway.push(order), lambda outcome: self.access.note_push(order, outcome))

    async def batch_turn(self) -> None:
        await self._gateway.batch_turn()

    async def push_of_batch(self, order: Order) -> PushOutcome:
        push = self._gateway.push_of_batch(order)
        return await self._noted(push, lambda outcome: self.access.note_push(order, outcome))

    async def query(self, order: Order) -> QueryOutcome:
        return await self._noted(self._gateway.query(order), self.access.note_query)

    async def query_by_ours(self, order: Order) -> QueryOutcome:
        return await self._noted(self._gateway.query_by_ours(order), self.access.note_query)

    async def balance(self) -> BalanceOutcome:
        return await self._noted(self._gateway.balance(), self.access.note_balance)

    async def cancel(self, order_number: str) -> CancelOutcome:
        return await self._noted(self._gateway.cancel(order_number), self.access.note_other)

    async def verify(self, mobile: str, face: int, speed: Speed) -> VerifyOutcome:
        return await self._noted(self._gateway.verify(mobile, face, speed), self.access.note_other)

    async def mobile_info(self, mobile: str) -> MobileInfoOutcome:
        return await self._noted(self._gateway.mobile_info(mobile), self.access.note_other)

    async def drop_connections(self) -> None:
        await self._gateway.drop_connections()

    async def aclose(self) -> None:
        await self._gateway.aclose()

    async def _noted(self, call: Awaitable[Outcome], note: Callable[[Outcome], None]) -> Outcome:
        outcome = await call
        self.reachability.note(outcome)
        note(outcome)
        return outcome
