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
        self._at_work = False

    @property
    def hangs(self) -> bool:
        """Whether earlier work has not ended yet, although its caller has given up."""
        return self._at_work

    async def run(self, patience: float, work: Callable[..., R], *args: object) -> R:
        """Run the work and return its result. Raises its errors; TimeoutError after `patience` seconds or while it
        `hangs`.
        """
        if self.hangs:
            raise TimeoutError
        loop = asyncio.get_running_loop()
        done: asyncio.Future[R] = loop.create_future()

        def tell(outcome: Callable[[Any], None], of: object) -> None:
            if not done.done():
                outcome(of)

        def run() -> None:
            try:
                outcome, of = done.set_result, work(*args)
            except Exception as error:
                outcome, of = done.set_exception, error  # type: ignore[assignment]
            self._at_work = False
            with suppress(RuntimeError):  # the loop is closed: no caller waits
                loop.call_soon_threadsafe(tell, outcome, of)

        self._at_work = True
        threading.Thread(target=run, name=self._name, daemon=True).start()
        async with asyncio.timeout(patience):
            return await done
