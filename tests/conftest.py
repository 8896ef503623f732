"""The harness: coroutine tests run on a real qasync loop, and nothing may leak or be swallowed.

An `async def` test is the main task of a fresh loop on pytest-qt's QApplication. It fails when it leaves a task, a
thread or a visible window behind, or when the loop's exception handler was called. Inside a coroutine wait with
`until`, never with qtbot: a nested Qt loop loses other tasks.
"""

from __future__ import annotations

import os
import sys

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import asyncio
import gc
import inspect
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import hypothesis
import pytest
import qasync
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.orders.poll_plan import PollPlan
from desktop.services.ports import Clock, Gateway, ReleaseFeed
from desktop.services.runtime import Runtime
from desktop.services.staff.staff import Staff
from desktop.services.upkeep.releases import Releases
from desktop.storage.database import Database
from desktop.storage.journal.journal import Journal
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.staff.staff_store import StaffStore
from desktop.storage.upkeep.backups import Backups
from desktop.ui.look import theme
from desktop.wiring.desk import RunningDesk, planner, put_together
from tests.fakes import FakeClock

R = TypeVar("R")

_THREAD_S = 5.0
_TIMEOUT_S = 30
_LOOK_S = 0.005


def _only_loopback(event: str, arguments: tuple[Any, ...]) -> None:
    """No test reaches for the network, not even for a name."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (None, "", "localhost", "::1") and not name.startswith("127."):
        raise ConnectionRefusedError(f"a test reached for {name}")


sys.addaudithook(_only_loopback)

# The harness collects garbage on the GUI thread: a QObject must not be destroyed on another.
gc.disable()


def pytest_collection_finish() -> None:
    """What is there before the first test stays: it is not looked through again after each of them."""
    gc.collect()
    gc.freeze()


# The same examples in every run, and no deadline: these machines are shared.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")


def _stays(thread: threading.Thread) -> bool:
    """Whether the thread does not end by itself soon; a worker of anyio is told to when the test is over."""
    if not thread.daemon:
        thread.join(_THREAD_S)
    return thread.is_alive() and not thread.daemon


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    app: QApplication = pyfuncitem._request.getfixturevalue("qapp")
    app.setQuitOnLastWindowClosed(False)
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    threads_before, errors = set(threading.enumerate()), list[str]()
    loop = qasync.QEventLoop(app)
    loop.set_exception_handler(lambda _loop, context: errors.append(f"{context.get('message')}: {context}"))
    asyncio.set_event_loop(loop)

    async def bounded() -> None:
        async with asyncio.timeout(_TIMEOUT_S) as patience:
            await pyfuncitem.obj(**arguments)
        if patience.expired():  # a push takes being cancelled for an answer, and the test would pass
            raise TimeoutError

    try:
        loop.run_until_complete(bounded())
        left = _left_behind(loop, errors)
    finally:
        loop.close()
        asyncio.set_event_loop(None)
    left += [f"thread {one.name}" for one in threading.enumerate() if one not in threads_before and _stays(one)]
    if left:
        pytest.fail("left behind: " + "\n".join(left), pytrace=False)
    return True


def _left_behind(loop: asyncio.AbstractEventLoop, errors: list[str]) -> list[str]:
    gc.collect()  # makes "exception was never retrieved" appear now
    tasks = [task for task in asyncio.all_tasks(loop) if not task.done()]
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    return [f"task {task!r}" for task in tasks] + [f"loop error {error}" for error in errors]


@pytest.fixture(autouse=True)
def _no_window_left(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "qapp" not in request.fixturenames and QApplication.instance() is None:
        return
    visible = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in visible:
        widget.hide()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not visible, "a window was left open"


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.install(qapp)
    theme.follow(qapp, "")


async def until(condition: Callable[[], Any], seconds: float = 10.0) -> None:
    """Wait until the condition holds and keys go to the window on top; it is looked at after every turn of the loop.

    Patience is counted in looks of 5 ms, not in seconds: a machine with other work to do must not decide a test.
    """
    for _ in range(int(seconds / _LOOK_S)):
        if condition() and _keys_arrive():
            return
        await asyncio.sleep(_LOOK_S)
    raise TimeoutError(f"in {seconds:.0f} s of looking it did not come about")


def _keys_arrive() -> bool:
    """A dialog is visible a moment before it has the keyboard; a key of that moment goes to the window under it."""
    on_top = QApplication.activeModalWidget()
    return on_top is None or on_top.isActiveWindow()


class CountingDatabase(Database):
    """Knows how many wait for it."""

    under_way = 0
    runs = 0
    """Those of them that wait for the thread that writes."""

    async def run(self, work: Callable[..., R], *args: object) -> R:
        self.runs += 1
        try:
            return await self._counted(super().run(work, *args))
        finally:
            self.runs -= 1

    async def read(self, work: Callable[..., R], *args: object) -> R:
        return await self._counted(super().read(work, *args))

    async def _counted(self, work: Awaitable[R]) -> R:
        self.under_way += 1
        try:
            return await work
        finally:
            self.under_way -= 1


@asynccontextmanager
async def running(
    folder: Path,
    gateway: Gateway,
    clock: Clock,
    plan: PollPlan | None = None,
    *,
    start: bool = True,
    feed: ReleaseFeed | None = None,
    secret: str = "",
) -> AsyncIterator[RunningDesk]:
    """Services on a real database file and the given gateway; taken down in order."""
    chosen = plan or PollPlan(jitter=0.0)
    database = CountingDatabase(folder / "orders.db")
    await database.open()
    orders = OrderStore(database, planner(chosen), Journal(folder / "orders.journal"), "77")

    runtime = Runtime(clock)
    releases = Releases(runtime, "0.1.0", lambda: feed, folder / "newer.json", by_itself=feed is not None)
    backups = Backups(database.file)
    staff = Staff(runtime, StaffStore(database), secret)
    parts = put_together(runtime, database, orders, gateway, backups, releases, staff=staff)
    if isinstance(clock, FakeClock):
        clock.busy = lambda: bool(database.under_way or parts.book.waiting)
    if start:
        await parts.start()
    try:
        yield parts
    finally:
        await parts.shutdown(1.0)
