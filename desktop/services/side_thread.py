"""Runs work that may hang forever on a thread that neither the window nor the exit waits for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

R = TypeVar("R")


class SideThread:
    """Runs one job at a time. The thread is a daemon, so it does not block the exit, and is not from asyncio's pool."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._ended: asyncio.Future[None] | None = None

    @property
    def hangs(self) -> bool:
        """Whether earlier work has not ended yet, even if its caller has given up."""
        return self._ended is not None and not self._ended.done()

    async def run(self, patience: float, work: Callable[..., R], *args: object) -> R:
        """Run the work once earlier work has ended, and return its result. Raises its errors; TimeoutError after
        `patience` seconds, which include the wait for earlier work.
        """
        async with asyncio.timeout(patience):
            while self._ended is not None and not self._ended.done():
                await asyncio.wait({self._ended})
            return await self._start(work, *args)

    def _start(self, work: Callable[..., R], *args: object) -> asyncio.Future[R]:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[R] = loop.create_future()
        ended = self._ended = loop.create_future()

        def tell(outcome: Callable[[Any], None], of: object) -> None:
            ended.set_result(None)
            if not done.done():
                outcome(of)

        def run() -> None:
            try:
                outcome, of = done.set_result, work(*args)
            except Exception as error:
                outcome, of = done.set_exception, error  # type: ignore[assignment]
            with suppress(RuntimeError):  # the loop is closed: no caller waits
                loop.call_soon_threadsafe(tell, outcome, of)

        threading.Thread(target=run, name=self._name, daemon=True).start()
        return done
