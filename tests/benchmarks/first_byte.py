"""How long until money is on its way: confirm → committed and first byte. `python -m tests.benchmarks.first_byte`

The place command as the confirm key starts it, in the real window with the real client and database; the server, a
process of its own, notes when the first byte of each push comes. In turn with it, in the same run, what a program
without any care would do: a commit of SQLite (WAL, synchronous=FULL) and a POST of httpx over a fresh connection.
`--slow` makes each fsync 8 ms slower. Prints medians and their ratio.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import httpx
import qasync
from PySide6.QtWidgets import QApplication

from desktop.domain.account import Account
from desktop.domain.orders.first_page import FirstPage
from desktop.domain.orders.order import Speed
from desktop.domain.orders.request import Request
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from desktop.services.clock import SystemClock
from desktop.services.orders.ordering import Draft, Started
from desktop.settings import Settings
from desktop.ui.look import theme
from desktop.ui.window.main_window import MainWindow
from tests.benchmarks.loopback import Loopback, loopback
from tests.benchmarks.slow_disk import with_slow_fsync
from tests.benchmarks.stock import STORE
from tests.conftest import running

ROUNDS = 101
FORM = {"store_id": "77", "mobile": "13800138000", "money": "50", "recharge_type": "1", "app_key": "10001"}


async def measure(server: Loopback) -> None:
    with tempfile.TemporaryDirectory() as folder:
        connection = _bare_database(Path(folder) / "bare.db")
        gateway = WikeyunGateway(
            Account(STORE, "10001", "s3cret"),
            GatewayConfig(base_url=server.url),
            Pace(rate=1e9, burst=10**9),
            Wire.over_network(Timeouts()),
        )
        begun, saved, bare, syncs = dict[str, float](), list[float](), dict[str, float](), list[float]()
        async with (
            running(Path(folder), gateway, SystemClock()) as parts,
            httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)) as client,
        ):
            window = MainWindow(Settings(), FirstPage(), None)
            window.open(parts.desk)
            window.come_forward()
            await asyncio.sleep(1)
            for number in range(ROUNDS):
                draft = await parts.desk.orders.ordering.prepare(Request(f"138001{number:05d}", 5000, 5000, Speed.FAST))
                assert isinstance(draft, Draft)
                begun[draft.order_no] = time.monotonic()
                assert isinstance(await parts.desk.orders.ordering.place(draft), Started)
                saved.append(time.monotonic() - begun[draft.order_no])
                await asyncio.sleep(0.15)
                bare[str(number)] = time.monotonic()
                _bare_commit(connection)
                await client.post(f"{server.url}rest/Recharge/pushOrder", data=FORM | {"order_no": str(number)})
                await asyncio.sleep(0.05)
                syncs.append(_journal_line(Path(folder) / "bare.journal"))
                await asyncio.sleep(0.05)
        window.may_close = True
        window.close()
        window.deleteLater()
        connection.close()
        came = server.seen()["pushed"]
    ours = [came[order_no] - at for order_no, at in begun.items()]
    bares = [came[number] - at for number, at in bare.items()]
    our, plain = statistics.median(ours) * 1000, statistics.median(bares) * 1000
    print(f"confirm → saved: median {statistics.median(saved) * 1000:.2f} ms")  # noqa: T201
    print(f"confirm → first byte: median {our:.2f} ms, worst of {ROUNDS} {max(ours) * 1000:.1f} ms")  # noqa: T201
    print(f"bare commit and POST: median {plain:.2f} ms; ratio {our / plain:.2f}")  # noqa: T201
    print(f"the journal's line alone: median {statistics.median(syncs) * 1000:.2f} ms")  # noqa: T201


def _bare_database(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE bare (text TEXT)")
    return connection


def _bare_commit(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare VALUES (?)", ("x" * 200,))
    connection.execute("COMMIT")


def _journal_line(file: Path) -> float:
    begun = time.monotonic()
    with file.open("ab", buffering=0) as journal:
        journal.write(b"x" * 200)
        os.fsync(journal.fileno())
    return time.monotonic() - begun


def main() -> None:
    if "--slow" in sys.argv:
        with_slow_fsync("tests.benchmarks.first_byte", 8)
    app = QApplication(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    theme.install(app)
    with loopback(0.02) as server, asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(measure(server))


if __name__ == "__main__":
    main()
