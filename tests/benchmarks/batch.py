"""What lists cost. `python -m tests.benchmarks.batch`

1. A list of 10,000 lines from the paste to the first painted rows, against reading the same text alone, and the longest
   turn of the event loop meanwhile; then an edit of it. 2. The counter's confirm key until the push begins, with a list
   of 5,000 rows being sent and without, in turn. 3. 1,000 rows against a server that takes 50 ms, the pace lifted,
   against 1,000 / 16 × 50 ms. 4. The memory of 10,000 staged rows.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Awaitable, Callable
from pathlib import Path

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.domain.batch.listing import Offer
from desktop.domain.batch.text import read_text
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import Accepted, Balance, OrderReport, PushOutcome
from desktop.gateway.pace import Class, Pace
from desktop.services.batch.open_list import OpenList
from desktop.ui.batch.tab import BatchTab
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.services.batch_desk import batch_desk, lines, mobiles
from tests.ui.desk import OpenDesk, open_desk, run_by_hand

ROUNDS = 5
LINES, SERVER_S, IN_FLIGHT = 10_000, 0.05, 16


def tell(text: str) -> None:
    print(text)  # noqa: T201


class SlowGateway(FakeGateway):
    """Takes its time for each push, and says soon that it has arrived. `pace` is that of the program, None for none."""

    pace: Pace | None = None

    async def batch_turn(self) -> None:
        if self.pace is not None:
            await self.pace.turn(Class.BATCH)

    async def push(self, order: Order) -> PushOutcome:
        self.pushed.append(order)
        number = f"W{len(self.pushed)}"
        await asyncio.sleep(SERVER_S)
        self.known[order.order_no] = OrderReport(2, number, 4_900, 5_000)
        return Accepted(number)


async def longest_turn(work: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """(seconds of the work, of the longest turn of the event loop meanwhile)."""
    longest, done = 0.0, False

    async def watch() -> None:
        nonlocal longest
        before = time.perf_counter()
        while not done:
            await asyncio.sleep(0)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now

    watching = asyncio.ensure_future(watch())
    begun = time.perf_counter()
    await work()
    took = time.perf_counter() - begun
    done = True
    await watching
    return took, longest


async def paste(desk: OpenDesk) -> None:
    text = lines(mobiles(LINES))
    tab: BatchTab = desk.window.opened.batch
    desk.window.tabs.setCurrentIndex(3)
    pasting, reading, turns, edits = list[float](), list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        tab.show_lists()
        QApplication.clipboard().setText(text)

        async def shown() -> None:
            tab.paste()
            await until(lambda: tab.stack.currentWidget() is tab.staged and tab.staged.rows.rowCount() == LINES, 60)
            tab.staged.table.viewport().repaint()

        took, longest = await longest_turn(shown)
        pasting.append(took)
        turns.append(longest)
        begun = time.perf_counter()
        read_text(text, Offer())
        reading.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        tab.staged.table.toggled.emit([5_000])
        tab.staged.table.viewport().repaint()
        edits.append(time.perf_counter() - begun)
    tell(
        f"{LINES:,} lines pasted and painted: {statistics.median(pasting):.2f} s, reading alone"
        f" {statistics.median(reading):.2f} s, longest turn {statistics.median(turns) * 1000:.0f} ms,"
        f" an edit {statistics.median(edits) * 1000:.1f} ms"
    )


async def send() -> None:
    gateway = SlowGateway()
    with tempfile.TemporaryDirectory() as folder:
        async with batch_desk(Path(folder), gateway) as parts:
            gateway.balance_outcome = Balance(10**9)
            parts.desk.batch.sending.bounds = type(parts.desk.batch.sending.bounds)(undecided=2_000)
            opened = await parts.desk.batch.stage(await parts.desk.batch.read_text(lines(mobiles(1_000)), ""), "")
            begun = time.perf_counter()
            await parts.desk.batch.confirm(opened, "")
            await until(lambda: len(gateway.pushed) == 1_000, 600)
            took = time.perf_counter() - begun
    least = 1_000 / IN_FLIGHT * SERVER_S
    tell(f"1,000 rows: {took:.2f} s, {took / least:.2f} × the {least:.2f} s of the server alone")


async def memory() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with batch_desk(Path(folder), FakeGateway()) as parts:
            source = await parts.desk.batch.read_text(lines(mobiles(LINES)), "")
            number = (await parts.desk.batch.stage(source, "")).batch.id
            del source
            tracemalloc.start()
            before = tracemalloc.get_traced_memory()[0]
            opened: OpenList | None = await parts.desk.batch.open(number)
            held = tracemalloc.get_traced_memory()[0] - before
            tracemalloc.stop()
            assert opened is not None
    tell(f"{LINES:,} staged rows: {held / 2**20:.1f} MB")


async def counter() -> None:
    """The time from the confirm key to the push, with a list under way and without, in turn."""
    alone, beside = list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        gateway = SlowGateway()
        gateway.pace = Pace(2.0, 5)
        async with open_desk(Path(folder), gateway) as desk:
            gateway.balance_outcome = Balance(10**9)
            await desk.parts.desk.books.balance.read()
            batch = desk.parts.desk.batch
            batch.sending.bounds = type(batch.sending.bounds)(undecided=6_000)
            opened = await batch.stage(await batch.read_text(lines(mobiles(5_000)), ""), "")
            listed = await batch.confirm(opened, "")
            for number in range(2 * 15):
                paused = bool(number % 2)
                await (batch.sending.pause if paused else batch.sending.resume)(listed.id)
                await asyncio.sleep(0.3)
                mobile = f"139{number:08d}"
                sheet = await desk.type_order(mobile)
                begun = time.perf_counter()
                sheet.confirm.click()
                await until(lambda mobile=mobile: any(one.mobile == mobile for one in gateway.pushed))  # type: ignore[misc]
                (alone if paused else beside).append(time.perf_counter() - begun)
                await until(lambda: desk.window.recharge.form.number.text() == "" and desk.sheet() is None)
    ratio = statistics.median(beside) / statistics.median(alone)
    tell(
        f"confirm → push: {statistics.median(alone) * 1000:.1f} ms alone, {statistics.median(beside) * 1000:.1f} ms"
        f" beside a list, {ratio:.2f} ×"
    )


async def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_desk(Path(folder)) as desk:
            await paste(desk)
    await counter()
    await send()
    await memory()


if __name__ == "__main__":
    run_by_hand(measure())
