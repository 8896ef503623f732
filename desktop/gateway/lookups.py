"""DNS lookups on their own threads, so that a hanging resolver does not block those for files, keyring and exports."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

AT_ONCE = 8
_PATIENCE_S = 10.0

Addresses = list[Any]
"""The result of `socket.getaddrinfo`."""


class LookUps:
    """A lookup that takes longer than ten seconds, or for which no thread is free, fails like one without an answer:
    nothing was sent. The threads are daemons: a hanging one does not keep the process alive.
    """

    def __init__(self, resolve: Callable[..., Addresses] = socket.getaddrinfo, patience: float = _PATIENCE_S) -> None:
        self._resolve = resolve
        self._patience = patience
        self._free = threading.Semaphore(AT_ONCE)

    async def addresses(self, *args: Any, **kwargs: Any) -> Addresses:
        """Like `socket.getaddrinfo`. Raises socket.gaierror and whatever the resolver raises."""
        if not self._free.acquire(blocking=False):
            raise socket.gaierror(socket.EAI_AGAIN, "the name look-ups hang")
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Addresses] = loop.create_future()

        def tell(found: Addresses | None, error: Exception | None) -> None:
            if not done.done():
                done.set_exception(error) if error is not None else done.set_result(found or [])

        def look_up() -> None:
            found, error = None, None
            try:
                found = self._resolve(*args, **kwargs)
            except Exception as failed:
                error = failed
            finally:
                self._free.release()
            with suppress(RuntimeError):  # the loop is closed: no caller waits
                loop.call_soon_threadsafe(tell, found, error)

        threading.Thread(target=look_up, name="look-up", daemon=True).start()
        try:
            async with asyncio.timeout(self._patience):
                return await done
        except TimeoutError:
            raise socket.gaierror(socket.EAI_AGAIN, "the name look-up takes too long") from None
