"""The ports: the platform, the clock, the publisher's release feed. Tests implement fakes of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import (
    BalanceOutcome,
    CancelOutcome,
    MobileInfoOutcome,
    PushOutcome,
    QueryOutcome,
    VerifyOutcome,
)

if TYPE_CHECKING:
    from desktop.domain.upkeep.release import Answer


class Gateway(Protocol):
    """The platform. No call raises for network or platform errors; each returns one of its outcomes."""

    async def push(self, order: Order) -> PushOutcome:
        """Order the recharge: money moves here. Returns even if its task is cancelled."""

    async def batch_turn(self) -> None:
        """Wait until a row of a batch may be pushed: behind the counter, and behind questions about open orders."""

    async def push_of_batch(self, order: Order) -> PushOutcome:
        """As `push`, at once, after `batch_turn`."""

    async def query(self, order: Order) -> QueryOutcome:
        """Query one order by the platform's number if known, and by ours if that finds nothing or another order."""

    async def query_by_ours(self, order: Order) -> QueryOutcome:
        """Query one order by our own number only."""

    async def balance(self) -> BalanceOutcome:
        """Query the account's balance."""

    async def cancel(self, order_number: str) -> CancelOutcome:
        """Ask the platform to cancel the order with this platform number."""

    async def verify(self, mobile: str, face: int, speed: Speed) -> VerifyOutcome:
        """Ask whether the platform would take an order of this face (fen)."""

    async def mobile_info(self, mobile: str) -> MobileInfoOutcome:
        """Query the operator and place of a number."""

    async def drop_connections(self) -> None:
        """Use fresh connections from now on."""

    async def aclose(self) -> None:
        """Close all connections."""


class Clock(Protocol):
    """This computer's time."""

    def now(self) -> float:
        """Unix seconds; may jump."""

    def steady(self) -> float:
        """Monotonic seconds; never jumps, and may stop while the computer sleeps."""

    async def rest(self, seconds: float, wake: asyncio.Event) -> None:
        """Return after that long, or as soon as `wake` is set."""


class ReleaseFeed(Protocol):
    """The publisher's announcements of releases. No call raises for network errors or bad answers."""

    address: str
    """The build's own address."""

    async def latest(self, address: str) -> Answer:
        """Request the release announced at the address, "" for the build's own."""

    async def verified(self, answer: str) -> Answer:
        """Verify a stored answer."""
