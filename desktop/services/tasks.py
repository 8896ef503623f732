"""The one task runner: it keeps tasks alive, reports their errors, and ends them in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from desktop.domain.right import ForbiddenError

log = logging.getLogger(__name__)

_CANCEL_AGAIN_S = 1.0  # a push takes the first cancel as "the program closes" and continues to record its outcome


class Tasks:
    """A read is replaced by the next one of its name. Commands run to completion, also at shutdown."""

    def __init__(self) -> None:
        self.on_error: Callable[[], None] = lambda: None
        """Called after an error was logged, to notify the clerk."""
        self.pause_after_error = 5.0
        self._reads: dict[str, asyncio.Task[Any]] = {}
        self._commands: set[asyncio.Task[Any]] = set()
        self._closing = False

    @property
    def closing(self) -> bool:
        """Whether new work is no longer accepted."""
        return self._closing

    def is_reading(self, name: str) -> bool:
        """Whether a read of this name is under way."""
        return name in self._reads

    def read(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        """Run a read; an earlier one of the same name is cancelled."""
        self.drop(name)
        if self._closing:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._reads[name] = task
        task.add_done_callback(self._read_done)

    def keep(self, name: str, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run an endless loop as a read; restarted some seconds after an error."""
        self.read(name, self._kept(name, loop))

    def drop(self, name: str) -> None:
        """Cancel the read of this name, if it is running."""
        if task := self._reads.pop(name, None):
            task.cancel()

    def command(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        """Run work that must end in a stored state: it is cancelled only after the grace period at exit."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._commands.add(task)
        task.add_done_callback(self._command_done)

    async def shutdown(self, grace: float) -> None:
        """Cancel reads, give commands (including new ones) `grace` seconds, then cancel them until all have ended."""
        self._closing = True
        reads = list(self._reads.values())
        for task in reads:
            task.cancel()
        await asyncio.gather(*reads, return_exceptions=True)
        loop = asyncio.get_running_loop()
        end = loop.time() + grace
        while self._commands and loop.time() < end:
            await asyncio.wait(self._commands, timeout=end - loop.time())
        while self._commands:
            for task in self._commands:
                task.cancel()
            await asyncio.wait(self._commands, timeout=_CANCEL_AGAIN_S)

    async def _kept(self, name: str, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            try:
                await loop()
            except Exception:
                log.exception("%s failed and is restarted", name)
                self.on_error()
            await asyncio.sleep(self.pause_after_error)

    def _read_done(self, task: asyncio.Task[Any]) -> None:
        if self._reads.get(task.get_name()) is task:
            del self._reads[task.get_name()]
        self._report(task)

    def _command_done(self, task: asyncio.Task[Any]) -> None:
        self._commands.discard(task)
        self._report(task)

    def _report(self, task: asyncio.Task[Any]) -> None:
        if task.cancelled() or isinstance(error := task.exception(), ForbiddenError):
            if not task.cancelled():
                log.info("task %s was forbidden: %s", task.get_name(), error)
            return  # who wanted it was told, and nothing was done
        if error is not None:
            log.error("task %s failed", task.get_name(), exc_info=error)
            self.on_error()
