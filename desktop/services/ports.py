"""The true ports: the platform, the clock, the publisher's place. Tests have written fakes for them."""

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
    """The platform. No call raises for what the network or the platform does; each returns one of its outcomes."""

    async def push(self, order: Order) -> PushOutcome:
        """Order the recharge: money moves here. Returns also when its task is cancelled."""

    async def query(self, order: Order) -> QueryOutcome:
        """Ask how one order went, by the platform's number where it is known, and by ours where that finds nothing."""

    async def query_by_ours(self, order: Order) -> QueryOutcome:
        """Ask how one order went, by our own number only."""

    async def balance(self) -> BalanceOutcome:
        """Ask what the account holds."""

    async def cancel(self, order_number: str) -> CancelOutcome:
        """Ask the platform to cancel the order it knows by this number."""

    async def verify(self, mobile: str, face: int, speed: Speed) -> VerifyOutcome:
        """Ask whether an order of this face (fen) would be taken."""

    async def mobile_info(self, mobile: str) -> MobileInfoOutcome:
        """Ask whose number it is now."""

    async def drop_connections(self) -> None:
        """Start on fresh connections."""

    async def aclose(self) -> None:
        """Close what connections there are."""


class Clock(Protocol):
    """This computer's time."""

    def now(self) -> float:
        """Unix seconds; may jump."""

    def steady(self) -> float:
        """Seconds since some moment; never jumps, and may stand still while the computer sleeps."""

    async def rest(self, seconds: float, wake: asyncio.Event) -> None:
        """Return after that long, or as soon as `wake` is set."""


class ReleaseFeed(Protocol):
    """Where the publisher tells of releases. No call raises for what the network or the answer does."""

    address: str
    """The build's own."""

    async def latest(self, address: str) -> Answer:
        """Ask there, "" for the build's own address."""

    async def verified(self, answer: str) -> Answer:
        """Look at an answer that was kept."""
