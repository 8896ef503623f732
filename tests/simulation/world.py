"""The simulated world: time, disk, line, platform, and one life of the program after another.

The program's domain, services, storage and gateway client are the real ones; only the event loop, the database's
thread, the line and the platform are simulated.
"""

from __future__ import annotations

import asyncio
import errno
import heapq
import itertools
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from desktop.domain.account import Account
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.status import Standing
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.services.batch import sending as batch_sending
from desktop.services.books import balance
from desktop.services.clock import SystemClock
from desktop.services.orders import tracking
from desktop.services.runtime import Runtime
from desktop.services.upkeep import safekeeping
from desktop.storage.database import Database
from desktop.storage.errors import StorageError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Record
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.schema.file_format import SHOP_ID
from desktop.storage.upkeep.backups import Backups
from desktop.system.instance_lock import InstanceLock
from desktop.wiring import desk as building
from desktop.wiring.desk import RunningDesk, planner
from tests.simulation.cash import Purse, look_at
from tests.simulation.loop import InlineThread, SimLoop
from tests.simulation.platform import SimPlatform
from tests.simulation.staff import hire, look_at_names
from tests.simulation.truth import Truth, Violation
from tests.simulation.wire import SimWire

PLAN = PollPlan(fast_cap=1800.0)
EPOCH = 1_795_396_344.0
STORE = "77"
GRACE_S = 3.0
_MOST_TURNS = 400_000


POINTS = (
    "before work",
    "after work",
    "before journal",
    "within journal",
    "after journal",
    "before the connection",
    "before the body",
    "before the arrival",
    "before the answer",
)
"""Where a process can die: around each piece of the database's work, each journal line, each step of a push."""


@contextmanager
def idling_is_cheap() -> Iterator[None]:
    """Idle turns of the loop are most of what simulated days cost: the program is woken more seldom meanwhile."""
    calmer = (
        (tracking, "_HEARTBEAT_S", 120.0),
        (batch_sending, "_LOOK_S", 3600.0),
        (balance, "_IDLE_S", 1800.0),
        (safekeeping, "_HOUR_S", 6 * 3600.0),
    )
    before = [(module, name, getattr(module, name)) for module, name, _ in calmer]
    for module, name, seconds in calmer:
        setattr(module, name, seconds)
    try:
        yield
    finally:
        for module, name, seconds in before:
            setattr(module, name, seconds)


class Crash(SystemExit):
    """kill -9, here and now."""


@dataclass(slots=True)
class Faults:
    """How likely each call is to meet trouble."""

    connect: float = 0.0
    push: float = 0.0
    ask: float = 0.0
    stall: float = 0.0


class SimClock(SystemClock):
    """The program's clocks: the wall clock can be set, the steady one stands still while the computer sleeps."""

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> float:
        return EPOCH + self._world.real + self._world.skew

    def steady(self) -> float:
        return self._world.steady()


class SimDatabase(Database):
    """The real database; the process can die before and after each piece of work, and the disk can be full."""

    def __init__(self, world: World, thread: InlineThread) -> None:
        super().__init__(world.file, SHOP_ID, thread)
        self._world = world
        self._blocked = False

    def free_bytes(self) -> int:
        return 0 if self._world.disk_full and self._world.rng.random() < 0.5 else 1 << 40

    def _work(self, work: Callable[..., Any], *args: object) -> Any:
        assert self._connection is not None
        if self._world.disk_full is not self._blocked:
            self._blocked = self._world.disk_full
            self._connection.execute(f"PRAGMA query_only={int(self._blocked)}")
        changes = self._connection.total_changes
        self._world.point("before work")
        result = super()._work(work, *args)
        self._world.point("after work")
        if self._connection.total_changes != changes:
            self._world.look()
        return result

    def die(self) -> None:
        """What was not committed is gone."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class SimJournal(Journal):
    """The real journal; the process can die before, within and after a line."""

    def __init__(self, world: World, file: Path) -> None:
        super().__init__(file)
        self._world = world
        self.file = file

    def append(self, entry: Record) -> None:
        if self._world.disk_full:
            raise OSError(errno.ENOSPC, "no space left on device")
        self._world.point("before journal")
        if self._world.crash_at == "within journal":
            self._tear(entry)
        super().append(entry)
        self._world.point("after journal")

    def _tear(self, entry: Record) -> None:
        super().append(entry)
        whole = self.file.read_bytes()
        self.file.write_bytes(whole[: -self._world.rng.randint(1, 60)])
        self._world.point("within journal")


@dataclass(slots=True)
class Life:
    """One process of the program."""

    loop: SimLoop
    thread: InlineThread
    database: SimDatabase
    lock: InstanceLock
    parts: RunningDesk | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)


class World:
    """Owns the time and everything outside the program."""

    def __init__(self, seed: int, *, staffed: bool = False) -> None:
        self.rng = random.Random(seed)
        self.staff_rng = random.Random(f"staff {seed}")
        """The people's own, so that a shop without them has the same day."""
        random.seed(seed)  # the program's own jitter
        self.store = STORE
        self.folder = Path(tempfile.mkdtemp(prefix="topup-sim-", dir=_fast_disk()))
        self.file = self.folder / "orders.db"
        shutil.copyfile(_empty_database(), self.file)
        self.staffed = staffed
        if staffed:
            hire(self.file)
        self.clock = SimClock(self)
        self.real = 0.0
        self.slept = 0.0
        self.skew = 0.0
        self.crash_in = 0
        """Counted down at every point; the process dies when it comes to 1."""
        self.crash_at = ""
        """The process dies at the next point of this name."""
        self.offline = self.outage = self.disk_full = self.hangs = False
        self.faults = Faults()
        self.truth = Truth()
        self.platform = SimPlatform(self.rng, lambda: self.real, self.truth.charged)
        self.journal_of: Callable[[World, Path], Journal] = SimJournal
        self.life: Life | None = None
        self.trace: list[str] = []
        self.on_boot: Callable[[RunningDesk], None] = lambda _parts: None
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._turns = 0
        self._order = itertools.count()
        self._spy: sqlite3.Connection | None = None

    @property
    def app_key(self) -> str:
        return f"1000{self.store}"

    # time

    def steady(self) -> float:
        return self.real - self.slept

    def at(self, delay: float, happens: Callable[[], None]) -> None:
        """Let something happen after so many real seconds."""
        heapq.heappush(self._agenda, (self.real + delay, next(self._order), happens))

    def turn(self) -> None:
        self._turns += 1
        self.real += 1e-7  # a turn takes its time; else a rounding error would be waited for again and again
        if self._turns > _MOST_TURNS:
            raise Violation("the program runs in circles")

    def pass_time(self, seconds: float | None) -> None:
        end = float("inf") if seconds is None else self.real + seconds
        if self._agenda and self._agenda[0][0] <= end:
            at, _, happens = heapq.heappop(self._agenda)
            self.real = max(self.real, at)
            happens()
            return
        if seconds is None:
            raise Violation("nothing will ever happen again, and the program still waits")
        self.real = end

    def sleep(self, seconds: float) -> None:
        """The computer sleeps: the steady clock stands still, the platform goes on."""
        end = self.real + seconds
        while self._agenda and self._agenda[0][0] <= end:
            at, _, happens = heapq.heappop(self._agenda)
            before, self.real = self.real, max(self.real, at)
            self.slept += self.real - before
            happens()
        self.slept += end - self.real
        self.real = end

    # the program

    def point(self, name: str) -> None:
        """A place where the process can die."""
        if self.life is None or self.life.thread.dead:
            return
        self.crash_in = max(0, self.crash_in - 1)
        if name == self.crash_at or self.crash_in == 1:
            self.note(f"killed {name}")
            self.die()
            raise Crash

    def die(self) -> None:
        """Nothing of the present process runs any more."""
        assert self.life is not None
        self.life.thread.dead = True
        self.life.parts = None
        self.truth.booted = self.truth.lists_may_go = False
        self.life.database.die()
        self.life.lock.release()

    def live(self) -> None:
        """One life of the program, from its start to its close or death. Raises Violation."""
        loop = SimLoop(self)
        thread = InlineThread()
        self.life = life = Life(loop, thread, SimDatabase(self, thread), InstanceLock(self.folder))
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self._run(life))
        except Crash:
            pass
        finally:
            if not thread.dead:
                self.die()
            loop.abandon()
            asyncio.set_event_loop(None)
            self.life = None

    async def _run(self, life: Life) -> None:
        if not life.lock.acquire():
            raise Violation("the lock of a dead process is still held")
        await life.database.open()
        plan = PLAN
        orders = OrderStore(
            life.database, planner(plan), self.journal_of(self, self.folder / "orders.journal"), self.store
        )
        account, pace = Account(self.store, self.app_key, "s3cret"), Pace(2.0, 5)
        gateway = WikeyunGateway(account, GatewayConfig(), pace, SimWire(self), self.clock.now)
        backups = Backups(self.file)
        parts = building.put_together(Runtime(self.clock, in_thread=_at_once), life.database, orders, gateway, backups)
        parts.desk.runtime.tasks.pause_after_error = 1.0
        try:
            await parts.start()
        except StorageError as refused:
            self.note(f"cannot start: {refused}")
        else:
            await self._serve(life, parts)
        await parts.shutdown(GRACE_S)

    async def _serve(self, life: Life, parts: RunningDesk) -> None:
        self.truth.booted, life.parts = True, parts
        self.look()
        self.on_boot(parts)
        await life.over.wait()
        self.truth.booted, life.parts = False, None

    # what is seen from outside

    def left(self, order_no: str) -> None:
        """The first byte of an order leaves this computer."""
        self.note(f"leaves {self.truth.name(order_no)}")
        self.truth.left(order_no, self.rows())

    def under_way(self, order_no: str, delay: float, arrive: Callable[[], None]) -> None:
        """A request that will arrive."""
        self.truth.travelling[order_no] += 1

        def happens() -> None:
            self.truth.travelling[order_no] -= 1
            arrive()

        self.at(delay, happens)

    def arrived(self, form: dict[str, str]) -> tuple[str, str, Any]:
        told = self.platform.push(form)
        self.note(f"arrives {self.truth.name(form['order_no'])}: {told[0]}")
        self.look()
        return told

    def look(self) -> None:
        """Compare what the clerk could read now with what is true."""
        self.truth.look(self.rows(), self.platform, self.real)
        look_at(self.purses())

    def standings(self) -> dict[str, Standing]:
        return {order_no: Standing(row[1]) for order_no, row in self.rows().items()}

    def note(self, text: str) -> None:
        self.trace.append(f"{self.real:10.2f} {text}")

    def rows(self) -> dict[str, tuple[str, str, str, int]]:
        """order_no → (state, standing, mobile, sends) as committed."""
        if self._spy is None:
            self._spy = sqlite3.connect(self.file, isolation_level=None)
        found = self._spy.execute("SELECT order_no, state, standing, mobile, sends FROM orders ORDER BY id").fetchall()
        return {row[0]: row[1:] for row in found}

    def purses(self) -> list[Purse]:
        """What is committed about the customers' cash."""
        self.rows()
        assert self._spy is not None
        return [Purse(*row) for row in self._spy.execute(f"SELECT {', '.join(Purse._fields)} FROM orders ORDER BY id")]

    def look_at_names(self) -> None:
        """What is committed about who did what."""
        self.rows()
        assert self._spy is not None
        look_at_names(self._spy, staffed=self.staffed)

    @property
    def spy(self) -> sqlite3.Connection:
        """Another connection to the file, which sees what is committed."""
        self.rows()
        assert self._spy is not None
        return self._spy

    def close_spy(self) -> None:
        """Let go of the file, so that it can be replaced."""
        if self._spy is not None:
            self._spy.close()
            self._spy = None

    def tidy(self) -> None:
        self.close_spy()
        shutil.rmtree(self.folder, ignore_errors=True)


async def _at_once(work: Callable[..., Any], *args: object) -> Any:
    return work(*args)


@cache
def _empty_database() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="topup-sim-empty-", dir=_fast_disk()))
    file = folder / "orders.db"

    async def make() -> None:
        database = Database(file)
        await database.open()
        await database.close()

    asyncio.run(make())
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def _fast_disk() -> str | None:
    """Memory, where the system has such a disk: an fsync of every commit would be most of the time."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
