"""An asyncio event loop in virtual time, and a database "thread" that runs its work at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Protocol


class Timeline(Protocol):
    """Who owns the time."""

    def steady(self) -> float:
        """Seconds on the program's steady clock."""

    def turn(self) -> None:
        """The loop has turned once more."""

    def pass_time(self, seconds: float | None) -> None:
        """Let up to so many seconds pass (None: until something happens), stopping early where something does."""


class SimLoop(asyncio.BaseEventLoop):
    """Runs callbacks in the order in which they became ready; waiting costs nothing, it moves the timeline."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__()
        self._timeline = timeline
        self._selector = self  # BaseEventLoop asks it for events and thereby waits
        self.set_exception_handler(lambda _loop, _context: None)

    def time(self) -> float:
        return self._timeline.steady()

    def select(self, timeout: float | None) -> list[Any]:
        self._timeline.turn()
        if timeout is None or timeout > 0:
            self._timeline.pass_time(timeout)
        return []

    def _process_events(self, event_list: list[Any]) -> None:
        pass

    def _write_to_self(self) -> None:
        pass

    def abandon(self) -> None:
        """The process is dead: nothing of it runs any more, not even its clean-up."""
        for task in asyncio.all_tasks(self):
            task._log_destroy_pending = False  # type: ignore[attr-defined]
        self._ready.clear()  # type: ignore[attr-defined]
        self._scheduled.clear()  # type: ignore[attr-defined]
        self.close()


class InlineThread(Executor):
    """Runs work where it is submitted; once its process is dead, nothing is run and nothing ever answered."""

    def __init__(self) -> None:
        self.dead = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.dead:
            return future
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        pass
