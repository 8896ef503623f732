"""Nothing is said to a server whose certificate does not prove who it is: neither an order nor a question."""

import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.domain.orders.outcome import Accepted, Balance, NoAnswer, NotSent, Trouble
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from tests.certificates import Authority, self_signed
from tests.gateway.test_client import ACCOUNT, ORDER, TAKEN
from tests.platform_server import PlatformServer, platform_server, says
from tests.proxy_server import proxy_server

TIMEOUTS = Timeouts(connect=5.0, read=5.0, total=10.0)

only_where_the_systems_store_is_a_file = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="NOT PROVEN HERE: only OpenSSL takes an authority from SSL_CERT_FILE"
)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The only one that the system trusts, where its store is a file."""
    made = Authority.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    return made


@asynccontextmanager
async def told(server: PlatformServer, proxy: str | None = None) -> AsyncIterator[WikeyunGateway]:
    server.answers = [says(TAKEN), says({"code": "0000", "data": {"money": "1"}})]
    wire = Wire.over_network(TIMEOUTS, proxy)
    gateway = WikeyunGateway(ACCOUNT, GatewayConfig(server.url, timeouts=TIMEOUTS), Pace(1000.0, 1000), wire)
    try:
        yield gateway
    finally:
        await gateway.aclose()


async def is_told_nothing(server: PlatformServer, proxy: str | None = None) -> None:
    async with told(server, proxy) as gateway:
        outcome, answer = await gateway.push(ORDER), await gateway.balance()
    assert isinstance(outcome, NotSent)
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.UNREACHABLE
    assert server.received == []


async def is_told(server: PlatformServer, proxy: str | None = None) -> None:
    async with told(server, proxy) as gateway:
        assert await gateway.push(ORDER) == Accepted("W1", "ok")
        assert await gateway.balance() == Balance(100)


def false_ones(authority: Authority, folder: Path) -> dict[str, ssl.SSLContext]:
    return {
        "nobody vouches for it": self_signed(folder),
        "another host's": authority.server(folder, "elsewhere.example"),
        "expired": authority.server(folder, days=-1),
    }


FALSE = ("nobody vouches for it", "another host's", "expired")


@only_where_the_systems_store_is_a_file
async def test_a_server_that_proves_who_it_is_gets_the_order(authority: Authority, tmp_path: Path) -> None:
    async with platform_server(authority.server(tmp_path)) as server:
        await is_told(server)


@pytest.mark.parametrize("false", FALSE)
async def test_a_server_with_a_false_certificate_is_told_nothing(
    authority: Authority, tmp_path: Path, false: str
) -> None:
    async with platform_server(false_ones(authority, tmp_path)[false]) as server:
        await is_told_nothing(server)


@only_where_the_systems_store_is_a_file
@pytest.mark.parametrize("over_tls", [False, True])
async def test_through_a_proxy_a_true_server_gets_the_order(
    authority: Authority, tmp_path: Path, over_tls: bool
) -> None:
    context = authority.server(tmp_path)
    async with platform_server(context) as server, proxy_server(context if over_tls else None) as proxy:
        await is_told(server, proxy.url)
        assert len(proxy.tunnels) == 2


@pytest.mark.parametrize("over_tls", [False, pytest.param(True, marks=only_where_the_systems_store_is_a_file)])
@pytest.mark.parametrize("false", FALSE)
async def test_through_a_proxy_a_server_with_a_false_certificate_is_told_nothing(
    authority: Authority, tmp_path: Path, false: str, over_tls: bool
) -> None:
    to_proxy = authority.server(tmp_path) if over_tls else None
    async with platform_server(false_ones(authority, tmp_path)[false]) as server, proxy_server(to_proxy) as proxy:
        await is_told_nothing(server, proxy.url)
        assert proxy.tunnels, "the tunnel itself was not the trouble"


@pytest.mark.parametrize("false", FALSE)
async def test_a_proxy_with_a_false_certificate_is_not_even_asked_for_a_tunnel(
    authority: Authority, tmp_path: Path, false: str
) -> None:
    true = authority.server(tmp_path)
    async with platform_server(true) as server, proxy_server(false_ones(authority, tmp_path)[false]) as proxy:
        await is_told_nothing(server, proxy.url)
        assert proxy.tunnels == []
