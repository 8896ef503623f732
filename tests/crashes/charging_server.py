"""A real HTTP server that charges every push it gets, also a repeated one, and tells how each order went."""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

PHASES = ("before the charge", "after the charge", "half the answer", "after the answer")


class ChargingServer(ThreadingHTTPServer):
    """`charges` counts by order number; `on_push` is told each phase of each push, on a thread of the server."""

    daemon_threads = True

    def __init__(self, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.rng = random.Random(seed)
        self.lock = threading.Lock()
        self.charges: Counter[str] = Counter()
        self.on_push: Callable[[str], None] = lambda _phase: None
        self.calm = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The other side was killed; that is what this is for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ChargingServer

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(parse_qsl(body, keep_blank_values=True))
        path = self.path.partition("?")[0]
        if path.endswith("pushOrder"):
            self._push(form["order_no"])
        elif path.endswith("Recharge/query"):
            self._answer(self._told(form))
        else:
            self._answer({"code": "0000", "msg": "ok", "data": {"money": "10000000.00"}})

    def _push(self, order_no: str) -> None:
        server = self.server
        server.on_push(PHASES[0])
        with server.lock:
            server.charges[order_no] += 1
            lost = not server.calm and server.rng.random() < 0.2
        server.on_push(PHASES[1])
        if lost:
            self.close_connection = True
            return
        raw = self._bytes({"code": "0000", "msg": "ok", "data": {"order_number": f"W{order_no}"}})
        self.wfile.write(raw[: len(raw) // 2])
        server.on_push(PHASES[2])
        self.wfile.write(raw[len(raw) // 2 :])
        server.on_push(PHASES[3])

    def _told(self, form: dict[str, str]) -> dict[str, Any]:
        order_no = form.get("order_no") or form["order_number"].removeprefix("W")
        if order_no not in self.server.charges:
            return {"code": "1030", "msg": "订单不存在", "data": None}
        data = {"order_no": order_no, "order_number": f"W{order_no}", "status": "2", "cost_price": "49.00"}
        return {"code": "0000", "msg": "ok", "data": data}

    def _answer(self, answer: dict[str, Any]) -> None:
        self.wfile.write(self._bytes(answer))

    def _bytes(self, answer: dict[str, Any]) -> bytes:
        raw = json.dumps(answer).encode()
        return f"HTTP/1.1 200 OK\r\nContent-Length: {len(raw)}\r\n\r\n".encode() + raw


@contextmanager
def charging_server(seed: int) -> Iterator[ChargingServer]:
    """The server, serving until the context ends."""
    server = ChargingServer(seed)
    thread = threading.Thread(target=server.serve_forever, daemon=True, name="charging server")
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
