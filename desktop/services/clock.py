"""The real clock."""

from __future__ import annotations

import asyncio
import time


class SystemClock:
    """The `Clock` port on this computer's clocks and the running event loop."""

    def now(self) -> float:
        return time.time()

    def steady(self) -> float:
        return time.monotonic()

    async def rest(self, seconds: float, wake: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await wake.wait()
        except TimeoutError:
            return
