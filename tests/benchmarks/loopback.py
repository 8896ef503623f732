"""The platform on loopback, in a process of its own so that its work is not the program's.

`python -m tests.benchmarks.loopback DELAY STORY` prints its port and serves until its input ends. Orders play one of
STORIES. GET /seen tells what came: the most questions at once, how often each number was asked about, and when the
first byte of each push came (seconds of the system-wide monotonic clock).
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs
from urllib.request import urlopen

_ORDER_NO = "order_no"
_IN_PROGRESS = (6, 7, 8, 1)


def _succeeds(_order_no: str, _question: int) -> int:
    return 2


def _goes_on(order_no: str, question: int) -> int:
    """Something new at each question, never an end but for every tenth order at the second one."""
    ends = question == 2 and order_no.endswith("0ABCD")
    return 2 if ends else _IN_PROGRESS[question % len(_IN_PROGRESS)]


STORIES = {"succeeds": _succeeds, "goes-on": _goes_on}


@dataclass
class Seen:
    """What came since it was last told."""

    most_at_once: int = 0
    at_once: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    pushed: dict[str, float] = field(default_factory=dict)
    ever: Counter[str] = field(default_factory=Counter)
    """Questions about each order since the start."""

    def told(self) -> bytes:
        told = {"most_at_once": self.most_at_once, "asked": dict(self.asked), "pushed": self.pushed}
        self.most_at_once, self.asked, self.pushed = 0, Counter(), {}
        return json.dumps(told).encode()


class Connection(asyncio.Protocol):
    """HTTP/1.1 as far as these clients speak it: one request at a time, each with its length."""

    def __init__(self, seen: Seen, delay: float, story: str) -> None:
        self._seen = seen
        self._delay = delay
        self._status = STORIES[story]
        self._came = b""
        self._first_byte_at = 0.0
        self._out: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._out = transport

    def data_received(self, data: bytes) -> None:
        if not self._came:
            self._first_byte_at = time.monotonic()
        self._came += data
        head, end, body = self._came.partition(b"\r\n\r\n")
        if end and len(body) >= _length(head):
            self._came = b""
            self._serve(head.split(b" ", 2)[1].decode(), parse_qs(body.decode()))

    def _serve(self, target: str, form: dict[str, list[str]]) -> None:
        if target == "/seen":
            self._answer(self._seen.told())
            return
        path = target.partition("?")[0]
        self._seen.at_once += 1
        self._seen.most_at_once = max(self._seen.most_at_once, self._seen.at_once)
        if path.endswith("pushOrder"):
            self._seen.pushed[form[_ORDER_NO][0]] = self._first_byte_at
        asyncio.get_running_loop().call_later(self._delay, self._answer_later, self._told(path, form))

    def _told(self, path: str, form: dict[str, list[str]]) -> dict[str, Any]:
        if path.endswith("User/query"):
            return {"money": "5000.00"}
        number = form.get("order_number", ["W0"])[0]
        order_no = form[_ORDER_NO][0] if _ORDER_NO in form else number.removeprefix("W")
        if path.endswith("Recharge/query"):
            self._seen.asked[order_no] += 1
            self._seen.ever[order_no] += 1
        status = self._status(order_no, self._seen.ever[order_no])
        return {"order_no": order_no, "order_number": f"W{order_no}", "status": status, "cost_price": "49.00"}

    def _answer_later(self, data: dict[str, Any]) -> None:
        self._seen.at_once -= 1
        self._answer(json.dumps({"code": "0000", "msg": "ok", "data": data}).encode())

    def _answer(self, body: bytes) -> None:
        if self._out is not None:
            self._out.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


class Loopback:
    """The running server, seen from the benchmark's process."""

    def __init__(self, url: str) -> None:
        self.url = url

    def seen(self) -> dict[str, Any]:
        """What came since this was asked last."""
        with urlopen(f"{self.url}seen") as answer:
            told: dict[str, Any] = json.load(answer)
            return told


@contextmanager
def loopback(delay: float, story: str = "succeeds") -> Iterator[Loopback]:
    """A server process whose answers take `delay` seconds and tell this one of STORIES."""
    command = [sys.executable, "-m", "tests.benchmarks.loopback", str(delay), story]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Loopback(f"http://127.0.0.1:{int(process.stdout.readline())}/")
        process.kill()


async def _serve(delay: float, story: str) -> None:
    seen = Seen()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(seen, delay, story), "127.0.0.1", 0, backlog=200)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1]), sys.argv[2]))
