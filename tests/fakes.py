"""Hand-written fakes for the ports: a platform and a publisher that answer as told, and a clock moved by hand."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import (
    Accepted,
    Balance,
    BalanceOutcome,
    CancelOutcome,
    CancelTaken,
    MayOrder,
    MobileInfo,
    MobileInfoOutcome,
    NoAnswer,
    OrderReport,
    PushOutcome,
    QueryOutcome,
    Trouble,
    Unknown,
    VerifyOutcome,
)
from desktop.domain.upkeep.release import Answer, Flaw, Flawed, Release, Signed, version_from


class FakeGateway:
    """Answers from its queues, then in its default way; remembers every call."""

    def __init__(self) -> None:
        self.pushed: list[Order] = []
        self.asked: list[str] = []
        self.cancelled: list[str] = []
        self.balance_reads = 0
        self.dropped = 0
        self.push_outcomes: deque[PushOutcome] = deque()
        self.query_outcomes: deque[QueryOutcome] = deque()
        self.query_default: QueryOutcome | None = None
        self.known: dict[str, OrderReport] = {}
        self.numbers: dict[str, str] = {}
        self.balance_outcome: BalanceOutcome = Balance(100_000)
        self.verify_outcome: VerifyOutcome = MayOrder()
        self.info_outcome: MobileInfoOutcome = MobileInfo("移动", "移动", "湖南", "长沙")
        self.cancel_outcome: CancelOutcome = CancelTaken("ok")
        self.hold_pushes = asyncio.Event()
        self.hold_pushes.set()
        self.hold_batch = asyncio.Event()
        self.hold_batch.set()
        self.batch_turns = 0

    async def push(self, order: Order) -> PushOutcome:
        self.pushed.append(order)
        number = f"W{len(self.pushed)}"
        try:
            await self.hold_pushes.wait()
        except asyncio.CancelledError:
            return Unknown("the program was closed")
        if self.push_outcomes:
            return self.push_outcomes.popleft()
        return Accepted(self.numbers.setdefault(order.order_no, number))

    async def batch_turn(self) -> None:
        self.batch_turns += 1
        await self.hold_batch.wait()

    async def push_of_batch(self, order: Order) -> PushOutcome:
        return await self.push(order)

    async def query(self, order: Order) -> QueryOutcome:
        self.asked.append(order.order_no)
        if order.order_no in self.known:
            outcome: QueryOutcome = self.known[order.order_no]
        elif self.query_outcomes:
            outcome = self.query_outcomes.popleft()
        else:
            outcome = self.query_default or OrderReport(1, "W1")
        return (
            replace(outcome, order_number=self._number(order, outcome)) if isinstance(outcome, OrderReport) else outcome
        )

    async def query_by_ours(self, order: Order) -> QueryOutcome:
        return await self.query(order._replace(order_number=""))

    def _number(self, order: Order, told: OrderReport) -> str:
        """No two orders have one number."""
        if order.order_number or not told.order_number:
            return order.order_number
        taken = {number for order_no, number in self.numbers.items() if order_no != order.order_no}
        free = told.order_number if told.order_number not in taken else f"{told.order_number}-{order.order_no}"
        return self.numbers.setdefault(order.order_no, free)

    async def balance(self) -> BalanceOutcome:
        self.balance_reads += 1
        return self.balance_outcome

    async def cancel(self, order_number: str) -> CancelOutcome:
        self.cancelled.append(order_number)
        return self.cancel_outcome

    async def verify(self, mobile: str, face: int, speed: Speed) -> VerifyOutcome:
        return self.verify_outcome

    async def mobile_info(self, mobile: str) -> MobileInfoOutcome:
        return self.info_outcome

    async def drop_connections(self) -> None:
        self.dropped += 1

    async def aclose(self) -> None:
        return None


class FakeFeed:
    """Tells of version 1.2.0 unless told otherwise; what it signed begins with "signed". Remembers every call."""

    def __init__(self) -> None:
        self.address = "https://shop.example/release.json"
        self.asked: list[str] = []
        self.outcome: Answer = told("1.2.0")
        self.hold = asyncio.Event()
        self.hold.set()

    async def latest(self, address: str) -> Answer:
        self.asked.append(address or self.address)
        await self.hold.wait()
        return self.outcome

    async def verified(self, answer: str) -> Answer:
        if answer.startswith("signed "):
            version, _, issued = answer.removeprefix("signed ").partition(" ")
            return told(version, float(issued))
        return Flawed(Flaw.NOT_SIGNED, "")


TODAY = time.time()


def told(version: str, issued: float = TODAY) -> Signed:
    """The publisher's word of this version."""
    number = version_from(version)
    assert number is not None
    release = Release(number, f"https://shop.example/{version}", date(2026, 11, 26), issued)
    return Signed(release, f"signed {version} {issued}")


UNREACHABLE = NoAnswer(Trouble.UNREACHABLE, "ConnectError")


class FakeClock:
    """Time stands still until `advance` moves it; whoever rests wakes in the right order.

    It moves on when everybody it woke rests again and nobody waits for the disk: real time never decides a test.
    """

    def __init__(self, now: float = 1_795_396_344.0) -> None:
        self._now = now
        self._steady = 1000.0
        self.resting: list[tuple[float, asyncio.Event]] = []
        self._awake: set[asyncio.Task[object] | None] = set()
        self._held_up = False
        self.busy: Callable[[], bool] = lambda: False
        """Whether somebody waits for what takes real time."""
        self.patience = 5.0
        """Real seconds that a step waits; a test that holds somebody up on purpose has less."""

    def now(self) -> float:
        return self._now

    def steady(self) -> float:
        return self._steady

    async def rest(self, seconds: float, wake: asyncio.Event) -> None:
        rung, task = asyncio.Event(), asyncio.current_task()
        mine = (self._steady + seconds, rung)
        self.resting.append(mine)
        self._awake.discard(task)
        waits = [asyncio.ensure_future(event.wait()) for event in (rung, wake)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.resting.remove(mine)
            for one in waits:
                one.cancel()
        self._awake.add(task)

    async def advance(self, seconds: float) -> None:
        """Move time on, a second at most at a step, letting whoever wakes do its work."""
        end = self._steady + seconds
        await self._all_at_rest()
        while self._steady < end:
            step = min(1.0, end - self._steady)
            self._steady += step
            self._now += step
            self._ring()
            await self._all_at_rest()

    async def advance_until(self, condition: Callable[[], object], at_most: float = 600.0) -> None:
        """Move time on until the condition holds."""
        end = self._steady + at_most
        while not condition():
            assert self._steady < end, "it did not come about in time"
            await self.advance(1.0)

    def leap(self, seconds: float) -> None:
        """So much time has passed, and nobody did anything in it."""
        self._steady += seconds
        self._now += seconds

    def jump(self, seconds: float) -> None:
        """The wall clock is set, or the computer slept: no steady time passes."""
        self._now += seconds

    def _ring(self) -> None:
        for at, rung in self.resting:
            if at <= self._steady:
                rung.set()

    async def _all_at_rest(self) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + (0.0 if self._held_up else self.patience)
        for _ in range(3):
            await asyncio.sleep(0.001)  # who was woken wakes others
        while self._anybody_at_work() and loop.time() < end:
            await asyncio.sleep(0.001)
        self._held_up = self._anybody_at_work()

    def _anybody_at_work(self) -> bool:
        self._awake = {task for task in self._awake if task is not None and not task.done()}
        return bool(self._awake) or self.busy()
