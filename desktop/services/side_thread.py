"""Work that may hang for good: on a thread that neither the window nor the exit waits for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

R = TypeVar("R")


class SideThread:
    """One at a time. The thread is a daemon: the process ends without it, and asyncio's pool does not lose one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._at_work = False

    @property
    def hangs(self) -> bool:
        """Whether earlier work, for which nobody waits any more, has still not ended."""
        return self._at_work

    async def run(self, patience: float, work: Callable[..., R], *args: object) -> R:
        """What the work comes to. Raises what it raises; TimeoutError after `patience` seconds and while it `hangs`."""
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
            with suppress(RuntimeError):  # the loop is closed: nobody waits
                loop.call_soon_threadsafe(tell, outcome, of)

        self._at_work = True
        threading.Thread(target=run, name=self._name, daemon=True).start()
        async with asyncio.timeout(patience):
            return await done
