"""The commands as a person starts them, each a process of its own."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from desktop.domain.account import Account
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import Accepted, Balance
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from tests.conftest import until

PROGRAM = [sys.executable, "-W", "error", "-m", "desktop"]


def run(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *args], env=os.environ | environment, capture_output=True, text=True, timeout=90, check=False
    )


def test_the_program_checks_itself(tmp_path: Path) -> None:
    report = tmp_path / "自检 out.json"
    done = run("--self-check", str(report), "--data-dir", str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    checks = json.loads(report.read_text("utf-8"))["checks"]
    assert {"order succeeded", "history shows it", "history is exported", "balance shows it", "translation"} <= {
        c["name"] for c in checks
    }
    assert {"window is painted", "pictures are read", "translation of Qt", "certificates", "signatures", "keyring"} <= {
        c["name"] for c in checks
    }
    assert all(check["passed"] for check in checks)


def test_without_a_display_it_says_so_in_a_sentence() -> None:
    for display in ("", ":4711"):
        done = run("--practice", QT_QPA_PLATFORM="", DISPLAY=display, WAYLAND_DISPLAY="")
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert "QT_QPA_PLATFORM=offscreen" in done.stderr
        assert "xvfb-run" in done.stderr


async def test_signals_end_the_process_cleanly(tmp_path: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        process = await asyncio.create_subprocess_exec(
            *PROGRAM, "--practice", "--data-dir", str(tmp_path), stderr=asyncio.subprocess.PIPE
        )
        await until((tmp_path / "practice" / "orders.db-wal").exists, 30)
        process.send_signal(number)
        _, said = await process.communicate()
        assert process.returncode == 0
        assert [line for line in said.decode().splitlines() if "This plugin does not support" not in line] == []
        assert not (tmp_path / "practice" / "orders.db-wal").exists()


async def test_the_practice_platform_over_http() -> None:
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-m", "desktop.practice", "--port", "0"),
        *("--app-key", "10001", "--app-secret", "s3cret", "--store-id", "77"),
        stderr=asyncio.subprocess.PIPE,
    )
    assert server.stderr is not None
    url = None
    while url is None:
        line = (await server.stderr.readline()).decode()
        assert line, "the server ended"
        url = re.search(r"http://127\.0\.0\.1:\d+", line)
    gateway = WikeyunGateway(
        Account("77", "10001", "s3cret"), GatewayConfig(url.group()), Pace(100, 100), Wire.over_network(Timeouts())
    )
    order = Order("T1", "77", "13800138000", 5000, 5000, Speed.FAST, 0.0, State.SENDING, sent_at=0.0)
    assert isinstance(await gateway.push(order), Accepted)
    assert await gateway.balance() == Balance(1_000_000 - 4900)
    await gateway.aclose()
    server.terminate()
    await server.communicate()
