"""Hints about a number: its operator and place, and whether the platform would take an order for it."""

from __future__ import annotations

import asyncio

from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Declined, MobileInfo
from desktop.services.reachability import ReachabilityState
from desktop.services.watched_gateway import WatchedGateway

PATIENCE_S = 3.0


class NumberCheck:
    """Hints only: they never delay the clerk, and failures are silent."""

    def __init__(self, gateway: WatchedGateway) -> None:
        self._gateway = gateway
        self._reachability = gateway.reachability

    async def owner(self, mobile: str) -> MobileInfo | None:
        """Operator and place according to the platform; None without an answer within three seconds."""
        if self._reachability.state is ReachabilityState.OFFLINE:
            return None
        try:
            async with asyncio.timeout(PATIENCE_S):
                outcome = await self._gateway.mobile_info(mobile)
        except TimeoutError:
            return None
        return outcome if isinstance(outcome, MobileInfo) else None

    async def objection(self, mobile: str, face: int, speed: Speed) -> Declined | None:
        """The platform's reason why it would not take this order, or None: no objection, or no answer in time."""
        if self._reachability.state is ReachabilityState.OFFLINE:
            return None
        try:
            async with asyncio.timeout(PATIENCE_S):
                outcome = await self._gateway.verify(mobile, face, speed)
        except TimeoutError:
            return None
        return outcome if isinstance(outcome, Declined) else None
