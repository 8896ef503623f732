"""The event loop that the program runs on, and the end of the process after it (decisions/0013)."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Coroutine
from typing import Any

os.environ["QT_API"] = "pyside6"

import qasync
from PySide6.QtWidgets import QApplication

from desktop.gateway.lookups import Addresses, LookUps

log = logging.getLogger(__name__)

_STUCK_S = 4.0


class Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """The event loop; names are looked up outside its pool of threads."""

    def __init__(self, app: QApplication, look_ups: LookUps | None = None) -> None:
        super().__init__(app)
        self._look_ups = look_ups or LookUps()

    async def getaddrinfo(self, *args: Any, **kwargs: Any) -> Addresses:
        return await self._look_ups.addresses(*args, **kwargs)


def run_until_closed(app: QApplication, program: Coroutine[Any, Any, int]) -> int:
    """Run the program on an event loop of its own; its exit code."""
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.get_loop().set_exception_handler(_report_loop_error)
        code = runner.run(program)
        watchdog = _leave_soon(code)
    watchdog.cancel()
    return code


def _leave_soon(code: int) -> threading.Timer:
    """All is saved by now: a name look-up that hangs in a worker thread must not keep the process."""
    watchdog = threading.Timer(_STUCK_S, os._exit, (code,))
    watchdog.daemon = True
    watchdog.start()
    return watchdog


def _report_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """A line that breaks beneath the loop, or a task that it is left with at the end, is no error of ours."""
    error = context.get("exception")
    ours = isinstance(error, Exception) and not isinstance(error, OSError)
    cause = error if isinstance(error, BaseException) else None
    log.log(logging.CRITICAL if ours else logging.ERROR, "event loop: %s", context.get("message"), exc_info=cause)
