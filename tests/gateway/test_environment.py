"""What this computer's environment says changes nothing about where requests go, and what travels with them."""

from pathlib import Path
from typing import Any

import httpcore
import pytest

from desktop.domain.orders.outcome import Accepted
from tests.gateway.test_client import ORDER, TAKEN, closed_port, gateway_to
from tests.platform_server import platform_server, says


async def test_proxies_and_passwords_of_the_environment_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login shop password hidden\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.default = says(TAKEN)
        assert await gateway.push(ORDER) == Accepted("W1", "ok")
    assert "authorization" not in server.received[0].headers


async def test_a_platform_that_offers_http2_is_spoken_to_in_http1(monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP/2 may send a request again by itself."""
    pools: list[tuple[object, ...]] = []

    class Watched(httpcore.AsyncConnectionPool):
        def __init__(self, **told: Any) -> None:
            super().__init__(**told)
            pools.append((told["http1"], told["http2"], told.get("retries", 0)))

    monkeypatch.setattr(httpcore, "AsyncConnectionPool", Watched)
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.default = says(TAKEN)
        await gateway.push(ORDER)
    assert pools == [(True, False, 0)] * 2
