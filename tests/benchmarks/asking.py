"""How long 1,000 due questions take. `python -m tests.benchmarks.asking`

The real client, services and database on the program's event loop, 16 questions in flight, no rate limit; a server in
another process answers after 50 ms. It counts from the start of tracking until the last result is committed. In turn
with it, in the same run: 16 bare sockets that send as many requests of that size, which is as near as Python comes to
the theoretical 1000 / 16 × 50 ms. Prints medians and ratios.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtWidgets import QApplication

from desktop.domain.account import Account
from desktop.domain.orders.order import Order
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from desktop.program.garbage import collecting_here
from desktop.services.clock import SystemClock
from tests.benchmarks.loopback import Loopback, loopback
from tests.benchmarks.stock import STORE, stocked
from tests.conftest import running

QUESTIONS = 1000
IN_FLIGHT = 16
DELAY_S = 0.05
ROUNDS = 5
THEORY_S = QUESTIONS / IN_FLIGHT * DELAY_S


async def bare(server: Loopback) -> float:
    """Seconds for as many requests over 16 kept sockets."""
    host, port = server.url.split("/")[2].split(":")
    numbers = iter(range(QUESTIONS))
    body = b"store_id=77&order_number=W0&app_key=10001&timestamp=1795396344&client=&format=json&v=1.0"
    request = b"POST /rest/Recharge/query HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

    async def ask() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        for _ in numbers:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]))
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(IN_FLIGHT)))
    return time.perf_counter() - begun


async def asked(server: Loopback) -> float:
    """Seconds until the last result is committed."""
    with tempfile.TemporaryDirectory() as folder:
        await stocked(Path(folder) / "orders.db", QUESTIONS, lambda _number: time.time() - 60)
        config, pace = GatewayConfig(base_url=server.url), Pace(rate=1e9, burst=10**9)
        gateway = WikeyunGateway(Account(STORE, "10001", "s3cret"), config, pace, Wire.over_network(Timeouts()))
        done, all_done = set[str](), asyncio.Event()

        def take(orders: list[Order]) -> None:
            done.update(order.order_no for order in orders)
            if len(done) == QUESTIONS:
                all_done.set()

        async with running(Path(folder), gateway, SystemClock(), start=False) as parts:
            parts.desk.runtime.changes.orders.subscribe(take)
            begun = time.perf_counter()
            await parts.start()
            await all_done.wait()
            return time.perf_counter() - begun


def check(seen: dict[str, Any]) -> None:
    """Every order was asked about once, and no more at once than may be."""
    assert len(seen["asked"]) == QUESTIONS, len(seen["asked"])
    assert set(seen["asked"].values()) == {1}, Counter(seen["asked"].values())
    assert seen["most_at_once"] <= IN_FLIGHT + 1, seen["most_at_once"]  # one more reads the balance


def main() -> None:
    ours, bares = [], []
    app = QApplication(sys.argv)
    with (
        loopback(DELAY_S) as server,
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner,
        collecting_here(),
    ):
        for _ in range(ROUNDS):
            bares.append(asyncio.run(bare(server)))
            server.seen()
            used = time.process_time()
            ours.append(runner.run(asked(server)))
            print(f"  {ours[-1]:.2f} s, {time.process_time() - used:.2f} s of it at work")  # noqa: T201
            check(server.seen())
    our, bare_ = statistics.median(ours), statistics.median(bares)
    print(f"{QUESTIONS} questions, {IN_FLIGHT} at once: median {our:.2f} s, worst of {ROUNDS} {max(ours):.2f} s")  # noqa: T201
    print(f"theory {THEORY_S:.2f} s, ratio {our / THEORY_S:.2f}; bare sockets {bare_:.2f} s, ratio {our / bare_:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
